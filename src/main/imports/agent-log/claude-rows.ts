import type { ClaudeUse } from './claude-line.ts';
import { type LogState, placeOfModel, placeOfTier } from './log-state.ts';
import { NumberRows } from './number-rows.ts';

/** The cells of a Claude Code row. */
export const CLAUDE = {
  ms: 0,
  model: 1,
  flags: 2,
  input: 3,
  output: 4,
  cacheRead: 5,
  cacheWrite: 6,
  cacheWrite1h: 7,
  answerKey: 8,
  replayKey: 9,
  costUsd: 10,
  tier: 11,
  searches: 12,
} as const;
export const CLAUDE_WIDTH = 13;
const SIDECHAIN = 1;
const SPEED = 2;
const LEGACY = 4;

export function addClaudeUse(state: LogState, use: ClaudeUse): void {
  writeUse(state, state.rows.add(), use);
}

function writeUse(state: LogState, place: number, use: ClaudeUse): void {
  const cells = state.rows.cells;
  cells[place + CLAUDE.ms] = use.ms;
  cells[place + CLAUDE.model] = placeOfModel(state, use.model);
  cells[place + CLAUDE.flags] = (use.isSidechain ? SIDECHAIN : 0) | (use.hasSpeed ? SPEED : 0);
  cells[place + CLAUDE.input] = use.inputTokens;
  cells[place + CLAUDE.output] = use.outputTokens;
  cells[place + CLAUDE.cacheRead] = use.cacheReadTokens;
  cells[place + CLAUDE.cacheWrite] = use.cacheWriteTokens;
  cells[place + CLAUDE.cacheWrite1h] = use.cacheWrite1hTokens;
  cells[place + CLAUDE.answerKey] = use.answerKey;
  cells[place + CLAUDE.replayKey] = use.replayKey;
  cells[place + CLAUDE.costUsd] = use.costUsd;
  cells[place + CLAUDE.tier] = placeOfTier(state, use.tier);
  cells[place + CLAUDE.searches] = use.searches;
}

export const isSidechainRow = (rows: NumberRows, place: number): boolean =>
  (rows.at(place + CLAUDE.flags) & SIDECHAIN) !== 0;
const isLegacy = (rows: NumberRows, place: number): boolean =>
  (rows.at(place + CLAUDE.flags) & LEGACY) !== 0;

/**
 * Adds the requests of a log one by one and keeps of the copies of an answer within it (the lines
 * that were streamed) only the best, so that an entry of the store is small. What an earlier reading
 * found stays as it is: it belongs to the import that brought it.
 */
export class ClaudeCollector {
  readonly #state: LogState;
  readonly #places = new Map<number, number>();

  constructor(state: LogState) {
    this.#state = state;
  }

  add(use: ClaudeUse): void {
    const rows = this.#state.rows;
    this.#state.uses += 1;
    const known = use.answerKey === 0 ? undefined : this.#places.get(use.answerKey);
    if (known === undefined) {
      this.#places.set(use.answerKey, rows.count * CLAUDE_WIDTH);
      addClaudeUse(this.#state, use);
      return;
    }
    if (rows.at(known + CLAUDE.replayKey) !== use.replayKey) {
      // A copy from another session: both stay, since a sidechain may replay either.
      addClaudeUse(this.#state, use);
      return;
    }
    addClaudeUse(this.#state, use);
    const last = (rows.count - 1) * CLAUDE_WIDTH;
    if (isBetterRow(rows, last, known)) {
      rows.cells.copyWithin(known, last, last + CLAUDE_WIDTH);
    }
    rows.cells.fill(0, last, last + CLAUDE_WIDTH);
    rows.count -= 1;
  }
}

/**
 * Of two copies of an answer the one that counts: not the sidechain's; else the one with more
 * tokens (an early streamed line has a smaller output); else the dearer; else the one of which more
 * is known; else the one with a speed.
 */
export function isBetterRow(rows: NumberRows, candidate: number, known: number): boolean {
  const side = isSidechainRow(rows, candidate);
  if (side !== isSidechainRow(rows, known)) return !side;
  const more = total(rows, candidate) - total(rows, known);
  if (more !== 0) return more > 0;
  const dearer = costs(rows, candidate, known);
  if (dearer !== 0) return dearer > 0;
  if (isLegacy(rows, known) !== isLegacy(rows, candidate)) return isLegacy(rows, known);
  return hasSpeed(rows, candidate) && !hasSpeed(rows, known);
}

const hasSpeed = (rows: NumberRows, place: number): boolean =>
  (rows.at(place + CLAUDE.flags) & SPEED) !== 0;

const total = (rows: NumberRows, place: number): number =>
  rows.at(place + CLAUDE.input) +
  rows.at(place + CLAUDE.output) +
  rows.at(place + CLAUDE.cacheRead) +
  rows.at(place + CLAUDE.cacheWrite);

function costs(rows: NumberRows, candidate: number, known: number): number {
  const stated = rows.at(candidate + CLAUDE.costUsd);
  const other = rows.at(known + CLAUDE.costUsd);
  if (stated >= 0 && other >= 0) return stated - other;
  return weight(rows, candidate) - weight(rows, known);
}

/** Anthropic's prices relative to a cache read: input 10, output 50, 5-minute write 12.5, 1-hour write 20. */
function weight(rows: NumberRows, place: number): number {
  const long = rows.at(place + CLAUDE.cacheWrite1h);
  return (
    10 * rows.at(place + CLAUDE.input) +
    50 * rows.at(place + CLAUDE.output) +
    rows.at(place + CLAUDE.cacheRead) +
    12.5 * (rows.at(place + CLAUDE.cacheWrite) - long) +
    20 * long
  );
}

/** Rows as the first version stored them (its cells without tier and searches), as rows of today. */
export function claudeRowsOfFirstVersion(old: NumberRows, tiers: string[]): NumberRows {
  const rows = new NumberRows(CLAUDE_WIDTH);
  tiers.push('||', 'standard||', 'fast||');
  for (let row = 0; row < old.count; row += 1) {
    const place = rows.add();
    for (let cell = 0; cell < old.width; cell += 1)
      rows.cells[place + cell] = old.at(row * old.width + cell);
    const flags = rows.at(place + CLAUDE.flags);
    rows.cells[place + CLAUDE.flags] = (flags & (SIDECHAIN | SPEED)) | LEGACY;
    rows.cells[place + CLAUDE.tier] = (flags & 4) !== 0 ? 2 : (flags & SPEED) !== 0 ? 1 : 0;
  }
  return rows;
}
