import { expect, it } from 'vitest';
import { claudeLine, type Line, madeHome, read, totals } from './made-home.ts';

const LOG = 'projects/shop/s.jsonl';
const readLines = (...lines: Line[]) => read(madeHome({ [LOG]: lines }));
const counted = async (...lines: Line[]) => totals(await readLines(...lines));

it('a line tells day, model, project and four counts that do not overlap', async () => {
  const usage = { cache_creation_input_tokens: 25, cache_read_input_tokens: 10 };
  const { days } = await readLines(claudeLine({}, usage));
  expect(days).toEqual([
    {
      tool: 'Claude Code',
      day: '2026-01-09',
      model: 'claude-sonnet-4-20250514',
      modelGuessed: false,
      cacheUnknown: false,
      costMicro: 0,
      creditsMicro: 0,
      project: 'shop',
      inputTokens: 100,
      outputTokens: 50,
      cacheReadTokens: 10,
      cacheWriteTokens: 25,
      cacheWrite1hTokens: 0,
      reasoningTokens: 0,
      requests: 1,
      speed: null,
      serviceTier: null,
      geo: null,
      isLong: false,
      searches: 0,
      owner: 0,
      importId: 0,
      readRequests: 1,
    },
  ]);
});

it('of the streamed lines of an answer the fullest counts, wherever it stands', async () => {
  const lines = [1, 50, 7].map((output) => claudeLine({}, { output_tokens: output }));
  const logs = await readLines(...lines);
  expect(totals(logs)).toEqual([100, 50, 0, 0]);
  expect(logs.duplicates).toBe(2);
});

it('an answer copied into a resumed session counts once', async () => {
  const home = madeHome({
    'projects/shop/s.jsonl': [claudeLine({}, { output_tokens: 1 })],
    'projects/site/t.jsonl': [claudeLine({ sessionId: 't' })],
  });
  const logs = await read(home);
  expect(totals(logs)).toEqual([100, 50, 0, 0]);
  expect(logs.days.map(({ project }) => project)).toEqual(['site']);
});

it('the same message under another request is another answer', async () => {
  expect(await counted(claudeLine(), claudeLine({ requestId: 'req_2' }))).toEqual([200, 100, 0, 0]);
});

it('a line without a message id is never merged', async () => {
  const line = claudeLine({}, {}, { id: undefined });
  expect(await counted(line, line)).toEqual([200, 100, 0, 0]);
});

it('without a request id a line is merged only with one of its session and time', async () => {
  const line = claudeLine({ requestId: undefined });
  const other = { ...line, sessionId: 't' };
  const later = { ...line, timestamp: '2026-01-09T10:00:01.000Z' };
  expect(await counted(line, line)).toEqual([100, 50, 0, 0]);
  expect(await counted(line, other)).toEqual([200, 100, 0, 0]);
  expect(await counted(line, later)).toEqual([200, 100, 0, 0]);
});

it("a sidechain's replay gives way to its parent, before or after it", async () => {
  const parent = claudeLine();
  const replay = claudeLine(
    { requestId: 'req_2', isSidechain: true },
    { output_tokens: 60, cache_read_input_tokens: 50_000 },
  );
  expect(await counted(parent, replay)).toEqual([100, 50, 0, 0]);
  expect(await counted(replay, parent)).toEqual([100, 50, 0, 0]);
  expect(await counted(parent, { ...replay, sessionId: 't' })).toEqual([200, 110, 50_000, 0]);
});

it("a sidechain's own answer counts", async () => {
  const own = claudeLine({ requestId: 'req_2', isSidechain: true }, {}, { id: 'msg_2' });
  expect(await counted(claudeLine(), own)).toEqual([200, 100, 0, 0]);
});

it('of two equal copies the one that has a speed counts', async () => {
  const { days } = await readLines(claudeLine(), claudeLine({}, { speed: 'fast' }));
  expect(days.map(({ requests, speed }) => [requests, speed])).toEqual([[1, 'fast']]);
});

it('requests that were asked for in another way, or were long, stand in lines of their own', async () => {
  const asked = [
    {},
    { speed: 'turbo' },
    { service_tier: 'priority', server_tool_use: { web_search_requests: 3 } },
    { inference_geo: 'us' },
    { input_tokens: 150_000, cache_read_input_tokens: 50_001 },
    { input_tokens: 150_000, cache_read_input_tokens: 50_000 },
  ].map((usage, index) => claudeLine({}, usage, { id: `msg_${index}` }));
  const { days } = await readLines(...asked);
  const told = days.map((day) => [
    [day.speed, day.serviceTier, day.geo, day.isLong ? 'long' : null].join(' ').trim(),
    day.requests,
    day.searches,
  ]);
  expect(told.toSorted()).toEqual(
    [
      ['', 2, 0],
      ['turbo', 1, 0],
      ['priority', 1, 3],
      ['us', 1, 0],
      ['long', 1, 0],
    ].toSorted(),
  );
});

