import { describe, expect, it } from 'vitest';
import {
  type MonthVerdict,
  monthVerdicts,
  type SeatHolder,
} from '../../../src/core/verdict/month-verdicts.ts';
import { person, settings, spendEach, steady, units } from './people-samples.ts';

const JUNE = '2026-06';

function verdictOf(id: number, people: readonly SeatHolder[], month = JUNE): MonthVerdict {
  const found = monthVerdicts(month, people, settings).seats.find((one) => one.id === id);
  if (!found) throw new Error(`No verdict for ${id}`);
  return found;
}

/** A seat since a day, with 4 units a month before, 6 since, and 100 a month of spend. */
function seatSince(day: string, from = '2024-01', about: Partial<SeatHolder> = {}): SeatHolder {
  const begins = day.slice(0, 7);
  return person(1, {
    firstChargeDay: day,
    output: new Map([...steady(from, JUNE, 4), ...steady(begins, JUNE, 6)]),
    spend: spendEach(begins, JUNE, 100),
    ...about,
  });
}

describe('the window', () => {
  it('is the last whole months, ending with the month looked at', () => {
    const { window, windowMonths, evidence, spend } = verdictOf(1, [seatSince('2025-09-14')]);
    expect(windowMonths).toEqual(['2026-04', '2026-05', '2026-06']);
    expect(window).toEqual({ from: '2026-04', to: '2026-06', months: 3 });
    expect(evidence).toMatchObject({ y1: 18, t1: 3 });
    expect(spend).toBe(300);
  });

  it('holds no month that began before the seat, nor its spend', () => {
    const { windowMonths, spend, baselineMonths } = verdictOf(1, [seatSince('2026-04-02')]);
    expect(windowMonths).toEqual(['2026-05', '2026-06']);
    expect(spend).toBe(200);
    expect(baselineMonths).not.toContain('2026-04');
  });

  it('holds the month of a seat that begins on the 1st', () => {
    expect(verdictOf(1, [seatSince('2026-05-01')]).windowMonths).toEqual(['2026-05', '2026-06']);
  });

  it('of a seat without a whole month there is none', () => {
    const { verdict, missing, windowMonths } = verdictOf(1, [seatSince('2026-06-02')]);
    expect(windowMonths).toEqual([]);
    expect(verdict).toBe('no data');
    expect(missing).toEqual(['window']);
  });

  it('counts months by days employed', () => {
    const { evidence, windowMonths } = verdictOf(1, [
      seatSince('2025-09-14', '2024-01', { endDay: '2026-05-15' }),
    ]);
    expect(windowMonths).toEqual(['2026-04', '2026-05']);
    expect(evidence?.t1).toBeCloseTo(1 + 15 / 31, 12);
  });

  it('knows no seat that begins after the month looked at', () => {
    expect(monthVerdicts('2026-03', [seatSince('2026-04-02')], settings).seats).toEqual([]);
  });
});

