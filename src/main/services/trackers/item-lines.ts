import { type IsoDay, monthOf } from '../../../core/calendar.ts';
import type { TrackerOutput } from '../../book/stores/output.ts';
import type { Context } from '../context.ts';
import { SpendReader } from '../spend/spend-reader.ts';

/** A line of the output that an item asks for. */
export type WantedLine = {
  readonly email: string;
  readonly personId: number;
  readonly day: IsoDay;
  readonly kind: string;
  readonly quantityMilli: number;
  readonly title: string;
  readonly link: string;
  readonly accepted: boolean;
  readonly acceptedBy: string | null;
  /** Since when it does not count any more. */
  readonly reopened: IsoDay | null;
};

/**
 * Writes an item's lines into the output. Closed months keep what they were closed with: a line of
 * one stops counting from its day on; a new one is taken only where it lies before the person's seat,
 * since nothing that is frozen looks at it.
 */
export class ItemLines {
  readonly #context: Context;
  readonly #closed: ReadonlySet<string>;
  readonly #kinds = new Set<string>();
  #firstCharges: ReadonlyMap<number, IsoDay> | null = null;

  constructor(context: Context) {
    this.#context = context;
    this.#closed = new Set(context.book.closures.months());
  }

  /**
   * Brings the item's lines to what is wanted; `late` where a closed month kept one of them out.
   * `stopped` is the day from which frozen lines stop counting where nothing is wanted any more.
   */
  write(
    trackerItemId: number,
    wanted: readonly WantedLine[],
    stopped: IsoDay | null,
    isFresh: boolean,
  ): 'done' | 'late' {
    const { output } = this.#context.book;
    const held = isFresh ? [] : output.ofTrackerItem(trackerItemId);
    const left = new Map(held.map((line) => [line.id, line]));
    let outcome: 'done' | 'late' = 'done';
    for (const line of wanted) {
      const mine = [...left.values()].filter((one) => isSame(one.email, line.email));
      const held =
        mine.find(({ day }) => day === line.day) ?? mine.find((one) => !this.#isFrozen(one));
      if (held) left.delete(held.id);
      if (this.#bring(trackerItemId, line, held) === 'late') outcome = 'late';
    }
    const since = wanted[0]?.day ?? stopped;
    for (const line of left.values()) this.#letGo(line, since);
    return outcome;
  }

  #bring(
    trackerItemId: number,
    line: WantedLine,
    held: TrackerOutput | undefined,
  ): 'done' | 'late' {
    const { output } = this.#context.book;
    const isClosed = this.#closed.has(monthOf(line.day));
    const made = this.#lineOf(line, isClosed);
    if (held && (this.#isFrozen(held) || isEqual(held, made))) {
      const retold = held.title !== made.title || held.acceptedBy !== made.acceptedBy;
      if (retold || held.reopened !== made.reopened) output.retell(held.id, made);
      return 'done';
    }
    if (isClosed && !this.#isBeforeSeat(line)) {
      if (held) output.remove(held.id);
      return 'late';
    }
    this.#ensureKind(line.kind);
    if (held && !isClosed && !held.beforeSeat) output.tellAnew(held.id, made);
    else {
      if (held) output.remove(held.id);
      output.addOfTracker(trackerItemId, made);
    }
    return 'done';
  }

  /** It lies in a closed month, which looked at it when it was closed. */
  #isFrozen({ day, beforeSeat }: TrackerOutput): boolean {
    return !beforeSeat && this.#closed.has(monthOf(day));
  }

  #lineOf(line: WantedLine, isClosed: boolean): Omit<TrackerOutput, 'id'> {
    const { personId: _, accepted, ...said } = line;
    return {
      ...said,
      accepted: accepted ? 1 : 0,
      neverCounts: line.reopened !== null && !isClosed,
      beforeSeat: isClosed,
    };
  }

  #letGo(line: TrackerOutput, since: IsoDay | null): void {
    const { output } = this.#context.book;
    if (!this.#isFrozen(line)) output.remove(line.id);
    else if (line.reopened === null && since !== null)
      output.retell(line.id, { ...line, reopened: since < line.day ? line.day : since });
  }

  #isBeforeSeat({ personId, day }: WantedLine): boolean {
    this.#firstCharges ??= new SpendReader(this.#context).firstChargeDays();
    const first = this.#firstCharges.get(personId);
    return first === undefined || monthOf(day) < monthOf(first);
  }

  #ensureKind(kind: string): void {
    if (this.#kinds.has(kind)) return;
    this.#context.book.output.addKind(kind);
    this.#kinds.add(kind);
  }
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function isEqual(held: TrackerOutput, made: Omit<TrackerOutput, 'id'>): boolean {
  return (
    held.day === made.day &&
    held.kind === made.kind &&
    held.quantityMilli === made.quantityMilli &&
    held.accepted === made.accepted &&
    held.link === made.link &&
    held.neverCounts === made.neverCounts &&
    held.beforeSeat === made.beforeSeat
  );
}
