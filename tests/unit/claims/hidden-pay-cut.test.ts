import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIM_STATES } from '../../../src/core/claims/claim-event.ts';
import {
  hiddenPayCut,
  type OutOfPocketLine,
  toolsNobodyPays,
} from '../../../src/core/claims/hidden-pay-cut.ts';

const line = (change: Partial<OutOfPocketLine>): OutOfPocketLine => ({
  person: 'li',
  day: '2026-06-01',
  state: 'paid',
  claimedBaseMicro: 100n,
  approvedBaseMicro: 100n,
  paidBackDay: '2026-06-11',
  ...change,
});
const unpaid = { approvedBaseMicro: 0n, paidBackDay: null };

describe('hiddenPayCut', () => {
  it('tells what came back from what waits and what was not granted', () => {
    const lines = [
      line({}),
      line({ approvedBaseMicro: 60n, paidBackDay: '2026-06-05' }),
      line({ state: 'approved', approvedBaseMicro: 30n, paidBackDay: null, day: '2026-06-20' }),
      line({ ...unpaid, state: 'submitted', day: '2026-05-01' }),
      line({ ...unpaid, state: 'rejected', day: '2026-01-01' }),
      line({ ...unpaid, state: 'withdrawn' }),
      line({ ...unpaid, state: 'submitted', claimedBaseMicro: null, day: '2026-06-29' }),
    ];
    expect(hiddenPayCut(['ana', 'li'], lines, '2026-06-30')).toEqual([
      {
        person: 'li',
        paidMicro: 500n,
        paidBackMicro: 160n,
        waitingMicro: 130n,
        notGrantedMicro: 210n,
        linesWithoutRate: 1,
        medianDaysToPayBack: 4,
        longestWaitDays: 60,
      },
    ]);
  });

  it('splits everything a person paid, to the micro', () => {
    const any = fc
      .record({
        state: fc.constantFrom(...CLAIM_STATES),
        claimed: fc.bigInt({ min: 0n, max: 10n ** 12n }),
        cut: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      })
      .map(({ state, claimed, cut }) => {
        const isDecided = state === 'approved' || state === 'paid';
        return line({
          state,
          claimedBaseMicro: claimed,
          approvedBaseMicro: isDecided && cut < claimed ? claimed - cut : 0n,
          paidBackDay: state === 'paid' ? '2026-06-11' : null,
        });
      });
    fc.assert(
      fc.property(fc.array(any), (lines) => {
        for (const cut of hiddenPayCut(['li'], lines, '2026-07-01')) {
          expect(cut.paidBackMicro + cut.waitingMicro + cut.notGrantedMicro).toBe(cut.paidMicro);
        }
      }),
    );
  });
});

describe('toolsNobodyPays', () => {
  it('lists who logs output with a tool that nothing pays for on that day', () => {
    const logged = ['2026-05-31', '2026-06-01', '2026-07-01', '2026-07-01'].map((day) => ({
      person: 'li',
      tool: 'Cursor',
      day,
    }));
    const paid = [
      { person: 'li', tool: 'Cursor', startDay: '2026-06-01', endDay: '2026-06-30' },
      { person: 'ana', tool: 'Cursor', startDay: '2026-01-01', endDay: null },
    ];
    expect(toolsNobodyPays(['ana', 'li'], logged, paid)).toEqual([
      { person: 'li', tool: 'Cursor', firstDay: '2026-05-31', lastDay: '2026-07-01', days: 2 },
    ]);
    const always = [{ person: 'li', tool: 'Cursor', startDay: '2026-01-01', endDay: null }];
    expect(toolsNobodyPays(['li'], logged, always)).toEqual([]);
  });
});
