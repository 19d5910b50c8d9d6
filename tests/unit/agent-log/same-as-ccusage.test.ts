import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findAgentLogs } from '../../../src/main/imports/agent-log/find-agent-logs.ts';
import { ccusage, hasCcusage } from '../../fixtures/agent-logs/ccusage.ts';
import { makeAgentLogs } from '../../fixtures/agent-logs/make-agent-logs.ts';
import { memoryCache } from '../../fixtures/agent-logs/memory-cache.ts';
import { read, totals, writeLog } from './made-home.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-as-ccusage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const made = (seed: number, oddLines = false) =>
  makeAgentLogs(join(folder, `${seed}-${oddLines}`), {
    seed,
    claudeBytes: 700_000,
    codexBytes: 500_000,
    oddLines,
    fileBytes: 60_000,
  });

if (!hasCcusage) console.log('same as ccusage: left out, it is not installed for this machine');

describe.runIf(hasCcusage)('made logs, day by day', () => {
  it.each([
    [1, 'UTC'],
    [2, 'America/New_York'],
    [3, 'Asia/Kolkata'],
    [4, 'UTC'],
  ])('seed %i in %s gives the tokens that ccusage gives', async (seed, timeZone) => {
    const homes = made(seed);
    for (const tool of ['claude', 'codex'] as const) {
      const logs = await read(homes[tool], memoryCache(), timeZone);
      const days = new Map<string, number[]>();
      for (const day of logs.days) {
        const sums = days.get(day.day) ?? [0, 0, 0, 0, 0];
        const counts = [
          day.inputTokens,
          day.outputTokens,
          day.cacheReadTokens,
          day.cacheWriteTokens,
          day.reasoningTokens,
        ];
        days.set(
          day.day,
          sums.map((sum, index) => sum + (counts[index] ?? 0)),
        );
      }
      const theirs = ccusage(tool, homes[tool], timeZone).daily.map((day) => [
        day.date,
        [
          day.inputTokens,
          day.outputTokens,
          day.cacheReadTokens,
          day.cacheCreationTokens,
          day.reasoningOutputTokens ?? 0,
        ],
      ]);
      expect([...days].toSorted()).toEqual(theirs.toSorted());
      expect(logs.duplicates).toBeGreaterThan(0);
    }
  });

  it('lines with spaces, which ccusage passes over, count as they do without, and cut ones do not', async () => {
    const homes = made(5, true);
    for (const tool of ['claude', 'codex'] as const) {
      const tidy = `${homes[tool]}-tidy`;
      for (const log of (await findAgentLogs(homes[tool])) ?? []) {
        const lines = readFileSync(log.path, 'utf8').split('\n').flatMap(compact);
        writeLog(tidy, log.name, lines.join('\n'));
      }
      const theirs = ccusage(tool, tidy).totals;
      const logs = await read(homes[tool]);
      expect(totals(logs)).toEqual([
        theirs.inputTokens,
        theirs.outputTokens,
        theirs.cacheReadTokens,
        theirs.cacheCreationTokens,
      ]);
      expect(logs.skippedLines).toBeGreaterThan(0);
    }
  });
});

function compact(line: string): string[] {
  try {
    return [JSON.stringify(JSON.parse(line))];
  } catch {
    return [];
  }
}

const samples = join(import.meta.dirname, '../../../../shared/data/agent-logs');
if (!existsSync(samples))
  console.log('agent log samples: left out, they are not beside this checkout');

describe.runIf(existsSync(samples))('the sample logs', () => {
  it('Claude Code', async () => {
    expect(totals(await read(join(samples, 'claude')))).toEqual([600, 250, 70, 75]);
  });

  it('Codex CLI', async () => {
    const logs = await read(join(samples, 'codex'));
    expect(totals(logs)).toEqual([3500 - 750, 425, 750, 0]);
    expect(logs.days.reduce((sum, day) => sum + day.reasoningTokens, 0)).toBe(275);
  });
});
