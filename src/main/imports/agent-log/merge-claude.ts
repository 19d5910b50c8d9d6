import { CLAUDE, CLAUDE_WIDTH, isBetterRow, isSidechainRow } from './claude-rows.ts';
import type { NumberRows } from './number-rows.ts';

/**
 * The rows that count, once each answer is counted once across all logs: the place of each in
 * `rows`, which holds the logs' rows in the order of their paths. Streamed, resumed and copied
 * sessions write one answer many times: the same message and request id is one answer, in whatever
 * session; and a side question replays its parent's answer with a new request id, which is one
 * answer where message and session are the same and one of the two is a sidechain's. Rules: the
 * Claude Code adapter of ccusage 20.0.24.
 */
export function mergeClaudeRows(rows: NumberRows): number[] {
  const survivors: number[] = [];
  const answers = new Map<number, number>();
  const replays = new Slots();
  const sidechains = new Slots();
  const isSide = (place: number): boolean => isSidechainRow(rows, place);
  const answerOf = (place: number): number => rows.at(place + CLAUDE.answerKey);
  const replayOf = (place: number): number => rows.at(place + CLAUDE.replayKey);
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
    const answer = answerOf(place);
    if (answer === 0) {
      survivors.push(place);
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
      continue;
    }
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
  return survivors;
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