describe('the baseline', () => {
  it('leaves out the 3 months just before the seat, and takes the latest 12 of the rest', () => {
    const { baseline, evidence } = verdictOf(1, [seatSince('2026-02-10')]);
    expect(baseline).toEqual({ kind: 'own', from: '2024-11', to: '2025-10' });
    expect(evidence).toMatchObject({ y0: 48, t0: 12, isStated: false });
  });

  it('leaves them out where exactly 6 others remain', () => {
    const { baseline } = verdictOf(1, [seatSince('2026-02-10', '2025-05')]);
    expect(baseline).toEqual({ kind: 'own', from: '2025-05', to: '2025-10' });
  });

  it('keeps them where only 5 others would remain', () => {
    const { baseline } = verdictOf(1, [seatSince('2026-02-10', '2025-06')]);
    expect(baseline).toEqual({ kind: 'own', from: '2025-06', to: '2026-01' });
  });

  it('goes up to the seat, also where the seat began within the window', () => {
    const { baseline } = verdictOf(1, [seatSince('2026-05-01', '2025-10')]);
    expect(baseline).toEqual({ kind: 'own', from: '2025-10', to: '2026-04' });
  });

  it('counts a month without output as 0, from the first logged item on', () => {
    const holder = seatSince('2026-02-10');
    const output = new Map([
      ['2025-05', units(9)],
      ['2025-07', units(9)],
      ...steady('2026-02', JUNE, 6),
    ] as const);
    const { evidence, baseline } = verdictOf(1, [{ ...holder, output }]);
    expect(baseline.from).toBe('2025-05');
    expect(evidence).toMatchObject({ y0: 18, t0: 6 });
  });

  it('thinner than 2 months is the role’s: people without a seat, the latest 12 before the window', () => {
    const newcomer = seatSince('2026-02-10', '2026-01');
    const colleague = person(2, { output: new Map(steady('2024-06', JUNE, 5)) });
    const stranger = person(3, { role: 'designer', output: new Map(steady('2024-06', JUNE, 99)) });
    const { baseline, evidence } = verdictOf(1, [newcomer, colleague, stranger]);
    expect(baseline).toEqual({ kind: 'role', from: '2025-04', to: '2026-03' });
    // The newcomer's own month without a seat is one of the role's.
    expect(evidence).toMatchObject({ y0: 64, t0: 13 });
  });

  it('thinner than 5 units is the role’s as well', () => {
    const slow = seatSince('2026-02-10');
    const output = new Map([
      ['2025-01', units(2)],
      ['2025-06', units(2)],
      ...steady('2026-02', JUNE, 6),
    ] as const);
    const colleague = person(2, { output: new Map(steady('2025-06', JUNE, 5)) });
    expect(verdictOf(1, [{ ...slow, output }, colleague]).baseline.kind).toBe('role');
    const enough = new Map([...output, ['2025-07', units(1)] as const]);
    expect(verdictOf(1, [{ ...slow, output: enough }, colleague]).baseline.kind).toBe('own');
  });

  it('is a stated one where nothing was measured, and provisional', () => {
    const alone = seatSince('2026-02-10', '2026-02', { statedUnits: 5 });
    const { baseline, evidence, verdict } = verdictOf(1, [alone]);
    expect(baseline).toEqual({ kind: 'stated', from: null, to: null });
    expect(evidence?.isStated).toBe(true);
    expect((evidence?.y0 ?? 0) / (evidence?.t0 ?? 1)).toBe(5);
    expect(verdict).not.toBe('no data');
  });

  it('of a person with a role is never lent to one without', () => {
    const newcomer = seatSince('2026-02-10', '2026-02', { role: null });
    const colleague = person(2, { role: null, output: new Map(steady('2024-06', JUNE, 5)) });
    expect(verdictOf(1, [newcomer, colleague]).missing).toEqual(['baseline']);
  });
});

describe('no data', () => {
  const holder = seatSince('2025-06-10');
  const silent = new Map(steady('2024-01', '2025-05', 4));

  it('where nothing was logged in the window and nobody said that nothing was finished', () => {
    const { verdict, missing } = verdictOf(1, [{ ...holder, output: silent }]);
    expect(verdict).toBe('no data');
    expect(missing).toEqual(['output']);
  });

  it('where all that the seat cost waits for a rate, which is not nothing', () => {
    const waitingMonths = new Set(['2026-05']);
    expect(verdictOf(1, [{ ...holder, waitingMonths }])).toMatchObject({ waitsForRate: true });
    const unknown = { ...holder, spend: new Map(), waitingMonths };
    expect(verdictOf(1, [unknown])).toMatchObject({ verdict: 'no data', missing: ['rate'] });
    const none = { ...holder, spend: new Map(), waitingMonths: new Set(['2025-01']) };
    expect(verdictOf(1, [none])).toMatchObject({ missing: ['spend'], waitsForRate: false });
  });

  it('but a verdict where "nothing finished" was ticked', () => {
    const ticked = { ...holder, output: silent, nothingFinished: new Set(['2026-05']) };
    expect(verdictOf(1, [ticked])).toMatchObject({ verdict: 'not justified', missing: [] });
  });

  it('and a verdict where items were logged and none accepted', () => {
    const waiting = { ...units(0), logged: 3 };
    const output = new Map([...silent, ['2026-05', waiting] as const]);
    expect(verdictOf(1, [{ ...holder, output }])).toMatchObject({
      verdict: 'not justified',
      missing: [],
    });
  });

  it('where the window cost nothing', () => {
    const free = { ...holder, spend: spendEach('2025-06', '2026-03', 100) };
    expect(verdictOf(1, [free]).missing).toEqual(['spend']);
  });

  it('where nobody knows what a gain is worth', () => {
    expect(verdictOf(1, [{ ...holder, valuation: null }])).toMatchObject({
      verdict: 'no data',
      missing: ['loaded-cost'],
    });
  });

  it('and such a seat does not feed the company’s experience', () => {
    const risen = { ...seatSince('2025-06-10'), id: 2, valuation: null };
    expect(monthVerdicts(JUNE, [holder, risen], settings).company).toEqual(
      monthVerdicts(JUNE, [holder], settings).company,
    );
  });
});

