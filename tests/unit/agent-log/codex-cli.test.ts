import { expect, it } from 'vitest';
import { type Line, madeHome, read, tokenCount, totals } from './made-home.ts';

const LOG = 'sessions/2026/05/13/rollout-a.jsonl';
const readLines = (...lines: Line[]) => read(madeHome({ [LOG]: lines }));
const counted = async (...lines: Line[]) => totals(await readLines(...lines));
const meta = (id: string, at: string, payload: Record<string, unknown> = {}) => ({
  timestamp: `2026-05-13T${at}Z`,
  type: 'session_meta',
  payload: { id, cwd: '/home/li/billing', ...payload },
});

it('cached tokens are part of the input, reasoning is part of the output', async () => {
  const { days } = await readLines(
    meta('A', '09:00:00.000'),
    tokenCount('09:01:00.000', [1000, 250, 125, 75], null),
  );
  expect(days).toMatchObject([
    {
      tool: 'Codex CLI',
      day: '2026-05-13',
      model: 'gpt-5.2-codex',
      project: 'billing',
      inputTokens: 750,
      cacheReadTokens: 250,
      outputTokens: 125,
      reasoningTokens: 75,
      requests: 1,
    },
  ]);
});

it('running totals count by what was added, never below nothing', async () => {
  expect(
    await counted(
      tokenCount('09:01:00.000', null, [100, 20, 30]),
      tokenCount('09:02:00.000', null, [150, 20, 70]),
      tokenCount('09:03:00.000', null, [90, 10, 80]),
    ),
  ).toEqual([130, 80, 20, 0]);
});

it('a total that did not move is no new turn', async () => {
  const line = tokenCount('09:01:00.000', [10, 2, 5], [10, 2, 5]);
  expect(await counted(line, { ...line, timestamp: '2026-05-13T09:02:00.000Z' })).toEqual([
    8, 5, 2, 0,
  ]);
});

it('cached and written tokens are never more than the input', async () => {
  const usage = {
    input_tokens: 100,
    cached_input_tokens: 80,
    cache_write_input_tokens: 30,
    output_tokens: 5,
  };
  expect(
    await counted(tokenCount('09:01:00.000', null, null, { model: 'm', last_token_usage: usage })),
  ).toEqual([0, 5, 80, 20]);
});

it('the model is that of the event, else of the turn, else a guess', async () => {
  const bare = (at: string) => tokenCount(at, [10, 0, 1], null, {});
  const { days } = await readLines(
    bare('09:01:00.000'),
    { type: 'turn_context', payload: { model: 'gpt-5.1-codex' } },
    bare('09:02:00.000'),
    tokenCount('09:03:00.000', [10, 0, 1], null),
  );
  expect(days.map(({ model, modelGuessed }) => [model, modelGuessed])).toEqual([
    ['gpt-5', true],
    ['gpt-5.1-codex', false],
    ['gpt-5.2-codex', false],
  ]);
});

it('an event that a branched session copied counts once, in whatever file', async () => {
  const line = tokenCount('09:01:00.000', [10, 2, 5], null);
  const home = madeHome({
    [LOG]: [line],
    'sessions/2026/05/13/rollout-b.jsonl': [line, tokenCount('09:05:00.000', [3, 0, 1], null)],
  });
  const logs = await read(home);
  expect(totals(logs)).toEqual([11, 6, 2, 0]);
  expect(logs.duplicates).toBe(1);
});

const parent = [
  meta('P', '09:00:00.000'),
  tokenCount('09:01:00.000', [10, 2, 5], [10, 2, 5]),
  tokenCount('09:02:00.000', [20, 2, 5], [30, 4, 10]),
];
const child = (payload: Record<string, unknown>, second = '10:00:00.020') => [
  meta('C', '10:00:00.000', payload),
  tokenCount('10:00:00.010', [10, 2, 5], [10, 2, 5]),
  tokenCount(second, [20, 2, 5], [30, 4, 10]),
  tokenCount('10:05:00.000', [7, 0, 7], [37, 4, 17]),
];
const spawned = { source: { subagent: { thread_spawn: { parent_thread_id: 'P' } } } };

it.each([
  ['forked from', { forked_from_id: 'P' }],
  ['spawned by', spawned],
])('what a session %s another copied of it, under new times, counts once', async (_, payload) => {
  const home = madeHome({ [LOG]: parent, 'sessions/c.jsonl': child(payload, '10:01:00.000') });
  expect(totals(await read(home))).toEqual([33, 17, 4, 0]);
});

it('what a parent did after the fork is not what its child did', async () => {
  const later = [parent[0], parent[1], tokenCount('11:00:00.000', [20, 2, 5], [30, 4, 10])];
  const home = madeHome({
    [LOG]: later.filter((line) => line !== undefined),
    'sessions/c.jsonl': child(spawned),
  });
  expect(totals(await read(home))).toEqual([51, 22, 6, 0]);
});