it('what a split leaves out of the cache writes was written for five minutes', async () => {
  const split = (flat: number, short: number, long: number, id: string) =>
    claudeLine(
      {},
      {
        cache_creation_input_tokens: flat,
        cache_creation: { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long },
      },
      { id },
    );
  const [day] = (
    await readLines(split(900, 100, 700, 'a'), split(800, 500, 500, 'b'), split(50, 0, 0, 'c'))
  ).days;
  expect([day?.cacheWriteTokens, day?.cacheWrite1hTokens]).toEqual([900 + 1000 + 50, 1200]);
});

it('an advisor that was asked counts apart, with its own model', async () => {
  const iterations = [
    { type: 'message', model: null, input_tokens: 100, output_tokens: 50 },
    {
      type: 'advisor_message',
      model: 'claude-opus-4-20250514',
      input_tokens: 11,
      output_tokens: 5,
    },
  ];
  const { days } = await readLines(claudeLine({}, { iterations }));
  expect(days.map(({ model, inputTokens }) => [model, inputTokens])).toEqual([
    ['claude-opus-4-20250514', 11],
    ['claude-sonnet-4-20250514', 100],
  ]);
});

it("a subagent's progress counts as the answer within it", async () => {
  const { sessionId, ...message } = claudeLine();
  const line = { type: 'progress', sessionId, data: { type: 'agent_progress', message } };
  expect(await counted(line)).toEqual([100, 50, 0, 0]);
});

it('an answer that the tool made up itself has no model', async () => {
  const { days } = await readLines(claudeLine({}, {}, { model: '<synthetic>' }));
  expect(days.map(({ model }) => model)).toEqual([null]);
});

it('spaces after colons and commas change nothing', async () => {
  const spaced = JSON.stringify(claudeLine(), null, 1).replaceAll(/\n\s*/g, ' ');
  expect(await counted(spaced)).toEqual([100, 50, 0, 0]);
});

it('usage that stands in what a tool was given is not usage', async () => {
  const content = [{ type: 'tool_use', input: { usage: { input_tokens: 7, output_tokens: 7 } } }];
  const quoted = JSON.stringify(claudeLine());
  expect(await counted(claudeLine({}, {}, { content: [...content, { text: quoted }] }))).toEqual([
    100, 50, 0, 0,
  ]);
  const logs = await readLines({ type: 'user', message: { content } });
  expect([logs.days, logs.skippedLines]).toEqual([[], 0]);
});

it.each<[string, Line]>([
  ['cut in the middle', JSON.stringify(claudeLine()).slice(0, 150)],
  ['cut before its usage', '{"type":"assistant","mess'],
  [
    'glued to the next one',
    JSON.stringify(claudeLine()).slice(0, 60) + JSON.stringify(claudeLine()),
  ],
  ['two in one', JSON.stringify(claudeLine()).repeat(2)],
  ['without a time', claudeLine({ timestamp: undefined })],
  ['on a day that does not exist', claudeLine({ timestamp: '2026-02-30T10:00:00.000Z' })],
  ['with an empty session', claudeLine({ sessionId: '' })],
  ['with an empty request', claudeLine({ requestId: '' })],
  ['with an empty message id', claudeLine({}, {}, { id: '' })],
  ['with a version that is none', claudeLine({ version: 'next' })],
  ['with a negative count', claudeLine({}, { input_tokens: -1 })],
  ['with a count as text', claudeLine({}, { output_tokens: '5' })],
  ['without output', claudeLine({}, { output_tokens: undefined, note: 'output_tokens' })],
  ['with a null where the tool writes none', claudeLine({ requestId: null })],
])('a line %s is skipped and counted as skipped', async (_, line) => {
  const logs = await readLines(line, claudeLine({ requestId: 'req_9' }, {}, { id: 'msg_9' }));
  expect(totals(logs)).toEqual([100, 50, 0, 0]);
  expect([logs.lines, logs.skippedLines]).toEqual([2, 1]);
});

it('the day is that of the chosen time zone', async () => {
  const home = madeHome({ [LOG]: [claudeLine({ timestamp: '2026-01-09T23:30:00-05:00' })] });
  const dayIn = async (zone: string) => (await read(home, undefined, zone)).fromDay;
  expect(await dayIn('UTC')).toBe('2026-01-10');
  expect(await dayIn('America/New_York')).toBe('2026-01-09');
  expect(await dayIn('Asia/Kolkata')).toBe('2026-01-10');
  await expect(dayIn('Mars/Base')).rejects.toMatchObject({ code: 'time_zone_unknown' });
});
