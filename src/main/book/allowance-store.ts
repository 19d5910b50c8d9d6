import type {
  AllowanceKey,
  AllowanceLine,
  Cadence,
  CappedClass,
  Counted,
  Quantity,
  Scope,
} from '../../core/allowances/allowance-line.ts';
import type { AllowanceMove } from '../../core/allowances/allowance-move.ts';
import type { Pool, PoolSlice } from '../../core/allowances/pool.ts';
import type { IsoDay } from '../../core/calendar.ts';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

/** Allowances as rows of the book, in the rules' own shapes. Persons and rows are known by their ids as texts. */

type KeyRow = {
  readonly modelClass: CappedClass;
  readonly cadence: Cadence;
  readonly unit: 'money' | 'tokens';
  readonly currency: string | null;
  readonly amountMicro: bigint | null;
};
type Signed = { readonly at: string; readonly by: string; readonly why: string };

type LineRow = KeyRow &
  Signed & {
    readonly id: number;
    readonly scope: Scope['kind'];
    readonly name: string | null;
    readonly personId: number | null;
    readonly atLimit: AllowanceLine['atLimit'];
    /** Amounts with commas between, in micro-units or tokens. */
    readonly informAt: string;
    readonly approver: AllowanceLine['approver'];
    readonly carryOver: number;
    readonly counts: string;
    readonly from: IsoDay;
    readonly to: IsoDay | null;
  };

const KEY = `model_class AS modelClass, cadence, unit, currency, amount_micro AS amountMicro`;
const SIGNED = `at, by_name AS "by", why`;
const DAYS = `from_day AS "from", to_day AS "to"`;

/** Every line ever set, in the order of setting. */
export function heldLines(book: Book): AllowanceLine[] {
  return connectionOf(book)
    .all<LineRow>(
      `SELECT id, scope, name, person_id AS personId, ${KEY}, at_limit AS atLimit,
         inform_at AS informAt, approver, carry_over AS carryOver, counts, ${DAYS}, ${SIGNED} FROM allowance_line ORDER BY id`,
    )
    .map((row) => ({
      id: String(row.id),
      scope: scopeOf(row),
      modelClass: row.modelClass,
      cadence: row.cadence,
      limit:
        row.unit === 'tokens'
          ? { unit: 'tokens', amount: row.amountMicro }
          : { unit: 'money', amount: row.amountMicro, currency: row.currency ?? '' },
      atLimit: row.atLimit,
      informAt: row.informAt === '' ? [] : row.informAt.split(',').map(BigInt),
      approver: row.approver,
      carryOverPeriods: row.carryOver,
      counts: countsOf(row.counts),
      from: row.from,
      to: row.to,
      at: row.at,
      by: row.by,
      why: row.why,
    }));
}

function scopeOf({ scope, name, personId }: LineRow): Scope {
  if (scope === 'company') return { kind: 'company' };
  if (scope === 'person') return { kind: 'person', person: String(personId) };
  return scope === 'role' ? { kind: 'role', role: name ?? '' } : { kind: 'team', team: name ?? '' };
}

const countsOf = (text: string): Counted[] => text.split(',') as Counted[];

const quantity = (unit: Quantity['unit'], amount: bigint, currency: string | null): Quantity =>
  unit === 'tokens' ? { unit, amount } : { unit, amount, currency: currency ?? '' };

