import type { IsoDay } from '../../../core/calendar.ts';
import {
  PLAIN_TIER,
  priceTier,
  readTier,
  tierText,
  tierWords,
} from '../../../core/spend/price-tier.ts';
import { USAGE_COUNTS, type UsageRow } from '../../../core/spend/rows.ts';
import { type LogSource, logSources } from '../../book/agent-log-store.ts';
import type { HeldAgentUsage, KeptLog } from '../../book/stores/agent-logs.ts';
import { sumUsageMonth } from '../../book/usage-months.ts';
import { CLAUDE_WIDTH } from '../../imports/agent-log/claude-rows.ts';
import { CODEX_WIDTH } from '../../imports/agent-log/codex-reading.ts';
import type { AgentUsageDay } from '../../imports/agent-log/count-agent-logs.ts';
import type { CountedLog } from '../../imports/agent-log/counted-log.ts';
import { projectOfPath } from '../../imports/agent-log/find-agent-logs.ts';
import { stateOfFirstVersion } from '../../imports/agent-log/first-version.ts';
import { KEYED_WIDTH } from '../../imports/agent-log/keyed-rows.ts';
import { decodeLogState } from '../../imports/agent-log/log-state.ts';
import type { Context } from '../context.ts';
import { repostVariances } from '../invoices/repost-variances.ts';
import { Charging } from '../spend/charging.ts';
import { PlanCover } from '../spend/plan-cover.ts';
import { emptyTally, type Tally } from './import-tally.ts';
import { RowSources } from './row-sources.ts';
import { dropToldByPackets } from './told-by-packets.ts';
import { TouchedMonths, UsageStore } from './usage-store.ts';

/** A kept log as one that takes part in the count; `null` where its entry is damaged. */
export function countedLog(kept: KeptLog, isRead: boolean): CountedLog | null {
  const state =
    decodeLogState(kept.entry, 'claude', CLAUDE_WIDTH) ??
    decodeLogState(kept.entry, 'codex', CODEX_WIDTH) ??
    decodeLogState(kept.entry, 'keyed', KEYED_WIDTH) ??
    stateOfFirstVersion(kept.entry);
  if (state === null) return null;
  if (kept.importId !== null && state.brought.length === 0) {
    state.brought = [[kept.importId, state.rows.count]];
  }
  return {
    state,
    changedMs: kept.changedMs,
    project: projectOfPath(kept.path),
    owner: kept.sourceId,
    isRead,
  };
}

/** One line of use as the book is to hold it. */
type WantedRow = {
  readonly source: LogSource;
  readonly row: UsageRow;
  readonly importId: number;
  /** Whether logs that are read now hold a part of it. */
  readonly isRead: boolean;
};

/** What an import of agent logs did to the book's rows. */
export type AgentUsageChange = {
  readonly tally: Tally;
  /** Days in closed months that a log read now would change. */
  readonly closedDays: readonly IsoDay[];
};

/**
 * Brings the use of all agent logs to what their events say: only rows that differ are written anew.
 * Rows in closed months stay as they are. `importId` brings what no import is noted for.
 */
export function settleAgentUsage(
  context: Context,
  days: readonly AgentUsageDay[],
  importId: number,
): AgentUsageChange {
  const { book } = context;
  const wanted = wantedRows(days, logSources(book), importId);
  const held = heldRows(book.agentLogs.usage());
  const closed = new Set(book.closures.months());
  const isClosed = (day: IsoDay): boolean => closed.has(day.slice(0, 7));
  const tally = emptyTally();
  const closedDays: IsoDay[] = [];
  const changed: WantedRow[] = [];
  const touched = new TouchedMonths();
  const drop = (rows: readonly HeldAgentUsage[]): void => {
    for (const { id, identityId, day } of rows) {
      if (isClosed(day)) continue;
      book.agentLogs.dropUsage(id);
      touched.add(identityId, day.slice(0, 7));
    }
  };
  for (const [key, one] of wanted) {
    const there = held.get(key) ?? [];
    held.delete(key);
    const isSame = there.length === 1 && there.every((row) => saysTheSame(row, one.row));
    const { day } = one.row;
    if (!isSame && !isClosed(day)) {
      drop(there);
      changed.push(one);
    }
    if (!one.isRead) continue;
    tally.rows += 1;
    if (!isSame && isClosed(day)) {
      tally.rejected += 1;
      closedDays.push(day);
      continue;
    }
    tally[isSame ? 'unchanged' : there.length > 0 ? 'replaced' : 'added'] += 1;
    if (tally.from === null || day < tally.from) tally.from = day;
    if (tally.to === null || day > tally.to) tally.to = day;
  }
  for (const rows of held.values()) drop(rows);
  write(context, changed, touched, closed);
  const read = changed.map(({ source, row }) => ({ source, day: row.day, tool: row.tool ?? '' }));
  dropToldByPackets(context, read);
  const dayList = [
    ...changed.map(({ row }) => row.day),
    ...[...touched].map(([, month]) => `${month}-01`),
  ];
  if (dayList.length > 0) {
    const sorted = dayList.toSorted();
    repostVariances(context, { from: sorted.at(0) ?? null, to: sorted.at(-1) ?? null });
  }
  return { tally, closedDays };
}

