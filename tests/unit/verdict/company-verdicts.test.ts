import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CompanyVerdicts,
  companyVerdicts as judgedWith,
  type Range,
} from '../../../src/core/verdict/company-verdicts.ts';
import type { LevelHistory } from '../../../src/core/verdict/level-variance.ts';
import type { Controls, SeatEvidence } from '../../../src/core/verdict/seat-evidence.ts';
import {
  type SlowControls,
  type SlowHistory,
  type SlowSeat,
  slowVerdicts,
} from './slow-verdicts.ts';

const ROOT = join(import.meta.dirname, '../../..');

type Case = {
  readonly name: string;
  readonly seats: readonly SlowSeat[];
  readonly controls: SlowControls | null;
  readonly history: readonly SlowHistory[];
};
const { companies } = JSON.parse(
  readFileSync(join(ROOT, 'tests/fixtures/verdicts/companies.json'), 'utf8'),
) as { companies: readonly Case[] };

/** Where nothing is known of how much levels move. */
const companyVerdicts = (
  seats: readonly SeatEvidence[],
  controls: Controls | null,
  history: readonly LevelHistory[] = [],
): CompanyVerdicts => judgedWith(seats, controls, history);

function evidence(seat: SlowSeat, index = 0): SeatEvidence {
  const { y0, t0, y1, t1, phi, spend } = seat;
  return {
    ...{ y0, t0, y1, t1, phi, spend },
    id: `seat ${index}`,
    valuation:
      seat.perUnit === undefined
        ? { by: 'loaded-cost', monthly: seat.cost ?? 0 }
        : { by: 'unit', perUnit: seat.perUnit },
    requiredReturn: seat.return ?? 1,
    requiredUplift: seat.uplift ?? null,
    isStated: seat.stated ?? false,
  };
}

function expectClose(got: number, wanted: number): void {
  const reach = 1e-6 * Math.max(1e-3, Math.abs(wanted));
  expect(Math.abs(got - wanted), `${got} against ${wanted}`).toBeLessThanOrEqual(reach);
}

function expectRange(got: Range, wanted: Range): void {
  expectClose(got.low80, wanted.low80);
  expectClose(got.median, wanted.median);
  expectClose(got.high80, wanted.high80);
}

const isOnLimit = (p: number): boolean => Math.abs(p - 0.8) < 1e-6 || Math.abs(p - 0.2) < 1e-6;

describe('against the rule written down as it reads', () => {
  it.each(companies)('$name', ({ seats, controls, history }) => {
    const got = companyVerdicts(seats.map(evidence), controls, history);
    const wanted = slowVerdicts(seats, controls, history);
    expectClose(got.company.omega, Math.sqrt(wanted.omega2));
    expect(got.seats).toHaveLength(seats.length);
    wanted.seats.forEach((seat, index) => {
      const mine = got.seats[index];
      if (!mine) throw new Error('a seat is missing');
      expectClose(mine.p, seat.p);
      expect(mine.verdict).toBe(seat.verdict);
      expect(mine.lean).toBe(seat.lean);
      expectClose(mine.expectedNet, seat.expectedNet);
      expectClose(mine.worthKnowing, Math.max(0, seat.worthKnowing));
      expect(mine.moreMonths).toBe(seat.moreMonths);
      expectRange(mine.value, seat.value);
      expectRange(mine.uplift, seat.uplift);
    });
    expectRange(got.company, wanted.company);
    expectClose(got.company.noEffectShare, wanted.company.noEffectShare);
  });

  it('the companies hold every verdict, and seats that time will and will not decide', () => {
    const all = companies.flatMap(
      ({ seats, controls, history }) =>
        companyVerdicts(seats.map(evidence), controls, history).seats,
    );
    expect(new Set(all.map((one) => one.verdict)).size).toBe(3);
    expect(new Set(all.map((one) => one.lean)).size).toBe(3);
    expect(new Set(all.map((one) => one.beyondGrid)).size).toBe(3);
    const open = all.filter((one) => one.verdict === 'undecided');
    expect(open.some((one) => one.moreMonths === null)).toBe(true);
    expect(open.some((one) => one.moreMonths !== null)).toBe(true);
  });
});

