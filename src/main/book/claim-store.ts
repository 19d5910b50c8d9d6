import type { ApprovedLine, Claim, ClaimPayment } from '../../core/claims/claim.ts';
import type { ClaimState, ClaimStep } from '../../core/claims/claim-event.ts';
import type { ClaimLine, Grant, Receipt } from '../../core/claims/claim-line.ts';
import type { Finding } from '../../core/claims/finding.ts';
import { invoiceNumberKey } from '../../core/claims/vendor-match.ts';
import { roundToTotal } from '../../core/close/round-to-total.ts';
import { minorUnitMicro } from '../../core/invoices/minor-unit.ts';
import type { Book, SqlValue } from './book.ts';

export type HeldReceipt = Receipt & {
  readonly lineNo: number;
  readonly fileName: string;
  readonly mediaType: string;
};

/** A claim as the book holds it: the rules' own shape, with what only the book knows. */
export type HeldClaim = {
  readonly id: number;
  readonly personId: number;
  readonly madeAt: string;
  readonly claim: Claim;
  readonly receipts: readonly HeldReceipt[];
  /** As they stood at the last step that looked at them. */
  readonly lastFindings: readonly Finding[];
};

/** A claim's id as the rules, references and exports write it. */
export const claimName = (id: number): string => `C${id}`;

type ClaimRow = {
  id: number;
  personId: number;
  state: ClaimState;
  madeAt: string;
  firstApproval: string | null;
};
type LineRow = {
  claimId: number;
  lineNo: number;
  day: string;
  tool: string | null;
  vendor: string | null;
  invoiceNumber: string | null;
  purpose: string;
  amountMicro: bigint;
  currency: string;
  workPercent: string;
  periodStart: string | null;
  periodEnd: string | null;
  approvedMicro: bigint | null;
  approvedBaseMicro: bigint | null;
  chargedMonth: string | null;
  payableMicro: bigint | null;
  payableCurrency: string | null;
};
type StepRow = Omit<ClaimStep, 'grants'> & {
  claimId: number;
  grants: string | null;
  findings: string | null;
};

/** Every claim, oldest first, or those of the ids given. `names` tells under which names a person acts. */
export function heldClaims(
  book: Book,
  names: (personId: number) => { readonly email: string; readonly all: readonly string[] },
  ids: readonly number[] | null = null,
): HeldClaim[] {
  const wanted = ids === null ? null : JSON.stringify(ids);
  const chosen = (column: string): string =>
    wanted === null ? '' : ` WHERE ${column} IN (SELECT value FROM json_each(?))`;
  const rows = <T>(sql: string, column: string, order: string): T[] =>
    book.all<T>(
      `${sql}${chosen(column)} ORDER BY ${order}`,
      ...(wanted === null ? [] : [wanted as SqlValue]),
    );
  const lines = grouped(rows<LineRow>(LINES, 'claim_id', 'claim_id, line_no'));
  const receipts = grouped(
    rows<HeldReceipt & { claimId: number }>(RECEIPTS, 'claim_id', 'claim_id, line_no, file_name'),
  );
  const steps = grouped(rows<StepRow>(STEPS, 'claim_id', 'claim_id, id'));
  const payments = grouped(
    rows<Omit<ClaimPayment, 'failed'> & { claimId: number; failed: number }>(
      PAYMENTS,
      'claim_id',
      'claim_id, id',
    ),
  );
  return rows<ClaimRow>(CLAIMS, 'id', 'id').map((row) => {
    const own = lines.get(row.id) ?? [];
    const shown = receipts.get(row.id) ?? [];
    const history = steps.get(row.id) ?? [];
    const { email, all } = names(row.personId);
    return {
      id: row.id,
      personId: row.personId,
      madeAt: row.madeAt,
      receipts: shown,
      lastFindings: findingsFrom(
        history.findLast(({ findings }) => findings !== null)?.findings ?? null,
      ),
      claim: {
        id: claimName(row.id),
        person: email,
        claimantNames: all,
        state: row.state,
        lines: own.map((line) => lineOf(line, shown)),
        firstApproval: row.firstApproval === null ? null : firstApprovalFrom(row.firstApproval),
        approved: approvedOf(own),
        payments: (payments.get(row.id) ?? []).map(({ claimId: _, failed, ...one }) => ({
          ...one,
          failed: failed === 1,
        })),
        history: history.map(({ claimId: _, findings: __, grants, ...step }) => ({
          ...step,
          grants: grants === null ? null : grantsFrom(grants),
        })),
      },
    };
  });
}

