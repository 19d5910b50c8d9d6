import type { poolSet, poolSlice } from '../../../contract/allowances.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import {
  type AllowancePerson,
  checkLine,
  isSameKey,
  keyOf,
} from '../../../core/allowances/allowance-line.ts';
import { checkSlice, type Pool, type PoolSlice, poolOn } from '../../../core/allowances/pool.ts';
import { beforeOpen } from '../../../core/allowances/top-up-decision.ts';
import { addDays, type IsoDay, type Weekday } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import {
  addPool,
  addSlice,
  endPool,
  endSlice,
  heldMoves,
  heldPools,
  heldSlices,
} from '../../book/allowance-store.ts';
import { audit } from '../../book/audit.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { heldPeople, personByEmail } from '../people/people.ts';
import { allowancePerson } from './allowance-facts.ts';
import { quantityShape, readQuantity, readScope, unitOf } from './allowance-shapes.ts';
import { openDaysFrom, signature } from './decision.ts';
import { listPools } from './list-allowances.ts';

/** Sets a team's pool from a day on. Slices of the pool before go on in the new one. */
export function setPool(
  context: Context,
  input: InputOf<typeof poolSet>,
): OutputOf<typeof poolSet> {
  const people = heldPeople(context.book);
  const scope = readScope(`team:${input.team}`, people);
  const pool: Omit<Pool, 'id'> = {
    team: scope.kind === 'team' ? scope.team : input.team,
    modelClass: input.modelClass ?? 'all',
    cadence: input.cadence ?? 'month',
    limit: readQuantity(
      input.limit,
      input.unit ?? 'money',
      input.currency ?? baseCurrency(context),
    ),
    atLimit: input.atLimit ?? 'ask',
    carryOverPeriods: input.carryOver ?? 0,
    counts: input.counts ?? ['spend'],
    from: input.from,
    to: input.to ?? null,
    ...signature(context, input.why),
  };
  context.book.transaction(() => putPool(context, pool, null));
  return listPools(context, { day: input.from });
}

/** Writes a pool with its slices; without any, those of the pool that it takes the place of go on. */
export function putPool(
  context: Context,
  pool: Omit<Pool, 'id'>,
  slices: readonly Omit<PoolSlice, 'id' | 'poolId'>[] | null,
): void {
  const { book } = context;
  const first = openDaysFrom(context);
  const asLine = {
    ...pool,
    id: '',
    scope: { kind: 'team', team: pool.team },
    approver: 'manager',
    informAt: [],
  } as const;
  const refused = checkLine(asLine, first);
  if (refused) throw refused;
  const goOn = takePlaceOf(context, pool);
  const id = addPool(book, pool);
  for (const slice of slices ?? goOn) {
    const { at, by, why } = slices ? slice : pool;
    putSlice(context, { ...slice, poolId: id, from: pool.from, at, by, why });
  }
  audit(book, {
    at: context.now(),
    who: context.who,
    action: 'set pool',
    subject: pool.team,
    detail: {
      id,
      limit: quantityShape(pool.limit.amount, unitOf(pool.limit)),
      cadence: pool.cadence,
      modelClass: pool.modelClass,
      from: pool.from,
      to: pool.to,
      why: pool.why,
    },
  });
}

/** Ends the team's pools of the same kind the day before; gives their slices. */
function takePlaceOf(context: Context, pool: Omit<Pool, 'id'>): PoolSlice[] {
  const { book } = context;
  const before = heldPools(book).filter(
    (one) =>
      one.team === pool.team &&
      isSameKey(keyOf(one), keyOf(pool)) &&
      (one.to === null || one.to >= pool.from) &&
      (pool.to === null || one.from <= pool.to),
  );
  const slices = heldSlices(book).filter(
    (slice) =>
      before.some(({ id }) => id === slice.poolId) && (slice.to === null || slice.to >= pool.from),
  );
  for (const one of before) {
    if (one.from >= pool.from) {
      throw new Failure(
        'pool_overlaps',
        `${pool.team} has a pool from ${one.from} on already. Choose a later day.`,
        { team: pool.team, from: one.from },
      );
    }
    endPool(book, one.id, addDays(pool.from, -1));
  }
  return slices;
}

