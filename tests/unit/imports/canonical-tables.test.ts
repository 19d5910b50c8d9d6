import { describe, expect, it } from 'vitest';
import { CANONICAL_KINDS } from '../../../src/core/spend/canonical-columns.ts';
import { openImport } from '../../../src/main/imports/open-import.ts';
import { importTemplate } from '../../../src/main/imports/templates.ts';
import { fileOf, readAll } from './read-all.ts';

const codes = (rejects: readonly { code: string }[]): string[] => rejects.map((one) => one.code);

describe('our own templates', () => {
  it.each(CANONICAL_KINDS)(
    'the template of %s is recognised and its example is a row',
    async (kind) => {
      const { rows, rejects, found } = await readAll(importTemplate(kind));
      expect(found.kind).toBe(kind);
      expect(found.format).toBe(kind);
      expect(rejects).toEqual([]);
      expect(rows).toHaveLength(1);
      expect(found.ignoredColumns).toEqual([]);
    },
  );

  it('a usage row keeps its counts and its cost in micro-units', async () => {
    const { rows } = await readAll(
      'date,identity,model,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,requests,cost,currency\n' +
        '2026-06-30,ana@example.com,claude-x,100,20,3,4,5,1.234567,eur\n' +
        '2026-06-30,bo@example.com,,1,,,,,,\n',
    );
    expect(rows).toEqual([
      expect.objectContaining({
        line: 2,
        day: '2026-06-30',
        identity: 'ana@example.com',
        model: 'claude-x',
        inputTokens: 100,
        outputTokens: 20,
        cacheReadTokens: 3,
        cacheWriteTokens: 4,
        requests: 5,
        costMicro: 1_234_567n,
        currency: 'EUR',
      }),
      expect.objectContaining({ line: 3, model: null, costMicro: null, currency: null }),
    ]);
  });

  it('a cost without a currency is in the base currency', async () => {
    const { rows } = await readAll('date,identity,cost\n2026-06-01,k,2\n', { baseCurrency: 'CNY' });
    expect(rows).toEqual([expect.objectContaining({ costMicro: 2_000_000n, currency: 'CNY' })]);
  });

  it('header names are matched without case, order, spaces and byte-order mark', async () => {
    const { rows, found } = await readAll(
      '\ufeffNote; Output Tokens ;IDENTITY;"Date"\nx;7;k;2026-06-01\n',
    );
    expect(rows).toEqual([expect.objectContaining({ identity: 'k', outputTokens: 7 })]);
    expect(found.ignoredColumns).toEqual(['Note']);
    expect(found.delimiter).toBe(';');
  });

  it('a header below titles is found, and lines are counted from the top of the file', async () => {
    const { rows } = await readAll(
      'Usage of our team\n\nas of,2026-07-01\ndate,identity,requests\n2026-06-01,k,1\n',
    );
    expect(rows).toEqual([expect.objectContaining({ line: 5, requests: 1 })]);
  });

  it('each faulty row is one reject with line, field, value and raw cells; the rest goes on', async () => {
    const { rows, rejects } = await readAll(
      'date,identity,input_tokens,cost,currency\n' +
        '31/02/26,k,1,,\n' +
        '2026-02-30,k,1,,\n' +
        '2026-06-01,,1,,\n' +
        '2026-06-01,k,-1,,\n' +
        '2026-06-01,k,1.5,,\n' +
        '2026-06-01,k,NaN,,\n' +
        '2026-06-01,k,1,abc,\n' +
        '2026-06-01,k,1,1,DOLLAR\n' +
        '2026-06-01,k,1,1,USD,surplus\n' +
        '03/04/2026,k,1,,\n' +
        '2026-06-01,k,1,1,USD,,,\n',
    );
    expect(codes(rejects)).toEqual([
      'date_two_digit_year',
      'date_unreal',
      'value_missing',
      'count_negative',
      'count_fraction',
      'count_unknown',
      'amount_unknown',
      'currency_unknown',
      'cell_count',
      'date_ambiguous',
    ]);
    expect(rejects[0]).toEqual({
      kind: 'reject',
      line: 2,
      field: 'date',
      value: '31/02/26',
      code: 'date_two_digit_year',
      reason: expect.stringContaining('2026-06-30'),
      raw: ['31/02/26', 'k', '1', '', ''],
    });
    expect(rows).toHaveLength(1);
  });

  it('people: a bad address, a missing name and an end before the start are refused', async () => {
    const { rows, rejects } = await readAll(
      'name,email,start,end,monthly_cost,currency\n' +
        'Ana,Ana.Lee@Example.com,2025-01-01,,7200,USD\n' +
        'Bo,bo.example.com,,,,\n' +
        ',cy@example.com,,,,\n' +
        'Di,di@example.com,2025-02-01,2025-01-01,,\n' +
        'Ed,ed@example.com,,,-5,USD\n',
    );
    expect(rows).toEqual([
      expect.objectContaining({
        email: 'ana.lee@example.com',
        monthlyCostMicro: 7_200_000_000n,
        currency: 'USD',
      }),
    ]);
    expect(codes(rejects)).toEqual([
      'email_unknown',
      'value_missing',
      'end_before_start',
      'amount_negative',
    ]);
  });

  it('subscriptions: without an address the licence is spare; an unknown cadence is refused', async () => {
    const { rows, rejects } = await readAll(
      'tool,email,start,end,price,currency,cadence,account\n' +
        'Claude,,2026-01-01,,100,USD,Yearly,A\n' +
        'Claude,ana@example.com,2026-01-01,,100,USD,,\n' +
        'Claude,ana@example.com,2026-01-01,,100,USD,week,\n' +
        'Claude,ana@example.com,2026-01-01,,-1,USD,month,\n' +
        'Claude,ana@example.com,2026-01-01,,10,,month,\n',
    );
    expect(rows).toEqual([
      expect.objectContaining({ email: null, cadence: 'year', account: 'A' }),
      expect.objectContaining({ email: 'ana@example.com', cadence: 'month' }),
    ]);
    expect(codes(rejects)).toEqual(['cadence_unknown', 'amount_negative', 'value_missing']);
  });

  it('output without accepted_by is taken as accepted at its source, and says so', async () => {
    const without = await readAll('date,email,kind,quantity\n2026-06-01,a@b.co,ticket,0.5\n');
    expect(without.found.notes).toContain('output_taken_as_accepted');
    expect(without.rows).toEqual([
      expect.objectContaining({ quantityMilli: 500, acceptedBy: undefined, minutesSaved: null }),
    ]);
    const withIt = await readAll(
      'date,email,kind,accepted_by,minutes_saved\n2026-06-01,a@b.co,ticket,,30\n',
    );
    expect(withIt.found.notes).toEqual([]);
    expect(withIt.rows).toEqual([
      expect.objectContaining({ quantityMilli: 1000, acceptedBy: null, minutesSaved: 30 }),
    ]);
  });

  it('output may say when it was reopened', async () => {
    const { rows } = await readAll(
      'date,email,kind,reopened\n2026-06-01,a@b.co,ticket,2026-06-09\n',
    );
    expect(rows).toEqual([expect.objectContaining({ reopenedDay: '2026-06-09' })]);
  });

  it('a charge with an identity is a charge, not usage without cost', async () => {
    const { found } = await readAll(
      'date,identity,amount,currency,description\n2026-06-01,k,-3.50,USD,credit\n',
    );
    expect(found.kind).toBe('charges');
  });

  it('a file of a said kind that lacks columns names them', async () => {
    const path = fileOf('date,model\n2026-06-01,x\n');
    await expect(openImport(path, { kind: 'usage', baseCurrency: 'USD' })).rejects.toMatchObject({
      code: 'columns_missing',
      details: { columns: 'identity', kind: 'usage' },
    });
  });

  it('a column that stands twice is refused only where it counts', async () => {
    await expect(readAll('date,identity,date\n2026-06-01,k,2026-06-02\n')).rejects.toMatchObject({
      code: 'column_twice',
    });
    const { rows } = await readAll('date,identity,note,note\n2026-06-01,k,a,b\n');
    expect(rows).toHaveLength(1);
  });

  it('empty and binary files are failures', async () => {
    await expect(readAll('')).rejects.toMatchObject({ code: 'empty_file' });
    await expect(readAll('\n\n')).rejects.toMatchObject({ code: 'empty_file' });
    await expect(readAll('%PDF-1.7 …')).rejects.toMatchObject({ code: 'not_a_table' });
    const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251);
    await expect(readAll(noise)).rejects.toMatchObject({ code: 'not_a_table' });
  });

  it('a file that mixes up day and month is settled by its own other dates', async () => {
    const { rows } = await readAll('date,identity\n03/04/2026,k\n25/04/2026,k\n');
    expect(rows.map((row) => (row.kind === 'usage' ? row.day : null))).toEqual([
      '2026-04-03',
      '2026-04-25',
    ]);
  });
});
