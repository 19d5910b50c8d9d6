import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/main/imports/mapping.ts';
import { parseMapping } from '../../../src/main/imports/mapping.ts';
import { headerKey, openImport } from '../../../src/main/imports/open-import.ts';
import { fileOf, readAll } from './read-all.ts';

const unknown = async (contents: string, kind?: Mapping['kind']) => {
  const found = await openImport(fileOf(contents), { baseCurrency: 'EUR', kind });
  if (found.format !== null) throw new Error(`Recognised as ${found.format}.`);
  return found;
};

const GERMAN =
  'Kostenübersicht;;;\nBuchung;Wer;Betrag;Währung\n03.04.2026;ana;1.234,56;EUR\n5.4.2026;bo;1.234;EUR\n';

describe('tables with a header of their own', () => {
  it('an unknown header comes with the rows below it', async () => {
    const found = await unknown('Foo,Bar\n1,2\n3,4\n');
    expect(found).toEqual({
      format: null,
      header: ['Foo', 'Bar'],
      sample: [
        ['1', '2'],
        ['3', '4'],
      ],
      suggestion: null,
    });
  });

  it('a mapping reads it: columns, constants, decimal comma', async () => {
    const { rows, rejects, found } = await readAll(GERMAN, {
      mapping: {
        kind: 'charges',
        columns: { date: 'Buchung', identity: 'wer', amount: 'Betrag', currency: 'Währung' },
        constants: { tool: 'Cursor' },
        decimal: ',',
      },
    });
    expect(rejects).toEqual([]);
    expect(found).toMatchObject({ format: 'mapped', kind: 'charges', tool: 'Cursor' });
    expect(rows).toEqual([
      expect.objectContaining({
        line: 3,
        day: '2026-04-03',
        amountMicro: 1_234_560_000n,
        identity: 'ana',
        tool: 'Cursor',
      }),
      expect.objectContaining({ day: '2026-04-05', amountMicro: 1_234_000_000n }),
    ]);
  });

  it('the order of day and month is the one the mapping says', async () => {
    const text = 'When,Who\n03/04/2026,k\n13/04/26,k\n';
    const mapping: Mapping = {
      kind: 'usage',
      columns: { date: 'When', identity: 'Who' },
      dateFormat: 'dmy',
    };
    const { rows } = await readAll(text, { mapping });
    expect(rows.map((row) => (row.kind === 'usage' ? row.day : ''))).toEqual([
      '2026-04-03',
      '2026-04-13',
    ]);
    const american = await readAll(text, { mapping: { ...mapping, dateFormat: 'mdy' } });
    expect(american.rejects).toEqual([
      expect.objectContaining({ line: 3, field: 'When', code: 'date_unreal' }),
    ]);
  });

  it('a mapping that names what is not there fails', async () => {
    const read = (mapping: Mapping) => readAll('When,Who\n2026-01-01,k\n', { mapping });
    await expect(
      read({ kind: 'usage', columns: { date: 'When', identity: 'Whom' } }),
    ).rejects.toMatchObject({ code: 'columns_missing', details: { columns: 'Whom' } });
    await expect(read({ kind: 'usage', columns: { date: 'When' } })).rejects.toMatchObject({
      code: 'mapping_incomplete',
    });
    await expect(
      read({ kind: 'usage', columns: { date: 'When', identity: 'Who', colour: 'Who' } }),
    ).rejects.toMatchObject({ code: 'mapping_column_unknown' });
  });

  it('a mapping is checked wherever it comes from', () => {
    expect(parseMapping('{"kind":"people","columns":{"name":"N","email":"E"}}').kind).toBe(
      'people',
    );
    expect(() => parseMapping('{')).toThrowError(/JSON/);
    expect(() => parseMapping('{"kind":"dogs","columns":{}}')).toThrowError(/kind/);
    expect(() => parseMapping({ kind: 'people', columns: {}, colour: 1 })).toThrowError();
  });

  it('English and Chinese column names suggest a mapping', async () => {
    const people = await unknown('Full Name,Work Email,Department\nAna Lee,ana@example.com,R&D\n');
    expect(people.suggestion).toEqual({
      kind: 'people',
      columns: { name: 'Full Name', email: 'Work Email', team: 'Department' },
    });
    const usage = await unknown(
      '日期,用户,模型,输入Tokens,输出Tokens,费用,币种\n2026/6/1,li@example.com,m,10,2,0.50,CNY\n',
    );
    expect(usage.suggestion).toMatchObject({
      kind: 'usage',
      columns: {
        date: '日期',
        identity: '用户',
        model: '模型',
        input_tokens: '输入Tokens',
        output_tokens: '输出Tokens',
        cost: '费用',
        currency: '币种',
      },
    });
    const bank = await unknown(
      'Posting date;Total;Currency code;Memo\n25/04/2026;1.234,56;EUR;x\n01/04/2026;12,50;EUR;y\n',
    );
    expect(bank.suggestion).toEqual({
      kind: 'charges',
      columns: {
        date: 'Posting date',
        amount: 'Total',
        currency: 'Currency code',
        description: 'Memo',
      },
    });
  });

  it('a Chinese word is found inside a longer name too', async () => {
    const { suggestion } = await unknown(
      '使用日期,账号名,模型名,输入Token数,费用（元）\n2026/03/02,ana,deepseek-chat,12,1.50\n',
    );
    expect(suggestion).toMatchObject({
      kind: 'usage',
      columns: {
        date: '使用日期',
        identity: '账号名',
        model: '模型名',
        input_tokens: '输入Token数',
        cost: '费用（元）',
      },
    });
  });

  it('a suggested column holds what it should: text under "date" is none', async () => {
    const found = await unknown('Full name,Work email\nAna,call me\n', 'people');
    expect(found.suggestion?.columns).toEqual({ name: 'Full name' });
  });

  it('a header is remembered by its names, not by their writing', () => {
    expect(headerKey(['\ufeffWork E-Mail', ' Name ', ''])).toBe(headerKey(['work_email', 'NAME']));
    expect(headerKey(['a', 'b'])).not.toBe(headerKey(['b', 'a']));
  });

  it('a file said to be of one kind and known as another is refused', async () => {
    const path = fileOf('usage_date_utc,token_type,cost_usd\n2026-01-01,output,1\n');
    await expect(openImport(path, { baseCurrency: 'USD', kind: 'usage' })).rejects.toMatchObject({
      code: 'kind_wrong',
      details: { found: 'charges' },
    });
  });
});
