import { addMonths, firstDay, type IsoMonth, monthOf } from '../calendar.ts';
import { type Advice, adviceFor } from './advice.ts';
import type { Experience } from './company-experience.ts';
import {
  type CompanyVerdicts,
  companyVerdicts,
  type SeatVerdict,
  type VerdictWord,
} from './company-verdicts.ts';
import { dispersion } from './dispersion.ts';
import { judgedWindow } from './judged-window.ts';
import { type LevelHistory, levelVariance } from './level-variance.ts';
import {
  baselineMonths,
  levelMonths,
  type PersonMonth,
  personMonths,
  sumMonths,
  type Worker,
} from './output-months.ts';
import { type Controls, type SeatEvidence, telling, type Valuation } from './seat-evidence.ts';

export type VerdictSettings = {
  /** Whole months at the most; fewer while the company's oldest seat has fewer. */
  readonly windowMonths: number;
  readonly requiredReturn: number;
  readonly requiredUplift: number | null;
  readonly sharedShock: boolean;
};

/** A person whose seat is looked at, with what it cost and what a gain would be worth. */
export type SeatHolder = Worker & {
  /** Spend per month, in units of the base currency. */
  readonly spend: ReadonlyMap<IsoMonth, number>;
  /** Months with charges that wait for a rate and are in no spend. */
  readonly waitingMonths: ReadonlySet<IsoMonth>;
  readonly valuation: Valuation | null;
  /** Months for which "nothing finished" was ticked. */
  readonly nothingFinished: ReadonlySet<IsoMonth>;
  /** Units a month without a seat, as stated for the person, else for the role. */
  readonly statedUnits: number | null;
  /** In how many months of the window the seat was at its limit; `null` where it has none. */
  readonly monthsAtLimit: number | null;
};

/** What keeps a seat from a verdict, as stable codes. */
export type Missing = 'window' | 'baseline' | 'spend' | 'rate' | 'output' | 'loaded-cost';

export type BaselineKind = 'own' | 'role' | 'stated';

export type MonthVerdict = {
  readonly id: number;
  readonly window: { readonly from: IsoMonth; readonly to: IsoMonth; readonly months: number };
  readonly spend: number;
  /** Whether charges of these months wait for a rate, so that the spend is not all of it. */
  readonly waitsForRate: boolean;
  readonly baseline: {
    readonly kind: BaselineKind | null;
    readonly from: IsoMonth | null;
    readonly to: IsoMonth | null;
  };
  /** The person's own months before the seat: what the chart marks, whether they were enough or not. */
  readonly baselineMonths: readonly IsoMonth[];
  readonly windowMonths: readonly IsoMonth[];
  readonly evidence: SeatEvidence | null;
  readonly verdict: VerdictWord;
  readonly result: SeatVerdict | null;
  readonly feltMinutes: number | null;
  readonly reopenedShare: number | null;
  readonly missing: readonly Missing[];
  readonly advice: Advice;
};

export type MonthVerdictsResult = {
  readonly seats: readonly MonthVerdict[];
  readonly company: CompanyVerdicts['company'];
  readonly controls: Controls | null;
  readonly window: { readonly from: IsoMonth; readonly to: IsoMonth };
  readonly experience: Experience;
};

const LEAST_MONTHS = 2;
const LEAST_UNITS = 5;
const CONTROL_MONTHS = 12;