type GivenSeat = {
  readonly [Key in 'y0' | 't0' | 'y1' | 't1' | 'S' | 'phi']: number;
} & {
  readonly id: string;
  readonly C?: number;
  readonly v?: number;
  readonly h?: number;
  readonly u?: number;
  readonly pooled?: boolean;
};
type GivenCompany = {
  readonly seats: readonly GivenSeat[];
  readonly controls: Controls | null;
  readonly history: readonly SlowHistory[];
  readonly expected: {
    readonly omega: number;
    readonly seats: readonly {
      readonly id: string;
      readonly p: number | null;
      readonly expected_net: number;
      readonly lean: string | null;
      readonly verdict: string;
      readonly more_months: number | null;
      readonly V_lo80: number;
      readonly V_median: number;
      readonly V_hi80: number;
      readonly uplift_lo80: number;
      readonly uplift_median: number;
      readonly uplift_hi80: number;
    }[];
    readonly company: {
      readonly uplift_lo80: number;
      readonly uplift_median: number;
      readonly uplift_hi80: number;
      readonly no_effect_share: number;
    };
  };
};

/** Beside a checkout, or one folder further up beside a work tree of it. */
const GIVEN = ['../shared/data/verdict-cases.json', '../../shared/data/verdict-cases.json'];
const given = GIVEN.map((path) => join(ROOT, path)).find(existsSync) ?? '';
if (!existsSync(given)) {
  console.log(
    'The worked cases (../shared/data/verdict-cases.json) are not here: only own ones are run.',
  );
}
describe.skipIf(!existsSync(given))('the worked cases, where they are at hand', () => {
  const cases = existsSync(given)
    ? (JSON.parse(readFileSync(given, 'utf8')) as { companies: readonly GivenCompany[] }).companies
    : [];
  it.each(cases.map((one, index) => ({ one, index })))('company $index', ({ one }) => {
    const { seats, controls, history, expected } = one;
    // Without a unit on either side there is nothing to compare; `monthVerdicts` says "no data".
    const judged = expected.seats.flatMap((wanted, index) => {
      const seat = seats[index];
      expect(seat?.id).toBe(wanted.id);
      return wanted.p === null || !seat ? [] : [{ wanted, seat }];
    });
    const got = companyVerdicts(
      judged.map(({ seat: { id, S, C, v, h, u, pooled, ...counts } }) => ({
        ...evidence({
          ...counts,
          spend: S,
          stated: pooled === false,
          ...(C === undefined ? {} : { cost: C }),
          ...(v === undefined ? {} : { perUnit: v }),
          ...(h === undefined ? {} : { return: h }),
          ...(u === undefined ? {} : { uplift: u }),
        }),
        id,
      })),
      controls,
      history,
    );
    expect(Math.abs(got.company.omega - expected.omega)).toBeLessThanOrEqual(1e-6);
    judged.forEach(({ wanted }, index) => {
      const mine = got.seats[index];
      if (!mine) throw new Error('a seat is missing');
      expect(Math.abs(mine.p - (wanted.p ?? 0))).toBeLessThanOrEqual(1e-6);
      if (!isOnLimit(mine.p)) expect(mine.verdict).toBe(wanted.verdict);
      expect(mine.moreMonths).toBe(wanted.more_months);
      expectClose(mine.expectedNet, wanted.expected_net);
      if (Math.abs(wanted.expected_net) > 1e-6) expect(mine.lean).toBe(wanted.lean);
      const { V_lo80, V_median, V_hi80, uplift_lo80, uplift_median, uplift_hi80 } = wanted;
      expectRange(mine.value, { low80: V_lo80, median: V_median, high80: V_hi80 });
      expectRange(mine.uplift, { low80: uplift_lo80, median: uplift_median, high80: uplift_hi80 });
    });
    const { uplift_lo80, uplift_median, uplift_hi80, no_effect_share } = expected.company;
    expectRange(got.company, { low80: uplift_lo80, median: uplift_median, high80: uplift_hi80 });
    expectClose(got.company.noEffectShare, no_effect_share);
  });
});