/** Gives a person, or everyone of a role, a slice of the team's pool from a day on. */
export function slicePool(
  context: Context,
  input: InputOf<typeof poolSlice>,
): OutputOf<typeof poolSlice> {
  const { book } = context;
  const people = heldPeople(book);
  if ((input.person === undefined) === (input.role === undefined)) {
    throw new Failure('slice_of_whom', 'Name a person or a role, one of the two.', {});
  }
  const pool = poolOfTeam(context, input.team, input.from, input.cadence);
  const person = input.person === undefined ? null : personByEmail(book, input.person);
  if (person && person.team !== pool.team) {
    throw new Failure(
      'slice_other_team',
      `${person.name} is not in ${pool.team}, so the team's pool is not for ${person.name}.`,
      { name: person.name, team: pool.team },
    );
  }
  const role =
    people.find((one) => one.role?.toLowerCase() === input.role?.toLowerCase())?.role ??
    input.role ??
    '';
  const currency = pool.limit.unit === 'money' ? pool.limit.currency : '';
  book.transaction(() =>
    putSlice(context, {
      poolId: pool.id,
      holder: person ? { kind: 'person', person: String(person.id) } : { kind: 'role', role },
      amount: readQuantity(input.amount, pool.limit.unit, currency).amount,
      from: input.from,
      to: input.to ?? null,
      ...signature(context, input.why),
    }),
  );
  return listPools(context, { day: input.from });
}

function poolOfTeam(
  context: Context,
  team: string,
  day: IsoDay,
  cadence: string | undefined,
): Pool {
  const found = heldPools(context.book).filter(
    (pool) =>
      pool.team.toLowerCase() === team.toLowerCase() &&
      (cadence === undefined || pool.cadence === cadence) &&
      (pool.to === null || pool.to >= day),
  );
  const pool = found.find(({ from }) => from <= day) ?? found[0];
  if (pool) return pool;
  throw new Failure('pool_missing', `${team} has no pool on ${day}. Set one first.`, { team, day });
}

/** Writes a slice after checking that all of them still fit; the holder's slice before ends the day before. */
function putSlice(context: Context, slice: Omit<PoolSlice, 'id'>): void {
  const { book } = context;
  const early = beforeOpen(slice.from, openDaysFrom(context));
  if (early) throw early;
  const pool = heldPools(book).find(({ id }) => id === slice.poolId);
  if (!pool) throw new Error(`There is no pool ${slice.poolId}.`);
  for (const before of heldSlices(book)) {
    const isSame =
      before.poolId === slice.poolId &&
      JSON.stringify(before.holder) === JSON.stringify(slice.holder) &&
      before.from < slice.from &&
      (before.to === null || before.to >= slice.from);
    if (isSame) endSlice(book, before.id, addDays(slice.from, -1));
  }
  const start = settingOf(context, 'company.week-start') as Weekday;
  const people: AllowancePerson[] = heldPeople(book).map(allowancePerson);
  const slices = heldSlices(book);
  const moves = heldMoves(book);
  const refused = checkSlice({ ...slice, id: '' }, pool, slices, moves, people, start);
  if (refused) throw refused;
  const id = addSlice(book, slice);
  const { holder, amount } = slice;
  const person = people.find((one) => holder.kind === 'person' && one.id === holder.person);
  const rest = poolOn(slice.from, pool, heldSlices(book), moves, people, start).rest;
  audit(book, {
    at: context.now(),
    who: context.who,
    action: 'give slice',
    subject: person?.name ?? (holder.kind === 'role' ? holder.role : ''),
    detail: {
      id,
      team: pool.team,
      amount: quantityShape(amount, unitOf(pool.limit)),
      rest: quantityShape(rest, unitOf(pool.limit)),
      from: slice.from,
      to: slice.to,
      why: slice.why,
    },
  });
}
