import { describe, expect, test } from 'vitest';
import { adviceFor } from '../../../src/core/verdict/advice.ts';
import type { SeatVerdict } from '../../../src/core/verdict/company-verdicts.ts';
import type { SeatEvidence } from '../../../src/core/verdict/seat-evidence.ts';

const evidence = { requiredReturn: 1 } as SeatEvidence;
const seat = (more = {}) => ({
  evidence,
  spend: 600,
  window: { months: 6 },
  monthsAtLimit: null,
  ...more,
});
const result = (more = {}): SeatVerdict =>
  ({
    verdict: 'not justified',
    lean: null,
    p: 0.1,
    pValue: 0.1,
    pUplift: null,
    value: { low80: 0, median: 300, high80: 900 },
    ...more,
  }) as SeatVerdict;

describe('the next step for a seat', () => {
  test('without a verdict, or without evidence, it is to log output', () => {
    expect(adviceFor(seat(), null)).toEqual({ code: 'log-output' });
    expect(adviceFor(seat({ evidence: null }), result())).toEqual({ code: 'log-output' });
  });

  test('what is justified is kept, and raised from two months at the limit on', () => {
    const justified = result({ verdict: 'justified' });
    expect(adviceFor(seat(), justified)).toEqual({ code: 'keep' });
    expect(adviceFor(seat({ monthsAtLimit: 1 }), justified)).toEqual({ code: 'keep' });
    expect(adviceFor(seat({ monthsAtLimit: 2 }), justified)).toEqual({ code: 'raise' });
  });

  test('what is undecided follows its lean', () => {
    const undecided = (lean: string) => result({ verdict: 'undecided', lean });
    expect(adviceFor(seat(), undecided('keep'))).toEqual({ code: 'keep' });
    expect(adviceFor(seat(), undecided('drop'))).toEqual({ code: 'talk' });
  });

  test('what is not justified is trimmed to what the middle of the gain pays for, a month', () => {
    expect(adviceFor(seat(), result())).toEqual({ code: 'trim', to: 50, excess: 50 });
    expect(adviceFor(seat({ evidence: { requiredReturn: 2 } }), result())).toEqual({
      code: 'trim',
      to: 25,
      excess: 75,
    });
  });

  test('where a required uplift is missed no trim mends it: talk', () => {
    expect(adviceFor(seat(), result({ pUplift: 0.05 }))).toEqual({ code: 'talk' });
    expect(adviceFor(seat(), result({ pUplift: 0.1 }))).toMatchObject({ code: 'trim' });
    expect(adviceFor(seat(), result({ pUplift: 0.15 }))).toMatchObject({ code: 'trim' });
  });

  test('where next to nothing would be left, or nothing would be cut, it is to talk', () => {
    const gain = (median: number) => result({ value: { low80: 0, median, high80: 900 } });
    expect(adviceFor(seat(), gain(59.9))).toEqual({ code: 'talk' });
    expect(adviceFor(seat(), gain(60))).toMatchObject({ code: 'trim', to: 10 });
    expect(adviceFor(seat(), gain(600))).toEqual({ code: 'talk' });
    expect(adviceFor(seat(), gain(599))).toMatchObject({ code: 'trim' });
  });
});
