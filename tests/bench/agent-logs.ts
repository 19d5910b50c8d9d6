import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAgentLogs } from '../../src/main/imports/agent-log/find-agent-logs.ts';
import { type AgentLogs, readAgentLogs } from '../../src/main/imports/agent-log/read-agent-logs.ts';
import { type CcusageReport, ccusage, hasCcusage } from '../fixtures/agent-logs/ccusage.ts';
import { makeAgentLogs } from '../fixtures/agent-logs/make-agent-logs.ts';
import { memoryCache } from '../fixtures/agent-logs/memory-cache.ts';

const MEGABYTE = 1_000_000;
const ROUNDS = 5;
const MEGABYTES = Number(process.env['SEATWORTH_BENCH_MEGABYTES'] ?? 200);

/** One line of the bench: what was measured, against what, and how the two compare. */
export type AgentLogBench = {
  readonly tool: 'claude' | 'codex';
  readonly megabytes: number;
  readonly oursMs: number;
  readonly firstMs: number;
  readonly theirsMs: number;
  /** Ours divided by theirs: below 1 is faster. */
  readonly ratio: number;
  readonly equalTotals: boolean;
  /** Reading again after one log has grown, divided by their full reading, and by ours. */
  readonly grownMs: number;
  readonly grownRatio: number;
};

/**
 * Local agent logs, read by us and by ccusage (native, all cores) on the same made files, turn by
 * turn in one run; `megabytes` of Claude Code logs and a quarter as much of Codex CLI's.
 */
export async function run(megabytes = MEGABYTES): Promise<AgentLogBench[]> {
  if (!hasCcusage) {
    console.log('agent logs: left out, ccusage is not installed for this machine');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'agent-logs-'));
  try {
    const homes = makeAgentLogs(folder, {
      seed: 2026,
      claudeBytes: megabytes * MEGABYTE,
      codexBytes: (megabytes * MEGABYTE) / 4,
      oddLines: false,
      fileBytes: MEGABYTE,
    });
    const benches = [await measure('claude', homes.claude), await measure('codex', homes.codex)];
    for (const bench of benches) console.log(sentence(bench));
    return benches;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(tool: 'claude' | 'codex', home: string): Promise<AgentLogBench> {
  const ours: number[] = [];
  const theirs: number[] = [];
  let logs: AgentLogs | null = null;
  let report: CcusageReport | null = null;
  let cache = memoryCache();
  for (let round = 0; round < ROUNDS; round += 1) {
    report = timed(theirs, () => ccusage(tool, home));
    cache = memoryCache();
    const started = performance.now();
    logs = await readAgentLogs(home, { timeZone: 'UTC', cache });
    ours.push(performance.now() - started);
  }
  const grown: number[] = [];
  const first = (await findAgentLogs(home))?.[0]?.path ?? '';
  for (let round = 0; round < ROUNDS; round += 1) {
    appendFileSync(first, `${JSON.stringify({ type: 'note', text: 'x'.repeat(20_000) })}\n`);
    const started = performance.now();
    await readAgentLogs(home, { timeZone: 'UTC', cache });
    grown.push(performance.now() - started);
  }
  const theirsMs = median(theirs);
  return {
    tool,
    megabytes: (logs?.bytes ?? 0) / MEGABYTE,
    oursMs: median(ours),
    firstMs: ours[0] ?? 0,
    theirsMs,
    ratio: median(ours) / theirsMs,
    equalTotals: logs !== null && report !== null && isEqual(logs, report),
    grownMs: median(grown),
    grownRatio: median(grown) / theirsMs,
  };
}

function isEqual(logs: AgentLogs, { totals }: CcusageReport): boolean {
  const sum = (
    key:
      | 'inputTokens'
      | 'outputTokens'
      | 'cacheReadTokens'
      | 'cacheWriteTokens'
      | 'reasoningTokens',
  ): number => logs.days.reduce((total, day) => total + day[key], 0);
  return (
    sum('inputTokens') === totals.inputTokens &&
    sum('outputTokens') === totals.outputTokens &&
    sum('cacheReadTokens') === totals.cacheReadTokens &&
    sum('cacheWriteTokens') === totals.cacheCreationTokens &&
    sum('reasoningTokens') === (totals.reasoningOutputTokens ?? 0)
  );
}

function timed<T>(times: number[], work: () => T): T {
  const started = performance.now();
  const result = work();
  times.push(performance.now() - started);
  return result;
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

const sentence = (bench: AgentLogBench): string =>
  `agent logs, ${bench.tool}, ${bench.megabytes.toFixed(0)} MB: ${bench.oursMs.toFixed(0)} ms (first time ${bench.firstMs.toFixed(0)} ms), ccusage ${bench.theirsMs.toFixed(0)} ms, ratio ${bench.ratio.toFixed(2)}; totals ${bench.equalTotals ? 'equal' : 'DIFFER'}; one log grown ${bench.grownMs.toFixed(0)} ms, ratio ${bench.grownRatio.toFixed(2)}`;

if (import.meta.main) await run(Number(process.argv[2] ?? 200));
