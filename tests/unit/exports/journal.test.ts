import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type JournalEntry, journalOf } from '../../../src/core/close/journal.ts';
import { roundToTotal } from '../../../src/core/close/round-to-total.ts';
import { divideHalfEven } from '../../../src/core/money.ts';
import { writeCsv } from '../../../src/main/exports/csv.ts';
import { writeChineseVoucher } from '../../../src/main/exports/earlier-journal/chinese-voucher.ts';
import { writeDatevJournal } from '../../../src/main/exports/earlier-journal/datev-journal.ts';
import { plainJournal } from '../../../src/main/exports/earlier-journal/plain-journal.ts';
import { writeQuickbooksJournal } from '../../../src/main/exports/earlier-journal/quickbooks-journal.ts';
import { writeXeroJournal } from '../../../src/main/exports/earlier-journal/xero-journal.ts';
import { accounts, ana, chargeOf, charges } from './export-samples.ts';

const entries = journalOf('2026-06', charges, accounts);
const read = (bytes: Uint8Array) =>
  parse(bytes, { columns: true, bom: true }) as Record<string, string>[];
const cents = (text: string | undefined): bigint => BigInt((text || '0.00').replace(/[.,]/, ''));
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
const datev = {
  adviser: 1001,
  client: 1,
  fiscalYearStart: '2026-01-01',
  codeLength: 4,
  createdAt: '2026-07-03T08:30:00Z',
};

describe('journalOf', () => {
  it('balances every entry, and its expenses add up to the month as it is printed', () => {
    const rowsOf = fc.array(
      fc.record({
        source: fc.constantFrom('usage', 'subscription', 'claim', 'invoice-variance'),
        tool: fc.constantFrom('Claude', 'Cursor', 'ChatGPT', null),
        person: fc.constantFrom(ana, { ...ana, team: 'Sales' }, null),
        baseMicro: fc.bigInt({ min: -50_000_000n, max: 90_000_000n }),
        baseCurrency: fc.constant('USD'),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const charged = rows.map((row) => chargeOf(row as Partial<ReturnType<typeof chargeOf>>));
        const journal = journalOf('2026-06', charged, accounts);
        for (const { lines } of journal) {
          expect(sum(lines.map(({ amountMicro }) => amountMicro))).toBe(0n);
          expect(lines.every(({ amountMicro }) => amountMicro % 10_000n === 0n)).toBe(true);
        }
        const expenses = journal.flatMap(({ lines }) => lines.filter(({ against }) => against));
        const total = sum(charged.map(({ baseMicro }) => baseMicro ?? 0n));
        expect(sum(expenses.map(({ amountMicro }) => amountMicro))).toBe(
          divideHalfEven(total, 10_000n) * 10_000n,
        );
      }),
    );
  });

  it('owes vendors and people apart', () => {
    const closing = entries.map(({ lines }) => lines.at(-1)?.account.code);
    expect(closing).toEqual(['70001', '1740']);
    expect(entries[1]?.lines).toMatchObject([
      { account: { code: '4930' }, costCentre: 'Produkt', amountMicro: 12_350_000n },
      { account: { code: '1740' }, amountMicro: -12_350_000n },
    ]);
  });

  it('books nothing that waits for a rate, and on no account that is not set up', () => {
    const failing = (change: object) => () => journalOf('2026-06', [chargeOf(change)], accounts);
    expect(failing({ baseMicro: null })).toThrow(expect.objectContaining({ code: 'rate_missing' }));
    expect(failing({ accountCode: '9' })).toThrow(
      expect.objectContaining({ code: 'account_unknown' }),
    );
  });
});

describe('roundToTotal', () => {
  it('keeps each part within a unit and all of them at their rounded sum', () => {
    const amounts = fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.constantFrom(1_000n, 10_000n, 1_000_000n), (parts, unit) => {
        const rounded = roundToTotal(parts, unit);
        expect(sum(rounded)).toBe(divideHalfEven(sum(parts), unit) * unit);
        rounded.forEach((part, index) => {
          const off = part - (parts[index] ?? 0n);
          expect(part % unit === 0n && off > -unit && off <= unit).toBe(true);
        });
      }),
    );
  });
});

