import { CLAUDE, CLAUDE_WIDTH, isBetterRow, isSidechainRow } from './claude-rows.ts';
import type { CountedLog } from './counted-log.ts';
import { NumberRows } from './number-rows.ts';

/** The answers that count: of each the best copy, and the log of the copy that stands first. */
export type ClaudeAnswers = {
  readonly rows: NumberRows;
  /** Place of the copy that counts. */
  readonly places: readonly number[];
  /** Places of the copy that came first: whose the answer is. */
  readonly first: readonly number[];
  /** Whether a log that is read now holds the answer. */
  readonly isRead: readonly boolean[];
  /** Where each log's rows begin. */
  readonly starts: readonly number[];
};

/**
 * Each answer once across all logs, which stand in the order in which they came. Streamed, resumed and copied
 * sessions write one answer many times: the same message and request id is one answer, in whatever
 * session; and a side question replays its parent's answer with a new request id, which is one
 * answer where message and session are the same and one of the two is a sidechain's (the rules of
 * ccusage 20.0.24). An answer without an id is never merged within its log; in another log the same
 * one again is told by session, time, model and counts.
 */
export function mergeClaudeLogs(logs: readonly CountedLog[]): ClaudeAnswers {
  const { rows, starts } = joined(logs);
  const survivors: number[] = [];
  const first: number[] = [];
  const isRead: boolean[] = [];
  const { cells } = rows;
  const nameless = new NamelessAnswers(rows);
  let log = -1;
  const answers = new AnswerSlots(rows.count);
  const replays = new Slots();
  const sidechains = new Slots();
  const isSide = (place: number): boolean => isSidechainRow(rows, place);
  const answerOf = (place: number): number => cells[place + CLAUDE.answerKey] as number;
  const replayOf = (place: number): number => cells[place + CLAUDE.replayKey] as number;
  // Replays are looked for by sidechains alone: what none of them can mean need not be remembered.
  const sought = new Set<number>();
  for (let row = 0; row < rows.count; row += 1) {
    const place = row * CLAUDE_WIDTH;
    if (isSide(place)) sought.add(replayOf(place));
  }
  const addReplay = (key: number, slot: number): void => {
    if (sought.has(key)) replays.add(key, slot);
  };
  const register = (slot: number, place: number): void => {
    addReplay(replayOf(place), slot);
    if (isSide(place)) sidechains.add(replayOf(place), slot);
  };
  for (let row = 0; row < rows.count; row += 1) {
    const place = row * CLAUDE_WIDTH;
    while (log + 1 < logs.length && place >= (starts[log + 1] ?? 0)) {
      log += 1;
      nameless.begin(logs[log] as CountedLog);
    }
    const readNow = (logs[log] as CountedLog).isRead;
    const answer = answerOf(place);
    if (answer === 0) {
      const known = nameless.slot(place, survivors.length);
      if (known !== null) {
        if (readNow) isRead[known] = true;
        continue;
      }
      survivors.push(place);
      first.push(place);
      isRead.push(readNow);
      continue;
    }
    const same = answers.get(answer);
    const exact =
      same !== undefined && answerOf(survivors[same] ?? 0) === answer ? same : undefined;
    const slot =
      exact ??
      (isSide(place)
        ? replays.first(replayOf(place), () => true)
        : sidechains.first(replayOf(place), (other) => isSide(survivors[other] ?? 0)));
    if (slot === undefined) {
      answers.set(answer, survivors.length);
      register(survivors.length, place);
      survivors.push(place);
      first.push(place);
      isRead.push(readNow);
      continue;
    }
    if (readNow) isRead[slot] = true;
    const known = survivors[slot] ?? 0;
    if (replayOf(known) !== replayOf(place)) {
      // A copy in another session: a later sidechain of either session finds the one that stays.
      for (const key of [replayOf(place), replayOf(known)]) {
        addReplay(key, slot);
        sidechains.add(key, slot);
      }
    }
    if (!isBetterRow(rows, place, known)) continue;
    survivors[slot] = place;
    if (answerOf(known) !== answer) answers.set(answer, slot);
    if (replayOf(known) !== replayOf(place) || isSide(known) !== isSide(place))
      register(slot, place);
  }
  return { rows, places: survivors, first, isRead, starts };
}

