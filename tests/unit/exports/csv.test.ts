import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isolated } from '../../../src/core/isolated-text.ts';
import { type CsvOptions, csvText, plainText, writeCsv } from '../../../src/main/exports/csv.ts';
import {
  dayCell,
  type ExportTable,
  numberCell,
  textCell,
} from '../../../src/main/exports/export-table.ts';

const plain = { bom: false, decimalComma: false };
const textOf = (table: ExportTable, options: CsvOptions = plain): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeCsv(table, options));
const oneColumn = (...texts: string[]): ExportTable => ({
  columns: ['note'],
  rows: texts.map((text) => [textCell(text)]),
});

describe('writeCsv', () => {
  it('writes a header, ISO days, numbers as numbers, and CRLF after each line', () => {
    const table = {
      columns: ['day', 'amount', 'note'],
      rows: [
        [dayCell('2026-06-30'), numberCell('-1234.56'), textCell('a,"b"\nc')],
        [null, numberCell(7), textCell('')],
      ],
    };
    expect(textOf(table)).toBe('day,amount,note\r\n2026-06-30,-1234.56,"a,""b""\nc"\r\n,7,\r\n');
  });

  it('writes a decimal comma between semicolons, and a byte order mark, by choice', () => {
    const table = {
      columns: ['amount', 'note'],
      rows: [[numberCell('1234.5'), textCell('1.5; 2,5')]],
    };
    expect(textOf(table, { bom: true, decimalComma: true })).toBe(
      '\u{feff}amount;note\r\n1234,5;"1.5; 2,5"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', "=cmd|' /C calc'!A0"])(
    'never lets a spreadsheet run the text %j',
    (text) => {
      const [, cell] = parse(textOf(oneColumn(text)), { bom: true }) as string[][];
      expect(cell).toEqual([`'${text}`]);
    },
  );

  it('takes out what steers direction or a terminal, and keeps text from right to left to itself', () => {
    const cell = (text: string, isForSoftware = false): string => {
      const written = textOf(oneColumn(text), { ...plain, isForSoftware });
      return (parse(written) as string[][])[1]?.[0] ?? '';
    };
    expect(cell('A\u0000\u001b[31mB\u202eC')).toBe('A[31mBC');
    expect(cell('\u202e=1+1')).toBe("'=1+1");
    expect(cell('شركة')).toBe('\u2068شركة\u2069');
    // Software looks vendors up by their names, to the letter.
    expect(cell('شركة\u200f', true)).toBe('شركة');
    expect(cell('half \ud83d', true)).toBe('half \ufffd');
  });

  it('gives back every safe text as it was', () => {
    const safe = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => !/^[=+\-@\t\r\n＝＋－＠\u{feff}]/u.test(text) && text.isWellFormed())
      // What steers a terminal or the direction of a line is another test's.
      .filter((text) => plainText(text) === text && isolated(text) === text);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(safe, safe), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.boolean(),
        (rows, bom, decimalComma) => {
          const table = {
            columns: ['a', 'b'],
            rows: rows.map((row) => row.map(textCell)),
          };
          const delimiter = decimalComma ? ';' : ',';
          const read = parse(textOf(table, { bom, decimalComma }), {
            bom: true,
            delimiter,
            recordDelimiter: '\r\n',
          });
          expect(read).toEqual([['a', 'b'], ...rows]);
        },
      ),
    );
  });
});

describe('csvText', () => {
  it('quotes what a spreadsheet of another country would cut into a formula', () => {
    for (const text of ['a;=1+1', 'a; @x', 'a\t=1', 'b,+2', 'c|-3', 'd；=1']) {
      const [, line] = csvText(['name'], [[text]]).split('\r\n');
      expect(line).toBe(text.includes('；') ? text : `"${text}"`);
    }
    expect(csvText(['name'], [['a; b']])).toBe('name\r\na; b\r\n');
  });

  it('keeps numbers that can be imported again, and neutralises the rest', () => {
    expect(csvText(['a', 'b', 'c'], [['-12.50', '+49 30', '=1']])).toBe(
      "a,b,c\r\n-12.50,'+49 30,'=1\r\n",
    );
  });
});
