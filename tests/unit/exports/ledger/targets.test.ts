import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../src/core/ledger/entry.ts';
import { parseNamedTaxes } from '../../../../src/core/ledger/named-taxes.ts';
import type { TaxKind } from '../../../../src/core/ledger/tax-line.ts';
import { writeCsv } from '../../../../src/main/exports/csv.ts';
import type { ExportTable } from '../../../../src/main/exports/export-table.ts';
import { invoicesTable } from '../../../../src/main/exports/journal/invoices-table.ts';
import {
  kingdeeKisVouchers,
  kingdeeVouchers,
} from '../../../../src/main/exports/journal/kingdee.ts';
import { plainJournal } from '../../../../src/main/exports/journal/plain-journal.ts';
import {
  type QuickbooksTaxes,
  quickbooksBills,
  quickbooksProposedTaxes,
  withoutQuickbooksBills,
} from '../../../../src/main/exports/journal/quickbooks-bills.ts';
import { quickbooksJournal } from '../../../../src/main/exports/journal/quickbooks-journal.ts';
import { vendorsTable } from '../../../../src/main/exports/journal/vendors-table.ts';
import {
  xeroBills,
  xeroJournal,
  xeroProposedTaxes,
} from '../../../../src/main/exports/journal/xero.ts';
import { yonyouVouchers } from '../../../../src/main/exports/journal/yonyou.ts';
import {
  billOf,
  cents,
  documentOf,
  entryOf,
  lineOf,
  monthOf,
  randomBill,
  taxLineOf,
  vendorOf,
} from './sample-entries.ts';

/** Rows as objects by column, as a spreadsheet reads them. */
const rowsOf = ({ columns, rows }: ExportTable): Record<string, string>[] =>
  rows.map((row) =>
    Object.fromEntries(
      row.map((cell, index) => [
        columns[index] ?? '',
        cell === null
          ? ''
          : cell.kind === 'text'
            ? cell.text
            : cell.kind === 'day'
              ? cell.day
              : cell.decimal,
      ]),
    ),
  );
const sumOf = (rows: Record<string, string>[], column: string): bigint =>
  rows.reduce((sum, row) => sum + (row[column] ? cents(row[column] ?? '0.00') : 0n), 0n);

const american = billOf({
  kind: 'sales-tax',
  rate: '8.875',
  recoverable: '0',
  costs: [{ code: '429', base: cents('217.75') }],
  document: { number: '=INV+1', vendor: vendorOf({ name: 'OpenAI', legalName: null }) },
});
const release = entryOf({
  ...{ number: '202606-0002', kind: 'release', due: null },
  lines: [
    lineOf({
      account: { code: '429', name: 'Software' },
      baseMicro: cents('20.00'),
      costCentre: 'Sales',
    }),
    lineOf({
      role: 'prepaid',
      account: { code: '620', name: 'Prepaid' },
      baseMicro: cents('-20.00'),
    }),
  ],
});
const xero = { pack: 'UK' as const, taxRate: 'No VAT', taxes: [], trackingName: 'Teams' };

describe('plainJournal', () => {
  it('keeps its columns and adds document, vendor, original amount and key', () => {
    const entry = billOf({ costs: [{ code: '6837', base: cents('300.00') }], tax: cents('57.00') });
    const table = plainJournal([entry], 'DE-SKR04');
    expect(table.columns.slice(0, 10)).toEqual([
      'entry',
      'date',
      'line',
      'account_code',
      'account_name',
      'cost_centre',
      'text',
      'debit',
      'credit',
      'currency',
    ]);
    expect(rowsOf(table)).toMatchObject([
      {
        account_code: '6837',
        debit: '300.00',
        tax_key: '0009',
        document: 'INV-77',
        document_date: '2026-06-30',
      },
      { account_code: '1406', debit: '57.00', tax_key: '' },
      {
        account_code: '70001',
        credit: '357.00',
        original_amount: '-357.00',
        vendor: 'Anthropic, PBC',
        rate: '1',
      },
    ]);
    expect(rowsOf(plainJournal([entry], 'generic'))[2]?.['account_code']).toBe('3300');
    const dollars = documentOf({ currency: 'USD', rate: '0.92165899' });
    const rates = [
      { ...release, document: dollars, currency: 'EUR' },
      { ...entry, document: dollars, currency: 'USD' },
    ].map((one) => rowsOf(plainJournal([one], 'DE-SKR04'))[0]?.['rate']);
    expect(rates).toEqual(['1', '0.92165899']);
  });
});

