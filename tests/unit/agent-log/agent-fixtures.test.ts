import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { AGENTS } from '../../../src/main/imports/agent-log/agents/all.ts';
import { madeHome, read, totals, writeLog } from './made-home.ts';

/**
 * Each file of fixtures/agents is a made-up log of one agent and what it must give: lines for
 * `.jsonl`, statements for a database, else one document. A new agent is held to it without a line here.
 */
const ROOT = join(import.meta.dirname, '../../fixtures/agents');

type Fixture = {
  readonly tool: string;
  readonly files: Readonly<Record<string, unknown>>;
  readonly expects: {
    readonly events: number;
    readonly input: number;
    readonly output: number;
    readonly cacheRead: number;
    readonly cacheWrite: number;
    readonly models: readonly (string | null)[];
    readonly days: readonly string[];
  };
};

const fixtures = readdirSync(ROOT).map((name) => ({
  name,
  fixture: JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as Fixture,
}));

function homeOf({ files }: Fixture): string {
  const home = madeHome({});
  for (const [name, content] of Object.entries(files)) {
    const parts = Array.isArray(content) ? (content as unknown[]) : [];
    if (/\.(?:db|sqlite)$/.test(name)) {
      writeLog(home, name, '');
      const db = new Database(join(home, name));
      for (const statement of parts) db.exec(String(statement));
      db.close();
    } else if (/\.jsonl/.test(name)) {
      writeLog(home, name, parts.map((line) => `${JSON.stringify(line)}\n`).join(''));
    } else writeLog(home, name, JSON.stringify(content));
  }
  return home;
}

describe.each(fixtures)('the log $name', ({ fixture }) => {
  const { tool, expects } = fixture;

  test('gives its agent’s counts to the token, on its day, and is nobody else’s', async () => {
    const logs = await read(homeOf(fixture));
    expect([...new Set(logs.days.map((one) => one.tool))]).toEqual([tool]);
    expect(totals(logs)).toEqual([
      expects.input,
      expects.output,
      expects.cacheRead,
      expects.cacheWrite,
    ]);
    expect(logs.days.map(({ model }) => model)).toEqual(expects.models);
    expect(logs.days.map(({ day }) => day)).toEqual(expects.days);
    expect(logs.days.reduce((sum, { requests }) => sum + requests, 0)).toBe(expects.events);
  });

  test('copied beside itself counts once', async () => {
    const home = homeOf(fixture);
    const both = madeHome({});
    cpSync(home, join(both, 'one'), { recursive: true });
    cpSync(home, join(both, 'two'), { recursive: true });
    const logs = await read(both);
    expect(totals(logs)).toEqual([
      expects.input,
      expects.output,
      expects.cacheRead,
      expects.cacheWrite,
    ]);
  });
});

test('every agent has a fixture of its own', () => {
  const tools = [...new Set(AGENTS.map(({ tool }) => tool))].toSorted();
  expect(fixtures.map(({ fixture }) => fixture.tool).toSorted()).toEqual(tools);
});
