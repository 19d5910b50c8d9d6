import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyContent } from '../../../src/core/invoices/invoice.ts';
import { type Period, splitByMonth } from '../../../src/core/invoices/invoice-period.ts';
import type { PostedBill, PostedGroup } from '../../../src/core/invoices/posted-bill.ts';
import {
  billedBase,
  billParts,
  creditsSince,
  daysIn,
  groupNumber,
  isCreditsOnly,
} from '../../../src/core/invoices/posted-bill.ts';
import {
  type BaseRates,
  lateVariances,
  lessPosted,
  monthVariances,
  type VarianceRow,
} from '../../../src/core/invoices/variance-posting.ts';
import type { MonthShare } from '../../../src/core/ledger/tax-line.ts';
import type { SpendCell } from '../../../src/core/spend/spend-cells.ts';

const period = { start: '2026-05-20', end: '2026-06-18' };

function bill(amountMicro: bigint, more: Partial<PostedBill> = {}): PostedBill {
  const currency = more.currency ?? 'EUR';
  const baseMicro = more.baseMicro === undefined ? amountMicro : more.baseMicro;
  return {
    id: 1,
    accountId: 1,
    account: 'Console',
    creditsSince: null,
    period,
    number: 'N-1',
    vendor: 'Acme AI',
    draft: {
      ...emptyContent('ubl'),
      fileName: 'a',
      mediaType: 'application/xml',
      sha256: '',
      vendorKey: null,
    },
    spendMicro: amountMicro,
    prepaidMicro: 0n,
    takenAt: '2026-07-01T00:00:00.000Z',
    taxLines: [],
    spend: {
      spendMicro: amountMicro,
      netMicro: amountMicro,
      taxMicro: 0n,
      taxSpendMicro: 0n,
      prepaidMicro: 0n,
    },
    inBase: (micro) => micro,
    document: () => null,
    shares: (covered) => sharesOver(covered, amountMicro, baseMicro),
    ...more,
    currency,
    baseMicro,
  };
}

/** By days, to the micro, so that the figures here stay small. */
function sharesOver(days: Period, amountMicro: bigint, baseMicro: bigint | null): MonthShare[] {
  const bases = splitByMonth(baseMicro ?? 0n, days);
  return splitByMonth(amountMicro, days).map((one, index) => ({
    month: one.month,
    amountMicro: one.amountMicro,
    baseMicro: bases[index]?.amountMicro ?? 0n,
  }));
}

function groupOf(...bills: PostedBill[]): PostedGroup {
  return { accountId: 1, period, bills: bills.map((one) => ({ ...one, covered: one.period })) };
}

function charged(amountMicro: bigint, more: Partial<SpendCell> = {}): SpendCell {
  return {
    month: '2026-06',
    day: '2026-06-02',
    source: 'usage',
    identityId: null,
    personId: null,
    identity: null,
    account: 'Console',
    tool: 'API',
    model: null,
    project: null,
    currency: 'EUR',
    amountMicro,
    baseMicro: amountMicro,
    listMicro: null,
    unpriced: 0,
    waiting: 0,
    waitingMicro: 0n,
    cause: null,
    carrierId: null,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    requests: 0,
    ...more,
  };
}

/** Rates as a table would give them: 1 USD is 2 EUR, of PLN nothing is known. */
const rates: BaseRates = {
  base: 'EUR',
  inBase: (micro, currency) =>
    currency === 'EUR' ? micro : currency === 'USD' ? micro * 2n : null,
};

const baseOf = (rows: readonly VarianceRow[]): bigint =>
  rows.reduce((sum, row) => sum + (row.baseMicro ?? 0n), 0n);

const micro = fc.bigInt({ min: -5_000_000n, max: 5_000_000_000n });

