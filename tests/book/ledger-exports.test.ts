import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import {
  type ExportFlavour,
  type ExportKind,
  exportGiven,
  exportRun,
  flavoursOf,
} from '../../src/contract/book.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { settingsSet } from '../../src/contract/company.ts';
import * as invoices from '../../src/contract/invoices.ts';
import { vendorsSet } from '../../src/contract/ledger.ts';
import { billXml, type MadeBill } from '../fixtures/invoices/made-bill.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

const MONTH = '2026-06';

async function bill(book: FreshBook, made: MadeBill): Promise<void> {
  const vendor = made.vendor ?? 'Muster Cloud';
  const file = await book.take(`${made.number}.xml`, billXml({ vendor, ...made }), {
    account: vendor,
  });
  const { invoices: all } = await book.services.call(invoices.invoicesList, {});
  const id = all.find(({ importId }) => importId === file.id)?.id ?? 0;
  await book.services.call(invoices.invoicesConfirm, { id, account: vendor });
}

const set = ({ services }: FreshBook, key: string, value: string) =>
  services.call(settingsSet, { key, value });

async function company(ledgerPack: string, currency: string): Promise<FreshBook> {
  const book = freshBook({ currency, ledgerPack });
  await bill(book, {
    ...{ number: 'RE.10', vendor: 'Muster Cloud', currency, issued: '2026-06-30' },
    ...{ from: '2026-06-01', to: '2026-06-30', net: '300.00', tax: '57.00' },
  });
  await bill(book, {
    ...{ number: 'Y-1', vendor: 'Andere GmbH', currency, issued: '2026-06-16' },
    ...{ from: '2026-06-16', to: '2027-06-15', net: '1920.00', tax: '364.80' },
  });
  await book.services.call(vendorsSet, { name: 'Muster Cloud', creditor: '70001' });
  await book.services.call(vendorsSet, { name: 'Andere GmbH', creditor: '70003' });
  return book;
}

const write = ({ services, folder }: FreshBook, kind: ExportKind, more: object = {}) =>
  services.call(exportRun, { kind, month: MONTH, out: join(folder, 'EXTF_x.csv'), ...more });

const text = ({ folder }: FreshBook): string => readFileSync(join(folder, 'EXTF_x.csv'), 'utf8');