/** Writes a line; gives its id. */
export function addLine(book: Book, line: Omit<AllowanceLine, 'id'>): string {
  const { scope, limit } = line;
  const { id } = connectionOf(book).run(
    `INSERT INTO allowance_line (scope, name, person_id, model_class, cadence, unit, currency, amount_micro,
       at_limit, inform_at, approver, carry_over, counts, from_day, to_day, at, by_name, why)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    scope.kind,
    scope.kind === 'role' ? scope.role : scope.kind === 'team' ? scope.team : null,
    scope.kind === 'person' ? Number(scope.person) : null,
    line.modelClass,
    line.cadence,
    limit.unit,
    limit.unit === 'money' ? limit.currency : null,
    limit.amount,
    line.atLimit,
    line.informAt.join(','),
    line.approver,
    line.carryOverPeriods,
    countsText(line.counts),
    line.from,
    line.to,
    line.at,
    line.by,
    line.why,
  );
  return String(id);
}

const countsText = (counts: readonly Counted[]): string =>
  (['spend', 'claims'] as const).filter((one) => counts.includes(one)).join(',');

export function endLine(book: Book, id: string, to: IsoDay): void {
  connectionOf(book).run('UPDATE allowance_line SET to_day = ? WHERE id = ?', to, Number(id));
}

type PoolRow = KeyRow &
  Signed & {
    readonly id: number;
    readonly team: string;
    readonly cadence: Pool['cadence'];
    readonly amountMicro: bigint;
    readonly atLimit: Pool['atLimit'];
    readonly carryOver: number;
    readonly counts: string;
    readonly from: IsoDay;
    readonly to: IsoDay | null;
  };

export function heldPools(book: Book): Pool[] {
  return connectionOf(book)
    .all<PoolRow>(
      `SELECT id, team, ${KEY}, at_limit AS atLimit, carry_over AS carryOver, counts, ${DAYS}, ${SIGNED}
       FROM allowance_pool ORDER BY id`,
    )
    .map(({ id, unit, currency, amountMicro, carryOver, counts, ...row }) => ({
      ...row,
      id: String(id),
      limit: quantity(unit, amountMicro, currency),
      carryOverPeriods: carryOver,
      counts: countsOf(counts),
    }));
}

export function addPool(book: Book, pool: Omit<Pool, 'id'>): string {
  const { limit } = pool;
  const { id } = connectionOf(book).run(
    `INSERT INTO allowance_pool (team, model_class, cadence, unit, currency, amount_micro, at_limit,
       carry_over, counts, from_day, to_day, at, by_name, why)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    pool.team,
    pool.modelClass,
    pool.cadence,
    limit.unit,
    limit.unit === 'money' ? limit.currency : null,
    limit.amount,
    pool.atLimit,
    pool.carryOverPeriods,
    countsText(pool.counts),
    pool.from,
    pool.to,
    pool.at,
    pool.by,
    pool.why,
  );
  return String(id);
}

export function endPool(book: Book, id: string, to: IsoDay): void {
  connectionOf(book).run('UPDATE allowance_pool SET to_day = ? WHERE id = ?', to, Number(id));
}

type SliceRow = Signed & {
  readonly id: number;
  readonly poolId: number;
  readonly personId: number | null;
  readonly role: string | null;
  readonly amountMicro: bigint;
  readonly from: IsoDay;
  readonly to: IsoDay | null;
};

export function heldSlices(book: Book): PoolSlice[] {
  return connectionOf(book)
    .all<SliceRow>(
      `SELECT id, pool_id AS poolId, person_id AS personId, role, amount_micro AS amountMicro, ${DAYS}, ${SIGNED}
       FROM allowance_slice ORDER BY id`,
    )
    .map(({ id, poolId, personId, role, amountMicro, ...row }) => ({
      ...row,
      id: String(id),
      poolId: String(poolId),
      holder:
        personId === null
          ? { kind: 'role', role: role ?? '' }
          : { kind: 'person', person: String(personId) },
      amount: amountMicro,
    }));
}