describe("an open month's variance", () => {
  test('is what the bills say of its days less what is charged there: 18 of 30 days of 30, less 7', () => {
    const rows = monthVariances(groupOf(bill(30n)), '2026-06', [charged(7n)], rates, false);
    expect(rows).toMatchObject([
      {
        day: '2026-06-18',
        amountMicro: 11n,
        baseMicro: 11n,
        currency: 'EUR',
        tool: 'API',
        detail: 'Invoice, less what was charged',
        reference: 'N-1',
      },
    ]);
  });

  test('makes charges and variance of both months add up to the bill, spread or not', () => {
    fc.assert(
      fc.property(
        micro,
        fc.array(micro, { maxLength: 6 }),
        fc.boolean(),
        (amount, used, spread) => {
          const group = groupOf(bill(amount));
          const cells = used.map((one, index) =>
            charged(one, { identityId: index % 3, tool: index % 2 === 0 ? 'API' : 'Chat' }),
          );
          const june = monthVariances(group, '2026-06', cells, rates, spread);
          const may = monthVariances(group, '2026-05', [], rates, spread);
          const total = used.reduce((sum, one) => sum + one, 0n);
          expect(baseOf(june) + baseOf(may) + total).toBe(amount);
        },
      ),
    );
  });

  test('is parted over who used the account in proportion, what was taken back apart', () => {
    const cells = [
      charged(3n, { identityId: 1 }),
      charged(1n, { identityId: 2 }),
      charged(-4n, { identityId: 3 }),
    ];
    const rows = monthVariances(groupOf(bill(20n)), '2026-06', cells, rates, true);
    expect(rows.map((row) => [row.identityId, row.baseMicro])).toEqual([
      [1, 9n],
      [2, 3n],
    ]);
  });

  test('takes charges in another currency off in base, under no number of an invoice', () => {
    const cells = [charged(4n, { currency: 'USD', baseMicro: 8n })];
    const rows = monthVariances(groupOf(bill(30n)), '2026-06', cells, rates, false);
    expect(rows).toMatchObject([
      { currency: 'EUR', amountMicro: 18n, baseMicro: 18n, reference: 'N-1' },
      { currency: 'EUR', amountMicro: -8n, baseMicro: -8n, reference: '' },
    ]);
  });

  test('waits with its bill for a rate, whole even where it would be spread', () => {
    const waiting = bill(30n, { currency: 'PLN', baseMicro: null });
    const cells = [charged(4n, { currency: 'PLN', baseMicro: 1n })];
    const rows = monthVariances(groupOf(waiting), '2026-06', cells, rates, true);
    expect(rows).toMatchObject([{ currency: 'PLN', amountMicro: 14n, baseMicro: null }]);
  });

  test('is nothing where the bill says what is charged', () => {
    expect(monthVariances(groupOf(bill(30n)), '2026-06', [charged(18n)], rates, false)).toEqual([]);
  });
});

describe("a closed month's variance", () => {
  const late = (
    posted: [string, { amountMicro: bigint; baseMicro: bigint | null }][],
    amount = 30n,
  ) =>
    lateVariances(
      [{ group: groupOf(bill(amount)), cells: [charged(7n)] }],
      '2026-06',
      new Map(posted),
      '2026-08',
      rates,
    );

  test('is what is still lacking, on the first day of the first open month', () => {
    expect(late([['EUR', { amountMicro: 6n, baseMicro: 6n }]])).toMatchObject([
      {
        day: '2026-08-01',
        amountMicro: 5n,
        baseMicro: 5n,
        detail: 'Invoice for 2026-06, which is closed',
      },
    ]);
  });

  test('is nothing once all of it is posted, also where that was done in another currency', () => {
    expect(late([['EUR', { amountMicro: 11n, baseMicro: 11n }]])).toEqual([]);
    expect(late([['USD', { amountMicro: 5n, baseMicro: 11n }]])).toEqual([]);
  });

  test('goes back where the invoice was taken back', () => {
    const rows = lateVariances(
      [],
      '2026-06',
      new Map([['EUR', { amountMicro: 11n, baseMicro: 11n }]]),
      '2026-08',
      rates,
    );
    expect(rows).toMatchObject([
      {
        amountMicro: -11n,
        baseMicro: -11n,
        detail: 'Invoice taken back for 2026-06, which is closed',
      },
    ]);
  });

  test('takes the rate of the day on which it is posted where its own is missing', () => {
    const waiting = bill(30n, { currency: 'USD', baseMicro: null });
    const rows = lateVariances(
      [{ group: groupOf(waiting), cells: [] }],
      '2026-06',
      new Map(),
      '2026-08',
      { base: 'EUR', inBase: (one, _, day) => (day === '2026-08-01' ? one * 3n : null) },
    );
    expect(rows).toMatchObject([{ amountMicro: 18n, baseMicro: 54n }]);
  });
});