describe('every journal file', () => {
  it('has debits equal to credits, to the cent', () => {
    const options = { bom: false, decimalComma: false };
    const files: [Uint8Array, string, string][] = [
      [writeCsv(plainJournal(entries), options), 'debit', 'credit'],
      [writeQuickbooksJournal(entries), 'Debits', 'Credits'],
      [writeChineseVoucher(entries), '借方金额', '贷方金额'],
    ];
    for (const [bytes, debit, credit] of files) {
      const rows = read(bytes);
      expect(rows).toHaveLength(7);
      const debits = sum(rows.map((row) => cents(row[debit])));
      expect(debits).toBe(sum(rows.map((row) => cents(row[credit]))));
      expect(debits).toBeGreaterThan(0n);
      expect(rows.every((row) => (row[debit] === '') !== (row[credit] === ''))).toBe(true);
    }
  });

  it('has the columns that QuickBooks Online asks for, and dates month first', () => {
    const [row] = read(writeQuickbooksJournal(entries));
    expect(row).toMatchObject({
      'Journal No.': '202606-1',
      'Journal Date': '06/30/2026',
      'Account Name': 'Software:AI tools',
    });
  });

  it('has the columns of Xero, debits above zero, and adds up to nothing', () => {
    const options = { taxRate: 'Tax Exempt', trackingName: 'Team' };
    const rows = read(writeXeroJournal(entries, options));
    expect(Object.keys(rows[0] ?? {}).slice(0, 6)).toEqual([
      '*Narration',
      '*Date',
      'Description',
      '*AccountCode',
      '*TaxRate',
      '*Amount',
    ]);
    expect(sum(rows.map((row) => cents(row['*Amount'])))).toBe(0n);
    expect(rows.map((row) => row['*Date'])).toEqual(Array(7).fill('30/06/2026'));
    const long = Array(50).fill(entries).flat() as JournalEntry[];
    expect(() => writeXeroJournal(long, options)).toThrow(
      expect.objectContaining({ code: 'journal_too_long' }),
    );
  });

  it('is a DATEV Buchungsstapel in Windows-1252 with 31 header fields and 125 columns', () => {
    const umlaut = [chargeOf({ tool: 'Käfer "KI"', baseCurrency: 'EUR', person: null })];
    const bytes = writeDatevJournal(journalOf('2026-06', umlaut, accounts), datev);
    const text = iconv.decode(Buffer.from(bytes), 'win1252');
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(
      '"EXTF";700;21;"Buchungsstapel";13;20260703083000000;;"";"Seatworth";"";1001;1;20260101;4;20260601;20260630;"AI tools";"";1;0;0;"EUR";;"";;;"";;;"";""',
    );
    expect(lines[0]?.split(';')).toHaveLength(31);
    expect(lines[1]?.split(';')).toHaveLength(125);
    expect(lines[2]?.split(';')).toHaveLength(125);
    expect(lines[2]).toMatch(
      /^12,35;"S";"EUR";;;;4806;70001;;3006;"202606-1";;;"AI tools 2026-06 Käfer ""KI""";/,
    );
    expect(Buffer.from(bytes).includes(Buffer.from([0x4b, 0xe4, 0x66]))).toBe(true);
  });

  it('turns the side of a DATEV booking below zero', () => {
    const refund = [chargeOf({ baseMicro: -5_000_000n })];
    const bytes = writeDatevJournal(journalOf('2026-06', refund, accounts), datev);
    expect(iconv.decode(Buffer.from(bytes), 'win1252').split('\r\n')[2]).toMatch(/^5,00;"H";/);
  });

  it('takes only numbers and accounts that DATEV takes', () => {
    const wrong = { ...accounts, vendors: { code: 'AP', name: 'AP' } };
    const journal = journalOf('2026-06', charges, wrong);
    expect(() => writeDatevJournal(journal, datev)).toThrow(
      expect.objectContaining({ code: 'datev_account_wrong' }),
    );
    expect(() => writeDatevJournal(entries, { ...datev, adviser: 7 })).toThrow(
      expect.objectContaining({ code: 'datev_numbers_wrong' }),
    );
  });
});
