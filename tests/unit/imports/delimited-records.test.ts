import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableRecord } from '../../../src/main/imports/table/delimited-records.ts';
import { CELL_LIMIT, DelimitedReader } from '../../../src/main/imports/table/delimited-records.ts';

function records(text: string, delimiter = ',', pieces: readonly number[] = []): TableRecord[] {
  const reader = new DelimitedReader(delimiter, '\n');
  const found: TableRecord[] = [];
  let at = 0;
  for (const size of pieces) {
    found.push(...reader.push(text.slice(at, at + size), false));
    at += size;
  }
  return [...found, ...reader.push(text.slice(at), true)];
}

const cells = (text: string, delimiter = ','): (readonly string[])[] =>
  records(text, delimiter).map((record) => record.cells);

const spectrum = new URL('../../../../shared/data/csv-spectrum/', import.meta.url);

describe('delimited records', () => {
  it('any cells come back through any delimiter, line end and cut into pieces', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('a,b', 'a;b', 'a\tb', '"', '""', 'a"b', 'x\ny', 'x\r\ny', ' "', '\r', ' a '),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 40 }),
        (rows, delimiter, lineEnd, pieces) => {
          const quote = (text: string): string =>
            /["\r\n,;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
          const text = rows.map((row) => row.map(quote).join(delimiter)).join(lineEnd);
          const found = records(text, delimiter, pieces);
          expect(found.map((record) => record.cells)).toEqual(rows);
          let line = 1;
          for (const [index, row] of rows.entries()) {
            expect(found[index]?.line).toBe(line);
            line += 1 + row.join('').split('\n').length - 1;
          }
        },
      ),
    );
  });

  it('a record begins on its physical line, whatever line ends its quoted cells hold', () => {
    expect(records('a,b\n"1\n2\n3",x\r\nlast,"y"\n').map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it('a quote inside an unquoted cell is taken as it stands', () => {
    expect(cells('5" pipe,ok\n')).toEqual([['5" pipe', 'ok']]);
  });

  it('spaces around a quoted cell are no part of it', () => {
    expect(cells('a, "b,c" ,d\n')).toEqual([['a', 'b,c', 'd']]);
  });

  it('a quote that is never closed costs its line, not the rest of the file', () => {
    const found = records('a,b\n1,"open\n2,x\n3,y\n');
    expect(found.map(({ line, fault }) => [line, fault?.code ?? null])).toEqual([
      [1, null],
      [2, 'quote_unclosed'],
      [3, null],
      [4, null],
    ]);
    expect(found[1]?.fault?.reason).toContain('line 2');
    expect(found[1]?.cells).toEqual(['1,"open']);
  });

  it('a lost quote that swallows the next quoted cell costs its line only', () => {
    const found = records('1,"open\n2,"x"\n3,"y"\n');
    expect(found.map(({ cells: row, fault }) => fault?.code ?? row)).toEqual([
      'quote_stray',
      ['2', 'x'],
      ['3', 'y'],
    ]);
  });

  it('a quote opened in a later line of a record is told with that line', () => {
    const found = records('"one\ntwo",x,"lost\n3,y\n');
    expect(found[0]).toMatchObject({ line: 1, fault: { code: 'quote_unclosed' } });
    expect(found[0]?.fault?.reason).toContain('line 2');
    expect(found.at(-1)?.cells).toEqual(['3', 'y']);
  });

  it('a cell beyond 1 MiB is refused, quoted or not, and the next row is read', () => {
    const long = 'x'.repeat(CELL_LIMIT + 1);
    for (const text of [`1,${long}\n2,y\n`, `1,"${long}"\n2,y\n`]) {
      const pieces = Array.from({ length: 40 }, () => 65_536);
      const found = records(text, ',', pieces);
      expect(found).toHaveLength(2);
      expect(found[0]?.fault).not.toBeNull();
      expect(found[1]).toMatchObject({ line: 2, cells: ['2', 'y'], fault: null });
    }
  });

  it('a line given up before its end is one reject, and lines are counted on', () => {
    const quotes = `"${'""'.repeat(CELL_LIMIT)}\n2,y\n`;
    const commas = `${','.repeat(100_000)}\n2,y\n`;
    for (const text of [quotes, commas]) {
      const found = records(
        text,
        ',',
        Array.from({ length: 40 }, () => 65_536),
      );
      expect(found.map(({ line, fault }) => [line, fault === null])).toEqual([
        [1, false],
        [2, true],
      ]);
    }
  });

  it('a file without line ends is given up in bounded memory', () => {
    const reader = new DelimitedReader(',', '\n');
    const piece = 'x'.repeat(CELL_LIMIT);
    const found: TableRecord[] = [];
    for (let index = 0; index < 20; index += 1) found.push(...reader.push(piece, false));
    found.push(...reader.push('\nnext,row\n', true));
    expect(found.map(({ fault }) => fault?.code ?? null)).toEqual(['cell_too_long', null]);
    expect(found[1]).toMatchObject({ line: 2, cells: ['next', 'row'] });
  });

  it.skipIf(!existsSync(spectrum))(
    'the files of csv-spectrum are read right (skipped where absent)',
    () => {
      for (const name of readdirSync(new URL('csvs/', spectrum))) {
        const text = readFileSync(new URL(`csvs/${name}`, spectrum), 'utf8');
        const [header = [], ...rows] = cells(text);
        const objects = rows.map((row) =>
          Object.fromEntries(header.map((key, index) => [key, row[index] ?? ''])),
        );
        const json = readFileSync(
          new URL(`json/${name.replace('.csv', '.json')}`, spectrum),
          'utf8',
        );
        // The expected rows write every line end as \n, and one file's phone number otherwise.
        const plain = (value: unknown): unknown[] =>
          [JSON.parse(JSON.stringify(value).replaceAll('\\r\\n', '\\n'))]
            .flat()
            .map((row) => ({ ...row, 'Contact Phone Number': null }));
        expect(plain(objects), name).toEqual(plain(JSON.parse(json)));
      }
    },
  );
});
