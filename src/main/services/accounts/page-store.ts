import { splitCosts, type UseShare } from '../../../core/accounts/split-costs.ts';
import { type IsoDay, monthOf } from '../../../core/calendar.ts';
import type { ChargeRow, UsageRow } from '../../../core/spend/rows.ts';
import type { Source } from '../../book/sources.ts';
import type { SyncPage } from '../../providers/provider.ts';
import type { Context } from '../context.ts';
import { ChargeStore } from '../imports/charge-store.ts';
import { RowSources } from '../imports/row-sources.ts';
import { UsageStore } from '../imports/usage-store.ts';
import { Charging } from '../spend/charging.ts';
import { PlanCover } from '../spend/plan-cover.ts';
import { rechargeLogs } from '../spend/recharge.ts';
import { keepRejects, settleRejects } from './sync-rejects.ts';
import { COSTS, type HeldStream, LICENCES } from './sync-streams.ts';

/** What pages did to the book; `removed` are rows that the provider no longer tells. */
export type SyncTally = {
  added: number;
  replaced: number;
  unchanged: number;
  removed: number;
  rejected: number;
  from: IsoDay | null;
  to: IsoDay | null;
};

export const noRows = (): SyncTally => ({
  added: 0,
  replaced: 0,
  unchanged: 0,
  removed: 0,
  rejected: 0,
  from: null,
  to: null,
});

type Days = NonNullable<SyncPage['replaces']>;

/** Takes the rows of one account's pages: what a page covers stands afterwards as the page says, whatever stood before. */
export class PageStore {
  readonly tally = noRows();
  /** Days that files brought for this account already: counting them twice would be worse than once. */
  readonly daysFromFiles = new Set<IsoDay>();
  /** Closed months for which the provider now says something else. */
  readonly closedMonths = new Set<string>();
  readonly #context: Context;
  readonly #source: Source;
  readonly #runId: number;
  #charging: Charging;
  #fileDays: ReadonlySet<IsoDay>;
  #rests: string;

  constructor(context: Context, source: Source, runId: number) {
    this.#context = context;
    this.#source = source;
    this.#runId = runId;
    this.#charging = new Charging(context);
    this.#fileDays = this.#findFileDays();
    this.#rests = this.#whatItRestsOn();
  }

