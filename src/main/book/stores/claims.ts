import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import type { ClaimPayment } from '../../../core/claims/claim.ts';
import type { ClaimState, ClaimStep } from '../../../core/claims/claim-event.ts';
import type { ReceiptTax } from '../../../core/claims/reviewed-tax.ts';
import { filled, flag, micro, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, rows, sole, sql, value, values } from '../statement.ts';

const claim = {
  id: whole,
  personId: whole,
  state: word<ClaimState>(),
  madeAt: text,
  firstApproval: optional(text),
};
const line = {
  claimId: whole,
  lineNo: whole,
  day: text,
  tool: optional(text),
  vendor: optional(text),
  invoiceNumber: optional(text),
  purpose: text,
  amountMicro: micro,
  currency: text,
  workPercent: text,
  periodStart: optional(text),
  periodEnd: optional(text),
  approvedMicro: optional(micro),
  approvedBaseMicro: optional(micro),
  chargedMonth: optional(text),
  taxMicro: optional(micro),
  taxRate: optional(text),
  inCompanyName: flag,
  recoverableMicro: optional(micro),
  recoverableBaseMicro: optional(micro),
  payableMicro: optional(micro),
  payableCurrency: optional(text),
};
const step = {
  claimId: whole,
  at: text,
  by: text,
  kind: word<ClaimStep['kind']>(),
  from: word<ClaimStep['from']>(),
  to: word<ClaimStep['to']>(),
  why: optional(text),
  standsInFor: optional(text),
  reference: optional(text),
  grants: optional(text),
  findings: optional(text),
};
const payment = {
  claimId: whole,
  reference: text,
  day: text,
  amountMicro: micro,
  currency: text,
  failed: flag,
};
const numbered = { id: whole, invoiceNumber: filled(text) };
const spent = {
  person: whole,
  tool: optional(text),
  day: text,
  micro,
  currency: text,
};

export type ClaimRow = RowOf<typeof claim>;
export type ClaimLineRow = RowOf<typeof line>;
export type ClaimStepRow = RowOf<typeof step>;

const CLAIMS = sql`
  SELECT id, person_id AS personId, state, made_at AS madeAt, first_approval AS firstApproval FROM claim`;
const LINES = sql`
  SELECT claim_id AS claimId, line_no AS lineNo, day, tool, vendor, invoice_number AS invoiceNumber,
    purpose, amount_micro AS amountMicro, currency, work_percent AS workPercent, period_start AS periodStart,
    period_end AS periodEnd, approved_micro AS approvedMicro, approved_base_micro AS approvedBaseMicro,
    tax_micro AS taxMicro, tax_rate AS taxRate, in_company_name AS inCompanyName,
    recoverable_micro AS recoverableMicro, recoverable_base_micro AS recoverableBaseMicro,
    charged_month AS chargedMonth, payable_micro AS payableMicro, payable_currency AS payableCurrency
  FROM claim_line`;
const STEPS = sql`
  SELECT claim_id AS claimId, at, by_name AS "by", kind, from_state AS "from", to_state AS "to",
    why, stands_in_for AS standsInFor, reference, grants, findings FROM claim_step`;
const PAYMENTS = sql`
  SELECT claim_id AS claimId, reference, day, amount_micro AS amountMicro, currency, failed FROM claim_payment`;

