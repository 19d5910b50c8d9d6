import { describe, expect, test } from 'vitest';
import type { Entry, EntryKind, LedgerDocument } from '../../../src/core/ledger/entry.ts';
import { dayWithin } from '../../../src/core/ledger/entry-lines.ts';
import { OpenClaims } from '../../../src/core/ledger/open-claims.ts';
import { openPayables, trialBalance } from '../../../src/core/ledger/trial-balance.ts';
import { booked, documentOf, micro, rulesOf, spent } from './ledger-book.ts';

const paid = (id: number, day: string, amount: string, base: string) => ({
  ...{ id, day, amountMicro: micro(amount), baseMicro: micro(base), feeMicro: 0n },
  reference: null,
});

const dollars = (more: Partial<Parameters<typeof documentOf>[0]> = {}): LedgerDocument =>
  documentOf({
    ...{ base: 'EUR', currency: 'USD', perBase: '1.085', issueDay: '2026-06-30' },
    tax: [['exempt', '0', '500.00', '0']],
    ...more,
  });

const open = (documents: readonly LedgerDocument[], day = '2026-07-31') =>
  openPayables(documents, day).map(({ document, amountMicro, baseMicro }) => [
    ...[document.id, amountMicro, baseMicro],
  ]);

describe('what is open', () => {
  test('is the rest of the document as it was booked, by the payments up to that day', () => {
    const document = dollars({
      payments: [
        paid(1, '2026-07-31', '200.00', '190.00'),
        paid(2, '2026-08-01', '300.00', '1.00'),
      ],
    });
    expect(open([document], '2026-07-30')).toEqual([
      ['invoice-1', micro('500.00'), micro('460.83')],
    ]);
    expect(open([document])).toEqual([['invoice-1', micro('300.00'), micro('276.50')]]);
    expect(open([document], '2026-08-01')).toEqual([]);
  });

  test('is listed while there is an amount in either currency, claims never', () => {
    const won = documentOf({
      ...{ base: 'EUR', currency: 'KRW', perBase: '1500', issueDay: '2026-06-30' },
      tax: [['exempt', '0', '1', '0']],
    });
    expect(open([won, { ...dollars(), kind: 'claim' }])).toEqual([['invoice-1', micro('1'), 0n]]);
  });

  test('is in the order of days, numbers and then ids', () => {
    const of = (id: string, issueDay: string, number: string | null) =>
      dollars({ id, issueDay, number });
    const documents = [
      of('d', '2026-06-30', 'B'),
      of('b', '2026-06-30', 'A'),
      of('c', '2026-06-30', 'B'),
      of('a', '2026-06-02', 'Z'),
    ];
    expect(open(documents).map(([id]) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(open(documents.toReversed()).map(([id]) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('names who is owed, and nothing of them that is not shown', () => {
    const [one] = openPayables([dollars()], '2026-07-31');
    expect(one?.document.vendor).toEqual({ name: 'Anthropic' });
    const [nobody] = openPayables([dollars({ vendor: null })], '2026-07-31');
    expect(nobody?.document.vendor).toBeNull();
  });
});

describe('a trial balance', () => {
  test('keeps both sides of an account apart, by code and then name', () => {
    const [month] = booked(
      rulesOf('DE-SKR03'),
      'EUR',
      [
        documentOf({
          ...{
            base: 'EUR',
            issueDay: '2026-06-30',
            payments: [paid(1, '2026-06-30', '119', '119')],
          },
          tax: [['domestic', '19', '100.00', '19.00']],
        }),
      ],
      ['2026-06', '2026-06'],
      { '2026-06': { spend: [spent('Claude', '100.00')] } },
    );
    const sides = (entries: readonly Entry[]) =>
      trialBalance(entries).map(({ account, debitMicro, creditMicro }) => [
        ...[account.code, debitMicro, creditMicro],
      ]);
    const gross = micro('119');
    expect(sides(month?.entries ?? [])).toEqual([
      ['1360', 0n, gross],
      ['1576', micro('19'), 0n],
      ['1600', gross, gross],
      ['4964', micro('100'), 0n],
    ]);
    expect(sides([])).toEqual([]);
  });
});

describe('a document', () => {
  test('whose lines add up to nothing spreads each by days all the same', () => {
    const { shares, taxLines } = documentOf({
      ...{ base: 'EUR', issueDay: '2026-06-30' },
      covered: { start: '2026-06-01', end: '2026-07-30' },
      tax: [
        ['domestic', '19', '60.00', '11.40'],
        ['exempt', '0', '-60.00', '0'],
      ],
    });
    expect(taxLines.map((line) => line.shares.map(({ baseMicro }) => baseMicro))).toEqual([
      [micro('30'), micro('30')],
      [micro('-30'), micro('-30')],
    ]);
    expect(shares.map(({ baseMicro }) => baseMicro)).toEqual([0n, 0n]);
  });

  test('whose lines bill days of their own is spread by their amounts, the rest over its own days', () => {
    const one = documentOf({
      ...{ base: 'EUR', issueDay: '2026-06-30' },
      covered: { start: '2026-06-01', end: '2026-07-30' },
      parts: [{ amountMicro: micro('40'), days: { start: '2026-07-01', end: '2026-07-31' } }],
      tax: [['exempt', '0', '100.00', '0']],
    });
    expect(one.shares).toEqual([
      { month: '2026-06', amountMicro: micro('30'), baseMicro: micro('30') },
      { month: '2026-07', amountMicro: micro('70'), baseMicro: micro('70') },
    ]);
  });
});

test('a day outside its month is booked on the month’s first, or on its last where it is still to come', () => {
  expect(dayWithin('2026-06-12', '2026-06', '2026-06-30')).toBe('2026-06-12');
  expect(dayWithin('2026-05-12', '2026-06', '2026-06-30')).toBe('2026-06-01');
  expect(dayWithin('2026-07-02', '2026-06', '2026-06-30')).toBe('2026-06-30');
});

describe('what people are owed', () => {
  const person = { name: 'Li Na', email: 'li@example.com', role: null, team: null };
  const entry = (kind: EntryKind, key: string, reference: string, owed: string): Entry =>
    ({
      ...{ kind, key, reference, person, day: '2026-06-30', currency: 'EUR', number: key },
      lines: [{ role: 'claims', baseMicro: -micro(owed) }],
    }) as unknown as Entry;
  const owed = (...entries: readonly Entry[]) => {
    const claims = new OpenClaims();
    for (const one of entries) claims.take(one);
    return claims.list().map(({ claim, baseMicro }) => [claim, baseMicro]);
  };
  const booked = [
    entry('claim', 'claim C2/1 2026-06', 'C2/1', '10.00'),
    entry('claim', 'claim C10/1 2026-06', 'C10/1', '4.00'),
    entry('claim', 'claim C2/2 2026-06', 'C2/2', '1.00'),
  ];
  const paid = entry('claim-payment', 'payment B 1 EUR C10 C2', 'B 1', '-15.00');

  test('is a row a claim, until a transfer settles it with others; what came back is owed again', () => {
    expect(owed(...booked)).toEqual([
      ['C2', micro('11.00')],
      ['C10', micro('4.00')],
    ]);
    expect(owed(...booked, paid)).toEqual([]);
    const back = entry('claim-returned', 'returned B 1 EUR C10 C2', 'B 1', '15.00');
    expect(owed(...booked, paid, back)).toEqual(owed(...booked));
    const takenBack = entry('claim-reversal', 'claim C2/1 2026-07 taken back', 'C2/1', '-10.00');
    expect(owed(...booked, takenBack)).toEqual([
      ['C2', micro('1.00')],
      ['C10', micro('4.00')],
    ]);
  });

  test('adds up to what the entries leave, whatever was paid', () => {
    const more = entry('claim-payment', 'payment B2 EUR C9 C10', 'B2', '-7.00');
    const rows = owed(...booked, more).map(([, micro]) => micro as bigint);
    expect(rows.reduce((sum, one) => sum + one, 0n)).toBe(micro('8.00'));
  });
});
