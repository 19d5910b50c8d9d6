import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { chargesColumns } from '../../../src/main/exports/charges-table.ts';
import { claimsColumns } from '../../../src/main/exports/claims-table.ts';
import { writeCsv } from '../../../src/main/exports/csv.ts';
import {
  dayCell,
  exportTable,
  numberCell,
  textCell,
} from '../../../src/main/exports/export-table.ts';
import { writeFocus } from '../../../src/main/exports/focus.ts';
import { seatsColumns } from '../../../src/main/exports/seats-table.ts';
import { writeXlsx } from '../../../src/main/exports/xlsx.ts';
import { charges, claimRow, seats } from './export-samples.ts';

const plain = { bom: false, decimalComma: false };
const read = (bytes: Uint8Array) => parse(bytes, { columns: true }) as Record<string, string>[];

describe('the tables', () => {
  it('carry every charge with its exact amounts', () => {
    const rows = read(writeCsv(exportTable(chargesColumns, charges), plain));
    expect(rows).toHaveLength(charges.length);
    expect(rows[0]).toMatchObject({
      month: '2026-06',
      date: '2026-06-02',
      person: 'Ana Łee; "A"',
      amount: '12.345678',
      currency: 'USD',
      base_amount: '12.345678',
      tokens: '120500',
    });
    expect(rows[2]).toMatchObject({ description: '\'=HYPERLINK("x")' });
    expect(rows[5]).toMatchObject({ person: '', unassigned_cause: 'no-identity' });
  });

  it('carry each seat and the unassigned spend', () => {
    const rows = read(writeCsv(exportTable(seatsColumns(seats), seats), plain));
    expect(rows).toMatchObject([
      { email: 'ana@example.com', spend: '15.50', subscription: '3.00', probability: '0.913123' },
      { person: '(unassigned)', email: '', spend: '15.50', verdict: '' },
    ]);
  });

  it('carry each line of a claim', () => {
    expect(read(writeCsv(exportTable(claimsColumns, [claimRow]), plain))).toMatchObject([
      {
        claim: 'c1',
        state: 'paid',
        work_percent: '62.5',
        approved_base: '13.75',
        purpose: "'+1 month",
      },
    ]);
  });

  it('name an invoice by its number without a sign that a spreadsheet runs, and without a mark before it', () => {
    const [charge] = charges;
    if (!charge) throw new Error('no charge');
    const invoiceNumber = '-EU/7';
    const tables = [
      exportTable(chargesColumns, [{ ...charge, invoiceNumber }]),
      exportTable(claimsColumns, [{ ...claimRow, invoiceNumber }]),
    ];
    expect(tables.map((table) => read(writeCsv(table, plain))[0]?.['invoice_number'])).toEqual([
      ...['EU/7', 'EU/7'],
    ]);
    expect(read(writeFocus([{ ...charge, invoiceNumber }]))[0]?.['InvoiceId']).toBe('EU/7');
  });
});

describe('writeXlsx', () => {
  it('writes real numbers and days, and texts that are never run', async () => {
    const bytes = await writeXlsx(
      {
        columns: ['day', 'amount', 'note'],
        rows: [
          [dayCell('2024-02-29'), numberCell('-1234.567891'), textCell('=1+1')],
          [null, numberCell(7), textCell('\u{0}中文 <&>\u{b}')],
        ],
      },
      'Charges',
    );
    const [sheet] = await readXlsxFile(Buffer.from(bytes));
    expect(sheet?.data).toEqual([
      ['day', 'amount', 'note'],
      [new Date('2024-02-29T00:00:00Z'), -1234.567891, '=1+1'],
      [null, 7, '中文 <&>'],
    ]);
    const parts = unzipSync(bytes);
    const xml = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml']);
    expect(xml).not.toContain('<f>');
  });
});
