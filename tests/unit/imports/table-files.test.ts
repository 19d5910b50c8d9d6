import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { openImport } from '../../../src/main/imports/open-import.ts';
import { shownNumber } from '../../../src/main/imports/table/spreadsheet-rows.ts';
import { collected, fileOf, opened, readAll } from './read-all.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/tables/${name}`, import.meta.url));

const CHINESE = 'name,email,team\n李雷,lilei@example.com,研发部\n韩梅梅,han@example.com,市场部\n';
const GERMAN = 'name;email;team\nJörg Müller;jm@example.com;Büro\nÉlise;el@example.com;Größe\n';

describe('encodings', () => {
  it.each([
    ['utf-8', CHINESE, 'utf-8'],
    ['utf-8 with BOM', CHINESE, 'utf-8'],
    ['utf-16le', CHINESE, 'utf-16le'],
    ['utf-16be', CHINESE, 'utf-16be'],
    ['utf-16le with BOM', GERMAN, 'utf-16le'],
    ['utf-16be with BOM', GERMAN, 'utf-16be'],
    ['gb18030', CHINESE, 'gb18030'],
    ['windows-1252', GERMAN, 'windows-1252'],
  ])('%s is told and read', async (written, text, encoding) => {
    const contents = iconv.encode(text, written.replace(' with BOM', ''), {
      addBOM: written.endsWith('BOM'),
    });
    const { rows, rejects, found } = await readAll(contents);
    expect(found.encoding).toBe(encoding);
    expect(rejects).toEqual([]);
    const [, first = ''] = text.split('\n');
    expect(rows[0]).toMatchObject({ name: first.split(/[,;]/)[0], team: first.split(/[,;]/)[2] });
  });

  it('what was concluded is said', async () => {
    const { found } = await readAll(iconv.encode(CHINESE, 'gb18030'));
    expect(found.notes).toContain('encoding_guessed:gb18030');
  });

  it('characters cut by the pieces in which a large file is read come out whole', async () => {
    const line = (index: number): string => `员工${index},e${index}@example.com,研发部门\n`;
    const text = `name,email,team\n${Array.from({ length: 12_000 }, (_, i) => line(i)).join('')}`;
    for (const encoding of ['utf-8', 'utf-16le', 'gb18030']) {
      const { rows, rejects } = await readAll(iconv.encode(text, encoding, { addBOM: true }));
      expect(rejects).toEqual([]);
      expect(rows).toHaveLength(12_000);
      expect(new Set(rows.map((row) => (row.kind === 'person' ? row.team : '')))).toEqual(
        new Set(['研发部门']),
      );
    }
  });

  it('a byte that breaks UTF-8 far down the file costs its row, not the file', async () => {
    const many = Array.from({ length: 9000 }, (_, i) => `员工,e${i}@example.com\n`).join('');
    const contents = Buffer.concat([
      bytes(`name,email\n${many}`),
      Buffer.from([0x41, 0xff, 0x42]),
      bytes(',bad@example.com\n李,good@example.com\n'),
    ]);
    const { rows, rejects, found } = await readAll(contents);
    expect(found.notes).toEqual(['encoding_damaged:utf-8']);
    expect(rows).toHaveLength(9001);
    expect(rejects).toEqual([expect.objectContaining({ line: 9002, code: 'bad_encoding' })]);
  });

  it('a late Windows-1252 byte decides for the whole file', async () => {
    const many = Array.from({ length: 9000 }, (_, i) => `Ed,e${i}@example.com\n`).join('');
    const { rows, found } = await readAll(
      Buffer.concat([bytes(`name,email\n${many}`), iconv.encode('Zoë,z@example.com\n', 'win1252')]),
    );
    expect(found.encoding).toBe('windows-1252');
    expect(rows.at(-1)).toMatchObject({ name: 'Zoë' });
  });

  it('a single word with two accents in a row is not taken for Chinese', async () => {
    const { found } = await readAll(iconv.encode('name,email\nGröße,a@b.co\n', 'win1252'));
    expect(found.encoding).toBe('windows-1252');
  });

  it('half a character is refused, not stored', async () => {
    const contents = Buffer.from('\ufeffname,email\nA\ud800,a@b.co\nB,b@b.co\n', 'utf16le');
    const { rows, rejects } = await readAll(contents);
    expect(rows).toHaveLength(1);
    expect(rejects).toEqual([expect.objectContaining({ line: 2, code: 'bad_encoding' })]);
  });

  it('rows with zero bytes are refused', async () => {
    const { rows, rejects } = await readAll('name,email\nA\0,a@b.co\nB,b@b.co\n');
    expect(rows).toHaveLength(1);
    expect(rejects).toEqual([expect.objectContaining({ line: 2, code: 'nul_byte' })]);
  });
});