/** Of these claims, or of all. */
type Ids = readonly number[] | null;
const BOTH: readonly [Ids][] = [[null], [[1]]];
const claimIn = (ids: Ids) =>
  ids === null
    ? sql``
    : sql`WHERE claim_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** Claims with their lines, steps and payments; the rules for claims. */
export const claims = {
  claims: rows(
    claim,
    (ids: Ids) =>
      ids === null
        ? sql`${CLAIMS} ORDER BY id`
        : sql`${CLAIMS} WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) ORDER BY id`,
    BOTH,
  ),
  lines: rows(line, (ids: Ids) => sql`${LINES} ${claimIn(ids)} ORDER BY claim_id, line_no`, BOTH),
  steps: rows(step, (ids: Ids) => sql`${STEPS} ${claimIn(ids)} ORDER BY claim_id, id`, BOTH),
  payments: rows(
    payment,
    (ids: Ids) => sql`${PAYMENTS} ${claimIn(ids)} ORDER BY claim_id, id`,
    BOTH,
  ),
  ofPerson: values(
    whole,
    (personId: number) => sql`SELECT id FROM claim WHERE person_id = ${personId}`,
  ),
  ofAmount: values(
    whole,
    (from: IsoDay, to: IsoDay, amountMicro: bigint, currency: string) => sql`
      SELECT claim_id FROM claim_line
      WHERE day BETWEEN ${from} AND ${to} AND amount_micro = ${amountMicro} AND currency = ${currency}`,
  ),
  ofNumber: values(
    whole,
    (plainNumber: string) => sql`
      SELECT claim_id FROM claim_line
      WHERE plain_number = ${plainNumber} AND invoice_number IS NOT NULL`,
  ),
  /** Lines with a number of which no plain form is kept. */
  withoutPlainNumber: rows(
    numbered,
    () => sql`
      SELECT claim_id AS id, invoice_number AS invoiceNumber FROM claim_line
      WHERE plain_number IS NULL AND invoice_number IS NOT NULL`,
  ),
  isAnySubmitted: sole(
    flag,
    () => sql`SELECT EXISTS (SELECT 1 FROM claim WHERE state = 'submitted')`,
  ),
  /** Claims with a line of the month that nobody has decided on. */
  undecidedIn: sole(
    whole,
    (month: IsoMonth) => sql`
      SELECT count(DISTINCT claim.id) FROM claim JOIN claim_line ON claim_line.claim_id = claim.id
      WHERE state IN ('submitted', 'needs information') AND substr(day, 1, 7) = ${month}`,
  ),
  /** What people paid themselves, of claims that stand. */
  spent: rows(
    spent,
    (from: IsoDay, to: IsoDay) => sql`
      SELECT claim.person_id AS person, coalesce(claim_line.tool, claim_line.vendor) AS tool, day,
        amount_micro AS micro, currency
      FROM claim_line JOIN claim ON claim.id = claim_id
      WHERE claim.state IN ('submitted', 'needs information', 'approved', 'paid')
        AND day BETWEEN ${from} AND ${to} ORDER BY day, claim_id, line_no`,
  ),
  add: change(
    (personId: number, at: string) =>
      sql`INSERT INTO claim (person_id, state, made_at) VALUES (${personId}, 'draft', ${at})`,
  ),
  setState: change(
    (id: number, state: ClaimState, firstApproval: string | null) =>
      sql`UPDATE claim SET state = ${state}, first_approval = ${firstApproval} WHERE id = ${id}`,
  ),
  addStep: change(
    (taken: ClaimStepRow) => sql`
      INSERT INTO claim_step (claim_id, at, by_name, kind, from_state, to_state, why, stands_in_for, reference, grants, findings)
      VALUES (${taken.claimId}, ${taken.at}, ${taken.by}, ${taken.kind}, ${taken.from}, ${taken.to}, ${taken.why},
        ${taken.standsInFor}, ${taken.reference}, ${taken.grants}, ${taken.findings})`,
  ),
  removeLines: change((id: number) => sql`DELETE FROM claim_line WHERE claim_id = ${id}`),
  addLine: change(
    (
      one: Omit<
        ClaimLineRow,
        | 'approvedMicro'
        | 'approvedBaseMicro'
        | 'chargedMonth'
        | 'payableMicro'
        | 'payableCurrency'
        | 'recoverableMicro'
        | 'recoverableBaseMicro'
      >,
      plainNumber: string | null,
    ) => sql`
      INSERT INTO claim_line (claim_id, line_no, day, tool, vendor, invoice_number, purpose, amount_micro, currency,
        work_percent, period_start, period_end, plain_number, tax_micro, tax_rate, in_company_name)
      VALUES (${one.claimId}, ${one.lineNo}, ${one.day}, ${one.tool}, ${one.vendor}, ${one.invoiceNumber},
        ${one.purpose}, ${one.amountMicro}, ${one.currency}, ${one.workPercent}, ${one.periodStart},
        ${one.periodEnd}, ${plainNumber}, ${one.taxMicro}, ${one.taxRate}, ${one.inCompanyName ? 1 : 0})`,
  ),
  setTax: change(
    (id: number, lineNo: number, tax: ReceiptTax) => sql`
      UPDATE claim_line SET tax_micro = ${tax.taxMicro}, tax_rate = ${tax.taxRate},
        in_company_name = ${tax.inCompanyName ? 1 : 0}
      WHERE claim_id = ${id} AND line_no = ${lineNo}`,
  ),
  forgetApproved: change(
    (id: number) => sql`
      UPDATE claim_line SET approved_micro = NULL, approved_base_micro = NULL, charged_month = NULL,
        payable_micro = NULL, payable_currency = NULL, recoverable_micro = NULL,
        recoverable_base_micro = NULL WHERE claim_id = ${id}`,
  ),
  approveLine: change(
    (
      id: number,
      lineNo: number,
      granted: {
        readonly approvedMicro: bigint;
        readonly baseMicro: bigint;
        readonly month: IsoMonth;
        readonly payableMicro: bigint;
        readonly recoverableMicro: bigint;
        readonly recoverableBaseMicro: bigint;
        readonly payableCurrency: string;
      },
    ) => sql`
      UPDATE claim_line SET approved_micro = ${granted.approvedMicro}, approved_base_micro = ${granted.baseMicro},
        recoverable_micro = ${granted.recoverableMicro}, recoverable_base_micro = ${granted.recoverableBaseMicro},
        charged_month = ${granted.month}, payable_micro = ${granted.payableMicro},
        payable_currency = ${granted.payableCurrency} WHERE claim_id = ${id} AND line_no = ${lineNo}`,
  ),
  addPayment: change(
    (id: number, made: Omit<ClaimPayment, 'failed'>) => sql`
      INSERT INTO claim_payment (claim_id, reference, day, amount_micro, currency)
      VALUES (${id}, ${made.reference}, ${made.day}, ${made.amountMicro}, ${made.currency})`,
  ),
  failPayment: change(
    (id: number, reference: string, currency: string) => sql`
      UPDATE claim_payment SET failed = 1
      WHERE claim_id = ${id} AND reference = ${reference} AND currency = ${currency} AND failed = 0`,
  ),
  policy: value(text, () => sql`SELECT policy FROM claim_policy ORDER BY id DESC LIMIT 1`),
  setPolicy: change(
    (at: string, who: string, policy: string) =>
      sql`INSERT INTO claim_policy (at, who, policy) VALUES (${at}, ${who}, ${policy})`,
  ),
  /** Tools that a plan, a claim or a source names. */
  toolNames: values(
    text,
    () => sql`
      SELECT DISTINCT tool FROM (
        SELECT tool FROM subscription UNION SELECT tool FROM claim_line WHERE tool IS NOT NULL
        UNION SELECT name FROM source WHERE kind = 'tool') ORDER BY tool COLLATE NOCASE`,
  ),
};