/** The verdicts of all seats for the window that ends with `month`, in the order of `everyone`. */
export function monthVerdicts(
  month: IsoMonth,
  everyone: readonly SeatHolder[],
  settings: VerdictSettings,
): MonthVerdictsResult {
  // Sums of floating-point numbers depend on their order; it must not be that of a list on screen.
  const people = [...everyone].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const window = judgedWindow(
    month,
    people.map((one) => one.firstChargeDay),
    settings.windowMonths,
  );
  const windowFrom = window.from;
  const roles = rolesOf(people, windowFrom, month);
  const controls = settings.sharedShock ? controlsOf(people, windowFrom, month) : null;
  const prepared = everyone
    .filter((one) => one.firstChargeDay !== null && monthOf(one.firstChargeDay) <= month)
    .map((holder) => prepare(holder, windowFrom, month, roles, settings));
  const judged = prepared.filter((one) => one.missing.length === 0);
  const { seats, company, experience } = companyVerdicts(
    judged.flatMap((one) => one.evidence ?? []),
    controls,
    people.map((one) => levelHistory(one, roles, windowFrom, month)),
  );
  return {
    seats: prepared.map((one) => {
      const result = seats[judged.indexOf(one)] ?? null;
      const verdict = result?.verdict ?? 'no data';
      return { ...one, result, verdict, advice: adviceFor(one, result) };
    }),
    company,
    controls,
    window,
    experience,
  };
}

/** What a span of months is held against: how much months vary in a role, levels move, and what happened to everyone. */
export type SpanFacts = {
  readonly phiOf: (role: string | null) => number;
  readonly omega2: number;
  readonly controls: Controls | null;
};

/** The same for a span of any months, whoever is judged on it. */
export function spanFacts(
  everyone: readonly Worker[],
  from: IsoMonth,
  to: IsoMonth,
  sharedShock: boolean,
): SpanFacts {
  const people = [...everyone].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const roles = rolesOf(people, from, to);
  return {
    phiOf: (role) => roles.get(role)?.phi ?? dispersion([]),
    omega2: levelVariance(people.map((one) => levelHistory(one, roles, from, to))),
    controls: sharedShock ? controlsOf(people, from, to) : null,
  };
}

function levelHistory(
  person: Worker,
  roles: ReadonlyMap<string | null, Role>,
  windowFrom: IsoMonth,
  month: IsoMonth,
): LevelHistory {
  return {
    phi: roles.get(person.role)?.phi ?? dispersion([]),
    months: levelMonths(person, windowFrom, month).map((one) => one.units),
  };
}

type Role = { readonly months: readonly PersonMonth[]; readonly phi: number };

/** Each role's months without a seat, and how much they vary. */
function rolesOf(
  people: readonly Worker[],
  windowFrom: IsoMonth,
  month: IsoMonth,
): Map<string | null, Role> {
  const lists = new Map<string | null, PersonMonth[][]>();
  for (const person of people) {
    const months = baselineMonths(person, windowFrom, month);
    lists.set(person.role, [...(lists.get(person.role) ?? []), months]);
  }
  return new Map(
    [...lists].map(([role, list]) => [role, { months: list.flat(), phi: dispersion(list) }]),
  );
}

/** People without a seat in the window and the 12 months before it, where there is enough of them. */
function controlsOf(
  people: readonly Worker[],
  windowFrom: IsoMonth,
  month: IsoMonth,
): Controls | null {
  const without = people.filter(
    (one) => one.firstChargeDay === null || monthOf(one.firstChargeDay) > month,
  );
  const before = without.map((one) =>
    personMonths(one, addMonths(windowFrom, -CONTROL_MONTHS), addMonths(windowFrom, -1)),
  );
  const during = without.map((one) => personMonths(one, windowFrom, month));
  const { units: y0, months: t0 } = sumMonths(before.flat());
  const { units: y1, months: t1 } = sumMonths(during.flat());
  const counted = without.filter((_, at) => [before[at], during[at]].some((one) => one?.length));
  return telling({ y0, t0, y1, t1, phi: dispersion(before), people: counted.length });
}

type Prepared = Omit<MonthVerdict, 'verdict' | 'result' | 'advice'> & {
  readonly monthsAtLimit: number | null;
};

