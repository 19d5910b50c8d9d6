import type { IsoDay } from '../calendar.ts';
import { Failure } from '../failure.ts';
import type { Micro } from '../money.ts';
import type { ModelClass } from '../spend/pricing.ts';

/** Whom a line is for. `person` is the person's id. */
export type Scope =
  | { readonly kind: 'company' }
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'person'; readonly person: string };

export type Cadence = 'week' | 'month' | 'quarter' | 'year' | 'once';
export type CappedClass = 'all' | ModelClass;
export type Counted = 'spend' | 'claims';

/** Micro-units of a currency, or whole tokens. */
export type Quantity =
  | { readonly unit: 'money'; readonly amount: Micro; readonly currency: string }
  | { readonly unit: 'tokens'; readonly amount: bigint };

/** One rule of what a person may spend per period (RULES.md, Allowances). */
export type AllowanceLine = {
  readonly id: string;
  readonly scope: Scope;
  readonly modelClass: CappedClass;
  readonly cadence: Cadence;
  /** Without an amount (`null`) it is unlimited: it watches and informs only. */
  readonly limit:
    | { readonly unit: 'money'; readonly amount: Micro | null; readonly currency: string }
    | { readonly unit: 'tokens'; readonly amount: bigint | null };
  /** `ask`: going over needs an approved top-up. */
  readonly atLimit: 'inform' | 'ask';
  /** Amounts, in the limit's unit, at which to tell the owner while work goes on. */
  readonly informAt: readonly bigint[];
  /** Who approves a top-up where no pool stands behind it. */
  readonly approver: 'owner' | 'manager';
  readonly carryOverPeriods: number;
  readonly counts: readonly Counted[];
  /** The first and the last day on which it holds. */
  readonly from: IsoDay;
  readonly to: IsoDay | null;
  readonly at: string;
  readonly by: string;
  readonly why: string;
};

/** A person as far as allowances need it; `startDay` is the first day of employment. */
export type AllowancePerson = {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly team: string | null;
  readonly startDay: IsoDay | null;
  /** The last day of employment; unknown or `null` while it goes on. */
  readonly endDay?: IsoDay | null;
};

/** What runs beside each other for one person: within one of these the most specific line wins. */
export type AllowanceKey = {
  readonly modelClass: CappedClass;
  readonly cadence: Cadence;
  readonly unit: 'money' | 'tokens';
  /** Claims alone are another purse than spend (with or without claims). */
  readonly purse: Counted;
};

const SPECIFIC = { company: 0, role: 1, team: 2, person: 3 } as const;

export function keyOf(line: Pick<AllowanceLine, 'modelClass' | 'cadence' | 'limit' | 'counts'>) {
  return {
    modelClass: line.modelClass,
    cadence: line.cadence,
    unit: line.limit.unit,
    purse: line.counts.includes('spend') ? 'spend' : 'claims',
  } satisfies AllowanceKey;
}

export function isSameKey(one: AllowanceKey, other: AllowanceKey): boolean {
  return (
    one.modelClass === other.modelClass &&
    one.cadence === other.cadence &&
    one.unit === other.unit &&
    one.purse === other.purse
  );
}

function isForPerson(scope: Scope, person: AllowancePerson): boolean {
  if (scope.kind === 'company') return true;
  if (scope.kind === 'person') return scope.person === person.id;
  return scope.kind === 'role' ? scope.role === person.role : scope.team === person.team;
}

/**
 * The line that holds for a person on a day: of one key (model class, cadence, unit, purse) the most
 * specific scope wins: person, team, role, company; within a scope the line that began last, of
 * two that began on one day the later in the list. `null` where none holds.
 */
export function lineInForce<Line extends AllowanceLine>(
  lines: readonly Line[],
  person: AllowancePerson,
  key: AllowanceKey,
  day: IsoDay,
): Line | null {
  let best: Line | null = null;
  for (const line of lines) {
    if (line.from > day || (line.to !== null && line.to < day)) continue;
    if (!isSameKey(keyOf(line), key) || !isForPerson(line.scope, person)) continue;
    const rank = SPECIFIC[line.scope.kind];
    const bestRank = best === null ? -1 : SPECIFIC[best.scope.kind];
    if (rank > bestRank || (rank === bestRank && line.from >= (best?.from ?? ''))) best = line;
  }
  return best;
}

/** The keys of all lines that could ever hold for a person, in the order of the lines. */
export function keysOf(lines: readonly AllowanceLine[], person: AllowancePerson): AllowanceKey[] {
  const keys: AllowanceKey[] = [];
  for (const line of lines) {
    const key = keyOf(line);
    if (isForPerson(line.scope, person) && !keys.some((known) => isSameKey(known, key))) {
      keys.push(key);
    }
  }
  return keys;
}

/**
 * Checks a line before it is set. `openFrom` is the first day of the first month that is not closed:
 * a line takes effect from there on at the earliest, because history is never rewritten.
 */
export function checkLine(line: AllowanceLine, openFrom: IsoDay): Failure | null {
  const { limit, carryOverPeriods, cadence, counts, from, to } = line;
  if (limit.amount !== null && limit.amount < 0n) {
    return new Failure('allowance_negative', 'A limit cannot be negative. Type 0 or more.');
  }
  if (line.informAt.some((amount) => amount <= 0n)) {
    return new Failure(
      'allowance_inform_at',
      'An amount at which to tell is above 0. Type one such as 100, or leave it out.',
    );
  }
  if (!Number.isInteger(carryOverPeriods) || carryOverPeriods < 0) {
    return new Failure(
      'allowance_carry_over',
      'What is left can be carried over for 0 or more whole periods. Type a whole number.',
    );
  }
  if (cadence === 'once' && carryOverPeriods > 0) {
    return new Failure(
      'allowance_once_carry_over',
      'A grant that is given once lasts until it is used up, so there is nothing to carry over. Leave carry-over at 0.',
    );
  }
  if (counts.length === 0) {
    return new Failure('allowance_counts_nothing', 'Choose what counts: spend, claims, or both.');
  }
  if (counts.includes('claims') && (limit.unit === 'tokens' || line.modelClass !== 'all')) {
    return new Failure(
      'allowance_claims_have_no_tokens',
      'Claims have neither tokens nor a model class. Set a limit in money for all models.',
    );
  }
  if (to !== null && to < from) {
    return new Failure(
      'allowance_ends_early',
      'The last day is before the first. Check both days.',
      {
        from,
        to,
      },
    );
  }
  if (from < openFrom) {
    return new Failure(
      'allowance_rewrites_history',
      `A change takes effect from ${openFrom} at the earliest, because what held before is kept as it was. Choose that day or a later one.`,
      { from, openFrom },
    );
  }
  return null;
}