it("two quick turns of a child are its own where its parent's log has no such run", async () => {
  const other = [parent[0], tokenCount('10:00:00.500', [900, 0, 1], [900, 0, 1])];
  const home = madeHome({
    [LOG]: other.filter((line) => line !== undefined),
    'sessions/c.jsonl': child(spawned, '10:00:00.020'),
  });
  const logs = await read(home);
  expect(totals(logs)).toEqual([900 + 33, 1 + 17, 4, 0]);
  expect(logs.held.events).toBe(0);
});

it('a run that begins in the middle of the parent is a copy, and an equal one later is not', async () => {
  const turn = (time: string, input: number, running: number) =>
    tokenCount(time, [input, 0, 1], [running, 0, running / 10]);
  const home = madeHome({
    [LOG]: [
      parent[0] ?? {},
      turn('10:00:00.000', 10, 10),
      turn('10:00:05.000', 20, 30),
      turn('10:00:09.000', 40, 70),
    ],
    'sessions/c.jsonl': [
      { ...child(spawned)[0], timestamp: '2026-05-13T10:01:00.000Z' },
      turn('10:01:00.001', 20, 30),
      turn('10:01:00.002', 40, 70),
      turn('10:02:00.000', 20, 90),
    ],
  });
  expect(totals(await read(home))[0]).toBe(70 + 20);
});

it('with its parent gone, a burst at the head of a child is held, and slow turns are its own', async () => {
  expect(await counted(...child(spawned))).toEqual([7, 7, 0, 0]);
  expect((await readLines(...child(spawned))).held).toEqual({
    events: 2,
    inputTokens: 26,
    cacheReadTokens: 4,
    outputTokens: 10,
  });
  expect(await counted(...child(spawned, '10:00:01.005'))).toEqual([7, 7, 0, 0]);
  expect(await counted(...child(spawned, '10:00:03.000'))).toEqual([33, 17, 4, 0]);
  expect(await counted(...child({}))).toEqual([33, 17, 4, 0]);
});

it('the usage of codex exec is read in each of its spellings', async () => {
  const logs = await readLines(
    {
      timestamp: '2026-01-02T03:04:05.000Z',
      type: 'turn.completed',
      model: 'gpt-5.2-codex',
      usage: { input_tokens: 120, cached_input_tokens: 20, output_tokens: 30 },
    },
    {
      data: {
        created_at: 1_767_323_045,
        usage: { prompt_tokens: 50, cached_tokens: 5, completion_tokens: 12 },
      },
    },
    { response: { createdAt: '2026-01-04T03:04:05Z', usage: { input: '7', output: 3 } } },
  );
  expect(totals(logs)).toEqual([152, 45, 25, 0]);
  expect([logs.fromDay, logs.toDay]).toEqual(['2026-01-02', '2026-01-04']);
});

it('of a session that was archived meanwhile the one in sessions counts', async () => {
  const home = madeHome({
    'sessions/a.jsonl': [tokenCount('09:01:00.000', [10, 2, 5], null)],
    'archived_sessions/a.jsonl': [tokenCount('09:01:00.000', [99, 0, 5], null)],
    'archived_sessions/b.jsonl': [tokenCount('09:02:00.000', [1, 0, 1], null)],
  });
  expect(totals(await read(home))).toEqual([9, 6, 2, 0]);
});

it('spaces, numbers for times, and turns at the fast tier are read', async () => {
  const spaced = JSON.stringify(tokenCount('09:01:00.000', [10, 2, 5], null), null, 1);
  const tier = {
    type: 'event_msg',
    payload: { type: 'thread_settings_applied', thread_settings: { service_tier: 'priority' } },
  };
  const numbered = { ...tokenCount('', [1, 0, 1], null), timestamp: 1_778_662_920_000 };
  const { days } = await readLines(spaced.replaceAll(/\n\s*/g, ' '), tier, numbered);
  expect(days).toMatchObject([
    { inputTokens: 1, requests: 1, serviceTier: 'priority' },
    { inputTokens: 8, requests: 1, serviceTier: null },
  ]);
});

it('a line that was cut, or has no time, is skipped and counted as skipped', async () => {
  const line = JSON.stringify(tokenCount('09:01:00.000', [10, 2, 5], null));
  const logs = await readLines(
    line.slice(0, -20),
    { ...tokenCount('', [5, 0, 5], null), timestamp: 'soon' },
    line,
  );
  expect(totals(logs)).toEqual([8, 5, 2, 0]);
  expect([logs.lines, logs.skippedLines]).toEqual([3, 2]);
});
