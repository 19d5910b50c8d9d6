import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { AgentLogs } from '../../../src/main/imports/agent-log/read-agent-logs.ts';
import { memoryCache } from '../../fixtures/agent-logs/memory-cache.ts';
import { madeHome, read, totals, writeLog } from './made-home.ts';

const AT = '2026-03-05T08:00:00.000Z';
const MS = Date.parse(AT);

/** A home with one file, which is JSON unless it is text already. */
const homeWith = (name: string, content: unknown): string => {
  const home = madeHome({});
  writeLog(home, name, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return home;
};
const jsonLines = (...lines: unknown[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

function database(home: string, name: string, sql: string): Database.Database {
  writeLog(home, name, '');
  const db = new Database(join(home, name));
  db.exec(sql);
  return db;
}

const facts = (logs: AgentLogs) => ({
  tools: [...new Set(logs.days.map(({ tool }) => tool))],
  days: [...new Set(logs.days.map(({ day }) => day))],
  models: logs.days.map(({ model }) => model),
  projects: [...new Set(logs.days.map(({ project }) => project))],
  totals: totals(logs),
  requests: logs.days.reduce((sum, { requests }) => sum + requests, 0),
});

const message = (id: string, more: object = {}) =>
  JSON.stringify({
    ...(id === '' ? {} : { id }),
    role: 'assistant',
    modelID: 'claude-sonnet-5',
    tokens: { input: 100, output: 20, reasoning: 5, cache: { read: 300, write: 40 } },
    cost: 0.002,
    time: { created: MS, completed: MS + 900 },
    ...more,
  });

test('opencode: rows of both tables and old files count once, a fork adds nothing, a cut row is told', async () => {
  const home = madeHome({});
  const db = database(
    home,
    'opencode.db',
    `CREATE TABLE session (id TEXT, directory TEXT);
     INSERT INTO session VALUES ('s', '/home/bo/till'), ('f', '/home/bo/till');
     CREATE TABLE message (id TEXT, session_id TEXT, data TEXT);
     CREATE TABLE session_message (id TEXT, session_id TEXT, type TEXT, data TEXT)`,
  );
  const add = db.prepare('INSERT INTO message VALUES (?, ?, ?)');
  add.run('m1', 's', message(''));
  add.run('m1copy', 'f', message(''));
  add.run('m2', 's', '{"role":"assist');
  db.prepare('INSERT INTO session_message VALUES (?, ?, ?, ?)').run(
    'm3',
    's',
    'assistant',
    JSON.stringify({
      model: { id: 'gpt-5.5', providerID: 'openai' },
      tokens: { input: 10, output: 9, reasoning: 4, cache: { read: 0, write: 0 }, total: 19 },
      time: { created: MS / 1000 },
    }),
  );
  db.close();
  writeLog(home, 'storage/message/s/msg_1.json', message('m1', { path: { cwd: '/home/bo/till' } }));
  const logs = await read(home);
  expect(facts(logs)).toEqual({
    tools: ['opencode'],
    days: ['2026-03-05'],
    models: ['claude-sonnet-5', 'gpt-5.5'],
    projects: ['till'],
    totals: [110, 34, 300, 40],
    requests: 2,
  });
  expect(logs.skippedLines).toBe(1);
});

test('a database is read with what its agent has not yet moved from the log beside it', async () => {
  const home = madeHome({});
  const db = database(
    home,
    'kilo.db',
    'CREATE TABLE message (id TEXT, session_id TEXT, data TEXT)',
  );
  db.pragma('journal_mode = WAL');
  const add = db.prepare('INSERT INTO message VALUES (?, ?, ?)');
  const cache = memoryCache();
  add.run('k1', 's', message('k1'));
  expect(totals(await read(home, cache))).toEqual([100, 25, 300, 40]);
  add.run('k2', 's', message('k2'));
  const logs = await read(home, cache);
  db.close();
  expect(facts(logs)).toMatchObject({ tools: ['Kilo'], totals: [200, 50, 600, 80], requests: 2 });
});

test('Gemini CLI: cached tokens are part of the input unless the total says otherwise, and the last state of a message holds', async () => {
  const say = (id: string, tokens: object) => ({
    id,
    timestamp: AT,
    type: 'gemini',
    model: 'gemini-3-pro',
    tokens,
  });
  const home = homeWith('tmp/shop/chats/session-1.json', {
    sessionId: 'g1',
    messages: [
      say('a', { input: 900, output: 70, cached: 500, thoughts: 20, tool: 5, total: 995 }),
      say('b', { input: 900, output: 70, cached: 500, thoughts: 0, tool: 0, total: 1470 }),
    ],
  });
  writeLog(
    home,
    'tmp/shop/chats/session-2.jsonl',
    jsonLines(
      { sessionId: 'g2', projectHash: 'x' },
      say('a', { input: 50, output: 1, total: 51 }),
      say('a', { input: 50, output: 30, thoughts: 3, total: 83 }),
    ),
  );
  expect(facts(await read(home))).toMatchObject({
    tools: ['Gemini CLI'],
    projects: ['shop'],
    totals: [405 + 900 + 50, 90 + 70 + 33, 1000, 0],
    requests: 3,
  });
});

test('Copilot: of one use that is written four times the span of the chat counts', async () => {
  const usage = (input: number, more: object = {}) => ({
    'gen_ai.usage.input_tokens': input,
    'gen_ai.usage.output_tokens': 40,
    'gen_ai.response.model': 'gpt-5.5',
    ...more,
  });
  const log = (name: string) => ({ 'event.name': name });
  const home = homeWith(
    'otel/a.jsonl',
    jsonLines(
      {
        name: 'invoke_agent',
        traceId: 't1',
        spanId: 'x',
        endTime: [MS / 1000, 0],
        attributes: usage(900),
      },
      {
        hrTime: [MS / 1000, 0],
        spanContext: { traceId: 't1' },
        attributes: usage(800, log('copilot_chat.agent.turn')),
      },
      {
        name: 'chat gpt-5.5',
        traceId: 't1',
        spanId: 's1',
        endTime: [MS / 1000, 0],
        attributes: usage(700, {
          'gen_ai.response.id': 'r1',
          'gen_ai.usage.cache_read.input_tokens': 600,
        }),
      },
      {
        name: 'chat gpt-5.5',
        traceId: 't1',
        spanId: 's2',
        endTime: [MS / 1000, 0],
        attributes: usage(30, { 'gen_ai.response.id': 'r2' }),
      },
      {
        timeUnixNano: `${MS}000000`,
        attributes: usage(700, {
          'gen_ai.response.id': 'r1',
          ...log('gen_ai.client.inference.operation.details'),
        }),
      },
      {
        timeUnixNano: `${MS}000000`,
        spanContext: { traceId: 't9' },
        attributes: usage(5, log('gen_ai.client.inference.operation.details')),
      },
    ),
  );
  expect(facts(await read(home))).toMatchObject({
    tools: ['Copilot CLI'],
    days: ['2026-03-05'],
    totals: [100 + 30 + 5, 120, 600, 0],
    requests: 3,
  });
});

test('Cline and Roo Code: what the prompt holds depends on tool, provider and year', async () => {
  const asked = (ts: number, told: object, more: object = {}) => ({
    ts,
    say: 'api_req_started',
    text: JSON.stringify({ tokensOut: 10, cacheReads: 500, cacheWrites: 100, ...told }),
    ...more,
  });
  const storage = 'globalStorage';
  const home = homeWith(`${storage}/saoudrizwan.claude-dev/tasks/7/ui_messages.json`, [
    asked(
      MS,
      { tokensIn: 700 },
      { modelInfo: { modelId: 'claude-sonnet-5', providerId: 'anthropic' } },
    ),
    asked(MS + 9, { tokensIn: 700 }, { modelInfo: { modelId: 'gpt-5.5', providerId: 'openai' } }),
    { ts: MS + 20, say: 'api_req_started', text: '{"request":"…"}' },
  ]);
  const old = Date.UTC(2025, 5, 1);
  writeLog(
    home,
    `${storage}/rooveterinaryinc.roo-cline/tasks/8/ui_messages.json`,
    JSON.stringify([
      asked(old, { tokensIn: 20, apiProtocol: 'anthropic' }),
      asked(MS, { tokensIn: 650, apiProtocol: 'anthropic' }),
    ]),
  );
  writeLog(
    home,
    `${storage}/rooveterinaryinc.roo-cline/tasks/8/api_conversation_history.json`,
    JSON.stringify([
      { ts: old + 1, content: '<model>claude-opus-5</model>' },
      { ts: MS + 1, content: [{ type: 'text', text: 'secret <model>glm-5.2</model>' }] },
    ]),
  );
  writeLog(
    home,
    'data/sessions/9/9.messages.json',
    JSON.stringify({
      sessionId: '9',
      messages: [
        {
          id: 'm',
          role: 'assistant',
          ts: MS,
          modelInfo: { id: 'k' },
          metrics: {
            inputTokens: 640,
            outputTokens: 1,
            cacheReadTokens: 500,
            cacheWriteTokens: 100,
          },
        },
      ],
    }),
  );
  const logs = await read(home);
  expect(
    new Set(logs.days.map(({ tool, model, inputTokens }) => `${tool} ${model} ${inputTokens}`)),
  ).toEqual(
    new Set([
      'Cline claude-sonnet-5 700',
      'Cline gpt-5.5 100',
      'Cline k 40',
      'Roo Code claude-opus-5 20',
      'Roo Code glm-5.2 50',
    ]),
  );
});

test('Qwen Code: thoughts are part of the answer unless the total has them beside it', async () => {
  const say = (uuid: string | undefined, usageMetadata: object) => ({
    uuid,
    sessionId: 'q',
    timestamp: AT,
    type: 'assistant',
    cwd: 'C:\\work\\till',
    model: 'qwen3.5-plus',
    usageMetadata,
  });
  const home = homeWith(
    'projects/p/chats/a.jsonl',
    jsonLines(
      { type: 'user', timestamp: AT },
      say('1', {
        promptTokenCount: 80,
        candidatesTokenCount: 9,
        thoughtsTokenCount: 4,
        cachedContentTokenCount: 30,
        totalTokenCount: 89,
      }),
      say('1', {
        promptTokenCount: 80,
        candidatesTokenCount: 9,
        thoughtsTokenCount: 4,
        cachedContentTokenCount: 30,
        totalTokenCount: 89,
      }),
      say(undefined, {
        promptTokenCount: 80,
        candidatesTokenCount: 9,
        thoughtsTokenCount: 4,
        cachedContentTokenCount: 0,
        totalTokenCount: 93,
      }),
    ),
  );
  expect(facts(await read(home))).toMatchObject({
    tools: ['Qwen Code'],
    projects: ['till'],
    totals: [130, 22, 30, 0],
    requests: 2,
  });
});

test('Kimi: seconds and the last state of a message; Kimi Code: records of turns alone', async () => {
  const status = (id: string, input: number) => ({
    timestamp: MS / 1000,
    message: {
      type: 'StatusUpdate',
      payload: {
        token_usage: {
          input_other: input,
          output: 7,
          input_cache_read: 70,
          input_cache_creation: 0,
        },
        message_id: id,
      },
    },
  });
  const home = homeWith(
    'sessions/g/s/wire.jsonl',
    jsonLines(status('a', 10), status('a', 30), status('b', 5)),
  );
  expect(facts(await read(home))).toMatchObject({
    tools: ['Kimi'],
    days: ['2026-03-05'],
    totals: [35, 14, 140, 0],
  });
  const usage = { inputOther: 4, output: 3, inputCacheRead: 2, inputCacheCreation: 1 };
  const record = (usageScope: string) => ({
    type: 'usage.record',
    usageScope,
    model: '__env__',
    usage,
    time: MS,
  });
  const code = homeWith(
    'sessions/w/s/agents/main/wire.jsonl',
    jsonLines(
      { type: 'llm.request', model: 'kimi-k3' },
      record('turn'),
      record('turn'),
      record('session'),
    ),
  );
  expect(facts(await read(code))).toMatchObject({
    tools: ['Kimi Code'],
    models: ['kimi-k3'],
    totals: [8, 6, 4, 2],
    requests: 2,
  });
});

test('Amp: the ledger counts, with the cache of its message and the credits', async () => {
  const home = homeWith('threads/T-1.json', {
    id: 'T-1',
    messages: [
      {
        messageId: 3,
        role: 'assistant',
        usage: { inputTokens: 1, cacheCreationInputTokens: 11, cacheReadInputTokens: 22 },
      },
    ],
    usageLedger: {
      events: [
        {
          id: 'e',
          timestamp: AT,
          model: 'gpt-5.5',
          credits: 2.25,
          tokens: { input: 60, output: 6 },
          toMessageId: 3,
        },
      ],
    },
  });
  const logs = await read(home);
  expect(facts(logs)).toMatchObject({ tools: ['Amp'], totals: [60, 6, 22, 11] });
  expect(logs.days[0]?.creditsMicro).toBe(2_250_000);
});

test('a session that keeps sums counts with its larger state, on the day it began', async () => {
  const state = (output: number) =>
    JSON.stringify({
      model: 'custom:GPT-5.5-[Proxy]',
      providerLockTimestamp: AT,
      tokenUsage: {
        inputTokens: 8,
        outputTokens: output,
        cacheCreationTokens: 2,
        cacheReadTokens: 4,
        thinkingTokens: 1,
      },
    });
  const home = homeWith('sessions/-srv-till/d.settings.json', state(10));
  const cache = memoryCache();
  expect(totals(await read(home, cache))).toEqual([8, 11, 4, 2]);
  writeLog(home, 'sessions/-srv-till/d.settings.json', state(5000));
  const grown = await read(home, cache);
  expect(facts(grown)).toMatchObject({
    tools: ['Droid'],
    days: ['2026-03-05'],
    models: ['gpt-5-5'],
    totals: [8, 5001, 4, 2],
    requests: 1,
  });
  // The older state again, from a backup, takes nothing away.
  writeLog(home, 'sessions/-srv-till/d.settings.json', state(10));
  expect(totals(await read(home, cache))).toEqual([8, 5001, 4, 2]);
});

test('Vibe: cached tokens are part of the prompt', async () => {
  const home = homeWith('logs/session/session_1/meta.json', {
    session_id: 'v',
    start_time: AT,
    environment: { working_directory: '/srv/till' },
    config: { active_model: 'devstral-2' },
    stats: { session_prompt_tokens: 90, session_completion_tokens: 9, session_cached_tokens: 40 },
  });
  expect(facts(await read(home))).toMatchObject({
    tools: ['Vibe'],
    models: ['devstral-2'],
    projects: ['till'],
    totals: [50, 9, 40, 0],
  });
});

test('pi and OpenClaw write the same lines, OpenClaw names its model apart', async () => {
  const say = (id: string, more: object = {}) => ({
    type: 'message',
    id,
    timestamp: AT,
    message: {
      role: 'assistant',
      usage: { input: 5, output: 4, cacheRead: 3, cacheWrite: 2 },
      ...more,
    },
  });
  const home = homeWith(
    'agent/sessions/p/a.jsonl',
    jsonLines({ type: 'session', id: 'p', cwd: '/srv/till' }, say('1', { model: 'glm-5.2' })),
  );
  expect(facts(await read(home))).toMatchObject({
    tools: ['pi'],
    models: ['glm-5.2'],
    projects: ['till'],
    totals: [5, 4, 3, 2],
  });
  const claw = homeWith(
    'agents/main/sessions/b.jsonl.reset.2026',
    jsonLines({ type: 'model_change', modelId: 'kimi-k3' }, say('1'), say('2')),
  );
  expect(facts(await read(claw))).toMatchObject({
    tools: ['OpenClaw'],
    models: ['kimi-k3'],
    requests: 2,
  });
});

test('Zed: packed threads are read, imported ones are left out', async () => {
  const home = madeHome({});
  const db = database(
    home,
    'threads.db',
    'CREATE TABLE threads (id TEXT, data_type TEXT, data BLOB, updated_at TEXT, created_at TEXT, folder_paths TEXT)',
  );
  const thread = (imported: boolean) =>
    Buffer.from(
      JSON.stringify({
        imported,
        model: { model: 'claude-sonnet-5' },
        cumulative_token_usage: {
          input_tokens: 6,
          output_tokens: 5,
          cache_read_input_tokens: 4,
          cache_creation_input_tokens: 3,
        },
      }),
    );
  const add = db.prepare('INSERT INTO threads VALUES (?, ?, ?, ?, ?, ?)');
  add.run('a', 'zstd', zstdCompressSync(thread(false)), AT, AT, '/srv/till');
  add.run('b', 'json', thread(true), AT, AT, null);
  add.run('c', 'zstd', Buffer.from('no frame'), AT, AT, null);
  db.close();
  const logs = await read(home);
  expect(facts(logs)).toMatchObject({
    tools: ['Zed'],
    projects: ['till'],
    totals: [6, 5, 4, 3],
    requests: 1,
  });
  expect(logs.skippedLines).toBe(1);
});

test('Goose: what the total has beyond input and output is output, and the cache is not known', async () => {
  const home = madeHome({});
  database(
    home,
    'sessions.db',
    `CREATE TABLE sessions (id TEXT, model_config_json TEXT, created_at TIMESTAMP, accumulated_total_tokens INTEGER, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER);
     INSERT INTO sessions VALUES ('1', '{"model_name":"glm-5.2"}', '2026-03-05 23:59:59', 130, 90, 30), ('2', NULL, '2026-03-05 10:00:00', 0, 0, 0)`,
  ).close();
  const logs = await read(home);
  expect(facts(logs)).toMatchObject({
    tools: ['Goose'],
    days: ['2026-03-05'],
    models: ['glm-5.2'],
    totals: [90, 40, 0, 0],
    requests: 1,
  });
  expect(logs.days[0]?.cacheUnknown).toBe(true);
});

test('Crush: only the cost of sessions that have no parent counts', async () => {
  const home = madeHome({});
  database(
    home,
    'till/.crush/crush.db',
    `CREATE TABLE sessions (id TEXT, parent_session_id TEXT, prompt_tokens INTEGER, completion_tokens INTEGER, cost REAL, created_at INTEGER);
     INSERT INTO sessions VALUES ('1', NULL, 50, 5, 0.125, ${MS / 1000}), ('2', '1', 50, 5, 0.1, ${MS / 1000})`,
  ).close();
  const logs = await read(home);
  expect(facts(logs)).toMatchObject({
    tools: ['Crush'],
    projects: ['till'],
    totals: [0, 0, 0, 0],
    requests: 1,
  });
  expect(logs.days[0]?.costMicro).toBe(125_000);
});

test('ZCode: caches and reasoning are inside unless the total says otherwise', async () => {
  const home = madeHome({});
  database(
    home,
    'cli/db/db.sqlite',
    `CREATE TABLE model_usage (id TEXT, session_id TEXT, model_id TEXT, completed_at INTEGER, input_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER, cache_read_input_tokens INTEGER, cache_creation_input_tokens INTEGER, computed_total_tokens INTEGER);
     INSERT INTO model_usage VALUES ('a', 's', 'glm-5.2', ${MS}, 100, 20, 10, 60, 5, 120), ('b', 's', 'glm-5.2', ${MS}, 100, 20, 10, 60, 5, 195)`,
  ).close();
  expect(facts(await read(home))).toMatchObject({
    tools: ['ZCode'],
    totals: [135, 50, 120, 10],
    requests: 2,
  });
});

test('a database of an unknown version or that is none gives nothing and stops nothing', async () => {
  const home = madeHome({});
  database(home, 'a/sessions.db', 'CREATE TABLE sessions (id TEXT)').close();
  writeLog(home, 'b/crush.db', 'no database at all');
  writeLog(home, 'c/T-1.json', '{"usageLedger":');
  writeLog(
    home,
    'd/d.settings.json',
    JSON.stringify({ model: 'm', tokenUsage: { inputTokens: 1 } }),
  );
  const logs = await read(home);
  expect(facts(logs)).toMatchObject({ tools: ['Droid'], totals: [1, 0, 0, 0] });
});

test('a copied folder has the same events', async () => {
  const home = homeWith('one/T-1.json', {
    id: 'T-1',
    messages: [],
    usageLedger: { events: [{ id: 'e', timestamp: AT, tokens: { input: 60, output: 6 } }] },
  });
  cpSync(join(home, 'one'), join(home, 'two'), { recursive: true });
  writeFileSync(join(home, 'two', 'note.txt'), 'x');
  expect(facts(await read(home))).toMatchObject({ totals: [60, 6, 0, 0], requests: 1 });
});