  /** Inside the page's transaction. */
  take(page: SyncPage, stream: HeldStream): void {
    this.#refresh();
    const { book } = this.#context;
    if (page.replaces) this.#setAside(stream.importId, page.replaces);
    const closed = new Set(book.closures.months());
    const sources = new RowSources(book, this.#source, stream.moneyFrom === 'cost-report');
    const stores = [this.#context, stream.importId, sources, this.#charging] as const;
    const usage = new UsageStore(...stores, new PlanCover(this.#context), closed);
    const charges = new ChargeStore(...stores, closed);
    const before = { ...this.tally };
    for (const row of this.#split(
      page.stream,
      page.rows.filter((one) => this.#isNew(one)),
    )) {
      const taken = row.kind === 'usage' ? usage.take(row) : charges.take(row);
      if (taken === 'closed') this.closedMonths.add(monthOf(row.day));
      else this.tally[taken] += 1;
      this.#spans(row.day, row.day);
    }
    usage.flush();
    keepRejects(book, this.#runId, page);
    this.tally.rejected += page.rejects.length;
    if (page.replaces) {
      settleRejects(book, this.#runId, page.replaces);
      this.#spans(page.replaces.fromDay, page.replaces.toDay);
      this.#removeRest(stream.importId, page.replaces, usage);
    }
    usage.sumUp(book);
    this.#tellLogs(page);
    this.#countImport(stream.importId, before);
  }

  /** What computers' logs say of the same days does not count beside the account's own use. */
  #tellLogs({ rows, replaces }: SyncPage): void {
    const days = rows.flatMap((row) => (row.kind === 'usage' ? [row.day] : [])).sort();
    const from = replaces?.fromDay ?? days[0];
    const to = replaces?.toDay ?? days.at(-1);
    if (from !== undefined && to !== undefined) rechargeLogs(this.#context, { from, to });
  }

  #isNew({ day }: UsageRow | ChargeRow): boolean {
    if (!this.#fileDays.has(day)) return true;
    this.daysFromFiles.add(day);
    return false;
  }

  #spans(from: IsoDay, to: IsoDay): void {
    if (this.tally.from === null || from < this.tally.from) this.tally.from = from;
    if (this.tally.to === null || to > this.tally.to) this.tally.to = to;
  }

  /** Marks what stands for these days, so that what the page names again can be told from what it does not. */
  #setAside(importId: number, { fromDay, toDay }: Days): void {
    const { book } = this.#context;
    book.usage.setAside(importId, this.#source.id, fromDay, toDay);
    book.charges.setAside(importId, fromDay, toDay);
  }

  #removeRest(importId: number, { fromDay, toDay }: Days, usage: UsageStore): void {
    const { book } = this.#context;
    const ofSource = [importId, this.#source.id, fromDay, toDay] as const;
    for (const { identityId, month } of book.usage.asideMonths(...ofSource)) {
      usage.touched.add(identityId, month);
    }
    this.tally.removed +=
      book.usage.removeAside(...ofSource).changes +
      book.charges.removeAside(importId, fromDay, toDay).changes;
    // What is left lies in closed months and stays as it was closed.
    const left =
      book.usage.keepAside(...ofSource).changes +
      book.charges.keepAside(importId, fromDay, toDay).changes;
    if (left > 0) this.closedMonths.add(monthOf(fromDay));
  }

  /**
   * Money that names nobody: costs go to those who used the same thing that day, by the list price of
   * their use; licences to those who hold a seat, in equal parts; anything else stays unassigned.
   */
  #split(
    stream: string,
    rows: readonly (UsageRow | ChargeRow)[],
  ): readonly (UsageRow | ChargeRow)[] {
    const charges = rows.filter((row) => row.kind === 'charge');
    const unnamed = charges.filter(({ identity }) => identity === null);
    if (unnamed.length === 0) return rows;
    const days = [...new Set(unnamed.map(({ day }) => day))];
    const shares =
      stream === COSTS ? this.#sharesOn(days) : stream === LICENCES ? this.#seatsOn(days) : [];
    if (shares.length === 0) return rows;
    const split = splitCosts(charges, shares).map((row) => ({
      ...row,
      // Use that names nobody keeps its part unassigned.
      identity: row.identity === '' ? null : row.identity,
      nativeId: null,
    }));
    return [...rows.filter((row) => row.kind === 'usage'), ...split];
  }

  /** Seats as they were seen; the first list stands for the whole month in which it was read. */
  #seatsOn(days: readonly IsoDay[]): UseShare[] {
    const seats = this.#context.book.accountLists.seatsSeen(this.#source.accountId ?? 0);
    const first = seats.reduce((least, { since }) => (since < least ? since : least), '9999');
    return days.flatMap((day) =>
      seats
        .filter(({ since }) => since <= day || (since === first && monthOf(since) === monthOf(day)))
        .map(({ identity }) => ({ day, identity, model: null, project: null, weight: 1n })),
    );
  }

  #sharesOn(days: readonly IsoDay[]): UseShare[] {
    return this.#context.book.usage
      .reportShares(this.#source.id, days)
      .map(({ weightMicro, ...share }) => ({ ...share, weight: weightMicro }));
  }

  #countImport(importId: number, before: SyncTally): void {
    const { added, replaced, unchanged, rejected, from, to } = this.tally;
    const counts = [
      added - before.added,
      replaced - before.replaced,
      unchanged - before.unchanged,
      rejected - before.rejected,
    ] as const;
    this.#context.book.imports.count(importId, counts, from, to);
  }

  /** Between two pages people may have changed prices, rates or billing, or taken a file. */
  #refresh(): void {
    const rests = this.#whatItRestsOn();
    if (rests === this.#rests) return;
    this.#rests = rests;
    this.#charging = new Charging(this.#context);
    this.#fileDays = this.#findFileDays();
  }

  #whatItRestsOn(): string {
    const row = this.#context.book.imports.standsOn();
    return JSON.stringify(row);
  }

  #findFileDays(): ReadonlySet<IsoDay> {
    const found = this.#context.book.usage.fileDays(this.#source.id);
    return new Set(found);
  }
}
