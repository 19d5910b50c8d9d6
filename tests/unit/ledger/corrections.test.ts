import { describe, expect, test } from 'vitest';
import { booked, documentOf, entriesOf, micro, onScreen, rulesOf } from './ledger-book.ts';

const person = { name: 'Li Na', email: 'li@example.com', role: null, team: null };
const claimed = (amount: string, day: string) => ({
  ...{ reference: 'C7/1', day, person, tool: 'Poe', costCentre: null },
  ...{ baseMicro: micro(amount), baseCurrency: 'EUR', document: null },
});
const rules = rulesOf('DE-SKR03');

/** The entries of a month as they are kept once it is closed. */
const closed = (months: ReturnType<typeof booked>, month: string) => ({
  standing: { entries: entriesOf(months, month) },
});

describe('what a closed month booked', () => {
  test('of a claim is turned by its number once, and taken back plainly after that', () => {
    const june = booked(rules, 'EUR', [], ['2026-06', '2026-06'], {
      '2026-06': { claims: [claimed('11.90', '2026-06-12')] },
    });
    const months = booked(rules, 'EUR', [], ['2026-06', '2026-08'], {
      '2026-06': closed(june, '2026-06'),
      '2026-07': { claims: [claimed('-11.90', '2026-07-03')] },
      '2026-08': { claims: [claimed('-1.00', '2026-08-03')] },
    });
    const turned = (month: string) =>
      entriesOf(months, month).map(({ kind, corrects, lines }) => [
        ...[kind, corrects, lines.map(({ baseMicro }) => baseMicro)],
      ]);
    expect(turned('2026-07')).toEqual([
      ['claim-reversal', '202606-0001', [micro('-11.90'), micro('11.90')]],
    ]);
    expect(turned('2026-08')).toEqual([['claim-reversal', null, [micro('-1'), micro('1')]]]);
  });

  test('of a document that has changed is turned with its releases, and what waited is released no more', () => {
    const year = (net: string, tax: string) =>
      documentOf({
        ...{ base: 'EUR', issueDay: '2026-06-16' },
        covered: { start: '2026-06-16', end: '2027-06-15' },
        tax: [['domestic', '19', net, tax]],
      });
    const [before, after] = [year('1920.00', '364.80'), year('960.00', '182.40')];
    const screen = onScreen([before], '2026-07');
    const first = booked(rules, 'EUR', [before], ['2026-06', '2026-07'], screen);
    const months = booked(rules, 'EUR', [after], ['2026-06', '2026-09'], {
      '2026-06': { ...screen['2026-06'], ...closed(first, '2026-06') },
      '2026-07': { ...screen['2026-07'], ...closed(first, '2026-07') },
    });
    const corrected = entriesOf(months, '2026-08', 'correction').map(({ corrects }) => corrects);
    expect(corrected.sort()).toEqual(['202606-0001', '202607-0001']);
    const released = entriesOf(months, '2026-09', 'release').map(
      ({ lines }) => lines[0]?.baseMicro,
    );
    const share = after.shares.find(({ month }) => month === '2026-09')?.baseMicro;
    expect(released).toEqual([share]);
  });
});

test('months of one ledger account are one line, in both currencies', () => {
  const document = documentOf({
    ...{ base: 'EUR', currency: 'USD', perBase: '1.25', issueDay: '2026-06-30' },
    covered: { start: '2026-05-01', end: '2026-06-30' },
    tax: [['exempt', '0', '122.00', '0']],
  });
  const months = booked(
    rules,
    'EUR',
    [document],
    ['2026-05', '2026-06'],
    onScreen([document], '2026-06'),
  );
  const [invoice] = entriesOf(months, '2026-06', 'invoice');
  const lines = invoice?.lines.filter(({ role }) => role === 'expense') ?? [];
  expect(lines.map((line) => [line.amountMicro, line.baseMicro, line.service])).toEqual([
    [micro('122'), micro('97.60'), { from: '2026-05', to: '2026-06' }],
  ]);
});
