import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, lastDay } from '../../../src/core/calendar.ts';
import {
  firstSavedCharge,
  nextRenewal,
  type RenewalTerms,
  reminderFor,
  renewalAfter,
} from '../../../src/core/renewals/renewal.ts';
import { calendarEntries, renewalCalendar } from '../../../src/core/renewals/renewal-calendar.ts';
import { perYear, reassignSaving, toEnd } from '../../../src/core/renewals/renewal-saving.ts';
import { subscriptionCharge } from '../../../src/core/spend/subscription-charges.ts';

const YEARLY: RenewalTerms = {
  startDay: '2026-01-15',
  endDay: null,
  cadence: 'year',
  renewalDay: null,
  noticeDays: 30,
};
const MONTHLY: RenewalTerms = {
  ...YEARLY,
  startDay: '2026-01-01',
  cadence: 'month',
  noticeDays: 0,
};

describe('the next renewal', () => {
  it('is the one whose notice day is not past', () => {
    expect(nextRenewal(YEARLY, '2026-11-20')).toEqual({
      renewal: '2027-01-15',
      noticeDay: '2026-12-16',
    });
    expect(nextRenewal(YEARLY, '2026-12-16')?.renewal).toBe('2027-01-15');
    expect(nextRenewal(YEARLY, '2026-12-17')).toEqual({
      renewal: '2028-01-15',
      noticeDay: '2027-12-16',
    });
  });

  it('follows the day that the contract names, however it is paid', () => {
    const committed = { ...MONTHLY, renewalDay: '2027-03-31' };
    expect(nextRenewal(committed, '2026-11-20')?.renewal).toBe('2027-03-31');
    expect(nextRenewal(committed, '2027-03-31')?.renewal).toBe('2027-04-30');
    expect(renewalAfter({ ...YEARLY, renewalDay: '2026-02-28' }, '2026-03-01')).toBe('2027-02-28');
  });

  it('is none where it ends before', () => {
    expect(nextRenewal({ ...YEARLY, endDay: '2027-01-14' }, '2026-11-20')).toBeNull();
    expect(nextRenewal({ ...YEARLY, endDay: '2027-01-15' }, '2026-11-20')).not.toBeNull();
  });

  it('has a notice day so many days before it, today or later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('month' as const, 'year' as const),
        fc.integer({ min: 0, max: 366 }),
        fc.integer({ min: 0, max: 2000 }),
        (cadence, noticeDays, offset) => {
          const asOf = addDays('2026-01-15', offset);
          const found = nextRenewal({ ...YEARLY, cadence, noticeDays }, asOf);
          expect(found).not.toBeNull();
          if (!found) return;
          expect(daysBetween(found.noticeDay, found.renewal)).toBe(noticeDays);
          expect(found.noticeDay >= asOf && found.renewal > asOf).toBe(true);
        },
      ),
    );
  });
});

describe('the first charge that is saved', () => {
  const from = (terms: RenewalTerms, asOf: string): string | null => {
    const next = nextRenewal(terms, asOf);
    return next && firstSavedCharge(terms, next, asOf);
  };

  it('is the next month’s of what can end today, and the renewal’s of a year', () => {
    expect(from(YEARLY, '2026-11-20')).toBe('2027-01-15');
    expect(from(YEARLY, '2026-12-17')).toBe('2028-01-15');
    expect(from(MONTHLY, '2026-11-20')).toBe('2026-12-01');
    expect(from({ ...MONTHLY, noticeDays: 30 }, '2026-11-20')).toBe('2027-01-01');
    expect(perYear(468_000_000n, 'year')).toBe(468_000_000n);
    expect(perYear(20_000_000n, 'month')).toBe(240_000_000n);
  });

  it('is indeed the first that a subscription with that end does not charge', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 27 }),
        (offset, start) => {
          const terms = { ...MONTHLY, startDay: addDays('2026-01-01', start) };
          const asOf = addDays(terms.startDay, offset);
          const first = from(terms, asOf) ?? '';
          const charge = (month: string) =>
            subscriptionCharge({ ...terms, endDay: asOf, priceMicro: 1n }, month);
          expect(charge(first.slice(0, 7))).toBe(0n);
          expect(charge(addDays(first, -1).slice(0, 7))).toBe(1n);
          expect(first).toBe(addDays(lastDay(asOf.slice(0, 7)), 1));
        },
      ),
    );
  });
});