describe('people without a seat', () => {
  const holder = seatSince('2025-06-10');
  const colleague = person(2, {
    role: 'support',
    output: new Map([...steady('2024-01', JUNE, 8), ...steady('2026-04', JUNE, 4)]),
  });

  it('tell what happened to everyone: the window against the 12 months before it', () => {
    const { controls } = monthVerdicts(JUNE, [holder, colleague], settings);
    expect(controls).toMatchObject({ y0: 96, t0: 12, y1: 12, t1: 3 });
    expect(controls?.phi).toBeCloseTo(1, 12);
  });

  it('tell nothing with fewer than 10 units on either side', () => {
    const few = {
      ...colleague,
      output: new Map([...colleague.output, ...steady('2026-04', JUNE, 3)]),
    };
    expect(monthVerdicts(JUNE, [holder, few], settings).controls).toBeNull();
  });

  it('are not asked where the setting is off', () => {
    const off = { ...settings, sharedShock: false };
    expect(monthVerdicts(JUNE, [holder, colleague], off).controls).toBeNull();
  });

  it('are not those whose seat began within the window', () => {
    const began = { ...colleague, firstChargeDay: '2026-05-20' };
    expect(monthVerdicts(JUNE, [holder, began], settings).controls).toBeNull();
  });

  it('are still those whose seat begins later', () => {
    const later = { ...colleague, firstChargeDay: '2026-07-01' };
    expect(monthVerdicts(JUNE, [holder, later], settings).controls).toMatchObject({ y0: 96 });
  });
});

describe('the next step', () => {
  /** Ten units a month before, so many since, at so much a month; a company of one. */
  const seat = (since: number, spend: number, about: Partial<SeatHolder> = {}): SeatHolder =>
    person(1, {
      firstChargeDay: '2025-06-01',
      output: new Map([...steady('2024-01', '2025-05', 10), ...steady('2025-06', JUNE, since)]),
      spend: spendEach('2025-06', JUNE, spend),
      ...about,
    });
  const adviceOf = (holder: SeatHolder) => verdictOf(1, [holder]);

  it('is to keep what is justified, and to raise it where it often met its limit', () => {
    expect(adviceOf(seat(20, 100)).advice).toEqual({ code: 'keep' });
    expect(adviceOf(seat(20, 100, { monthsAtLimit: 3 })).advice).toEqual({ code: 'raise' });
  });

  it('is to trim to what the measured gain pays for', () => {
    const { advice, verdict, result } = adviceOf(seat(14, 7000));
    expect(verdict).toBe('not justified');
    if (advice.code !== 'trim') throw new Error(`not trim but ${advice.code}`);
    expect(advice.to * 3).toBeCloseTo(result?.value.median ?? 0, 6);
    expect(advice.to + advice.excess).toBeCloseTo(7000, 6);
  });

  it('is to talk where output fell', () => {
    expect(adviceOf(seat(4, 100)).advice).toEqual({ code: 'talk' });
  });

  it('is to log output where there is no verdict', () => {
    const silent = seat(20, 100, { output: new Map(steady('2024-01', '2025-05', 10)) });
    expect(adviceOf(silent).advice).toEqual({ code: 'log-output' });
  });
});