const counts = fc.record({
  y0: fc.integer({ min: 5, max: 300 }),
  t0: fc.integer({ min: 2, max: 12 }),
  y1: fc.integer({ min: 0, max: 120 }),
  t1: fc.integer({ min: 1, max: 6 }),
  phi: fc.double({ min: 1, max: 4, noNaN: true }),
});
const seatOf = fc
  .record({
    counts,
    spend: fc.double({ min: 1, max: 9000, noNaN: true }),
    isByUnit: fc.boolean(),
    worth: fc.double({ min: 1, max: 12, noNaN: true }),
    requiredReturn: fc.constantFrom(0.5, 1, 2, 3),
    requiredUplift: fc.constantFrom(null, null, 0.25, 0.5),
    isStated: fc.boolean(),
  })
  .map(
    ({ counts: sums, isByUnit, worth, ...rest }): SeatEvidence => ({
      id: '',
      ...sums,
      ...rest,
      valuation: isByUnit
        ? { by: 'unit', perUnit: worth * 50 }
        : { by: 'loaded-cost', monthly: worth * 1000 },
    }),
  );
const controlsOf = fc.option(
  fc.record({
    y0: fc.integer({ min: 10, max: 900 }),
    t0: fc.integer({ min: 6, max: 60 }),
    y1: fc.integer({ min: 10, max: 200 }),
    t1: fc.integer({ min: 2, max: 15 }),
    phi: fc.double({ min: 1, max: 4, noNaN: true }),
    people: fc.integer({ min: 1, max: 9 }),
  }),
  { nil: null },
);
const companyOf = fc.record({
  seats: fc
    .array(seatOf, { minLength: 1, maxLength: 6 })
    .map((seats) => seats.map((seat, index) => ({ ...seat, id: `seat ${index}` }))),
  controls: controlsOf,
});

const first = (seats: readonly SeatEvidence[], controls: Controls | null) => {
  const [one] = companyVerdicts(seats, controls).seats;
  if (!one) throw new Error('a company has a seat');
  return one;
};

