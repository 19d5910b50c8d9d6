import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAll } from './read-all.ts';

const fixture = (name: string) =>
  readAll(readFileSync(new URL(`../../fixtures/tables/${name}`, import.meta.url)));

describe("the providers' console exports", () => {
  it('Anthropic usage: cache writes add up, the key names the actor, the unusual is described', async () => {
    const { rows, rejects, found } = await fixture('anthropic-usage.csv');
    expect(found).toMatchObject({
      format: 'anthropic-usage',
      kind: 'usage',
      tool: 'Claude API',
      provider: 'anthropic',
      ignoredColumns: [],
    });
    expect(rejects).toEqual([]);
    expect(rows).toEqual([
      {
        kind: 'usage',
        line: 2,
        day: '2026-09-01',
        identity: 'claude_code_key_mia.fox_abcd',
        tool: 'Claude API',
        model: 'claude-opus-5',
        project: 'Default',
        description: null,
        nativeId: null,
        inputTokens: 1000,
        outputTokens: 500,
        cacheReadTokens: 4000,
        cacheWriteTokens: 230,
        cacheWrite1hTokens: 30,
        requests: 0,
        costMicro: null,
        grossMicro: null,
        currency: null,
        tier: { speed: null, serviceTier: null, context: '≤ 200k', geo: null },
        searches: 2,
      },
      expect.objectContaining({
        identity: 'nightly',
        description: 'batch · > 200k · us · fast',
        tier: { speed: 'fast', serviceTier: 'batch', context: '> 200k', geo: 'us' },
      }),
    ]);
  });

  it('Anthropic usage, older: one column of cache writes', async () => {
    const { rows } = await fixture('anthropic-usage-older.csv');
    expect(rows).toEqual([
      expect.objectContaining({ cacheWriteTokens: 22, cacheWrite1hTokens: 0, cacheReadTokens: 33 }),
    ]);
  });

  it.each(['2024', '2025', '2026'])('Anthropic cost of %s is a cost report', async (year) => {
    const { rows, rejects, found } = await fixture(`anthropic-cost-${year}.csv`);
    expect(found).toMatchObject({ format: 'anthropic-cost', kind: 'charges' });
    expect(rejects).toEqual([]);
    expect(rows[0]).toMatchObject({ kind: 'charge', source: 'cost-report', currency: 'USD' });
  });

  it('Anthropic cost: variants of one export describe a row alike, and the list price is the gross', async () => {
    const older = await fixture('anthropic-cost-2024.csv');
    const newer = await fixture('anthropic-cost-2025.csv');
    expect(older.rows[0]).toMatchObject({ description: 'output', amountMicro: 150_000n });
    expect(newer.rows[0]).toMatchObject({ description: 'output', amountMicro: 150_000n });
    const { rows } = await fixture('anthropic-cost-2026.csv');
    expect(rows).toEqual([
      expect.objectContaining({ amountMicro: 900_000n, grossMicro: 1_000_000n }),
      expect.objectContaining({ description: 'web_search · web_search · us · fast' }),
    ]);
  });

  it('OpenAI usage: cached tokens leave the input, empty buckets are no rows', async () => {
    const { rows, rejects, found } = await fixture('openai-usage.csv');
    expect(found).toMatchObject({ format: 'openai-usage', provider: 'openai' });
    expect(rows).toEqual([
      expect.objectContaining({
        day: '2026-09-01',
        identity: 'user-mia',
        project: 'proj_x',
        description: 'key_9',
        inputTokens: 50_000,
        cacheReadTokens: 9200,
        outputTokens: 100,
        requests: 3,
      }),
      expect.objectContaining({ identity: 'key_9', description: 'batch · flex · 13:05' }),
    ]);
    expect(rejects).toEqual([
      expect.objectContaining({ line: 5, code: 'cached_exceeds_input', value: '6.0' }),
    ]);
  });

  it('OpenAI usage without any use has its time columns alone, and no rows', async () => {
    const { rows, rejects, found } = await fixture('openai-usage-empty.csv');
    expect(found.format).toBe('openai-usage');
    expect([...rows, ...rejects]).toEqual([]);
  });

  it('OpenAI costs: sixteen decimals round to the micro, the currency is in capitals', async () => {
    const { rows, rejects } = await fixture('openai-costs.csv');
    expect(rejects).toEqual([]);
    expect(rows).toEqual([
      expect.objectContaining({
        amountMicro: 1_234_568n,
        currency: 'USD',
        description: 'gpt-5, input',
        project: 'proj_x',
        identity: null,
      }),
    ]);
  });

  it('OpenAI costs: an empty bucket is no row, whatever a column of somebody else says', async () => {
    const { rows, rejects } = await readAll(
      Buffer.from(
        [
          'team,start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id',
          'Ost,1788220800,1788307200,2026-09-01T00:00:00Z,2026-09-02T00:00:00Z,,,,',
          'Ost,1788307200,1788393600,2026-09-02T00:00:00Z,2026-09-03T00:00:00Z,0.5,usd,"gpt-5, output",p',
        ].join('\n'),
      ),
    );
    expect(rejects).toEqual([]);
    expect(rows).toMatchObject([{ day: '2026-09-02', amountMicro: 500_000n }]);
  });

  it('OpenAI activity of 2023: times in seconds or as text', async () => {
    const { rows } = await fixture('openai-activity-2023.csv');
    expect(rows).toEqual([
      expect.objectContaining({ day: '2023-08-01', identity: 'mia@example.com', requests: 4 }),
      expect.objectContaining({ day: '2023-08-02', inputTokens: 1, outputTokens: 2 }),
    ]);
  });

  it('DeepSeek amounts: one row per type and hour; an unknown type is refused', async () => {
    const { rows, rejects } = await fixture('deepseek-amount.csv');
    expect(rows).toEqual([
      expect.objectContaining({
        outputTokens: 300,
        description: 'output_tokens · sk-***7 · 08:00',
      }),
      expect.objectContaining({ requests: 12, description: 'request_count · sk-***7' }),
      expect.objectContaining({ cacheReadTokens: 100, identity: 'build' }),
      expect.objectContaining({ inputTokens: 20 }),
    ]);
    expect(rejects).toEqual([expect.objectContaining({ field: 'type', code: 'type_unknown' })]);
  });

  it('DeepSeek costs keep their currency', async () => {
    const { rows } = await fixture('deepseek-cost.csv');
    expect(rows).toEqual([
      expect.objectContaining({ kind: 'charge', amountMicro: 213_000n, currency: 'CNY' }),
    ]);
  });

  it('GitHub billing: the net amount is charged, only requests are counted', async () => {
    const { rows } = await fixture('github-billing.csv');
    expect(rows).toEqual([
      expect.objectContaining({
        tool: 'GitHub Copilot',
        identity: 'mia',
        requests: 3,
        costMicro: 28_000n,
        grossMicro: 108_000n,
        currency: 'USD',
      }),
      expect.objectContaining({ tool: 'GitHub actions', requests: 0, project: 'site' }),
    ]);
  });

  it('OpenRouter activity: spend in USD to the micro', async () => {
    const { rows, found } = await fixture('openrouter-activity.csv');
    expect(found.ignoredColumns).toEqual(['BYOK Usage', 'Reasoning Tokens']);
    expect(rows).toEqual([
      expect.objectContaining({ model: 'anthropic/claude-opus-5', costMicro: 123_457n }),
    ]);
  });

  it('FOCUS: billed cost, American dates, the word NULL, and the owner that a tag names', async () => {
    const { rows, rejects, found } = await fixture('focus-1.2.csv');
    expect(found).toMatchObject({ format: 'focus', kind: 'focus' });
    expect(found.ignoredColumns).toContain('x_Team');
    expect(rejects).toEqual([]);
    expect(rows).toEqual([
      expect.objectContaining({
        // Bought in April, billed in May: the money is May's.
        day: '2025-05-01',
        chargedFor: { from: '2025-04-13', to: '2026-03-31' },
        amountMicro: 10_000_000_000n,
        grossMicro: 12_000_000_000n,
        tool: 'Acme AI',
        project: null,
        identity: null,
        description: 'Purchase · Commitment · A-1',
      }),
      expect.objectContaining({
        day: '2025-04-01',
        amountMicro: -3_500_000n,
        identity: 'mia@example.com',
        description: 'Credit · Correction · Goodwill · A-1 · 22:00',
      }),
      expect.objectContaining({ tool: 'Acme', description: 'Tokens · A-2' }),
    ]);
  });

  it('FOCUS of AI use: who asked stands in the requester, the principal or the credential, the model in the details', async () => {
    const file = new URL('../../fixtures/exports/focus-ai-use/lumen-focus.csv', import.meta.url);
    const { rows } = await readAll(readFileSync(file));
    expect(rows.map((row) => row.kind === 'charge' && [row.identity, row.model])).toEqual([
      ['zoe@harbor.example', 'lumen-5'],
      ['tim@harbor.example', 'lumen-5'],
      ['key_2', null],
    ]);
  });

  it.each([
    ['EUR 3,50', ['currency_conflict']],
    ['€3.50', ['currency_conflict']],
    ['$3.50', []],
    ['3.50 USD', []],
    ['3.50', []],
  ])('Cursor: a cost of %s is no other amount of dollars', async (cost, codes) => {
    const header =
      'Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost';
    const row = `2026-07-10T09:00:00.000Z,a@b.example,On-Demand,composer-1,No,1,1,5,3,10,"${cost}"`;
    const { rows, rejects } = await readAll(`${header}\n${row}\n`);
    expect(rejects.map(({ code }) => code)).toEqual(codes);
    expect(rows.map((one) => one.kind === 'usage' && one.costMicro)).toEqual(
      codes.length === 0 ? [3_500_000n] : [],
    );
  });

  it('Alibaba: a bill that names the currency of its prices alone is in that one', async () => {
    const header = '账单日期,账单月份,产品code,应付金额,定价币种,资产id';
    const { rows } = await readAll(`${header}\n2026-07-01,2026-07,sfm,1.50,USD,ep-1\n`);
    expect(rows.map((one) => one.kind === 'charge' && one.currency)).toEqual(['USD']);
  });

  it('a FOCUS file may be called charges', async () => {
    const contents = readFileSync(new URL('../../fixtures/tables/focus-1.2.csv', import.meta.url));
    expect((await readAll(contents, { kind: 'charges' })).found.format).toBe('focus');
  });

  it("the ECB's daily CSV, history CSV and XML are rates per currency", async () => {
    const daily = await fixture('eurofxref.csv');
    expect(daily.rows).toHaveLength(5);
    expect(daily.rows[0]).toEqual({
      kind: 'rate',
      line: 2,
      day: '2026-04-13',
      from: 'EUR',
      to: 'USD',
      rate: '1.1684',
      source: 'ecb',
    });
    const history = await fixture('eurofxref-hist.csv');
    expect(history.rows).toHaveLength(4);
    expect(history.rejects).toEqual([
      expect.objectContaining({ line: 3, field: 'CNY', value: 'abc', code: 'rate_unknown' }),
    ]);
    const xml = await fixture('eurofxref-daily.xml');
    expect(xml.found.format).toBe('ecb-rates');
    expect(xml.rows).toEqual([
      expect.objectContaining({ day: '2026-04-13', to: 'USD', rate: '1.1684' }),
      expect.objectContaining({ day: '2026-04-13', to: 'CNY', rate: '8.4321' }),
      expect.objectContaining({ day: '2026-04-10', to: 'USD', rate: '1.1711' }),
    ]);
  });
});