function write(
  context: Context,
  rows: readonly WantedRow[],
  touched: TouchedMonths,
  closed: ReadonlySet<string>,
): void {
  const { book } = context;
  // What was dropped first: a month of which nothing is left is then a new one.
  for (const [identityId, month] of touched) sumUsageMonth(book, identityId, month);
  if (rows.length === 0) return;
  const charging = new Charging(context);
  const cover = new PlanCover(context);
  for (const some of Map.groupBy(
    rows,
    ({ source, importId }) => `${source.id} ${importId}`,
  ).values()) {
    const first = some[0];
    if (first === undefined) continue;
    const sources = new RowSources(book, first.source);
    const store = new UsageStore(context, first.importId, sources, charging, cover, closed);
    for (const { row } of some) store.take(row);
    store.flush();
    store.sumUp(book);
  }
}

function wantedRows(
  days: readonly AgentUsageDay[],
  sources: ReadonlyMap<number, LogSource>,
  importId: number,
): Map<string, WantedRow> {
  const wanted = new Map<string, WantedRow>();
  let line = 0;
  for (const day of days) {
    const source = sources.get(day.owner);
    if (source === undefined) continue;
    line += 1;
    const row = rowOf(day, source.person, line);
    const key = keyOf(source.id, row, row.description, tierWords(row.tier ?? PLAIN_TIER).join(' '));
    const known = wanted.get(key);
    const one = { source, row, importId: day.importId || importId, isRead: day.readRequests > 0 };
    wanted.set(key, known === undefined ? one : together(known, one));
  }
  return wanted;
}

/** Two lines that the book knows by one key. */
function together(one: WantedRow, other: WantedRow): WantedRow {
  const sum = (key: Count): number => (one.row[key] ?? 0) + (other.row[key] ?? 0);
  return {
    ...one,
    importId: Math.max(one.importId, other.importId),
    isRead: one.isRead || other.isRead,
    row: {
      ...one.row,
      inputTokens: sum('inputTokens'),
      outputTokens: sum('outputTokens'),
      cacheReadTokens: sum('cacheReadTokens'),
      cacheWriteTokens: sum('cacheWriteTokens'),
      cacheWrite1hTokens: sum('cacheWrite1hTokens'),
      requests: sum('requests'),
      searches: sum('searches'),
      costMicro: plus(one.row.costMicro, other.row.costMicro),
      grossMicro: plus(one.row.grossMicro, other.row.grossMicro),
      currency: one.row.currency ?? other.row.currency,
      creditsMicro: (one.row.creditsMicro ?? 0n) + (other.row.creditsMicro ?? 0n),
    },
  };
}

const plus = (one: bigint | null, other: bigint | null): bigint | null =>
  one === null ? other : one + (other ?? 0n);

function heldRows(rows: readonly HeldAgentUsage[]): Map<string, HeldAgentUsage[]> {
  return Map.groupBy(rows, (row) => {
    return keyOf(row.sourceId, row, marksIn(row.detail), tierWords(readTier(row.tier)).join(' '));
  });
}

const GUESSED = 'model guessed';
const CACHE_UNKNOWN = 'cache not known';

/** The marks in a row's detail, as its description holds them; other words in it are the tier's. */
function marksIn(detail: string): string | null {
  const marks = [GUESSED, CACHE_UNKNOWN].filter((mark) => detail.includes(mark));
  return marks.length === 0 ? null : marks.join(' · ');
}

const keyOf = (
  sourceId: number,
  row: { day: string; tool: string | null; model: string | null; project: string | null },
  guessed: string | null,
  tier: string,
): string =>
  [sourceId, row.day, row.tool ?? '', row.model ?? '', row.project ?? '', guessed ?? '', tier].join(
    '\n',
  );

type Count = (typeof USAGE_COUNTS)[number];

const saysTheSame = (held: HeldAgentUsage, row: UsageRow): boolean =>
  USAGE_COUNTS.every((key) => held[key] === (row[key] ?? 0)) &&
  (held.costMicro ?? 0n) === (row.costMicro ?? 0n) &&
  held.creditsMicro === (row.creditsMicro ?? 0n) &&
  held.tier === tierText(row.tier ?? PLAIN_TIER);

function rowOf(day: AgentUsageDay, actor: string | null, line: number): UsageRow {
  const cost = day.costMicro > 0 ? BigInt(day.costMicro) : null;
  return {
    kind: 'usage',
    line,
    day: day.day,
    identity: actor,
    tool: day.tool,
    model: day.model,
    project: day.project,
    description: marksIn(
      `${day.modelGuessed ? GUESSED : ''}${day.cacheUnknown ? CACHE_UNKNOWN : ''}`,
    ),
    nativeId: null,
    inputTokens: day.inputTokens,
    outputTokens: day.outputTokens,
    cacheReadTokens: day.cacheReadTokens,
    cacheWriteTokens: day.cacheWriteTokens,
    cacheWrite1hTokens: day.cacheWrite1hTokens,
    requests: day.requests,
    searches: day.searches,
    costMicro: cost,
    grossMicro: cost,
    currency: cost === null ? null : 'USD',
    creditsMicro: BigInt(day.creditsMicro),
    tier: priceTier({
      speed: day.speed,
      serviceTier: day.serviceTier,
      geo: day.geo,
      context: day.isLong ? 'long' : 'short',
    }),
  };
}