export function addSlice(book: Book, slice: Omit<PoolSlice, 'id'>): string {
  const { holder } = slice;
  const { id } = connectionOf(book).run(
    `INSERT INTO allowance_slice (pool_id, person_id, role, amount_micro, from_day, to_day, at, by_name, why)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    Number(slice.poolId),
    holder.kind === 'person' ? Number(holder.person) : null,
    holder.kind === 'role' ? holder.role : null,
    slice.amount,
    slice.from,
    slice.to,
    slice.at,
    slice.by,
    slice.why,
  );
  return String(id);
}

export function endSlice(book: Book, id: string, to: IsoDay): void {
  connectionOf(book).run('UPDATE allowance_slice SET to_day = ? WHERE id = ?', to, Number(id));
}

type EntryRow = KeyRow &
  Signed & {
    readonly id: number;
    readonly kind: 'top-up' | 'transfer';
    readonly personId: number;
    readonly toPersonId: number | null;
    readonly amountMicro: bigint;
    readonly purse: Counted;
    readonly day: IsoDay;
    readonly isPermanent: number;
    readonly poolTeam: string | null;
    readonly poolMicro: bigint | null;
    readonly endDay: IsoDay | null;
  };

/** Top-ups and transfers, in the order of deciding; one that was taken back has its last day. */
export function heldMoves(book: Book): AllowanceMove[] {
  return connectionOf(book)
    .all<EntryRow>(
      `SELECT entry.id, entry.kind, entry.person_id AS personId, entry.to_person_id AS toPersonId,
         entry.model_class AS modelClass, entry.cadence, entry.unit, entry.currency,
         entry.amount_micro AS amountMicro, entry.purse, entry.day, entry.is_permanent AS isPermanent,
         entry.pool_team AS poolTeam, entry.pool_micro AS poolMicro, ending.day AS endDay,
         entry.at, entry.by_name AS "by", entry.why
       FROM allowance_entry AS entry
       LEFT JOIN allowance_entry AS ending ON ending.ends_entry_id = entry.id
       WHERE entry.kind <> 'top-up-end' ORDER BY entry.id`,
    )
    .map(({ modelClass, cadence, unit, purse, ...row }): AllowanceMove => {
      const common = {
        id: String(row.id),
        key: { modelClass, cadence, unit, purse },
        person: String(row.personId),
        quantity: quantity(unit, row.amountMicro, row.currency),
        day: row.day,
        at: row.at,
        by: row.by,
        why: row.why,
      };
      if (row.kind === 'transfer')
        return { ...common, kind: 'transfer', to: String(row.toPersonId) };
      const pool =
        row.poolTeam === null ? null : { team: row.poolTeam, amount: row.poolMicro ?? 0n };
      return {
        ...common,
        kind: 'top-up',
        isPermanent: row.isPermanent === 1,
        endDay: row.endDay,
        pool,
      };
    });
}

type NewEntry = Signed & {
  readonly kind: 'top-up' | 'top-up-end' | 'transfer';
  readonly personId: number;
  readonly toPersonId?: number;
  readonly key: AllowanceKey;
  readonly quantity: Quantity;
  readonly day: IsoDay;
  readonly isPermanent?: boolean;
  readonly pool?: { readonly team: string; readonly amount: bigint } | null;
  readonly requestId?: number;
  readonly endsEntryId?: number;
};

/** Appends an entry; gives its id. */
export function addEntry(book: Book, entry: NewEntry): number {
  const { key, quantity: held } = entry;
  return connectionOf(book).run(
    `INSERT INTO allowance_entry (kind, person_id, to_person_id, model_class, cadence, unit, purse, currency,
       amount_micro, day, is_permanent, pool_team, pool_micro, request_id, ends_entry_id, at, by_name, why)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.kind,
    entry.personId,
    entry.toPersonId ?? null,
    key.modelClass,
    key.cadence,
    key.unit,
    key.purse,
    held.unit === 'money' ? held.currency : null,
    held.amount,
    entry.day,
    entry.isPermanent ? 1 : 0,
    entry.pool?.team ?? null,
    entry.pool?.amount ?? null,
    entry.requestId ?? null,
    entry.endsEntryId ?? null,
    entry.at,
    entry.by,
    entry.why,
  ).id;
}

/** Whether a person is named by a line, a slice, an entry or a request: such a person is not removed. */
export function hasAllowances(book: Book, personId: number): boolean {
  const row = connectionOf(book).get<{ held: number }>(
    `SELECT EXISTS (SELECT 1 FROM allowance_line WHERE person_id = wanted.id)
       OR EXISTS (SELECT 1 FROM allowance_slice WHERE person_id = wanted.id)
       OR EXISTS (SELECT 1 FROM top_up_request WHERE person_id = wanted.id)
       OR EXISTS (SELECT 1 FROM allowance_entry WHERE wanted.id IN (person_id, to_person_id)) AS held
     FROM (SELECT ? AS id) AS wanted`,
    personId,
  );
  return row?.held === 1;
}
