import { allocate } from '../../../core/money.ts';
import type { UsageRow } from '../../../core/spend/rows.ts';
import { BY_KEY_MARK, BY_PLAN_MARK } from './claude-code.ts';

type Row = { -readonly [field in keyof UsageRow]: UsageRow[field] };
type Kind = 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheWriteTokens';
const KINDS: readonly Kind[] = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
];

/**
 * Names the persons behind Claude Code's part of the messages usage. Both reports describe the same
 * tokens, so nothing of the Claude Code report is ever added: its tokens are *taken out* of rows of
 * the messages report of the same day and model, never more than stand there, and what is taken
 * goes to the person. So every day's sum by model and kind of token stays, to the token, what the
 * messages report says, whatever the other one claims; what finds no counterpart is dropped.
 *
 * Taken from are the rows of Claude Code's own workspace first, then those that name neither key nor
 * account. What names another key is never touched. Money is not in play here: it comes from the
 * cost report and is split by these rows afterwards. Use that a plan covers is in neither the
 * messages report nor the bill: it stands in rows of its own that cost nothing.
 */
export function shareClaudeCode(
  rows: readonly UsageRow[],
  codeWorkspaces: ReadonlySet<string>,
): UsageRow[] {
  const byKey = rows.filter(({ description }) => description === BY_KEY_MARK);
  const covered = rows.filter(({ description }) => description === BY_PLAN_MARK).map(coveredRow);
  const demand = Map.groupBy(byKey, placeOf);
  const own = rows.filter((row) => !isMarked(row));
  const shared = [...Map.groupBy(own, placeOf)].flatMap(([place, some]) => {
    const persons = demand.get(place);
    return persons === undefined ? some : sharePlace(some, persons, codeWorkspaces);
  });
  return [...shared, ...covered].map((row, index) => ({ ...row, line: index + 1 }));
}

const isMarked = ({ description }: UsageRow): boolean =>
  description === BY_KEY_MARK || description === BY_PLAN_MARK;
const placeOf = ({ day, model }: UsageRow): string => JSON.stringify([day, model]);

const coveredRow = (row: UsageRow): UsageRow => ({ ...row, costMicro: 0n, currency: 'USD' });

/** The rows of one day and model; each pool gives in proportion, and the persons get in proportion. */
function sharePlace(
  rows: readonly UsageRow[],
  persons: readonly UsageRow[],
  codeWorkspaces: ReadonlySet<string>,
): UsageRow[] {
  const isCode = ({ project }: UsageRow): boolean =>
    project !== null && codeWorkspaces.has(project);
  const isNobodys = (row: UsageRow): boolean => row.identity === null && !isCode(row);
  const rest = rows.filter((row) => !isCode(row) && !isNobodys(row));
  let wanted = persons;
  const given: UsageRow[] = [];
  const left: UsageRow[] = [];
  for (const isOf of [isCode, isNobodys])
    for (const pool of Map.groupBy(rows.filter(isOf), ({ project }) => project).values()) {
      const shared = sharePool(pool, wanted);
      given.push(...shared.given);
      left.push(...shared.left);
      wanted = shared.wanted;
    }
  return [...rest, ...left, ...given].filter((row) => KINDS.some((kind) => row[kind] > 0));
}

type Shared = { given: Row[]; left: Row[]; wanted: Row[] };

function sharePool(pool: readonly UsageRow[], persons: readonly UsageRow[]): Shared {
  const [first] = pool;
  const left = pool.map((row): Row => ({ ...row }));
  const wanted = persons.map((row): Row => ({ ...row }));
  const given = persons.map(
    (row): Row => ({
      ...row,
      project: first?.project ?? null,
      description: 'Claude Code',
      inputTokens: 0,
      outputTokens: 0,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
    }),
  );
  for (const kind of KINDS) {
    const supply = left.map((row) => BigInt(row[kind]));
    const demand = wanted.map((row) => BigInt(row[kind]));
    const moved = least(sum(supply), sum(demand));
    if (moved === 0n) continue;
    const taken = allocate(moved, supply);
    const got = allocate(moved, demand);
    if (kind === 'cacheWriteTokens') moveHourLong(left, given, taken, got);
    for (const [index, row] of left.entries()) row[kind] -= Number(taken[index] ?? 0n);
    for (const [index, row] of wanted.entries()) row[kind] -= Number(got[index] ?? 0n);
    for (const [index, row] of given.entries()) row[kind] = Number(got[index] ?? 0n);
  }
  return { given, left, wanted };
}

/** Of the cache writes that move, the 1-hour ones move in proportion: the other report does not tell them apart. */
function moveHourLong(
  left: readonly Row[],
  given: readonly Row[],
  taken: readonly bigint[],
  got: readonly bigint[],
): void {
  let moved = 0n;
  for (const [index, row] of left.entries()) {
    const part = taken[index] ?? 0n;
    const staying = BigInt(row.cacheWriteTokens) - part;
    const [hour = 0n] = allocate(BigInt(row.cacheWrite1hTokens), [part, staying]);
    row.cacheWrite1hTokens -= Number(hour);
    moved += hour;
  }
  for (const [index, hour] of allocate(moved, got).entries()) {
    const row = given[index];
    if (row) row.cacheWrite1hTokens = Number(hour);
  }
}

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
