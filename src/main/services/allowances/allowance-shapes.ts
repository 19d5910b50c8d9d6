import type { AllowanceDoc, PoolDoc, QuantityShape } from '../../../contract/allowances.ts';
import type { AllowanceLine, Quantity, Scope } from '../../../core/allowances/allowance-line.ts';
import type { Allowance } from '../../../core/allowances/allowances-on.ts';
import type { PoolState } from '../../../core/allowances/pool.ts';
import type { RunOut } from '../../../core/allowances/run-out.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { type HeldPerson, personShape } from '../people/people.ts';

/** How allowances are written in documents and read from what people type. */

type Unit = { readonly unit: 'money'; readonly currency: string } | { readonly unit: 'tokens' };

export const unitOf = (limit: AllowanceLine['limit']): Unit =>
  limit.unit === 'tokens' ? { unit: 'tokens' } : { unit: 'money', currency: limit.currency };

export function quantityShape(amount: bigint, unit: Unit): QuantityShape {
  return unit.unit === 'tokens' ? { tokens: Number(amount) } : moneyText(amount, unit.currency);
}

export function optionalShape(amount: bigint | null, unit: Unit): QuantityShape | null {
  return amount === null ? null : quantityShape(amount, unit);
}

/** Reads an amount of money or whole tokens. Refuses what is none, or below 0. */
export function readQuantity(text: string, unit: 'money' | 'tokens', currency: string): Quantity {
  if (unit === 'tokens') {
    const plain = text.replace(/[_\s,]/g, '');
    if (/^\d{1,18}$/.test(plain)) return { unit, amount: BigInt(plain) };
    throw new Failure(
      'tokens_refused',
      `Tokens are a whole number such as 100000000, not "${text}".`,
      {
        value: text,
      },
    );
  }
  const code = currency.toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(code)) {
    throw new Failure('currency_unknown', `${currency} is not a currency code such as USD.`, {
      currency,
    });
  }
  const amount = parseMicro(text);
  if (amount === null || amount < 0n) {
    throw new Failure(
      'amount_refused',
      `An amount is a number such as 200 or 49.90, not "${text}".`,
      {
        value: text,
      },
    );
  }
  return { unit, amount, currency: code };
}

/** Reads a limit; `unlimited` is one too. */
export function readLimit(
  text: string,
  unit: 'money' | 'tokens',
  currency: string,
): AllowanceLine['limit'] {
  if (text.toLowerCase() !== 'unlimited') return readQuantity(text, unit, currency);
  if (unit === 'tokens') return { unit, amount: null };
  return { ...readQuantity('0', unit, currency), amount: null } as AllowanceLine['limit'];
}

/** A scope as it is written: `company`, `role:developer`, `team:Apps`, `person:ana@example.com`. */
export function scopeText(scope: Scope, people: readonly HeldPerson[]): string {
  switch (scope.kind) {
    case 'company':
      return 'company';
    case 'role':
      return `role:${scope.role}`;
    case 'team':
      return `team:${scope.team}`;
    default:
      return `person:${people.find((one) => String(one.id) === scope.person)?.email ?? '?'}`;
  }
}

/** Reads a scope; names of roles and teams are taken as people have them. */
export function readScope(text: string, people: readonly HeldPerson[]): Scope {
  const [kind = '', ...rest] = text.trim().split(':');
  const name = rest.join(':').trim();
  const same = (one: string | null): boolean => one?.toLowerCase() === name.toLowerCase();
  if (kind === 'company' && name === '') return { kind: 'company' };
  if (kind === 'role' && name !== '') {
    return { kind: 'role', role: people.find((one) => same(one.role))?.role ?? name };
  }
  if (kind === 'team' && name !== '') {
    return { kind: 'team', team: people.find((one) => same(one.team))?.team ?? name };
  }
  const person = kind === 'person' ? people.find((one) => same(one.email)) : undefined;
  if (person) return { kind: 'person', person: String(person.id) };
  if (kind === 'person' && name !== '') {
    throw new Failure('person_missing', `There is no person with the e-mail ${name}.`, {
      email: name,
    });
  }
  throw new Failure(
    'scope_refused',
    `A scope is company, role:NAME, team:NAME or person:EMAIL, not "${text}".`,
    { value: text },
  );
}

export function lineShape(
  line: AllowanceLine,
  people: readonly HeldPerson[],
): AllowanceDoc['line'] {
  return {
    scope: scopeText(line.scope, people),
    modelClass: line.modelClass,
    cadence: line.cadence,
    limit: optionalShape(line.limit.amount, unitOf(line.limit)),
    atLimit: line.atLimit,
    informAt: line.informAt.map((amount) => quantityShape(amount, unitOf(line.limit))),
    approver: line.approver,
    carryOver: line.carryOverPeriods,
    counts: [...line.counts],
    from: line.from,
    to: line.to,
  };
}

/** One person's allowance in one period as the documents have it. */
export function allowanceShape(
  allowance: Allowance,
  person: HeldPerson,
  people: readonly HeldPerson[],
): AllowanceDoc {
  const { line, projected } = allowance;
  const unit = unitOf(line.limit);
  return {
    person: personShape(person),
    line: lineShape(line, people),
    period: allowance.period,
    entries: allowance.entries.map((entry) => ({
      ...entry,
      amount: quantityShape(entry.amount, unit),
    })),
    limit: optionalShape(allowance.limit, unit),
    used: quantityShape(allowance.used, unit),
    left: optionalShape(allowance.left, unit),
    pace: optionalShape(allowance.pace, unit),
    projected: optionalShape(projected?.middle ?? null, unit),
    projectedLow80: optionalShape(projected?.low80 ?? null, unit),
    projectedHigh80: optionalShape(projected?.high80 ?? null, unit),
    runsOut: runsOutShape(allowance.runsOut),
    state: allowance.state,
    waitingForRate: [...allowance.waitingForRate],
  };
}

/** A date with its range, where there is one. */
export function runsOutShape(runsOut: RunOut | null): AllowanceDoc['runsOut'] {
  if (runsOut?.state !== 'known' || runsOut.date === null) return null;
  const { date, earliest, latest } = runsOut;
  return { date, low80: earliest ?? date, high80: latest };
}

export type PoolShapeInput = {
  readonly people: readonly HeldPerson[];
  readonly used: bigint;
};

export function poolShape(state: PoolState, { people, used }: PoolShapeInput): PoolDoc {
  const { pool } = state;
  const unit = unitOf(pool.limit);
  return {
    id: pool.id,
    team: pool.team,
    modelClass: pool.modelClass,
    cadence: pool.cadence,
    limit: quantityShape(pool.limit.amount, unit),
    period: state.period,
    slices: state.slices.flatMap(({ person, amount }) => {
      const held = people.find((one) => String(one.id) === person.id);
      return held ? [{ person: personShape(held), amount: quantityShape(amount, unit) }] : [];
    }),
    sliced: quantityShape(state.sliced, unit),
    toppedUp: quantityShape(state.toppedUp, unit),
    rest: quantityShape(state.rest, unit),
    used: quantityShape(used, unit),
    from: pool.from,
    to: pool.to,
  };
}
