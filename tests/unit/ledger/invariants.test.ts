import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, type IsoMonth, monthRange } from '../../../src/core/calendar.ts';
import { minorUnitMicro } from '../../../src/core/invoices/minor-unit.ts';
import { bookMonths, type MonthInput } from '../../../src/core/ledger/book-months.ts';
import type { Entry, LedgerDocument } from '../../../src/core/ledger/entry.ts';
import type { Reconciliation } from '../../../src/core/ledger/ledger-month.ts';
import type { SpendRow } from '../../../src/core/ledger/ledger-state.ts';
import { reconciliationOf, standOf } from '../../../src/core/ledger/reconciliation.ts';
import { documentOf, rulesOf } from './ledger-book.ts';

const FIRST = '2026-01';
const LAST = '2026-08';
const UNITS = { EUR: 2, JPY: 0, USD: 2 } as const;

const TAXES = {
  'ledger.reverse-charge-in': '19 = 1407 In; 7 = 1403 In',
  'ledger.reverse-charge-out': '19 = 3837 Out; 7 = 3835 Out',
};

const decimal = (cents: number, digits: number): string => {
  const sign = cents < 0 ? '-' : '';
  const text = String(Math.abs(cents)).padStart(digits + 1, '0');
  return digits === 0
    ? `${sign}${text}`
    : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

const taxLine = fc.record({
  kind: fc.constantFrom('domestic', 'reverse-charge', 'exempt', 'not-recoverable'),
  rate: fc.constantFrom('19', '7'),
  net: fc.integer({ min: 1, max: 500_000 }),
  recoverable: fc.constantFrom('100', '0', '37.5'),
});

const bill = fc.record({
  account: fc.constantFrom('Claude', 'Cursor'),
  isNote: fc.boolean(),
  issued: fc.integer({ min: 0, max: 200 }),
  from: fc.integer({ min: -40, max: 40 }),
  days: fc.integer({ min: 1, max: 400 }),
  currency: fc.constantFrom('EUR', 'JPY', 'USD'),
  perBase: fc.integer({ min: 500_000, max: 200_000_000 }),
  lines: fc.array(taxLine, { minLength: 1, maxLength: 3 }),
  credits: fc.constantFrom(0, 0, 1, 2),
  paid: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 2 }),
});
type Bill = typeof bill extends fc.Arbitrary<infer T> ? T : never;

function toDocument(of: Bill, index: number, base: string): LedgerDocument {
  const issueDay = addDays('2026-01-05', of.issued);
  const start = addDays(issueDay, of.from);
  const digits = UNITS[of.currency];
  const sign = of.isNote ? -1 : 1;
  const tax = of.lines.map(({ kind, rate, net, recoverable }) => {
    const isPrinted = kind === 'domestic' || kind === 'not-recoverable';
    const printed = isPrinted ? Math.round((net * Number(rate)) / 100) : 0;
    return [
      kind,
      rate,
      decimal(sign * net, digits),
      decimal(sign * printed, digits),
      recoverable,
    ] as const;
  });
  const first = of.lines[0]?.net ?? 0;
  const unit = minorUnitMicro(of.currency);
  const isForeign = of.currency !== base;
  const gross = of.lines.reduce(
    (sum, line, place) =>
      sum + line.net + Math.abs(Number((tax[place]?.[3] ?? '0').replace('.', ''))),
    0,
  );
  const payments = of.paid.map((after, place) => ({
    id: index * 10 + place,
    day: addDays(issueDay, after),
    amountMicro:
      BigInt(sign) *
      unit *
      BigInt(
        place === of.paid.length - 1
          ? gross - Math.floor(gross / 2) * place
          : Math.floor(gross / 2),
      ),
    baseMicro: BigInt(sign) * 10_000n * BigInt(after * 100),
    feeMicro: 10_000n,
    reference: null,
  }));
  return documentOf({
    base,
    id: `invoice-${index}`,
    kind: of.isNote ? 'credit-note' : 'invoice',
    number: `N${index}`,
    account: of.account,
    issueDay,
    covered: { start, end: addDays(start, of.days - 1) },
    currency: of.currency,
    ...(isForeign ? { perBase: decimal(of.perBase, 6) } : {}),
    tax,
    creditsMicro: of.isNote ? 0n : (BigInt(of.credits) * unit * BigInt(first)) / 2n,
    payments,
  });
}