describe('quickbooksJournal', () => {
  it('names who is owed, goes by account names, and begins with the month or, in Britain, the day', () => {
    const rows = rowsOf(quickbooksJournal([american], 'US'));
    expect(rows).toMatchObject([
      {
        '*AccountName': 'Account 429',
        '*Debits': '217.75',
        Name: '',
        '*JournalDate': '06/30/2026',
      },
      { '*AccountName': 'Vendors', '*Credits': '217.75', Name: 'OpenAI', Currency: 'EUR' },
    ]);
    expect(rowsOf(quickbooksJournal([american], 'UK'))[0]?.['*JournalDate']).toBe('30/06/2026');
  });

  it('refuses more rows than QuickBooks takes, and payables that name nobody', () => {
    const many = Array.from({ length: 501 }, () => american);
    expect(() => quickbooksJournal(many, 'US')).toThrow(
      expect.objectContaining({ code: 'journal_too_long' }),
    );
    expect(() => quickbooksJournal([{ ...american, vendor: null }], 'US')).toThrow(
      expect.objectContaining({ code: 'journal_name_missing' }),
    );
  });
});

describe('bills', () => {
  it('stand in British QuickBooks without tax, and not in American', () => {
    const entry = billOf({
      rate: '20',
      costs: [{ code: '429', base: cents('100.00') }],
      tax: cents('20.00'),
    });
    const note = { ...american, kind: 'credit-note' as const };
    const rows = rowsOf(quickbooksBills([entry, release, note], { pack: 'UK', taxes: [] }));
    expect(rows).toMatchObject([
      {
        '*BillNo': 'INV-77',
        '*BillDate': '30/06/2026',
        '*DueDate': '14/07/2026',
        '*LineAmount': '100.00',
        '*LineTaxCode': '20.0% S',
        LineTaxAmount: '20.00',
      },
    ]);
    expect(() => quickbooksBills([entry], { pack: 'US', taxes: [] })).toThrow(
      expect.objectContaining({ code: 'flavour_without_bills' }),
    );
  });

  it('and the journal without them hold each entry of QuickBooks once', () => {
    const entry = billOf({
      rate: '20',
      costs: [{ code: '429', base: cents('100.00') }],
      tax: cents('20.00'),
    });
    const note = { ...entry, kind: 'credit-note' as const };
    const all = [entry, release, note];
    expect(withoutQuickbooksBills(all, 'UK')).toEqual([release, note]);
    expect(() => withoutQuickbooksBills(all, 'US')).toThrow(
      expect.objectContaining({ code: 'flavour_without_bills' }),
    );
  });

  it('carry the tax codes that British QuickBooks comes with; elsewhere the company’s, or words to be mapped', () => {
    const taxed = (kind: TaxKind, rate: string) => {
      const bill = billOf({
        rate,
        costs: [{ code: '429', base: cents('100.00') }],
        tax: kind === 'domestic' ? cents('1.00') * BigInt(rate) : 0n,
      });
      const lines = bill.lines.map((line) =>
        line.tax ? { ...line, tax: { ...line.tax, kind } } : line,
      );
      return { ...bill, lines };
    };
    const kinds = [
      ['domestic', '20'],
      ['domestic', '5'],
      ['domestic', '0'],
      ['reverse-charge', '20'],
      ['exempt', '0'],
      ['not-recoverable', '20'],
    ] as const;
    const bills = kinds.map(([kind, rate]) => taxed(kind, rate));
    const codes = (options: QuickbooksTaxes) =>
      rowsOf(quickbooksBills(bills, options)).map((row) => row['*LineTaxCode']);
    const british = { pack: 'UK', taxes: [] } as const;
    expect(codes(british)).toEqual([
      '20.0% S',
      '5.0% R',
      '0.0% Z',
      '20.0% RC SG',
      'Exempt',
      'No VAT',
    ]);
    expect(quickbooksProposedTaxes(bills, british)).toEqual([]);
    const generic = {
      pack: 'generic',
      taxes: parseNamedTaxes('domestic 20 = HST ON; exempt 0 = E') ?? [],
    } as const;
    expect(codes(generic)).toEqual([
      'HST ON',
      'Tax 5%',
      'Tax 0%',
      'Reverse charge 20%',
      'E',
      'No tax',
    ]);
    expect(quickbooksProposedTaxes(bills, generic).map(({ name }) => name)).toEqual([
      'Tax 0%',
      'Tax 5%',
      'No tax',
      'Reverse charge 20%',
    ]);
    expect(codes({ ...generic, taxes: null })).toEqual([
      '20.0% S',
      '5.0% R',
      'No VAT',
      '20.0% RC',
      'Exempt',
      'No VAT',
    ]);
  });

  it('stand in Xero in the document’s currency, claims owed to their people', () => {
    const entry = billOf({
      kind: 'reverse-charge',
      rate: '20',
      costs: [{ code: '429', base: cents('460.83'), own: cents('500.00'), costCentre: 'R&D' }],
      ...{ tax: cents('92.17'), out: cents('92.17'), ownTax: 0n },
      document: { currency: 'USD', vendor: vendorOf() },
    });
    const claim = {
      ...billOf({
        kind: 'not-recoverable',
        recoverable: '0',
        costs: [{ code: '429', base: cents('11.90') }],
      }),
      ...{ kind: 'claim' as const, reference: 'C7/1', due: null },
      person: { name: 'Li Na', email: 'li@example.com', role: null, team: null },
    };
    expect(rowsOf(xeroBills([entry, release, claim], xero))).toMatchObject([
      {
        '*ContactName': 'Anthropic, PBC',
        '*UnitAmount': '500.00',
        Total: '500.00',
        Currency: 'USD',
        '*TaxType': 'Reverse Charge Expenses (20%)',
        TaxAmount: '0.00',
        '*AccountCode': '429',
        TrackingOption1: 'R&D',
      },
      {
        '*ContactName': 'Li Na',
        '*InvoiceNumber': 'C7/1',
        '*UnitAmount': '11.90',
        '*DueDate': '30/06/2026',
      },
    ]);
  });

  it('name each tax as Xero has it: by the vendor, as it is set, as the United Kingdom comes with it, else they propose', () => {
    const taxed = (
      kind: 'domestic' | 'reverse-charge',
      rate: string,
      taxKey: string | null = null,
    ) =>
      billOf({
        ...{ kind, rate, tax: cents('1.90'), out: kind === 'reverse-charge' ? cents('1.90') : 0n },
        costs: [{ code: '429', base: cents('10.00') }],
        document: { vendor: vendorOf({ taxKey }) },
      });
    const names = (entry: Entry, more: object = {}) =>
      rowsOf(xeroBills([entry], { ...xero, ...more })).map((row) => row['*TaxType']);
    const german = {
      ...{ pack: 'DE-SKR04' as const, taxRate: 'Tax Exempt' },
      taxes: parseNamedTaxes('domestic 19 = Vorsteuer 19%; reverse-charge 19.0 = §13b 19%') ?? [],
    };
    expect(names(taxed('domestic', '5'))).toEqual(['5% (VAT on Expenses)']);
    expect(names(taxed('domestic', '19'), german)).toEqual(['Vorsteuer 19%']);
    expect(names(taxed('reverse-charge', '19'), german)).toEqual(['§13b 19%']);
    expect(names(taxed('reverse-charge', '19', 'Own'), german)).toEqual(['Own']);
    const unnamed = [taxed('reverse-charge', '7'), taxed('domestic', '7'), taxed('domestic', '19')];
    expect(unnamed.map((one) => names(one, { ...german, taxes: [] }))).toEqual([
      ...[['Reverse Charge Expenses (7%)'], ['Tax on Purchases (7%)'], ['Tax on Purchases']],
    ]);
    expect(xeroProposedTaxes(unnamed, { ...xero, ...german })).toEqual([
      { tax: 'domestic 7', name: 'Tax on Purchases (7%)' },
      { tax: 'reverse-charge 7', name: 'Reverse Charge Expenses (7%)' },
    ]);
    expect(xeroProposedTaxes([taxed('domestic', '5'), taxed('domestic', '17.5')], xero)).toEqual([
      { tax: 'domestic 17.5', name: '17.5% (VAT on Expenses)' },
    ]);
    // A month that an earlier version closed repeats what that one wrote.
    const earlier = { ...german, taxes: null };
    expect(names(taxed('domestic', '19'), earlier)).toEqual(['19% (VAT on Expenses)']);
    expect(names(taxed('reverse-charge', '19'), earlier)).toEqual(['Tax Exempt']);
    expect(['domestic = x', 'other 19 = x', 'domestic 19 =', ''].map(parseNamedTaxes)).toEqual([
      ...[null, null, null, null],
    ]);
  });

  it('leave to Xero’s manual journals what touches no payables and no bank, by codes alone', () => {
    expect(rowsOf(xeroJournal([american, release], xero))).toMatchObject([
      {
        '*AccountCode': '429',
        '*Amount': '20.00',
        TrackingName1: 'Teams',
        TrackingOption1: 'Sales',
      },
      { '*AccountCode': '620', '*Amount': '-20.00', '*TaxRate': 'No VAT' },
    ]);
    const named = {
      ...release,
      lines: release.lines.map((one) => ({ ...one, account: { code: null, name: 'Software' } })),
    };
    expect(() => xeroJournal([named], xero)).toThrow(
      expect.objectContaining({ code: 'xero_code_missing' }),
    );
  });
});

