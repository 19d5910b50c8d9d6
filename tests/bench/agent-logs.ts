import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CcusageReport, ccusage, hasCcusage } from '../fixtures/agent-logs/ccusage.ts';
import { makeAgentLogs } from '../fixtures/agent-logs/make-agent-logs.ts';

const MEGABYTE = 1_000_000;
const ROUNDS = 3;
const MEGABYTES = Number(process.env['SEATWORTH_BENCH_MEGABYTES'] ?? 200);
const SEATWORTH = join(import.meta.dirname, '../../tools/seatworth.mjs');

type Tool = 'claude' | 'codex';

/**
 * Agent logs as a person waits for them: the whole command of the built app against the whole command
 * of ccusage (native, all cores), turn by turn on the same made files, odd lines among them;
 * `megabytes` of Claude Code's and a quarter as much of Codex CLI's. Then one log has grown.
 */
export async function run(megabytes = MEGABYTES): Promise<void> {
  if (!hasCcusage) {
    console.log('agent logs: left out, ccusage is not installed for this machine');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'agent-logs-'));
  try {
    const homes = makeAgentLogs(folder, {
      seed: 2026,
      claudeBytes: megabytes * MEGABYTE,
      codexBytes: (megabytes * MEGABYTE) / 4,
      oddLines: true,
      fileBytes: MEGABYTE,
    });
    seatworth('--help');
    for (const tool of ['claude', 'codex'] as const)
      console.log(measure(tool, homes[tool], folder));
    const help = medianOf(() => seatworth('--help'));
    const people = medianOf(() => seatworth('--book', join(folder, 'claude.seatworth'), 'people'));
    console.log(`seatworth --help ${help.toFixed(0)} ms, people ${people.toFixed(0)} ms (bar 300)`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(tool: Tool, home: string, folder: string): string {
  const book = join(folder, `${tool}.seatworth`);
  const take = (): string =>
    seatworth('--book', book, '--json', 'import', '--kind', 'agent-log', home);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const end of ['', '-wal', '-shm']) rmSync(`${book}${end}`, { force: true });
    seatworth('--book', book, 'init', '--company', 'Bench', '--currency', 'USD');
    timed(theirs, () => ccusage(tool, home));
    timed(ours, take);
  }
  const files = globSync(join(home, '**/*.jsonl')).toSorted();
  const grown: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    appendFileSync(
      files[0] ?? '',
      `${JSON.stringify({ type: 'note', text: 'x'.repeat(20_000) })}\n`,
    );
    timed(grown, take);
  }
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const equal = sameTotals(book, ccusage(tool, asTheyReadIt(home, files, `${home}-plain`)));
  const [first, once, again] = [median(ours), median(theirs), median(grown)];
  return `agent logs, ${tool}, ${(bytes / MEGABYTE).toFixed(0)} MB in ${files.length} files: ${first.toFixed(0)} ms, ccusage ${once.toFixed(0)} ms, ratio ${(first / once).toFixed(2)} (bar 1); one log grown ${again.toFixed(0)} ms, ratio ${(again / once).toFixed(2)} (bar 0.1); totals ${equal ? 'equal' : 'DIFFER'}; load ${loadavg()[0]?.toFixed(1)}`;
}

/** The same logs without what ccusage cannot read: blanks after colons, and lines that were cut. */
function asTheyReadIt(home: string, files: readonly string[], copy: string): string {
  for (const file of files) {
    const lines = readFileSync(file, 'utf8').split('\n').flatMap(plainLine);
    const place = join(copy, file.slice(home.length));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, lines.map((line) => `${line}\n`).join(''));
  }
  return copy;
}

function plainLine(line: string): string[] {
  try {
    return [JSON.stringify(JSON.parse(line))];
  } catch {
    return [];
  }
}

function sameTotals(book: string, { totals }: CcusageReport): boolean {
  const days = ['--from', '2026-01-01', '--to', '2026-12-31'];
  const { total } = JSON.parse(seatworth('--book', book, '--json', 'usage', ...days)) as {
    total: Record<string, number>;
  };
  return (
    total['inputTokens'] === totals.inputTokens &&
    total['outputTokens'] === totals.outputTokens &&
    total['cacheReadTokens'] === totals.cacheReadTokens &&
    total['cacheWriteTokens'] === totals.cacheCreationTokens
  );
}

function seatworth(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SEATWORTH, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`seatworth ${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

function timed<T>(times: number[], work: () => T): T {
  const started = performance.now();
  const result = work();
  times.push(performance.now() - started);
  return result;
}

function medianOf(work: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) timed(times, work);
  return median(times);
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
