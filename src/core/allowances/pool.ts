import { addDays, type IsoDay, type Weekday } from '../calendar.ts';
import { Failure } from '../failure.ts';
import {
  type AllowanceLine,
  type AllowancePerson,
  type Cadence,
  isSameKey,
  keyOf,
  type Quantity,
} from './allowance-line.ts';
import type { AllowanceMove } from './allowance-move.ts';
import { isWithin, type Period, periodOf } from './allowance-period.ts';

/** What a team may spend per period; its manager gives slices of it to people. */
export type Pool = Pick<
  AllowanceLine,
  | 'id'
  | 'modelClass'
  | 'atLimit'
  | 'carryOverPeriods'
  | 'counts'
  | 'from'
  | 'to'
  | 'at'
  | 'by'
  | 'why'
> & {
  readonly team: string;
  readonly cadence: Exclude<Cadence, 'once'>;
  readonly limit: Quantity;
};

/** A part of a pool, per period, for one person or for everyone of a role in the team. In the pool's unit and currency. */
export type PoolSlice = {
  readonly id: string;
  readonly poolId: string;
  readonly holder:
    | { readonly kind: 'person'; readonly person: string }
    | { readonly kind: 'role'; readonly role: string };
  readonly amount: bigint;
  readonly from: IsoDay;
  readonly to: IsoDay | null;
  readonly at: string;
  readonly by: string;
  readonly why: string;
};

/** A line that says whether its amount is a limit or a slice of a pool. */
export type HeldLine = AllowanceLine & { readonly base: 'limit' | 'slice' };

/** How a pool stands in one period: `rest = limit − sliced − toppedUp`, what top-ups draw on first. */
export type PoolState = {
  readonly pool: Pool;
  readonly period: Period;
  readonly slices: readonly { readonly person: AllowancePerson; readonly amount: bigint }[];
  readonly sliced: bigint;
  readonly toppedUp: bigint;
  readonly rest: bigint;
};

/**
 * The slices a person holds, as lines: a slice stands in the place of the limit. One for the person is
 * as specific as the person's own line; one for a role of the team, as the team's line.
 */
export function sliceLines(
  person: AllowancePerson,
  pools: readonly Pool[],
  slices: readonly PoolSlice[],
): HeldLine[] {
  return pools
    .filter(({ team }) => team === person.team)
    .flatMap((pool) =>
      slices
        .filter((slice) => slice.poolId === pool.id && isHolder(slice, person))
        .map(
          (slice): HeldLine => ({
            id: slice.id,
            base: 'slice',
            scope:
              slice.holder.kind === 'person'
                ? { kind: 'person', person: person.id }
                : { kind: 'team', team: pool.team },
            modelClass: pool.modelClass,
            cadence: pool.cadence,
            limit: { ...pool.limit, amount: slice.amount },
            atLimit: pool.atLimit,
            informAt: [],
            approver: 'manager',
            carryOverPeriods: pool.carryOverPeriods,
            counts: pool.counts,
            from: slice.from > pool.from ? slice.from : pool.from,
            to: earliest(slice.to, pool.to),
            at: slice.at,
            by: slice.by,
            why: slice.why,
          }),
        ),
    );
}

/** The pool in the period that holds a day: each member's slice (people in the order given), and the rest. */
export function poolOn(
  day: IsoDay,
  pool: Pool,
  slices: readonly PoolSlice[],
  moves: readonly AllowanceMove[],
  people: readonly AllowancePerson[],
  start: Weekday,
): PoolState {
  const period = periodOf(pool.cadence, day, start);
  const held = people
    .filter((person) => person.team === pool.team && worksIn(person, period))
    .flatMap((person) => {
      const amount = sliceOf(person, pool, slices, day);
      return amount === null ? [] : [{ person, amount }];
    });
  const sliced = held.reduce((sum, { amount }) => sum + amount, 0n);
  const toppedUp = moves.reduce((sum, move) => sum + drawnOn(pool, move, period, day), 0n);
  return {
    pool,
    period,
    slices: held,
    sliced,
    toppedUp,
    rest: pool.limit.amount - sliced - toppedUp,
  };
}