describe('Chinese vouchers', () => {
  const special = billOf({
    rate: '6',
    costs: [{ code: '5602', base: cents('10000.00') }],
    tax: cents('600.00'),
    document: {
      vendor: vendorOf({ name: '阿里云', legalName: null, creditor: 'G001' }),
      number: '24312',
    },
  });
  const base = { ...special, baseCurrency: 'CNY', currency: 'CNY' };

  it('carry debit, credit, attachments, supplier and a Chinese summary, numbered from where one says', () => {
    expect(rowsOf(kingdeeVouchers([base, { ...base, number: '202606-0002' }], 12))).toMatchObject([
      {
        凭证字: '记',
        凭证号: '12',
        附件数: '1',
        分录序号: '1',
        摘要: '阿里云 发票 24312 2026年6月',
        科目代码: '5602',
        借方金额: '10000.00',
        供应商: '',
        币别: 'RMB',
        汇率: '1',
      },
      { 科目代码: '1406', 借方金额: '600.00' },
      { 贷方金额: '10600.00', 供应商: 'G001', 原币金额: '10600.00' },
      { 凭证号: '13' },
      {},
      {},
    ]);
    expect(rowsOf(kingdeeKisVouchers([base], 1))[2]).toMatchObject({
      ...{ 会计期间: '6', 贷方: '10600.00', 借方: '0.00', 核算项目: '供应商---G001---阿里云' },
      分录序号: '2',
    });
    expect(rowsOf(yonyouVouchers([base], 1))[2]).toMatchObject({
      ...{
        会计年: '2026',
        币种名称: '人民币',
        贷方金额: '10600.00',
        原币贷方: '10600.00',
        供应商编码: 'G001',
      },
    });
  });
});

