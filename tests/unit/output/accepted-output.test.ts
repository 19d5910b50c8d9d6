import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptedOutput,
  itemState,
  type KindWeight,
  type LoggedItem,
  reopenedShare,
  weightMilliIn,
} from '../../../src/core/output/accepted-output.ts';

const li = { name: 'Li Wei', email: 'li@example.com' };
const item = (about: Partial<LoggedItem> = {}): LoggedItem => ({
  day: '2026-05-20',
  kind: 'ticket',
  quantityMilli: 1000,
  acceptedBy: 'Ana',
  reopenedDay: null,
  minutesSaved: null,
  ...about,
});
const output = (items: readonly LoggedItem[], asOf = '2026-06-30', weights: KindWeight[] = []) =>
  acceptedOutput(items, li, new Map([['ticket', weights]]), asOf);

describe('an item', () => {
  it('is accepted by somebody other than its author, or at its source', () => {
    expect(itemState(item(), li, '2026-06-30')).toBe('accepted');
    expect(itemState(item({ acceptedBy: undefined }), li, '2026-06-30')).toBe('accepted');
  });

  it('waits without acceptance, or with the author’s own name or address', () => {
    for (const acceptedBy of [null, '', ' ', 'li wei', ' Li Wei ', 'LI@example.com']) {
      expect(itemState(item({ acceptedBy }), li, '2026-06-30')).toBe('waiting');
    }
  });

  it('stops counting from the day it is reopened, in whichever month it was done', () => {
    const reopened = item({ reopenedDay: '2026-06-10' });
    expect(itemState(reopened, li, '2026-06-09')).toBe('accepted');
    expect(itemState(reopened, li, '2026-06-10')).toBe('reopened');
    expect(output([reopened], '2026-05-31').get('2026-05')?.units).toBe(1);
    expect(output([reopened], '2026-06-30').get('2026-05')).toMatchObject({
      units: 0,
      items: 0,
      reopened: 1,
      logged: 1,
    });
  });

  it('never accepted is not reopened either', () => {
    const waiting = item({ acceptedBy: null, reopenedDay: '2026-06-10' });
    expect(itemState(waiting, li, '2026-06-30')).toBe('waiting');
  });

  it('done after the day looked at is not seen', () => {
    expect(output([item({ day: '2026-07-01' })]).size).toBe(0);
  });
});

describe('a weight', () => {
  const weights = [
    { from: '2026-06', weightMilli: 3000 },
    { from: '2026-03', weightMilli: 2000 },
  ];

  it('counts from its month on, never backwards', () => {
    expect(weightMilliIn('2026-02', weights)).toBe(1000);
    expect(weightMilliIn('2026-03', weights)).toBe(2000);
    expect(weightMilliIn('2026-05', weights)).toBe(2000);
    expect(weightMilliIn('2026-06', weights)).toBe(3000);
  });

  it('enters the units once, and the spread twice', () => {
    const may = output([item({ quantityMilli: 2500 })], '2026-06-30', weights).get('2026-05');
    expect(may).toMatchObject({ units: 5, unitsByWeight: 10, items: 1 });
  });

  it('is found whatever the case of the kind’s name', () => {
    const june = item({ day: '2026-06-02', kind: 'Ticket' });
    expect(output([june], '2026-06-30', weights).get('2026-06')?.units).toBe(3);
  });
});

describe('a month', () => {
  it('adds up to the same digits in any order', () => {
    const items = fc.array(fc.record({ quantityMilli: fc.integer({ min: 1, max: 5_000_000 }) }), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 9999 }), (list, weightMilli) => {
        const logged = list.map(item);
        const weights = [{ from: '2020-01', weightMilli }];
        expect(output([...logged].reverse(), '2026-06-30', weights)).toEqual(
          output(logged, '2026-06-30', weights),
        );
      }),
    );
  });

  it('keeps what people felt apart, whatever the item’s state', () => {
    const months = output([
      item({ minutesSaved: 30 }),
      item({ acceptedBy: null, minutesSaved: 15 }),
      item({ day: '2026-06-01' }),
    ]);
    expect(months.get('2026-05')).toMatchObject({ units: 1, logged: 2, feltMinutes: 45 });
    expect(months.get('2026-06')?.feltMinutes).toBeNull();
  });

  it('shows the share of accepted items that were reopened', () => {
    const months = output([
      item(),
      item({ day: '2026-06-01' }),
      item({ acceptedBy: null }),
      item({ reopenedDay: '2026-06-03' }),
    ]);
    expect(reopenedShare(months.values())).toBeCloseTo(1 / 3, 12);
    expect(reopenedShare([])).toBeNull();
  });
});
