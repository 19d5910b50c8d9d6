import type {
  AllowanceKey,
  CappedClass,
  Counted,
} from '../../../core/allowances/allowance-line.ts';
import type { TopUpState } from '../../../core/allowances/top-up-decision.ts';
import { flag, micro, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, row, rows, sql } from '../statement.ts';

const permanent = { id: whole, day: text, isEnded: flag };

const request = {
  id: whole,
  personId: whole,
  modelClass: word<CappedClass>(),
  cadence: word<AllowanceKey['cadence']>(),
  unit: word<'money' | 'tokens'>(),
  purse: word<Counted>(),
  currency: optional(text),
  amountMicro: micro,
  reason: text,
  expectedOutput: text,
  day: text,
  isPermanent: flag,
  askedAt: text,
  askedBy: text,
  state: word<TopUpState>(),
  decidedAt: optional(text),
  decidedBy: optional(text),
  decidedAs: optional(word<'owner' | 'manager'>()),
  why: optional(text),
  grantedMicro: optional(micro),
  // In the pool's currency: what was drawn on it, and what went beyond it.
  fromPoolMicro: optional(micro),
  beyondMicro: optional(micro),
};

/** A request for more, with what was decided on it. Amounts in micro-units of `currency`, or tokens. */
export type HeldTopUp = RowOf<typeof request>;

export type NewTopUp = Pick<
  HeldTopUp,
  | 'personId'
  | 'currency'
  | 'amountMicro'
  | 'reason'
  | 'expectedOutput'
  | 'day'
  | 'isPermanent'
  | 'askedAt'
  | 'askedBy'
> & { readonly key: AllowanceKey };

export type TopUpAnswer = {
  readonly state: Exclude<TopUpState, 'asked'>;
  readonly at: string;
  readonly by: string;
  readonly as: 'owner' | 'manager' | null;
  readonly why: string;
  readonly granted: bigint | null;
  readonly fromPool: bigint | null;
  readonly beyond: bigint | null;
};

/** Additions on request. */
export const topUps = {
  /** Every request, newest first. */
  all: rows(
    request,
    () => sql`
      SELECT id, person_id AS personId, model_class AS modelClass, cadence, unit, purse, currency,
        amount_micro AS amountMicro, reason, expected_output AS expectedOutput, day,
        is_permanent AS isPermanent, asked_at AS askedAt, asked_by AS askedBy, state,
        decided_at AS decidedAt, decided_by AS decidedBy, decided_as AS decidedAs, why,
        granted_micro AS grantedMicro, from_pool_micro AS fromPoolMicro, beyond_micro AS beyondMicro
      FROM top_up_request ORDER BY id DESC`,
  ),
  ask: change(
    ({ key, ...one }: NewTopUp) => sql`
      INSERT INTO top_up_request (person_id, model_class, cadence, unit, purse, currency, amount_micro,
        reason, expected_output, day, is_permanent, asked_at, asked_by, state)
      VALUES (${one.personId}, ${key.modelClass}, ${key.cadence}, ${key.unit}, ${key.purse},
        ${one.currency}, ${one.amountMicro}, ${one.reason}, ${one.expectedOutput}, ${one.day},
        ${one.isPermanent ? 1 : 0}, ${one.askedAt}, ${one.askedBy}, 'asked')`,
  ),
  /** Writes a decision onto a request that waits for one. */
  decide: change(
    (id: number, answer: TopUpAnswer) => sql`
      UPDATE top_up_request SET state = ${answer.state}, decided_at = ${answer.at},
        decided_by = ${answer.by}, decided_as = ${answer.as}, why = ${answer.why},
        granted_micro = ${answer.granted}, from_pool_micro = ${answer.fromPool},
        beyond_micro = ${answer.beyond} WHERE id = ${id}`,
  ),
  /** The entry by which a request was granted for good. */
  permanent: row(
    permanent,
    (requestId: number) => sql`
      SELECT entry.id, entry.day, ending.id IS NOT NULL AS isEnded FROM allowance_entry AS entry
      LEFT JOIN allowance_entry AS ending ON ending.ends_entry_id = entry.id
      WHERE entry.request_id = ${requestId} AND entry.is_permanent = 1`,
  ),
};