describe('invoicesTable', () => {
  it('has one row per tax line, and its share of each month', () => {
    const document = documentOf({
      netMicro: cents('1920.00'),
      taxLines: [
        taxLineOf({
          netMicro: cents('1920.00'),
          taxMicro: cents('364.80'),
          baseNetMicro: cents('1920.00'),
          baseTaxMicro: cents('364.80'),
          baseRecoverableMicro: cents('364.80'),
          shares: [
            { month: '2026-06', amountMicro: cents('78.90'), baseMicro: cents('78.90') },
            { month: '2026-07', amountMicro: cents('1841.10'), baseMicro: cents('1841.10') },
          ],
        }),
      ],
    });
    expect(rowsOf(invoicesTable(monthOf([], { documents: [document] })))).toMatchObject([
      {
        invoice: '1',
        number: 'INV-77',
        net: '1920.00',
        tax: '364.80',
        gross: '2284.80',
        recoverable_tax: '364.80',
        account_code: '6837',
        'share_2026-06': '78.90',
        'share_2026-07': '1841.10',
      },
    ]);
  });
});

describe('every target', () => {
  const tables: Record<string, (entries: readonly Entry[]) => ExportTable> = {
    plain: (entries) => plainJournal(entries, 'DE-SKR04'),
    quickbooks: (entries) => quickbooksJournal(entries, 'US'),
    kingdee: (entries) => kingdeeVouchers(entries, 1),
    kis: (entries) => kingdeeKisVouchers(entries, 1),
    yonyou: (entries) => yonyouVouchers(entries, 1),
  };
  const sides: Record<string, readonly [string, string]> = {
    plain: ['debit', 'credit'],
    quickbooks: ['*Debits', '*Credits'],
    kingdee: ['借方金额', '贷方金额'],
    kis: ['借方', '贷方'],
    yonyou: ['借方金额', '贷方金额'],
  };

  it.each(Object.keys(tables))(
    '%s balances, and no cell of it is run by a spreadsheet',
    (flavour) => {
      fc.assert(
        fc.property(fc.array(randomBill, { minLength: 1, maxLength: 4 }), (entries) => {
          const table = tables[flavour]?.(entries) ?? { columns: [], rows: [] };
          const rows = rowsOf(table);
          const [debit, credit] = sides[flavour] ?? ['', ''];
          expect(sumOf(rows, debit)).toBe(sumOf(rows, credit));
          expect(sumOf(rows, debit)).toBeGreaterThan(0n);
          for (const row of rows)
            expect(
              row[debit] && row[credit] && row[credit] !== '0.00' && row[debit] !== '0.00',
            ).toBeFalsy();
          const text = new TextDecoder().decode(
            writeCsv(table, { bom: false, decimalComma: false }),
          );
          const runs = /(^|[,\n]|[,\n]")[=@＝＋－＠]/u.test(text.replace(/\r/g, ''));
          expect(runs).toBe(false);
        }),
        { numRuns: 100 },
      );
    },
  );

  it('bills for Xero add up to what each invoice owes', () => {
    fc.assert(
      fc.property(randomBill, (entry) => {
        const rows = rowsOf(xeroBills([entry], xero));
        const owed = -entry.lines
          .filter(({ role }) => role === 'vendors')
          .reduce((sum, one) => sum + one.amountMicro, 0n);
        if (owed === 0n) return;
        expect(sumOf(rows, '*UnitAmount') + sumOf(rows, 'TaxAmount')).toBe(owed);
        for (const row of rows) expect(cents(row['Total'] ?? '')).toBe(owed);
      }),
      { numRuns: 200 },
    );
  });

  it('lists vendors as they are kept', () => {
    expect(rowsOf(vendorsTable([vendorOf()]))).toMatchObject([
      { name: 'Anthropic', creditor: '70001', terms_days: '14' },
    ]);
  });
});