const CLAIMS =
  'SELECT id, person_id AS personId, state, made_at AS madeAt, first_approval AS firstApproval FROM claim';
const LINES = `SELECT claim_id AS claimId, line_no AS lineNo, day, tool, vendor, invoice_number AS invoiceNumber,
  purpose, amount_micro AS amountMicro, currency, work_percent AS workPercent, period_start AS periodStart,
  period_end AS periodEnd, approved_micro AS approvedMicro, approved_base_micro AS approvedBaseMicro,
  charged_month AS chargedMonth, payable_micro AS payableMicro, payable_currency AS payableCurrency FROM claim_line`;
const RECEIPTS = `SELECT claim_id AS claimId, line_no AS lineNo, sha256, file_name AS fileName,
  media_type AS mediaType, picture_hash AS pictureHash, total_micro AS totalMicro, currency
  FROM claim_receipt JOIN receipt USING (sha256)`;
const STEPS = `SELECT claim_id AS claimId, at, by_name AS "by", kind, from_state AS "from", to_state AS "to",
  why, stands_in_for AS standsInFor, reference, grants, findings FROM claim_step`;
const PAYMENTS =
  'SELECT claim_id AS claimId, reference, day, amount_micro AS amountMicro, currency, failed FROM claim_payment';

function grouped<T extends { claimId: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const list = groups.get(row.claimId);
    if (list) list.push(row);
    else groups.set(row.claimId, [row]);
  }
  return groups;
}

function lineOf(row: LineRow, receipts: readonly HeldReceipt[]): ClaimLine {
  const {
    claimId: _,
    lineNo,
    approvedMicro: __,
    approvedBaseMicro: ___,
    chargedMonth,
    payableMicro: ____,
    payableCurrency: _____,
    ...line
  } = row;
  return {
    ...line,
    id: String(lineNo),
    receipts: receipts.filter((one) => one.lineNo === lineNo),
  };
}

function approvedOf(rows: readonly LineRow[]): ApprovedLine[] {
  const payable = payableBefore(rows.filter((row) => row.payableMicro === null));
  return rows.flatMap((row) => {
    const { lineNo, approvedMicro, approvedBaseMicro, chargedMonth, payableMicro } = row;
    if (approvedMicro === null || approvedBaseMicro === null || chargedMonth === null) return [];
    return {
      lineId: String(lineNo),
      approvedMicro,
      payableMicro: payableMicro ?? payable.get(lineNo) ?? 0n,
      payableCurrency: row.payableCurrency ?? row.currency,
      baseMicro: approvedBaseMicro,
      month: chargedMonth,
    };
  });
}

/** Lines approved before what they pay was kept: in their own currency, rounded as their transfers were. */
function payableBefore(rows: readonly LineRow[]): Map<number, bigint> {
  const payable = new Map<number, bigint>();
  for (const currency of new Set(rows.map((row) => row.currency))) {
    const own = rows.filter((row) => row.currency === currency);
    const rounded = roundToTotal(
      own.map(({ approvedMicro }) => approvedMicro ?? 0n),
      minorUnitMicro(currency),
    );
    for (const [index, { lineNo }] of own.entries()) payable.set(lineNo, rounded[index] ?? 0n);
  }
  return payable;
}

const grantsText = (grants: readonly Grant[]): string =>
  JSON.stringify(grants.map(({ lineId, approvedMicro }) => [lineId, approvedMicro.toString()]));
const grantsFrom = (text: string): Grant[] =>
  (JSON.parse(text) as [string, string][]).map(([lineId, micro]) => ({
    lineId,
    approvedMicro: BigInt(micro),
  }));
function firstApprovalFrom(text: string): Claim['firstApproval'] {
  const { by, grants } = JSON.parse(text) as { by: string; grants: string };
  return { by, grants: grantsFrom(grants) };
}

const findingsText = (findings: readonly Finding[]): string =>
  JSON.stringify(
    findings.map((one) => ({ ...one, untouchedBaseMicro: one.untouchedBaseMicro.toString() })),
  );
function findingsFrom(text: string | null): Finding[] {
  if (text === null) return [];
  return (
    JSON.parse(text) as (Omit<Finding, 'untouchedBaseMicro'> & { untouchedBaseMicro: string })[]
  ).map((one) => ({ ...one, untouchedBaseMicro: BigInt(one.untouchedBaseMicro) }));
}

