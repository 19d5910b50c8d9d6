import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type ImportLook,
  importsLook,
  importsRun,
  mappingsForget,
  mappingsKeep,
  mappingsList,
} from '../../src/contract/imports.ts';
import type { InputOf } from '../../src/contract/request.ts';
import { freshBook } from './fresh-book.ts';

type Told = Partial<InputOf<typeof importsLook>>;

function lookingBook() {
  const book = freshBook({ currency: 'EUR' });
  const look = (name: string, lines: readonly string[], told: Told = {}): Promise<ImportLook> =>
    book.services.call(importsLook, { file: book.write(name, lines.join('\n')), ...told });
  return { book, look };
}

const LEDGER = ['Gebucht;Betrag;Werkzeug', '03/04/2026;1.200;Cursor', '05/06/2026;2.400;Cursor'];
const LEDGER_MAPPING = {
  kind: 'charges',
  columns: { date: 'Gebucht', amount: 'Betrag', tool: 'Werkzeug' },
  constants: { currency: 'EUR' },
};

describe('a look at a file before it is taken', () => {
  test('asks about marks and days with a cell of the file and how it reads either way', async () => {
    const { look } = lookingBook();
    const seen = await look('ledger.csv', LEDGER, { mapping: LEDGER_MAPPING });
    expect(seen.asks).toMatchObject([
      { key: 'decimal', about: ['Betrag'], example: '1.200', readings: ['1.200', '1200'] },
      {
        key: 'day-order',
        about: ['Gebucht'],
        example: '03/04/2026',
        choices: ['dmy', 'mdy'],
        readings: ['2026-04-03', '2026-03-04'],
      },
    ]);
    expect(seen.counts).toEqual({ rows: 2, rejected: 2 });
  });

  test('shows the first rows as the answers have them read', async () => {
    const { look } = lookingBook();
    const seen = await look('ledger.csv', LEDGER, {
      mapping: LEDGER_MAPPING,
      answers: { decimal: ',', 'day-order': 'mdy' },
    });
    expect(seen.asks).toEqual([]);
    expect(seen.rows.map(({ values }) => values)).toEqual([
      { date: '2026-03-04', tool: 'Cursor', amount: { amount: '1200.00', currency: 'EUR' } },
      { date: '2026-05-06', tool: 'Cursor', amount: { amount: '2400.00', currency: 'EUR' } },
    ]);
  });

  test('reads a larger file to its end where its beginning leaves the marks open', async () => {
    const { look } = lookingBook();
    const many = Array.from({ length: 200_000 }, () => '2026-06-01;1.200;Cursor GmbH');
    const lines = ['Gebucht;Betrag;Werkzeug', ...many, '2026-06-01;3,50;Cursor GmbH'];
    const seen = await look('large.csv', lines, { mapping: LEDGER_MAPPING });
    expect(seen.asks).toEqual([]);
    expect(seen.counts).toBeNull();
    expect(seen.rows[0]?.values['amount']).toEqual({ amount: '1200.00', currency: 'EUR' });
  });

  test('asks for the period of rows without days, and offers the one that the name says', async () => {
    const { look } = lookingBook();
    const mapping = {
      kind: 'usage',
      columns: { identity: 'User', input_tokens: 'Tokens' },
    };
    const lines = ['User;Tokens', 'ana;120', 'bo;80'];
    const named = await look('seats-2026-05.csv', lines, { mapping });
    expect(named.asks).toMatchObject([{ key: 'period', suggested: '2026-05-31' }]);
    expect(named.rows[0]?.values).toMatchObject({ date: '2026-05-31', identity: 'ana' });
    const nameless = await look('seats.csv', lines, { mapping });
    expect(nameless.asks).toMatchObject([{ key: 'period', suggested: null }]);
    expect(nameless.rows[0]?.values).toEqual({ identity: 'ana', input_tokens: 120 });
    const answered = await look('seats.csv', lines, { mapping, answers: { period: '2026-04' } });
    expect(answered.rows[0]?.values).toMatchObject({ date: '2026-04-30' });
  });

  test('asks whether a dated row named Total counts, and leaves it out unless told', async () => {
    const { look } = lookingBook();
    const lines = [
      'date,amount,currency,description',
      '2026-06-01,10.00,EUR,Seats',
      '2026-06-02,5.00,EUR,Overage',
      '2026-06-30,15.00,EUR,Summe',
    ];
    const seen = await look('bill.csv', lines);
    expect(seen.asks).toMatchObject([
      { key: 'total-row', example: 'Summe', about: ['4'], suggested: 'leave-out' },
    ]);
    expect(seen.counts).toEqual({ rows: 3, rejected: 1 });
    const counted = await look('bill.csv', lines, { answers: { 'total-row': 'count' } });
    expect(counted.counts).toEqual({ rows: 3, rejected: 0 });
  });

  test('of a kind that the columns do not name asks which column is which', async () => {
    const { look } = lookingBook();
    const lines = ['date,amount,currency', '2026-06-01,10.00,EUR'];
    const seen = await look('bill.csv', lines, { kind: 'usage' });
    expect(seen.format).toBeNull();
    expect(seen.header).toEqual(['date', 'amount', 'currency']);
    expect(seen.sample).toEqual([['2026-06-01', '10.00', 'EUR']]);
  });

  test('gives the columns of a known layout only where they are asked for', async () => {
    const { look } = lookingBook();
    const lines = ['date,amount,currency,note', '2026-06-01,10.00,EUR,x'];
    expect((await look('bill.csv', lines)).sample).toEqual([]);
    const seen = await look('bill.csv', lines, { columns: true });
    expect(seen.suggestion).toMatchObject({ kind: 'charges', columns: { date: 'date' } });
    expect(seen.ignoredColumns).toEqual(['note']);
  });

  test('reads pasted text as it reads a file, and leaves nothing behind', async () => {
    const { book } = lookingBook();
    const text = 'Vorname Nachname\tMail\nAna Lee\tana@acme.example\n';
    const mapping = { kind: 'people', columns: { name: 'Vorname Nachname', email: 'Mail' } };
    const seen = await book.services.call(importsLook, { file: 'pasted', text, mapping });
    expect(seen.file).toBe('pasted');
    expect(seen.rows[0]?.values).toEqual({ name: 'Ana Lee', email: 'ana@acme.example' });
    const { imports } = await book.services.call(importsRun, { files: ['pasted'], text, mapping });
    expect(imports[0]).toMatchObject({ status: 'committed', added: 1 });
    expect(existsSync(imports[0]?.file ?? '')).toBe(false);
  });
});

describe('a remembered mapping', () => {
  test('that was forgotten by mistake is kept again', async () => {
    const { book, look } = lookingBook();
    await book.take('ledger.csv', LEDGER.join('\n'), {
      mapping: LEDGER_MAPPING,
      answers: { decimal: ',', 'day-order': 'dmy' },
    });
    const [held] = (await book.services.call(mappingsList, {})).mappings;
    if (!held) throw new Error('Nothing was remembered.');
    expect((await look('next.csv', LEDGER)).notes).toContain('mapping_remembered');
    await book.services.call(mappingsForget, { id: held.id });
    expect((await look('next.csv', LEDGER)).format).toBeNull();
    const { header, mapping } = held;
    await book.services.call(mappingsKeep, { header, mapping });
    expect(await look('next.csv', LEDGER)).toMatchObject({ format: 'mapped', mapping });
  });
});