/** Checks a slice before it is given: with it, slices and top-ups must still fit into the pool. */
export function checkSlice(
  slice: PoolSlice,
  pool: Pool,
  slices: readonly PoolSlice[],
  moves: readonly AllowanceMove[],
  people: readonly AllowancePerson[],
  start: Weekday,
): Failure | null {
  if (slice.amount < 0n) {
    return new Failure('slice_negative', 'A slice cannot be negative. Type 0 or more.');
  }
  const all = [...slices, slice];
  // A slice that begins later, or a permanent top-up, may be what does not fit: look at each such day.
  const days = new Set([slice.from, pool.from]);
  for (const { poolId, from, to } of slices) {
    if (poolId !== pool.id) continue;
    days.add(from);
    if (to !== null) days.add(addDays(to, 1));
  }
  for (const move of moves) if (drawsOn(pool, move)) days.add(move.day);
  // So may be whoever joins the team's people.
  for (const { team, startDay } of people) {
    if (team === pool.team && startDay !== null) days.add(startDay);
  }
  for (const day of [...days].sort()) {
    if (day < slice.from || (slice.to !== null && day > slice.to)) continue;
    const { rest } = poolOn(day, pool, all, moves, people, start);
    if (rest >= 0n) continue;
    const before = poolOn(day, pool, slices, moves, people, start).rest;
    return new Failure(
      'slices_exceed_pool',
      'The slices would add up to more than the pool. Give a smaller slice, take one back, or ask the owner for a larger pool.',
      { team: pool.team, day, rest: String(before), over: String(-rest) },
    );
  }
  return null;
}

/**
 * What a top-up takes from the pool's rest, and what is beyond it. The pool comes first; beyond it
 * (or where no pool stands behind the allowance: `poolRest` is `null`) only the owner can approve, unless the
 * line leaves that to the manager.
 */
export function topUpDraw(
  amount: bigint,
  poolRest: bigint | null,
  decider: 'owner' | 'manager',
  approver: 'owner' | 'manager',
): { readonly fromPool: bigint; readonly beyond: bigint } | Failure {
  if (amount <= 0n) {
    return new Failure('top_up_not_positive', 'A top-up adds something. Type an amount above 0.');
  }
  const available = poolRest === null || poolRest < 0n ? 0n : poolRest;
  const fromPool = amount < available ? amount : available;
  const beyond = amount - fromPool;
  const mayDecide = decider === 'owner' || (poolRest === null && approver === 'manager');
  if (beyond > 0n && !mayDecide) {
    return new Failure(
      'top_up_beyond_pool',
      'This is more than is left of the pool, and only the owner can approve that. Approve a part, or pass the request on.',
      { rest: String(available), beyond: String(beyond) },
    );
  }
  return { fromPool, beyond };
}

/** Whether a person works here on any day of a period: whoever has left holds no slice. */
function worksIn({ startDay, endDay = null }: AllowancePerson, { from, to }: Period): boolean {
  return (
    (startDay === null || to === null || startDay <= to) && (endDay === null || endDay >= from)
  );
}

/** What a person holds of the pool on a day; the person's own slice before the role's, the latest of each. */
function sliceOf(
  person: AllowancePerson,
  pool: Pool,
  slices: readonly PoolSlice[],
  day: IsoDay,
): bigint | null {
  let best: PoolSlice | null = null;
  for (const slice of slices) {
    if (slice.poolId !== pool.id || !isHolder(slice, person)) continue;
    if (!isWithin(day, slice)) continue;
    const isCloser = slice.holder.kind === 'person' && best?.holder.kind === 'role';
    const isAsClose = best === null || slice.holder.kind === best.holder.kind;
    if (isCloser || (isAsClose && slice.from >= (best?.from ?? ''))) best = slice;
  }
  return best?.amount ?? null;
}

const isHolder = ({ holder }: PoolSlice, person: AllowancePerson): boolean =>
  holder.kind === 'person' ? holder.person === person.id : holder.role === person.role;

const drawsOn = (pool: Pool, move: AllowanceMove): boolean =>
  move.kind === 'top-up' && move.pool?.team === pool.team && isSameKey(move.key, keyOf(pool));

function drawnOn(pool: Pool, move: AllowanceMove, period: Period, day: IsoDay): bigint {
  if (move.kind !== 'top-up' || move.pool === null || !drawsOn(pool, move)) return 0n;
  const isHeld = move.isPermanent
    ? move.day <= (period.to ?? day) && (move.endDay === null || move.endDay >= day)
    : isWithin(move.day, period);
  return isHeld ? move.pool.amount : 0n;
}

const earliest = (one: IsoDay | null, other: IsoDay | null): IsoDay | null =>
  one === null ? other : other === null || one < other ? one : other;
