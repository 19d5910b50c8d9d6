import type { IsoMonth } from '../../../core/calendar.ts';
import { micro, optional, type RowOf, text, whole } from '../columns.ts';
import { change, rows, sole, sql } from '../statement.ts';

const sum = { currency: text, amountMicro: micro, baseMicro: micro };
const late = { account: text, month: text, postedMonth: text, baseMicro: micro };
const month = { accountId: whole, month: text };
/** In the order in which two are told apart. */
const held = {
  id: whole,
  sourceId: whole,
  day: text,
  identityId: optional(whole),
  toolId: whole,
  detailId: whole,
  reference: text,
  currency: text,
  personId: optional(whole),
  amountMicro: micro,
  baseMicro: optional(micro),
};

export type HeldVariance = RowOf<typeof held>;
export type NewVariance = Omit<HeldVariance, 'id'>;

/** Of charges that may still change, or not. */
export type VarianceStanding = 'frozen' | 'open';
const standingAs = (standing: VarianceStanding) =>
  standing === 'frozen'
    ? sql`substr(charge.day, 1, 7) IN (SELECT month FROM closed_month)`
    : sql`substr(charge.day, 1, 7) NOT IN (SELECT month FROM closed_month)`;

/** Variance charges: what invoices bill beyond the charges of their days. They belong to no import, for they follow from both. */
export const variances = {
  sums: rows(
    sum,
    (accountId: number, of: IsoMonth, standing: VarianceStanding) => sql`
      SELECT charge.currency, sum(amount_micro) AS amountMicro, coalesce(sum(base_micro), 0) AS baseMicro
      FROM variance_charge JOIN charge ON charge.id = charge_id
      WHERE account_id = ${accountId} AND month = ${of} AND ${standingAs(standing)} GROUP BY charge.currency`,
    [
      [1, '', 'frozen'],
      [1, '', 'open'],
    ],
  ),
  open: rows(
    held,
    (accountId: number, of: IsoMonth) => sql`
      SELECT charge.id, source_id AS sourceId, day, identity_id AS identityId, tool_id AS toolId,
        detail_id AS detailId, reference, currency, person_id AS personId, amount_micro AS amountMicro,
        base_micro AS baseMicro
      FROM variance_charge JOIN charge ON charge.id = charge_id
      WHERE account_id = ${accountId} AND month = ${of} AND ${standingAs('open')} ORDER BY ordinal`,
  ),
  months: rows(
    month,
    () => sql`SELECT DISTINCT account_id AS accountId, month FROM variance_charge`,
  ),
  /** What stands in another month than the one it is for. */
  late: rows(
    late,
    () => sql`
      SELECT account.name AS account, variance_charge.month, substr(charge.day, 1, 7) AS postedMonth,
        coalesce(sum(base_micro), 0) AS baseMicro
      FROM variance_charge JOIN charge ON charge.id = charge_id
        JOIN account ON account.id = variance_charge.account_id
      WHERE substr(charge.day, 1, 7) <> variance_charge.month
      GROUP BY account.id, variance_charge.month, substr(charge.day, 1, 7)`,
  ),
  nextOrdinal: sole(
    whole,
    (one: NewVariance) => sql`
      SELECT coalesce(max(ordinal) + 1, 0) FROM charge
      WHERE source_id = ${one.sourceId} AND day = ${one.day} AND kind = 'invoice-variance'
        AND coalesce(identity_id, 0) = ${one.identityId ?? 0} AND model_id = 0 AND tool_id = ${one.toolId}
        AND project_id = 0 AND detail_id = ${one.detailId} AND reference = ${one.reference}
        AND currency = ${one.currency}`,
  ),
  add: change(
    (one: NewVariance, ordinal: number) => sql`
      INSERT INTO charge (source_id, day, identity_id, tool_id, detail_id, reference, currency,
        person_id, amount_micro, base_micro, kind, model_id, project_id, ordinal, import_id,
        seen_import_id, line)
      VALUES (${one.sourceId}, ${one.day}, ${one.identityId}, ${one.toolId}, ${one.detailId}, ${one.reference},
        ${one.currency}, ${one.personId}, ${one.amountMicro}, ${one.baseMicro}, 'invoice-variance', 0, 0,
        ${ordinal}, 0, 0, 0)`,
  ),
  note: change(
    (chargeId: number, accountId: number, of: IsoMonth) =>
      sql`INSERT INTO variance_charge (charge_id, account_id, month) VALUES (${chargeId}, ${accountId}, ${of})`,
  ),
};
