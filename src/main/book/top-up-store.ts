import type { AllowanceKey, CappedClass, Counted } from '../../core/allowances/allowance-line.ts';
import type { TopUpState } from '../../core/allowances/top-up-decision.ts';
import type { IsoDay } from '../../core/calendar.ts';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

/** A request for more, with what was decided on it. Amounts in micro-units of `currency`, or tokens. */
export type HeldTopUp = {
  readonly id: number;
  readonly personId: number;
  readonly modelClass: CappedClass;
  readonly cadence: AllowanceKey['cadence'];
  readonly unit: 'money' | 'tokens';
  readonly purse: Counted;
  readonly currency: string | null;
  readonly amountMicro: bigint;
  readonly reason: string;
  readonly expectedOutput: string;
  readonly day: IsoDay;
  readonly isPermanent: boolean;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly state: TopUpState;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedAs: 'owner' | 'manager' | null;
  readonly why: string | null;
  readonly grantedMicro: bigint | null;
  /** In the pool's currency: what was drawn on it, and what went beyond it. */
  readonly fromPoolMicro: bigint | null;
  readonly beyondMicro: bigint | null;
};

export const topUpKey = ({ modelClass, cadence, unit, purse }: HeldTopUp): AllowanceKey => ({
  modelClass,
  cadence,
  unit,
  purse,
});

/** Every request, newest first. */
export function heldTopUps(book: Book): HeldTopUp[] {
  return connectionOf(book)
    .all<Omit<HeldTopUp, 'isPermanent'> & { isPermanent: number }>(
      `SELECT id, person_id AS personId, model_class AS modelClass, cadence, unit, purse, currency,
         amount_micro AS amountMicro, reason, expected_output AS expectedOutput, day,
         is_permanent AS isPermanent, asked_at AS askedAt, asked_by AS askedBy, state,
         decided_at AS decidedAt, decided_by AS decidedBy, decided_as AS decidedAs, why,
         granted_micro AS grantedMicro, from_pool_micro AS fromPoolMicro, beyond_micro AS beyondMicro
       FROM top_up_request ORDER BY id DESC`,
    )
    .map((row) => ({ ...row, isPermanent: row.isPermanent === 1 }));
}

export function addTopUp(
  book: Book,
  asked: Pick<
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
  > & { readonly key: AllowanceKey },
): number {
  return connectionOf(book).run(
    `INSERT INTO top_up_request (person_id, model_class, cadence, unit, purse, currency, amount_micro,
       reason, expected_output, day, is_permanent, asked_at, asked_by, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked')`,
    asked.personId,
    asked.key.modelClass,
    asked.key.cadence,
    asked.key.unit,
    asked.key.purse,
    asked.currency,
    asked.amountMicro,
    asked.reason,
    asked.expectedOutput,
    asked.day,
    asked.isPermanent ? 1 : 0,
    asked.askedAt,
    asked.askedBy,
  ).id;
}

/** Writes a decision onto a request that waits for one. */
export function decideRequest(
  book: Book,
  id: number,
  decided: {
    readonly state: Exclude<TopUpState, 'asked'>;
    readonly at: string;
    readonly by: string;
    readonly as: 'owner' | 'manager' | null;
    readonly why: string;
    readonly granted: bigint | null;
    readonly fromPool: bigint | null;
    readonly beyond: bigint | null;
  },
): void {
  connectionOf(book).run(
    `UPDATE top_up_request SET state = ?, decided_at = ?, decided_by = ?, decided_as = ?, why = ?,
       granted_micro = ?, from_pool_micro = ?, beyond_micro = ? WHERE id = ?`,
    decided.state,
    decided.at,
    decided.by,
    decided.as,
    decided.why,
    decided.granted,
    decided.fromPool,
    decided.beyond,
    id,
  );
}