describe('exports from documents', () => {
  test('ask a German book for its numbers, and then write each document with its key', async () => {
    const book = await company('DE-SKR03', 'EUR');
    const datev = () => write(book, 'journal', { flavour: 'datev' });
    await expect(datev()).rejects.toMatchObject({ code: 'datev_numbers_missing' });
    await set(book, 'ledger.datev-adviser', '29098');
    await set(book, 'ledger.datev-client', '55003');
    expect(await datev()).toMatchObject({ rows: 3, total: { amount: '378.90' } });
    const bytes = readFileSync(join(book.folder, 'EXTF_x.csv'));
    const rows = iconv.decode(bytes, 'win1252').trim().split('\r\n').slice(2);
    expect(rows.map((row) => row.split(';').slice(0, 11).join(';'))).toEqual([
      '93,89;"H";;;;;70003;4964;"0009";1606;"Y-1"',
      '2190,91;"H";;;;;70003;0980;"0009";1606;"Y-1"',
      '357,00;"H";;;;;70001;4964;"0009";3006;"RE-10"',
    ]);
  });

  test('tell a German book which letters DATEV’s usual files cannot hold, and write those as Unicode by choice', async () => {
    const book = await company('DE-SKR03', 'EUR');
    await set(book, 'ledger.datev-adviser', '29098');
    await set(book, 'ledger.datev-client', '55003');
    await book.services.call(vendorsSet, { name: 'Muster Cloud', legalName: '深度求索' });
    const vendors = (more: object) =>
      book.services.call(exportRun, {
        ...{ kind: 'vendors', flavour: 'datev', out: join(book.folder, 'EXTF_x.csv') },
        ...more,
      });
    expect((await vendors({})).warnings).toContainEqual(
      expect.objectContaining({
        code: 'datev_letters',
        details: { letters: '深 度 求 索', count: 4 },
      }),
    );
    const { warnings } = await vendors({ bom: true });
    expect(warnings.map(({ code }) => code)).not.toContain('datev_letters');
    expect(text(book)).toMatch(/^\u{feff}"EXTF".*"深度求索"/su);
  });

  test('say that entries were given to a software before, and to no other', async () => {
    const book = await company('UK', 'GBP');
    const once = await write(book, 'journal', { flavour: 'quickbooks' });
    expect(once.warnings.map(({ code }) => code)).not.toContain('entries_given_before');
    await book.services.call(exportGiven, {
      ...{ month: MONTH, flavour: 'quickbooks', entries: once.entries },
    });
    const twice = await write(book, 'bills', { flavour: 'quickbooks' });
    expect(twice.warnings).toContainEqual(
      expect.objectContaining({
        code: 'entries_given_before',
        details: { count: 2, day: '2026-07-01' },
      }),
    );
    const other = await write(book, 'journal');
    expect(other.warnings.map(({ code }) => code)).not.toContain('entries_given_before');
  });

  test('repeat byte for byte once the month is closed, in every kind and flavour, whatever is set since', async () => {
    const book = await company('DE-SKR04', 'EUR');
    await set(book, 'ledger.datev-adviser', '29098');
    await set(book, 'ledger.datev-client', '55003');
    await book.services.call(closeMonth, { month: MONTH, anyway: 'test' });
    const kinds: [ExportKind, ExportFlavour | undefined][] = [
      ...Object.entries(flavoursOf).flatMap(([kind, flavours]) =>
        flavours.map((flavour): [ExportKind, ExportFlavour] => [kind as ExportKind, flavour]),
      ),
      ['invoices', undefined],
      ['focus', undefined],
    ];
    const all = async (): Promise<string[]> => {
      const hashes: string[] = [];
      for (const [kind, flavour] of kinds) {
        hashes.push((await write(book, kind, flavour ? { flavour } : {})).sha256);
      }
      return hashes;
    };
    const before = await all();
    expect(before).toHaveLength(13);
    await set(book, 'ledger.expense', '6838 Anderes');
    await set(book, 'ledger.datev-adviser', '12345');
    await book.services.call(vendorsSet, { name: 'Muster Cloud', creditor: '79999' });
    await bill(book, {
      ...{ number: 'LATE', vendor: 'Muster Cloud', currency: 'EUR', issued: '2026-06-30' },
      ...{ from: '2026-06-01', to: '2026-06-30', net: '10.00', tax: '1.90' },
    });
    expect(await all()).toEqual(before);
  });

  test('tie FOCUS to the documents and to the month', async () => {
    const book = await company('DE-SKR04', 'EUR');
    const done = await write(book, 'focus');
    expect(done.total).toEqual({ amount: '378.90', currency: 'EUR' });
    const [head = '', ...lines] = text(book).trim().split('\r\n');
    const at = (name: string) => head.split(',').indexOf(name);
    const billed = (invoice: string) =>
      lines
        .map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(','))
        .filter((cells) => cells[at('InvoiceId')] === invoice)
        .reduce((sum, cells) => sum + Math.round(Number(cells[at('BilledCost')]) * 100), 0);
    expect([billed('RE.10'), billed('Y-1')]).toEqual([35_700, 228_480]);
  });

  test('add recoverable tax up by vendor, and all of it whatever it is added up by', async () => {
    const book = await company('DE-SKR04', 'EUR');
    for (const by of ['person', 'vendor', 'tool', 'account-code', 'cost-centre'] as const) {
      await write(book, 'charges', { by });
      const rows = text(book)
        .trim()
        .split('\r\n')
        .map((line) => line.split(','));
      const at = rows[0]?.indexOf('tax') ?? -1;
      const sum = rows.slice(1).reduce((all, row) => all + Math.round(Number(row[at]) * 100), 0);
      expect([by, sum]).toEqual([by, 42_180]);
    }
    await write(book, 'charges', { by: 'vendor' });
    expect(text(book)).toContain('2026-06,Andere GmbH,1,78.90,364.80,EUR');
  });

  test('propose the names of a German book’s rates in Xero, and take those that are set, also once the month is closed', async () => {
    const book = await company('DE-SKR03', 'EUR');
    await bill(book, {
      ...{ number: 'IE-1', vendor: 'Irish Models', currency: 'EUR', issued: '2026-06-30' },
      ...{ from: '2026-06-01', to: '2026-06-30', net: '100.00', tax: '0.00' },
    });
    await book.services.call(vendorsSet, { name: 'Irish Models', country: 'IE' });
    const bills = () => write(book, 'bills', { flavour: 'xero' });
    const taxTypes = () => text(book).match(/Vorsteuer 19|13b|Tax Exempt/g);
    const proposed = { code: 'xero_taxes_proposed' };
    expect((await bills()).warnings).toContainEqual(
      expect.objectContaining({
        ...proposed,
        details: expect.objectContaining({
          names:
            'domestic 19 = Tax on Purchases; reverse-charge 19 = Reverse Charge Expenses (19%)',
        }),
      }),
    );
    await set(book, 'ledger.xero-taxes', 'domestic 19 = Vorsteuer 19');
    await book.services.call(closeMonth, { month: MONTH, anyway: 'test' });
    await set(book, 'ledger.xero-taxes', 'domestic 19 = Other; reverse-charge 19 = 13b');
    const { warnings } = await bills();
    expect(warnings).not.toContainEqual(expect.objectContaining(proposed));
    expect(new Set(taxTypes())).toEqual(new Set(['Vorsteuer 19', '13b']));
  });

  test('write American bills to no file that would take none, and Xero’s by codes alone', async () => {
    const book = await company('US', 'USD');
    await expect(write(book, 'bills', { flavour: 'quickbooks' })).rejects.toMatchObject({
      code: 'flavour_without_bills',
    });
    await expect(write(book, 'bills', { flavour: 'xero' })).rejects.toMatchObject({
      code: 'xero_code_missing',
      details: { account: 'Software' },
    });
    await expect(write(book, 'bills')).rejects.toMatchObject({ code: 'flavour_unknown' });
    await expect(write(book, 'journal', { flavour: 'xero', format: 'xlsx' })).rejects.toMatchObject(
      { code: 'format_unknown' },
    );
  });
});