const books = fc.record({
  bills: fc.array(bill, { maxLength: 6 }),
  use: fc.array(
    fc.record({
      month: fc.integer({ min: 0, max: 7 }),
      micro: fc.bigInt({ min: 0n, max: 900_000_000n }),
      credits: fc.boolean(),
    }),
    { maxLength: 10 },
  ),
  closed: fc.integer({ min: 0, max: 7 }),
  /** How many bills come, and how many go, after months were closed. */
  come: fc.integer({ min: 0, max: 3 }),
  gone: fc.integer({ min: 0, max: 2 }),
});

type Spend = Map<IsoMonth, SpendRow[]>;

function screenOf(
  documents: readonly LedgerDocument[],
  use: readonly { month: number; micro: bigint; credits: boolean }[],
): Spend {
  const found: Spend = new Map(monthRange(FIRST, LAST).map((month) => [month, []]));
  const add = (month: IsoMonth, account: string, baseMicro: bigint, isFromCredits: boolean) =>
    found.get(month)?.push({ account, tool: null, costCentre: 'Sales', baseMicro, isFromCredits });
  for (const { account, shares } of documents)
    for (const { month, baseMicro } of shares) add(month, account ?? '', baseMicro, false);
  for (const { month, micro, credits } of use)
    add(addMonths(FIRST, month), credits ? 'Claude' : 'Copilot', micro, credits);
  return found;
}

type Booked = { month: IsoMonth; entries: readonly Entry[]; reconciliation: Reconciliation };