function prepare(
  holder: SeatHolder,
  windowFrom: IsoMonth,
  month: IsoMonth,
  roles: ReadonlyMap<string | null, Role>,
  settings: VerdictSettings,
): Prepared {
  const since = holder.firstChargeDay ?? '';
  const window = windowOf(holder, windowFrom, month).filter((one) => firstDay(one.month) >= since);
  const { units: y1, months: t1 } = sumMonths(window);
  const spend = window.reduce((sum, one) => sum + (holder.spend.get(one.month) ?? 0), 0);
  const waitsForRate = window.some((one) => holder.waitingMonths.has(one.month));
  const own = baselineMonths(holder, windowFrom, month);
  const base = baselineOf(holder, own, roles.get(holder.role), t1);
  const logged = window.reduce((sum, one) => sum + one.logged, 0);
  const didTick = window.some((one) => holder.nothingFinished.has(one.month));
  const missing: Missing[] = [];
  if (t1 === 0) missing.push('window');
  else {
    if (logged === 0 && !didTick) missing.push('output');
    // What it cost is not known yet: that is another thing than nothing.
    if (spend <= 0) missing.push(waitsForRate ? 'rate' : 'spend');
    if (base.kind === null || base.y0 + y1 === 0) missing.push('baseline');
    if (holder.valuation === null) missing.push('loaded-cost');
  }
  const items = window.reduce((sum, one) => sum + one.items, 0);
  const reopened = window.reduce((sum, one) => sum + one.reopened, 0);
  const felt = window.flatMap((one) => (one.feltMinutes === null ? [] : [one.feltMinutes]));
  return {
    id: holder.id,
    window: { from: window[0]?.month ?? windowFrom, to: month, months: t1 },
    spend,
    waitsForRate,
    baseline: { kind: base.kind, from: base.from, to: base.to },
    baselineMonths: own.map((one) => one.month),
    windowMonths: window.map((one) => one.month),
    evidence:
      base.kind === null || holder.valuation === null
        ? null
        : {
            id: holder.key,
            y0: base.y0,
            t0: base.t0,
            y1,
            t1,
            spend,
            phi: roles.get(holder.role)?.phi ?? dispersion([]),
            valuation: holder.valuation,
            requiredReturn: settings.requiredReturn,
            requiredUplift: settings.requiredUplift,
            isStated: base.kind === 'stated',
          },
    feltMinutes: felt.length === 0 ? null : felt.reduce((a, b) => a + b, 0),
    reopenedShare: items + reopened === 0 ? null : reopened / (items + reopened),
    missing,
    monthsAtLimit: holder.monthsAtLimit,
  };
}

/** The window's months of employment, also those of a person who never logged anything. */
function windowOf(holder: SeatHolder, from: IsoMonth, to: IsoMonth): PersonMonth[] {
  const everLogged: Worker = {
    ...holder,
    output: new Map([...holder.output, [EVER, { ...EMPTY, logged: 1 }]]),
  };
  return personMonths(everLogged, from, to);
}

const EVER = '1970-01';
const EMPTY = { units: 0, unitsByWeight: 0, items: 0, logged: 0, reopened: 0, feltMinutes: null };

type Baseline = MonthVerdict['baseline'] & { readonly y0: number; readonly t0: number };

function baselineOf(
  holder: SeatHolder,
  own: readonly PersonMonth[],
  role: Role | undefined,
  windowMonths: number,
): Baseline {
  if (isEnough(own)) return measured('own', own);
  if (holder.role !== null && role && isEnough(role.months)) return measured('role', role.months);
  if (holder.statedUnits === null) return { kind: null, from: null, to: null, y0: 0, t0: 0 };
  // A stated figure weighs as much as the window it is held against, no more.
  return {
    kind: 'stated',
    from: null,
    to: null,
    y0: holder.statedUnits * windowMonths,
    t0: windowMonths,
  };
}

function isEnough(months: readonly PersonMonth[]): boolean {
  const sums = sumMonths(months);
  return sums.months >= LEAST_MONTHS && sums.units >= LEAST_UNITS;
}

function measured(kind: 'own' | 'role', months: readonly PersonMonth[]): Baseline {
  const { units, months: time } = sumMonths(months);
  const names = months.map((one) => one.month).sort();
  return { kind, from: names[0] ?? null, to: names.at(-1) ?? null, y0: units, t0: time };
}