describe('reminders', () => {
  it('come 30, 7 and 1 days ahead, and not before or after', () => {
    const days = [31, 30, 8, 7, 2, 1, 0, -1].map((ahead) =>
      reminderFor(addDays('2026-12-16', 0), addDays('2026-12-16', -ahead)),
    );
    expect(days).toEqual([null, 30, 30, 7, 7, 1, 1, null]);
  });
});

describe('what is saved', () => {
  it('by handing a licence on is the purchase that is spared, at most the price', () => {
    expect(reassignSaving(20n, 24n, 'month')).toBe(240n);
    expect(reassignSaving(30n, 24n, 'month')).toBe(288n);
  });

  it('by ending one of two tools is that of the one used less, then of the dearer', () => {
    const tool = (name: string, useDays: number, micro: bigint) => ({ tool: name, useDays, micro });
    expect(toEnd(tool('A', 3, 1n), tool('B', 2, 1n)).tool).toBe('B');
    expect(toEnd(tool('A', 3, 9n), tool('B', 3, 1n)).tool).toBe('A');
    expect(toEnd(tool('A', 3, 1n), tool('B', 3, 1n)).tool).toBe('B');
  });
});

describe('the calendar file', () => {
  const one = (id: number, more = {}) => ({
    id,
    tool: 'Claude, Team; “Max”',
    account: null,
    renewal: '2027-01-15',
    noticeDay: '2026-12-16',
    ...more,
  });
  const words = {
    name: 'Renewals',
    summary: ({ tool, count }: { tool: string; count: number }) => `Cancel ${tool} (${count})`,
    description: () => `Zeile 1\nZeile 2 ${'许可证'.repeat(30)}`,
  };

  it('has one whole day for what renews together, known by its lowest id', () => {
    const entries = calendarEntries([one(7), one(3), one(9, { account: 'X' })]);
    expect(entries.map(({ id, count }) => [id, count])).toEqual([
      [3, 2],
      [9, 1],
    ]);
    const text = renewalCalendar(entries, '2026-11-20', words);
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(text).toContain('UID:renewal-3-2027-01-15@seatworth\r\n');
    expect(text).toContain('DTSTAMP:20261120T000000Z\r\n');
    expect(text).toContain('DTSTART;VALUE=DATE:20261216\r\n');
    expect(text).toContain('SUMMARY:Cancel Claude\\, Team\\; “Max” (2)\r\n');
    expect(text.match(/TRIGGER:-P7D/g)).toHaveLength(2);
    expect(text.match(/TRIGGER:-P1D/g)).toHaveLength(2);
  });

  it('folds long lines at 75 octets without cutting a character', () => {
    const text = renewalCalendar(calendarEntries([one(1)]), '2026-11-20', words);
    const lines = text.split('\r\n');
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`Zeile 1\\nZeile 2 ${'许可证'.repeat(30)}`);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

/** Reads a calendar as strictly as RFC 5545 is written; throws where it is broken. */
function readStrictly(text: string): Map<string, string>[] {
  if (!text.endsWith('\r\n')) throw new Error('the last line does not end');
  const physical = text.slice(0, -2).split('\r\n');
  for (const one of physical) {
    if (/\p{Cc}/u.test(one.replaceAll('\t', ''))) throw new Error('a control character');
    if (Buffer.byteLength(one) > 75) throw new Error('more than 75 octets');
    if (Buffer.from(one).toString() !== one) throw new Error('a character was cut');
  }
  const open: string[] = [];
  const events: Map<string, string>[] = [];
  for (const content of physical
    .join('\r\n')
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')) {
    const [, name = '', params = '', value = ''] =
      /^([A-Z-]+)((?:;[A-Z-]+=[^";:,]+)*):(.*)$/.exec(content) ?? [];
    if (name === '') throw new Error(`no content line: ${content}`);
    if (name === 'BEGIN') {
      open.push(value);
      if (value === 'VEVENT') events.push(new Map());
    } else if (name === 'END') {
      if (open.pop() !== value) throw new Error(`${value} ends out of turn`);
    } else if (open.at(-1) === 'VEVENT') {
      if (events.at(-1)?.has(name)) throw new Error(`${name} twice`);
      events.at(-1)?.set(name, `${params.slice(1)}:${value}`);
    }
    const isText = ['SUMMARY', 'DESCRIPTION', 'X-WR-CALNAME'].includes(name);
    if (isText && /[,;\\]/.test(value.replaceAll(/\\[\\;,nN]/g, '')))
      throw new Error(`not escaped: ${value}`);
  }
  if (open.length > 0) throw new Error(`${open.join()} does not end`);
  return events;
}

describe('the calendar file, read strictly', () => {
  const toDay = (text = ''): string => text.replace(/^VALUE=DATE:(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const unescaped = (text: string): string =>
    text.replaceAll(/\\([\\;,nN])/g, (_, mark) => (/n/i.test(mark) ? '\n' : mark));

  it('is whole for any name: one day each, known apart, nothing of the name lost', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            tool: fc.oneof(
              fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
              fc.constantFrom(
                'a,b;c\\d"e:f',
                '许可证，'.repeat(30),
                'x'.repeat(400),
                '👩‍👩‍👧'.repeat(20),
              ),
            ),
            account: fc.option(fc.string({ maxLength: 30 })),
            ahead: fc.integer({ min: 0, max: 900 }),
            notice: fc.integer({ min: 0, max: 366 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (rows) => {
          const entries = calendarEntries(
            rows.map(({ tool, account, ahead, notice }, at) => ({
              id: at + 1,
              tool,
              account,
              renewal: addDays('2026-12-01', ahead),
              noticeDay: addDays('2026-12-01', ahead - notice),
            })),
          );
          const text = renewalCalendar(entries, '2026-11-30', {
            name: 'Renewals, yours; mine',
            summary: ({ tool, account }) => `${tool}|${account ?? ''}`,
            description: ({ renewal }) => `Renews on\n${renewal}`,
          });
          const events = readStrictly(text);
          expect(new Set(events.map((one) => one.get('UID'))).size).toBe(entries.length);
          events.forEach((one, at) => {
            const entry = entries[at];
            expect(one.get('DTSTAMP')).toBe(':20261130T000000Z');
            expect(toDay(one.get('DTSTART'))).toBe(entry?.noticeDay);
            expect(toDay(one.get('DTEND'))).toBe(addDays(entry?.noticeDay ?? '', 1));
            expect(unescaped(one.get('SUMMARY')?.slice(1) ?? '')).toBe(
              `${entry?.tool}|${entry?.account ?? ''}`
                .replaceAll(/\r\n?/g, '\n')
                .replaceAll(/(?!\n)\p{Cc}/gu, ''),
            );
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('would not be taken with a line that is broken', () => {
    const [entry] = calendarEntries([
      { id: 1, tool: 'T', account: null, renewal: '2027-01-01', noticeDay: '2026-12-01' },
    ]);
    if (!entry) throw new Error('An entry was expected.');
    const words = { name: 'N', summary: () => 'S, s', description: () => 'D' };
    const text = renewalCalendar([entry], '2026-11-30', words);
    expect(readStrictly(text)).toHaveLength(1);
    for (const broken of [
      text.replaceAll('\r\n', '\n'),
      text.replace('S\\,', 'S,'),
      text.replace('END:VEVENT\r\n', ''),
      text.replace('SUMMARY:', `SUMMARY:${'x'.repeat(80)}`),
      text.replace('UID:', 'UID:a\r\nUID:'),
    ]) {
      expect(() => readStrictly(broken)).toThrow();
    }
  });
});