function joined(logs: readonly CountedLog[]): { rows: NumberRows; starts: number[] } {
  const starts: number[] = [];
  let length = 0;
  for (const { state } of logs) {
    starts.push(length);
    length += state.rows.used().length;
  }
  const cells = new Float64Array(length);
  for (const [index, { state }] of logs.entries()) cells.set(state.rows.used(), starts[index]);
  return { rows: new NumberRows(CLAUDE_WIDTH, cells), starts };
}

/** Answers without a message id: the n-th of equal ones in a log is the n-th of them in any other. */
class NamelessAnswers {
  readonly #rows: NumberRows;
  readonly #slots = new Map<string, number>();
  readonly #equal = new Map<string, number>();
  #models: readonly string[] = [];

  constructor(rows: NumberRows) {
    this.#rows = rows;
  }

  begin({ state }: CountedLog): void {
    this.#equal.clear();
    this.#models = state.models;
  }

  /** The slot that the answer has already; `null`: it is new, and has `next` from now on. */
  slot(place: number, next: number): number | null {
    const cell = (index: number): number => this.#rows.at(place + index);
    const said = [
      cell(CLAUDE.replayKey),
      cell(CLAUDE.ms),
      this.#models[cell(CLAUDE.model)] ?? '',
      ...[CLAUDE.input, CLAUDE.output, CLAUDE.cacheRead, CLAUDE.cacheWrite].map(cell),
    ].join(' ');
    const ordinal = this.#equal.get(said) ?? 0;
    this.#equal.set(said, ordinal + 1);
    const known = this.#slots.get(`${said} ${ordinal}`);
    if (known === undefined) this.#slots.set(`${said} ${ordinal}`, next);
    return known ?? null;
  }
}

/** The slot of each answer, by its key, in one block: a million answers take no objects. */
class AnswerSlots {
  readonly #keys: Float64Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** For at most this many keys; none of them is 0. */
  constructor(most: number) {
    let room = 16;
    while (room < 2 * most) room *= 2;
    this.#keys = new Float64Array(room);
    this.#slots = new Int32Array(room);
    this.#mask = room - 1;
  }

  get(key: number): number | undefined {
    const at = this.#placeOf(key);
    return this.#keys[at] === key ? this.#slots[at] : undefined;
  }

  set(key: number, slot: number): void {
    const at = this.#placeOf(key);
    this.#keys[at] = key;
    this.#slots[at] = slot;
  }

  /** Where the key stands, or the free place that it may take. */
  #placeOf(key: number): number {
    const keys = this.#keys;
    // A key is a hash: its lower bits are as good as chance.
    let at = (key >>> 0) & this.#mask;
    for (let held = keys[at]; held !== 0 && held !== key; held = keys[at])
      at = (at + 1) & this.#mask;
    return at;
  }
}

/** Several slots under one key, in the order in which they came; most keys have a single one. */
class Slots {
  readonly #single = new Map<number, number>();
  readonly #more = new Map<number, number[]>();

  add(key: number, slot: number): void {
    const single = this.#single.get(key);
    if (single === undefined) this.#single.set(key, slot);
    else if (single !== slot) {
      const more = this.#more.get(key);
      if (more === undefined) this.#more.set(key, [slot]);
      else if (!more.includes(slot)) more.push(slot);
    }
  }

  first(key: number, holds: (slot: number) => boolean): number | undefined {
    const single = this.#single.get(key);
    if (single === undefined || holds(single)) return single;
    return this.#more.get(key)?.find(holds);
  }
}