describe('whatever the company', () => {
  it('more spend never raises a seat’s chance, and changes nobody else’s', () => {
    fc.assert(
      fc.property(companyOf, fc.double({ min: 1, max: 9000, noNaN: true }), (company, more) => {
        const [seat, ...others] = company.seats;
        if (!seat) return;
        const dearer = [{ ...seat, spend: seat.spend + more }, ...others];
        const before = companyVerdicts(company.seats, company.controls);
        const after = companyVerdicts(dearer, company.controls);
        expect(after.seats[0]?.p ?? 1).toBeLessThanOrEqual((before.seats[0]?.p ?? 0) + 1e-12);
        expect(after.seats.slice(1)).toEqual(before.seats.slice(1));
      }),
      { numRuns: 60 },
    );
  });

  it('more output never lowers a seat’s chance', () => {
    fc.assert(
      fc.property(companyOf, fc.integer({ min: 1, max: 40 }), (company, more) => {
        const [seat, ...others] = company.seats;
        if (!seat) return;
        const before = first(company.seats, null);
        const after = first([{ ...seat, y1: seat.y1 + more }, ...others], null);
        expect(after.p).toBeGreaterThanOrEqual(before.p - 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('ten times the weight on both sides, with φ ten times as large, changes no chance', () => {
    fc.assert(
      fc.property(companyOf, ({ seats, controls }) => {
        const heavy = (seat: SeatEvidence): SeatEvidence => ({
          ...seat,
          y0: seat.y0 * 10,
          y1: seat.y1 * 10,
          phi: seat.phi * 10,
          valuation:
            seat.valuation.by === 'unit'
              ? { by: 'unit', perUnit: seat.valuation.perUnit / 10 }
              : seat.valuation,
        });
        const tenfold = controls && {
          ...controls,
          y0: controls.y0 * 10,
          y1: controls.y1 * 10,
          phi: controls.phi * 10,
        };
        const before = companyVerdicts(seats, controls);
        const after = companyVerdicts(seats.map(heavy), tenfold);
        after.seats.forEach((seat, index) => {
          expect(seat.p).toBeCloseTo(before.seats[index]?.p ?? -1, 9);
          expect(seat.uplift.median).toBeCloseTo(before.seats[index]?.uplift.median ?? -9, 9);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('the same input gives the same digits', () => {
    fc.assert(
      fc.property(companyOf, ({ seats, controls }) => {
        expect(companyVerdicts(seats, controls)).toEqual(
          companyVerdicts(structuredClone(seats), structuredClone(controls)),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('the order of people changes no digit', () => {
    fc.assert(
      fc.property(companyOf, ({ seats, controls }) => {
        const forwards = companyVerdicts(seats, controls);
        const backwards = companyVerdicts([...seats].reverse(), controls);
        expect([...backwards.seats].reverse()).toEqual(forwards.seats);
        expect(backwards.company).toEqual(forwards.company);
      }),
      { numRuns: 30 },
    );
  });

  it('knowing is never worth less than nothing, nor more than the whole of what is at stake', () => {
    fc.assert(
      fc.property(companyOf, ({ seats, controls }) => {
        companyVerdicts(seats, controls).seats.forEach((one, index) => {
          const seat = seats[index];
          if (!seat) return;
          expect(one.worthKnowing).toBeGreaterThanOrEqual(0);
          // Who keeps it loses at most the spend by not knowing.
          const asked = (seat.requiredReturn * seat.spend) / seat.t1;
          if (one.expectedNet >= 0 && seat.valuation.by === 'unit')
            expect(one.worthKnowing).toBeLessThanOrEqual(
              asked + seat.valuation.perUnit * ((seat.y0 + seat.y1 + seat.phi) / seat.t0) + 1e-9,
            );
        });
      }),
      { numRuns: 40 },
    );
  });

  it('chances are chances, and ranges are in order', () => {
    fc.assert(
      fc.property(companyOf, ({ seats, controls }) => {
        const { seats: judged, company } = companyVerdicts(seats, controls);
        for (const one of judged) {
          expect(one.p).toBeGreaterThanOrEqual(0);
          expect(one.p).toBeLessThanOrEqual(1);
          for (const range of [one.value, one.uplift, company]) {
            expect(range.low80).toBeLessThanOrEqual(range.median);
            expect(range.median).toBeLessThanOrEqual(range.high80);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the company’s experience', () => {
  const seat = evidence({ y0: 60, t0: 12, y1: 19, t1: 3, phi: 1.5, spend: 300, cost: 7000 });
  const risen = evidence({ y0: 120, t0: 12, y1: 60, t1: 3, phi: 1.2, spend: 300, cost: 7000 });

  it('seats beside it that rose make a middling seat more believable', () => {
    const alone = first([seat], null).p;
    expect(first([seat, risen, risen, risen], null).p).toBeGreaterThan(alone + 0.05);
  });

  it('a stated baseline is judged by it and does not feed it', () => {
    const stated = { ...risen, isStated: true };
    expect(first([seat, { ...stated, id: 'b' }, { ...stated, id: 'c' }], null)).toEqual(
      first([seat], null),
    );
    const { measured: _, ...fed } = companyVerdicts([stated], null).company;
    expect(companyVerdicts([], null).company).toMatchObject(fed);
  });

  it('what happened to everyone is not the tool’s doing', () => {
    const slump: Controls = { y0: 600, t0: 60, y1: 90, t1: 15, phi: 1.2, people: 5 };
    const level = evidence({ y0: 120, t0: 12, y1: 30, t1: 3, phi: 1.3, spend: 300, cost: 7000 });
    expect(first([level], slump).p).toBeGreaterThan(first([level], null).p + 0.2);
  });
});
