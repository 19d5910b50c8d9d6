import { describe, expect, test } from 'vitest';
import type { LedgerDocument } from '../../../src/core/ledger/entry.ts';
import {
  booked,
  documentOf,
  entriesOf,
  micro,
  onScreen,
  rulesOf,
  short,
  spent,
} from './ledger-book.ts';

const year = (more: Partial<Parameters<typeof documentOf>[0]> = {}): LedgerDocument =>
  documentOf({
    base: 'EUR',
    issueDay: '2026-06-16',
    covered: { start: '2026-06-16', end: '2027-06-15' },
    tax: [['domestic', '19', '1920.00', '364.80']],
    creditor: '70003',
    ...more,
  });

describe('entries to the cent', () => {
  test('a German invoice with 19 % is net, input tax and the gross owed', () => {
    const documents = [
      documentOf({
        base: 'EUR',
        issueDay: '2026-06-30',
        number: 'RE-1001',
        tax: [['domestic', '19', '300.00', '57.00']],
        creditor: '70001',
      }),
    ];
    const months = booked(
      rulesOf('DE-SKR03'),
      'EUR',
      documents,
      ['2026-06', '2026-06'],
      onScreen(documents, '2026-06'),
    );
    expect(entriesOf(months, '2026-06').map(short)).toEqual([
      'Dr 4964 300.00 · Dr 1576 57.00 · Cr 70001 357.00',
    ]);
    expect(entriesOf(months, '2026-06')[0]).toMatchObject({
      number: '202606-0001',
      day: '2026-06-30',
    });
  });

  test('reverse charge is worked out from the net in euro, and a payment leaves its exchange difference and fee', () => {
    const documents = [
      documentOf({
        base: 'EUR',
        currency: 'USD',
        perBase: '1.085',
        issueDay: '2026-06-10',
        number: 'INV-77',
        tax: [['reverse-charge', '19', '500.00', '0']],
        creditor: '70002',
        payments: [
          {
            id: 1,
            day: '2026-06-20',
            amountMicro: micro('500'),
            baseMicro: micro('463.10'),
            feeMicro: micro('1.50'),
            reference: null,
          },
        ],
      }),
    ];
    const months = booked(
      rulesOf('DE-SKR04'),
      'EUR',
      documents,
      ['2026-06', '2026-06'],
      onScreen(documents, '2026-06'),
    );
    expect(entriesOf(months, '2026-06').map(short)).toEqual([
      'Dr 6837 460.83 · Dr 1407 87.56 · Cr 70002 460.83 · Cr 3837 87.56',
      'Dr 70002 460.83 · Dr 6880 2.27 · Dr 6855 1.50 · Cr 1460 464.60',
    ]);
    expect(documents[0]?.perBase).toBe('1.085');
  });

  test('a yearly bill is prepaid but for the month so far, and released by days', () => {
    const documents = [year()];
    const months = booked(
      rulesOf('DE-SKR03'),
      'EUR',
      documents,
      ['2026-06', '2027-06'],
      onScreen(documents, '2027-06'),
    );
    expect(entriesOf(months, '2026-06').map(short)).toEqual([
      'Dr 4964 78.90 · Dr 0980 1841.10 · Dr 1576 364.80 · Cr 70003 2284.80',
    ]);
    const released = (month: string) => entriesOf(months, month).map(short);
    expect(released('2026-07')).toEqual(['Dr 4964 163.07 · Cr 0980 163.07']);
    expect(released('2026-09')).toEqual(['Dr 4964 157.81 · Cr 0980 157.81']);
    expect(released('2027-02')).toEqual(['Dr 4964 147.28 · Cr 0980 147.28']);
    expect(released('2027-06')).toEqual(['Dr 4964 78.90 · Cr 0980 78.90']);
  });

  test('a Chinese special VAT invoice is cost, input tax and what is owed, with one original', () => {
    const documents = [
      documentOf({
        base: 'CNY',
        issueDay: '2026-06-12',
        tax: [['domestic', '6', '10000.00', '600.00']],
      }),
    ];
    const [entry] = entriesOf(
      booked(
        rulesOf('CN'),
        'CNY',
        documents,
        ['2026-06', '2026-06'],
        onScreen(documents, '2026-06'),
      ),
      '2026-06',
    );
    expect(entry && short(entry)).toBe('Dr 5602 10000.00 · Dr 222101 600.00 · Cr 2202 10600.00');
    expect(entry?.attachments).toBe(1);
  });

  test('American sales tax is part of the expense, on screen too', () => {
    const document = documentOf({
      base: 'USD',
      issueDay: '2026-06-12',
      tax: [['sales-tax', '8.875', '200.00', '17.75', '0']],
    });
    const months = booked(
      rulesOf('US'),
      'USD',
      [document],
      ['2026-06', '2026-06'],
      onScreen([document], '2026-06'),
    );
    expect(entriesOf(months, '2026-06').map(short)).toEqual([
      'Dr Software 217.75 · Cr Accounts Payable 217.75',
    ]);
    expect(document.shares).toEqual([
      { month: '2026-06', amountMicro: micro('217.75'), baseMicro: micro('217.75') },
    ]);
  });

  test('a credit note takes off prepaid first, and nothing is released any more', () => {
    const documents = [
      year(),
      documentOf({
        base: 'EUR',
        id: 'invoice-2',
        kind: 'credit-note',
        number: 'CN-1',
        issueDay: '2026-09-01',
        covered: { start: '2026-09-01', end: '2027-06-15' },
        tax: [['domestic', '19', '-1514.96', '-287.84']],
        creditor: '70003',
      }),
    ];
    const months = booked(
      rulesOf('DE-SKR03'),
      'EUR',
      documents,
      ['2026-06', '2027-06'],
      onScreen(documents, '2027-06'),
    );
    expect(entriesOf(months, '2026-09').map(short)).toEqual([
      'Cr 0980 1514.96 · Cr 1576 287.84 · Dr 70003 1802.80',
    ]);
    for (const month of ['2026-10', '2027-02', '2027-06']) {
      expect(entriesOf(months, month)).toEqual([]);
    }
  });

  test('an accrual is turned when its invoice comes, and the next month keeps the variance', () => {
    const invoice = documentOf({
      base: 'EUR',
      issueDay: '2026-07-03',
      covered: { start: '2026-06-01', end: '2026-06-30' },
      tax: [['domestic', '19', '420.00', '79.80']],
      creditor: '70004',
    });
    const june = { spend: [spent('Claude', '412.37')] };
    const [closed] = booked(rulesOf('DE-SKR04'), 'EUR', [], ['2026-06', '2026-06'], {
      '2026-06': june,
    });
    expect(closed?.entries.map(short)).toEqual(['Dr 6837 412.37 · Cr 3070 412.37']);
    const months = booked(rulesOf('DE-SKR04'), 'EUR', [invoice], ['2026-06', '2026-07'], {
      '2026-06': { ...june, standing: { entries: closed?.entries ?? [] } },
      '2026-07': {
        spend: [spent('Claude', '7.63')],
        late: [{ account: 'Claude', month: '2026-06', baseMicro: micro('7.63') }],
      },
    });
    expect(entriesOf(months, '2026-07').map(short).sort()).toEqual(
      [
        'Dr 3070 412.37 · Cr 6837 412.37',
        'Dr 6837 420.00 · Dr 1406 79.80 · Cr 70004 499.80',
      ].sort(),
    );
  });

  test('credits bought before the ledger began are owed as they are used, and never accrued', () => {
    const credits = documentOf({
      ...{ base: 'USD', issueDay: '2026-05-02', creditsMicro: micro('100') },
      tax: [['exempt', '0', '100.00', '0']],
    });
    const of = (amount: string) => ({ spend: [spent('Claude', amount, true)] });
    const months = booked(
      rulesOf('US'),
      'USD',
      [credits],
      ['2026-05', '2026-08'],
      {
        '2026-05': { standing: 'earlier', ...of('30') },
        '2026-06': of('31.20'),
        '2026-07': of('50'),
        '2026-08': of('5'),
      },
      { bookedEarlier: new Set([credits.id]) },
    );
    expect(entriesOf(months, '2026-06').map(short)).toEqual([
      'Dr Software 31.20 · Cr Accounts Payable 31.20',
    ]);
    expect(entriesOf(months, '2026-07').map(short)).toEqual([
      'Dr Software 38.80 · Cr Accounts Payable 38.80',
      'Dr Software 11.20 · Cr Accrued Expenses 11.20',
    ]);
    expect(entriesOf(months, '2026-08').map(short)).toEqual([
      'Dr Software 5.00 · Cr Accrued Expenses 5.00',
    ]);
  });

  test('credits are prepaid until use draws them', () => {
    const document = documentOf({
      base: 'USD',
      issueDay: '2026-06-02',
      tax: [['exempt', '0', '100.00', '0']],
      creditsMicro: micro('100'),
    });
    const months = booked(rulesOf('US'), 'USD', [document], ['2026-06', '2026-06'], {
      '2026-06': { spend: [spent('Claude', '31.20', true)] },
    });
    expect(entriesOf(months, '2026-06').map(short)).toEqual([
      'Dr Prepaid Expenses 100.00 · Cr Accounts Payable 100.00',
      'Dr Software 31.20 · Cr Prepaid Expenses 31.20',
    ]);
  });

  test('credits that were left as a month began are drawn as those bought since, and bring no entry of their own', () => {
    const months = booked(
      rulesOf('US'),
      'USD',
      [],
      ['2026-06', '2026-08'],
      {
        '2026-06': { spend: [spent('Claude', '31.20')] },
        '2026-07': { spend: [spent('Claude', '80.00', true)] },
        '2026-08': { spend: [spent('Claude', '10.00', true)] },
      },
      { openingCredits: [{ account: 'CLAUDE', month: '2026-07', baseMicro: micro('60') }] },
    );
    expect(entriesOf(months, '2026-06').map(short)).toEqual([
      'Dr Software 31.20 · Cr Accrued Expenses 31.20',
    ]);
    expect(entriesOf(months, '2026-07').map(short)).toEqual([
      'Dr Software 60.00 · Cr Prepaid Expenses 60.00',
      'Dr Software 20.00 · Cr Accrued Expenses 20.00',
    ]);
    expect(entriesOf(months, '2026-08').map(short)).toEqual([
      'Dr Software 10.00 · Cr Accrued Expenses 10.00',
    ]);
  });

  test('reverse charge that cannot be recovered is an expense', () => {
    const document = documentOf({
      base: 'EUR',
      issueDay: '2026-06-05',
      tax: [['reverse-charge', '19', '100.00', '0', '0']],
      creditor: '70005',
    });
    const months = booked(
      rulesOf('DE-SKR03'),
      'EUR',
      [document],
      ['2026-06', '2026-06'],
      onScreen([document], '2026-06'),
    );
    expect(entriesOf(months, '2026-06').map(short)).toEqual([
      'Dr 4964 119.00 · Cr 70005 100.00 · Cr 1787 19.00',
    ]);
    expect(document.shares[0]?.baseMicro).toBe(micro('119'));
  });
});