test('a reopened month is charged without what was posted for it meanwhile', () => {
  const rows = monthVariances(groupOf(bill(30n)), '2026-06', [charged(7n)], rates, false);
  const taken = lessPosted(4n, rows);
  expect(taken).toMatchObject([{ amountMicro: -4n, currency: 'EUR', baseMicro: -4n }]);
  expect(baseOf([...rows, ...taken])).toBe(7n);
  expect(lessPosted(0n, rows)).toEqual([]);
  expect(lessPosted(4n, [])).toEqual([]);
});

describe('the bills of a group', () => {
  test('are in base currency by month, in one currency where it is named, unknown while one waits', () => {
    const both = groupOf(
      bill(30n),
      bill(60n, {
        id: 2,
        currency: 'USD',
        baseMicro: 90n,
        shares: () => sharesOver({ start: '2026-06-01', end: '2026-06-10' }, 60n, 90n),
      }),
    );
    expect(billedBase(both, '2026-06')).toBe(108n);
    expect(billedBase(both, '2026-05')).toBe(12n);
    expect(billedBase(both, '2026-06', 'USD')).toBe(90n);
    const waiting = groupOf(bill(30n), bill(1n, { currency: 'PLN', baseMicro: null }));
    expect(billedBase(waiting, '2026-06')).toBe(null);
    expect(billedBase(waiting, '2026-06', 'EUR')).toBe(18n);
  });

  test('have their days of a month, and all their numbers', () => {
    expect(daysIn({ period }, '2026-05')).toEqual({ from: '2026-05-20', to: '2026-05-31' });
    expect(daysIn({ period }, '2026-06')).toEqual({ from: '2026-06-01', to: '2026-06-18' });
    expect(groupNumber(groupOf(bill(1n), bill(1n, { number: 'N-2' })))).toBe('N-1, N-2');
  });

  test('of credits set the month from which the account draws on them: the first, never of money back', () => {
    const bought = (prepaidMicro: bigint, start: string) => ({
      accountId: 9,
      prepaidMicro,
      period: { start, end: start },
    });
    const since = creditsSince([
      bought(5n, '2026-04-09'),
      bought(1n, '2026-02-14'),
      bought(-5n, '2026-01-03'),
    ]);
    expect([...since]).toEqual([[9, '2026-02-01']]);
  });
});

test('lines of a bill that state days within its own are parts of their own, but for credits', () => {
  const line = (amountMicro: bigint, days: [string, string] | null, isPrepaid = false) => ({
    description: 'x',
    quantity: null,
    unitMicro: null,
    amountMicro,
    periodStart: days?.[0] ?? null,
    periodEnd: days?.[1] ?? null,
    taxRate: null,
    isPrepaid,
    confidence: 1,
    at: { typed: true } as const,
  });
  const draft = {
    ...bill(0n).draft,
    lines: [
      line(10n, ['2026-05-20', '2026-05-25']),
      line(20n, ['2026-06-10', '2026-06-18']),
      line(5n, ['2026-06-10', '2026-06-19']),
      line(6n, ['2026-05-19', '2026-05-25']),
      line(7n, ['2026-06-12', '2026-06-10']),
      line(8n, null),
      line(9n, ['2026-05-20', '2026-05-25'], true),
    ],
  };
  const days = (start: string, end: string) => ({ start, end });
  expect(billParts(draft, period)).toEqual([
    { amountMicro: 10n, days: days('2026-05-20', '2026-05-25') },
    { amountMicro: 20n, days: days('2026-06-10', '2026-06-18') },
  ]);
});

test('a bill that only buys credits speaks of no days; one that bills use beside them does', () => {
  expect(isCreditsOnly(bill(0n, { prepaidMicro: 5n }))).toBe(true);
  expect(isCreditsOnly(bill(1n, { prepaidMicro: 5n }))).toBe(false);
  expect(isCreditsOnly(bill(0n))).toBe(false);
});