/** A new, empty draft; gives its id. */
export function addClaim(book: Book, personId: number, at: string): number {
  return book.run(
    "INSERT INTO claim (person_id, state, made_at) VALUES (?, 'draft', ?)",
    personId,
    at,
  ).id;
}

/**
 * Writes what one step changed: the claim's state, its lines where they were edited, what stands
 * approved, payments, and the step itself. `byName` is who did it, as written.
 */
export function saveStep(
  book: Book,
  id: number,
  before: Claim,
  after: Claim,
  step: {
    readonly byName: string;
    readonly findings: readonly Finding[] | null;
    /** Per line id: which receipt under which file name. */
    readonly fileNames: ReadonlyMap<string, ReadonlyMap<string, string>>;
  },
): void {
  const { firstApproval } = after;
  book.run(
    'UPDATE claim SET state = ?, first_approval = ? WHERE id = ?',
    after.state,
    firstApproval &&
      JSON.stringify({ by: firstApproval.by, grants: grantsText(firstApproval.grants) }),
    id,
  );
  if (after.lines !== before.lines) replaceLines(book, id, after.lines, step.fileNames);
  if (after.approved !== before.approved) saveApproved(book, id, after.approved);
  savePayments(book, id, before.payments, after.payments);
  const taken = after.history.at(-1);
  if (!taken || after.history.length === before.history.length) return;
  book.run(
    `INSERT INTO claim_step (claim_id, at, by_name, kind, from_state, to_state, why, stands_in_for, reference, grants, findings)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    taken.at,
    step.byName,
    taken.kind,
    taken.from,
    taken.to,
    taken.why,
    taken.standsInFor,
    taken.reference,
    taken.grants && grantsText(taken.grants),
    step.findings && findingsText(step.findings),
  );
}

function replaceLines(
  book: Book,
  id: number,
  lines: readonly ClaimLine[],
  fileNames: ReadonlyMap<string, ReadonlyMap<string, string>>,
): void {
  book.run('DELETE FROM claim_line WHERE claim_id = ?', id);
  for (const line of lines) {
    book.run(
      `INSERT INTO claim_line (claim_id, line_no, day, tool, vendor, invoice_number, purpose, amount_micro, currency,
         work_percent, period_start, period_end, plain_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      Number(line.id),
      line.day,
      line.tool,
      line.vendor,
      line.invoiceNumber,
      line.purpose,
      line.amountMicro,
      line.currency,
      line.workPercent,
      line.periodStart,
      line.periodEnd,
      line.invoiceNumber === null ? null : invoiceNumberKey(line.invoiceNumber),
    );
    for (const { sha256 } of line.receipts) {
      book.run(
        'INSERT INTO claim_receipt (claim_id, line_no, sha256, file_name) VALUES (?, ?, ?, ?)',
        id,
        Number(line.id),
        sha256,
        fileNames.get(line.id)?.get(sha256) ?? sha256,
      );
    }
  }
}

function saveApproved(book: Book, id: number, approved: readonly ApprovedLine[]): void {
  book.run(
    `UPDATE claim_line SET approved_micro = NULL, approved_base_micro = NULL, charged_month = NULL,
       payable_micro = NULL, payable_currency = NULL WHERE claim_id = ?`,
    id,
  );
  for (const one of approved) {
    const { lineId, approvedMicro, payableMicro, payableCurrency, baseMicro, month } = one;
    book.run(
      `UPDATE claim_line SET approved_micro = ?, approved_base_micro = ?, charged_month = ?,
         payable_micro = ?, payable_currency = ? WHERE claim_id = ? AND line_no = ?`,
      approvedMicro,
      baseMicro,
      month,
      payableMicro,
      payableCurrency,
      id,
      Number(lineId),
    );
  }
}

function savePayments(
  book: Book,
  id: number,
  before: readonly ClaimPayment[],
  after: readonly ClaimPayment[],
): void {
  for (const [index, payment] of after.entries()) {
    const { reference, day, amountMicro, currency, failed } = payment;
    if (index >= before.length) {
      book.run(
        'INSERT INTO claim_payment (claim_id, reference, day, amount_micro, currency) VALUES (?, ?, ?, ?, ?)',
        id,
        reference,
        day,
        amountMicro,
        currency,
      );
    } else if (failed && before[index]?.failed === false) {
      book.run(
        'UPDATE claim_payment SET failed = 1 WHERE claim_id = ? AND reference = ? AND currency = ? AND failed = 0',
        id,
        reference,
        currency,
      );
    }
  }
}
