import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type AgentLogs,
  readAgentLogs,
} from '../../../src/main/imports/agent-log/read-agent-logs.ts';
import { memoryCache } from '../../fixtures/agent-logs/memory-cache.ts';

export type Line = string | Readonly<Record<string, unknown>>;

const textOf = (lines: readonly Line[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');

/** A tool's home with the given logs, removed when the test is over. */
export function madeHome(logs: Readonly<Record<string, readonly Line[]>>): string {
  const home = mkdtempSync(join(tmpdir(), 'agent-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  for (const [name, lines] of Object.entries(logs)) writeLog(home, name, textOf(lines));
  return home;
}

export function writeLog(home: string, name: string, text: string): void {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), text);
}

export function read(home: string, cache = memoryCache(), timeZone = 'UTC'): Promise<AgentLogs> {
  return readAgentLogs(home, { timeZone, cache });
}

/** Input, output, cache reads, cache writes: added up over all days. */
export function totals({ days }: AgentLogs): readonly [number, number, number, number] {
  const sum = (
    key: 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheWriteTokens',
  ): number => days.reduce((total, day) => total + day[key], 0);
  return [sum('inputTokens'), sum('outputTokens'), sum('cacheReadTokens'), sum('cacheWriteTokens')];
}

/** A line of a Claude Code log; `usage`, `message` and the rest are laid over the usual values. */
export function claudeLine(
  changes: Record<string, unknown> = {},
  usage: Record<string, unknown> = {},
  message: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    timestamp: '2026-01-09T10:00:00.000Z',
    sessionId: 's',
    message: {
      id: 'msg_1',
      model: 'claude-sonnet-4-20250514',
      usage: { input_tokens: 100, output_tokens: 50, ...usage },
      ...message,
    },
    requestId: 'req_1',
    ...changes,
  };
}

type Spent = readonly [input: number, cached: number, output: number, reasoning?: number];

const counts = ([input, cached, output, reasoning = 0]: Spent): Record<string, number> => ({
  input_tokens: input,
  cached_input_tokens: cached,
  output_tokens: output,
  reasoning_output_tokens: reasoning,
  total_tokens: input + output,
});

/** A `token_count` line of a Codex CLI log. */
export function tokenCount(
  timestamp: string,
  last: Spent | null,
  total: Spent | null,
  info: Record<string, unknown> = { model: 'gpt-5.2-codex' },
): Record<string, unknown> {
  return {
    timestamp: `2026-05-13T${timestamp}Z`,
    type: 'event_msg',
    payload: {
      type: 'token_count',
      info: {
        ...info,
        ...(last === null ? {} : { last_token_usage: counts(last) }),
        ...(total === null ? {} : { total_token_usage: counts(total) }),
      },
    },
  };
}