describe('delimiters', () => {
  it('Excel says its own in a first line', async () => {
    const { rows } = await readAll('sep=;\nname;email\n"A;B";a@b.co\n');
    expect(rows).toEqual([expect.objectContaining({ name: 'A;B', line: 3 })]);
  });

  it('tabs with commas in the cells', async () => {
    const { found, rows } = await readAll('name\temail\nLee, Ana\ta@b.co\nRay, Bo\tb@b.co\n');
    expect(found.delimiter).toBe('\t');
    expect(rows[0]).toMatchObject({ name: 'Lee, Ana' });
  });

  it('lines that end in a bare carriage return', async () => {
    const { rows } = await readAll('name,email\rA,a@b.co\rB,b@b.co\r');
    expect(rows).toHaveLength(2);
  });
});

describe('workbooks', () => {
  const workbook = async (): Promise<Uint8Array> =>
    Buffer.from(
      await writeXlsxFile([
        [{ value: 'date' }, { value: 'identity' }, { value: 'requests' }, { value: 'cost' }],
        [
          { value: new Date(Date.UTC(2026, 5, 30)), type: Date, format: 'dd.mm.yyyy' },
          { value: 'a & <b> 李' },
          { value: 12, type: Number },
          { value: 45.989999999999995, type: Number },
        ],
        [{ value: '2026-07-01' }, { value: 'x' }, null, { value: 0.1, type: Number }],
      ]).toBuffer(),
    );

  it('dates are days, numbers keep their digits, text is text', async () => {
    const { rows, rejects, found } = await readAll(await workbook());
    expect(found).toMatchObject({ format: 'usage', encoding: 'xlsx', delimiter: null });
    expect(rejects).toEqual([]);
    expect(rows).toEqual([
      expect.objectContaining({
        line: 2,
        day: '2026-06-30',
        identity: 'a & <b> 李',
        requests: 12,
        costMicro: 45_990_000n,
      }),
      expect.objectContaining({ line: 3, day: '2026-07-01', requests: 0, costMicro: 100_000n }),
    ]);
  });

  const sheet = (rows: string, more: Record<string, string> = {}): Uint8Array =>
    zipSync(
      Object.fromEntries(
        Object.entries({
          'xl/workbook.xml':
            '<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="No" state="hidden" r:id="r1"/><sheet name="Empty" r:id="r2"/><sheet name="Data" r:id="r3"/></sheets></workbook>',
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="r1" Target="worksheets/h.xml"/><Relationship Id="r2" Target="worksheets/e.xml"/><Relationship Id="r3" Target="/xl/worksheets/d.xml"/></Relationships>',
          'xl/worksheets/h.xml':
            '<worksheet><sheetData><row r="1"><c t="str"><v>secret</v></c></row></sheetData></worksheet>',
          'xl/worksheets/e.xml': '<worksheet><sheetData/></worksheet>',
          'xl/worksheets/d.xml': `<x:worksheet xmlns:x="x"><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
          ...more,
        }).map(([name, text]) => [name, bytes(text)]),
      ),
    );

  it('the first visible sheet that holds anything; saved formula values; gaps; inline text', async () => {
    const { rows, found } = await readAll(
      sheet(
        '<x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:r><x:t>na</x:t></x:r><x:r><x:t>me</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:is></x:c><x:c r="D3" t="s"><x:v>0</x:v></x:c></x:row>' +
          '<x:row r="7"><x:c r="B7" t="str"><x:f>"A"&amp;"na"</x:f><x:v>Ana</x:v></x:c><x:c r="D7" t="str"><x:v>a@b.co</x:v></x:c></x:row>',
        { 'xl/sharedStrings.xml': '<sst><si><t>email</t></si></sst>' },
      ),
    );
    expect(found.notes).toEqual(['sheet:Data']);
    expect(rows).toEqual([expect.objectContaining({ line: 7, name: 'Ana', email: 'a@b.co' })]);
  });

  it('dates of both calendars, with and without a time', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-409]d\\-mmm\\-yy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>';
    const rows =
      '<x:row><x:c t="str"><x:v>date</x:v></x:c><x:c t="str"><x:v>identity</x:v></x:c></x:row>' +
      '<x:row><x:c s="1"><x:v>46203</x:v></x:c><x:c><x:v>1</x:v></x:c></x:row>' +
      '<x:row><x:c s="2"><x:v>46203.75</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>' +
      '<x:row><x:c><x:v>46203</x:v></x:c><x:c><x:v>3</x:v></x:c></x:row>';
    const in1900 = await readAll(sheet(rows, { 'xl/styles.xml': styles }));
    expect(in1900.rows.map((row) => (row.kind === 'usage' ? row.day : ''))).toEqual([
      '2026-06-30',
      '2026-06-30',
    ]);
    expect(in1900.rejects).toEqual([expect.objectContaining({ line: 4, code: 'date_serial' })]);
    const in1904 = await readAll(
      sheet(rows, {
        'xl/styles.xml': styles,
        'xl/workbook.xml':
          '<workbook><workbookPr date1904="1"/><sheets><sheet name="Data" r:id="r3"/></sheets></workbook>',
      }),
    );
    expect(in1904.rows[0]).toMatchObject({ day: '2030-07-01' });
  });

  it('numbers show at most fifteen digits, as a spreadsheet does', () => {
    expect(
      [
        '0.1',
        '45.989999999999995',
        '0.30000000000000004',
        '1.0E-3',
        '123456789012345678',
        '1E+16',
      ].map(shownNumber),
    ).toEqual(['0.1', '45.99', '0.3', '1.0E-3', '123456789012345678', '1E+16']);
  });

  it('a document type is refused: nothing in it is expanded', async () => {
    const laughs =
      '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>';
    await expect(readAll(sheet('', { 'xl/sharedStrings.xml': laughs }))).rejects.toMatchObject({
      code: 'not_a_table',
    });
  });

  it('a cell far outside the sheet does not fill the memory', async () => {
    const { rejects } = await readAll(
      sheet(
        '<x:row><x:c t="str"><x:v>name</x:v></x:c><x:c t="str"><x:v>email</x:v></x:c></x:row><x:row><x:c r="ZZZZZZ2" t="str"><x:v>x</x:v></x:c></x:row>',
      ),
    );
    expect(rejects).toEqual([expect.objectContaining({ line: 2 })]);
  });
});

describe('archives', () => {
  it("DeepSeek's archive holds both of its tables; rejects name theirs", async () => {
    const path = fileOf(
      zipSync({
        'amount-2026-09.csv': fixture('deepseek-amount.csv'),
        'cost-2026-09.csv': fixture('deepseek-cost.csv'),
        '__MACOSX/._cost-2026-09.csv': bytes('\0\0\0'),
        'README.txt': bytes('Thank you for using our export.\n'),
      }),
    );
    const found = await opened(path);
    expect(found).toMatchObject({ format: 'deepseek', provider: 'deepseek', tool: 'DeepSeek' });
    expect(found.notes).toContain('entry_ignored:README.txt');
    const { rows, rejects } = await collected(found);
    expect(rows.filter(({ kind }) => kind === 'usage')).toHaveLength(4);
    expect(rows.filter(({ kind }) => kind === 'charge')).toHaveLength(1);
    expect(rejects[0]?.reason).toContain('amount-2026-09.csv');
  });

  it("the ECB's zipped history is rates", async () => {
    const { found, rows } = await readAll(
      zipSync({ '../../eurofxref-hist.csv': fixture('eurofxref-hist.csv') }),
    );
    expect(found.format).toBe('ecb-rates');
    expect(rows).toHaveLength(4);
  });

  it('a bomb is refused before it is unpacked', async () => {
    const bomb = zipSync({ 'a.csv': new Uint8Array(20 * 1024 * 1024) }, { level: 9 });
    await expect(readAll(bomb)).rejects.toMatchObject({ code: 'archive_too_large' });
  });

  it('an archive whose directory lies about the sizes is refused while it unpacks', async () => {
    const honest = Buffer.from(
      zipSync({ 'a.csv': bytes(`name,email\n${'A,a@b.co\n'.repeat(999)}`) }),
    );
    const central = honest.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    honest.writeUInt32LE(20, central + 24);
    await expect(readAll(honest)).rejects.toMatchObject({ code: 'archive_too_large' });
  });

  it('cut, damaged, locked and tableless archives each say what is wrong', async () => {
    const whole = Buffer.from(
      zipSync({ 'a.csv': bytes(`name,email\n${'A,a@b.co\n'.repeat(999)}`) }),
    );
    await expect(readAll(whole.subarray(0, whole.length - 30))).rejects.toMatchObject({
      code: 'archive_unreadable',
    });
    const damaged = Buffer.from(whole);
    damaged[45] = (damaged[45] ?? 0) ^ 0xff;
    await expect(readAll(damaged)).rejects.toMatchObject({ code: 'archive_unreadable' });
    const locked = Buffer.from(whole);
    locked.writeUInt16LE(1, locked.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 8);
    await expect(readAll(locked)).rejects.toMatchObject({ code: 'archive_unreadable' });
    await expect(readAll(zipSync({ 'a.exe': bytes('MZ') }))).rejects.toMatchObject({
      code: 'not_a_table',
    });
  });

  it('XML that is no exchange rates, or is nested without end, is refused', async () => {
    await expect(readAll('<html><body>Sign in</body></html>')).rejects.toMatchObject({
      code: 'not_a_table',
    });
    await expect(readAll('<a>'.repeat(100_000))).rejects.toMatchObject({ code: 'not_a_table' });
    await expect(readAll("<Cube><Cube time='2026-01-01'>")).rejects.toMatchObject({
      code: 'not_a_table',
    });
  });

  it('reading can be called off, and the bytes read never exceed the file', async () => {
    const path = fileOf(zipSync({ 'a.csv': bytes(`name,email\n${'A,a@b.co\n'.repeat(9999)}`) }));
    const found = await opened(path);
    await collected(found);
    expect(found.bytesRead()).toBeGreaterThan(0);
    expect(found.bytesRead()).toBeLessThanOrEqual(readFileSync(path).length);
    const reading = async (): Promise<void> => {
      for await (const _ of found.rows(AbortSignal.abort())) throw new Error('It went on.');
    };
    await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('a missing file and a folder say so', async () => {
    const options = { baseCurrency: 'USD' };
    await expect(openImport('/nowhere/x.csv', options)).rejects.toMatchObject({
      code: 'file_missing',
    });
    await expect(openImport('/', options)).rejects.toMatchObject({ code: 'not_a_table' });
  });
});