/** Books twice: months up to `closed` as they stood then, the rest with what came and went since. */
function bookOf(
  { bills, use, closed, come, gone }: typeof books extends fc.Arbitrary<infer T> ? T : never,
  base: string,
  settings: Record<string, string>,
) {
  const all = bills.map((one, index) => toDocument(one, index, base));
  const before = all.slice(0, Math.max(0, all.length - come));
  const after = all.slice(Math.min(gone, before.length));
  const then = screenOf(before, use);
  const now = screenOf(after, use);
  const months = monthRange(FIRST, LAST);
  const empty = { claims: [], transfers: [] };
  const rules = rulesOf('DE-SKR04', { ...TAXES, ...settings });
  const firstRun = bookMonths({
    base,
    rules,
    documents: before,
    bookedEarlier: new Set(),
    months: months.map(
      (month): MonthInput => ({
        month,
        standing: 'open',
        spend: then.get(month) ?? [],
        late: [],
        ...empty,
      }),
    ),
  });
  const closing = addMonths(FIRST, closed - 1);
  const sums = (spend: Spend, month: IsoMonth) => {
    const found = new Map<string, bigint>();
    for (const { account, baseMicro, isFromCredits } of spend.get(month) ?? [])
      if (!isFromCredits) found.set(account, (found.get(account) ?? 0n) + baseMicro);
    return found;
  };
  const late = months
    .filter((month) => month <= closing)
    .flatMap((month) => {
      const [old, next] = [sums(then, month), sums(now, month)];
      return [...new Set([...old.keys(), ...next.keys()])].map((account) => ({
        account,
        month,
        baseMicro: (next.get(account) ?? 0n) - (old.get(account) ?? 0n),
      }));
    })
    .filter(({ baseMicro }) => baseMicro !== 0n);
  const opened = addMonths(closing, 1);
  const found: Booked[] = [];
  let stand = new Map() as ReturnType<typeof standOf>;
  bookMonths(
    {
      base,
      rules,
      documents: after,
      bookedEarlier: new Set(),
      months: months.map((month): MonthInput => {
        const own = month <= closing ? then : now;
        const isFirst = month === opened;
        return {
          month,
          standing:
            month <= closing
              ? { entries: firstRun.find((one) => one.month === month)?.entries ?? [] }
              : 'open',
          spend: [
            ...(own.get(month) ?? []),
            ...(isFirst
              ? late.map(({ account, baseMicro }) => ({
                  account,
                  tool: null,
                  costCentre: null,
                  baseMicro,
                  isFromCredits: false,
                }))
              : []),
          ],
          late: isFirst ? late : [],
          ...empty,
        };
      }),
    },
    (month, entries, state) => {
      const next = standOf(state);
      found.push({
        month: month.month,
        entries,
        reconciliation: reconciliationOf(month, entries, stand, next, { base, rules }),
      });
      stand = next;
    },
  );
  return { booked: found, documents: after };
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

describe('random books', () => {
  test.each(['EUR', 'USD'])(
    'debits equal credits in every entry, in base and in the currency of the document (%s)',
    (base) => {
      fc.assert(
        fc.property(books, (of) => {
          for (const { entries } of bookOf(of, base, {}).booked) {
            for (const { lines, currency, baseCurrency } of entries) {
              expect(sum(lines.map(({ baseMicro }) => baseMicro))).toBe(0n);
              expect(sum(lines.map(({ amountMicro }) => amountMicro))).toBe(0n);
              for (const { baseMicro, amountMicro } of lines) {
                expect(baseMicro % minorUnitMicro(baseCurrency)).toBe(0n);
                expect(amountMicro % minorUnitMicro(currency)).toBe(0n);
              }
            }
          }
        }),
        { numRuns: 150 },
      );
    },
  );

  test('with accruals and prepaid on, the expense is the total on screen but for rounding and tax on credits', () => {
    fc.assert(
      fc.property(books, (of) => {
        for (const { reconciliation, entries } of bookOf(of, 'EUR', {}).booked) {
          const { expenseMicro, totalMicro, parts } = reconciliation;
          expect(totalMicro + sum(parts.map(({ amountMicro }) => amountMicro))).toBe(expenseMicro);
          for (const { code, amountMicro } of parts) {
            expect(['rounding', 'tax-on-credits']).toContain(code);
            // What one month leaves and the next takes back may each be half a cent.
            if (code === 'rounding')
              expect(amountMicro <= 10_000n && amountMicro >= -10_000n).toBe(true);
          }
          expect(new Set(entries.map(({ number }) => number)).size).toBe(entries.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('with accruals or prepaid off, the parts add up to the difference', () => {
    fc.assert(
      fc.property(books, fc.constantFrom('ledger.accruals', 'ledger.prepaid'), (of, off) => {
        for (const { reconciliation } of bookOf(of, 'EUR', { [off]: 'off' }).booked) {
          const { expenseMicro, totalMicro, parts } = reconciliation;
          expect(totalMicro + sum(parts.map(({ amountMicro }) => amountMicro))).toBe(expenseMicro);
          const rounding = parts.find(({ code }) => code === 'rounding')?.amountMicro ?? 0n;
          // Each account and month that is not booked leaves less than half a cent.
          expect(rounding < 200_000n && rounding > -200_000n).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('vendors are owed the printed gross, once, and nothing after a whole payment', () => {
    fc.assert(
      fc.property(books, (of) => {
        const { booked, documents } = bookOf(of, 'EUR', {});
        const entries = booked.flatMap((one) => one.entries);
        for (const document of documents) {
          if (document.postingMonth > LAST) continue;
          const own = entries.filter((entry) => entry.document?.id === document.id);
          const owed = (kinds: readonly string[], of: 'baseMicro' | 'amountMicro') =>
            sum(
              own
                .filter(({ kind }) => kinds.includes(kind))
                .flatMap(({ lines }) =>
                  lines.filter(({ role }) => role === 'vendors').map((line) => -line[of]),
                ),
            );
          const booking = ['invoice', 'credit-note', 'correction'];
          expect(owed(booking, 'amountMicro')).toBe(document.grossMicro);
          expect(owed(booking, 'baseMicro')).toBe(document.baseGrossMicro);
          const paid = document.payments.filter(({ day }) => day.slice(0, 7) <= LAST);
          if (paid.length === 0 || paid.length < document.payments.length) continue;
          expect(owed([...booking, 'payment', 'payment-returned'], 'baseMicro')).toBe(0n);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('prepaid after a month is the shares after it, and reverse charge goes in as it goes out where all is recovered', () => {
    fc.assert(
      fc.property(books, (of) => {
        const bills = of.bills.map((one) => ({ ...one, isNote: false }));
        const { booked, documents } = bookOf({ ...of, bills, gone: 0 }, 'EUR', {});
        const entries = booked.flatMap((one) => one.entries);
        for (const document of documents) {
          const own = entries.filter((entry) => entry.document?.id === document.id);
          if (own.length === 0) continue;
          for (const month of monthRange(FIRST, LAST)) {
            const booking = own.find(({ kind }) => kind === 'invoice')?.month ?? '9999-12';
            if (month < booking) continue;
            const until = own.filter((entry) => entry.month <= month);
            const prepaid = sum(
              until.flatMap(({ lines }) =>
                lines.filter(({ role }) => role === 'prepaid').map((line) => line.baseMicro),
              ),
            );
            const later = sum(
              document.shares
                .filter((share) => share.month > month)
                .map(({ baseMicro }) => baseMicro),
            );
            expect(prepaid).toBe(later);
          }
          for (const { lines } of own) {
            for (const line of lines.filter(({ role }) => role === 'reverse-charge-in')) {
              if (line.tax?.recoverable !== '100') continue;
              const out = lines.find(
                ({ role, taxLine }) => role === 'reverse-charge-out' && taxLine === line.taxLine,
              );
              expect(out?.baseMicro).toBe(-line.baseMicro);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
