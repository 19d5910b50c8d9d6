import type {
  AssetRow,
  OutputRow,
  PersonRow,
  RateRow,
  SeatRow,
  SubscriptionRow,
} from '../../../core/spend/rows.ts';
import type { Book } from '../../book/book.ts';
import { KnownRows, type KnownTable, type TakeMode, type Taken } from '../../book/known-rows.ts';
import { ensureAccount } from '../../book/sources.ts';

const plain = { derived: [], nativeWithin: null, closes: false } as const;

export const personTable: KnownTable = {
  ...plain,
  name: 'person',
  key: ['email'],
  said: ['name', 'role', 'team', 'start_day', 'end_day', 'monthly_cost_micro', 'cost_currency'],
  hasOrdinal: false,
  hasLine: false,
};

export const subscriptionTable: KnownTable = {
  ...plain,
  name: 'subscription',
  key: ['tool', "coalesce(email, '')", 'start_day', 'coalesce(account_id, 0)'],
  said: [
    'end_day',
    'price_micro',
    'currency',
    'cadence',
    'renewal_day',
    'notice_days',
    'downgrade_micro',
  ],
  hasOrdinal: true,
  hasLine: true,
};

export const outputTable: KnownTable = {
  ...plain,
  name: 'output_item',
  key: ['email', 'day', 'kind', 'title', 'link'],
  said: ['quantity_milli', 'accepted', 'accepted_by', 'minutes_saved', 'reopened_day'],
  hasOrdinal: true,
  hasLine: true,
  closes: true,
  among: 'tracker_item_id IS NULL',
};

export const rateTableShape: KnownTable = {
  ...plain,
  name: 'rate',
  key: ['from_currency', 'to_currency', 'day'],
  said: ['rate', 'source'],
  hasOrdinal: false,
  hasLine: false,
};

export const seatTable: KnownTable = {
  ...plain,
  name: 'reported_seat',
  key: ['account_id', 'tool', 'day', 'identity'],
  said: ['name', 'last_activity_day'],
  hasOrdinal: false,
  hasLine: true,
};

export const assetTable: KnownTable = {
  ...plain,
  name: 'asset',
  key: ['maker', 'name', 'from_month'],
  said: ['kind', 'to_month', 'share_milli', 'hours_milli', 'months', 'place', 'tool', 'survives'],
  hasOrdinal: false,
  hasLine: true,
};

/** Takes the rows of small files: people, subscriptions, output, rates, assets. */
export class RecordStores {
  readonly #book: Book;
  readonly #base: string;
  readonly #rows: (table: KnownTable) => KnownRows;
  readonly #made = new Map<string, KnownRows>();
  readonly #kinds = new Set<string>();

  constructor(
    book: Book,
    importId: number,
    base: string,
    closed: ReadonlySet<string>,
    mode: TakeMode,
  ) {
    this.#book = book;
    this.#base = base;
    this.#rows = (table) => {
      const found =
        this.#made.get(table.name) ?? new KnownRows(book, table, importId, closed, mode);
      this.#made.set(table.name, found);
      return found;
    };
  }

  person(row: PersonRow): Taken {
    return this.#rows(personTable).take({
      key: [row.email.trim()],
      said: [
        row.name,
        row.role,
        row.team,
        row.startDay,
        row.endDay,
        row.monthlyCostMicro,
        row.monthlyCostMicro === null ? null : (row.currency ?? this.#base),
      ],
      derived: [],
      line: row.line,
      month: null,
    });
  }

  subscription(row: SubscriptionRow): Taken {
    const accountId = row.account === null ? null : ensureAccount(this.#book, row.account, null);
    return this.#rows(subscriptionTable).take({
      key: [row.tool, row.email, row.startDay, accountId],
      keyFound: [row.tool, row.email ?? '', row.startDay, accountId ?? 0],
      said: [
        row.endDay,
        row.priceMicro,
        row.currency,
        row.cadence,
        row.renewalDay,
        row.noticeDays,
        row.downgradeMicro,
      ],
      derived: [],
      line: row.line,
      month: null,
    });
  }

  output(row: OutputRow): Taken {
    this.#kind(row.outputKind);
    return this.#rows(outputTable).take({
      key: [row.email, row.day, row.outputKind, row.title ?? '', row.link ?? ''],
      said: [
        row.quantityMilli,
        this.#isAccepted(row) ? 1 : 0,
        row.acceptedBy ?? null,
        row.minutesSaved,
        row.reopenedDay,
      ],
      derived: [],
      line: row.line,
      month: row.day.slice(0, 7),
    });
  }

  seat(row: SeatRow, accountId: number): Taken {
    return this.#rows(seatTable).take({
      key: [accountId, row.tool, row.day, row.identity],
      said: [row.name, row.lastActivity],
      derived: [],
      line: row.line,
      month: null,
    });
  }

  asset(row: AssetRow): Taken {
    return this.#rows(assetTable).take({
      key: [row.maker, row.name, row.fromMonth],
      said: [
        row.assetKind,
        row.toMonth,
        row.shareMilli,
        row.hoursMilli,
        row.months,
        row.place,
        row.tool,
        row.survives,
      ],
      derived: [],
      line: row.line,
      month: null,
    });
  }

  rate(row: RateRow): Taken {
    return this.#rows(rateTableShape).take({
      key: [row.from, row.to, row.day],
      // `366.90` and `366.9` are one rate.
      said: [row.rate.includes('.') ? row.rate.replace(/\.?0+$/, '') : row.rate, row.source],
      derived: [],
      line: row.line,
      month: null,
    });
  }

  /** No such column is acceptance at the source; an empty cell or the author's own name is none. */
  #isAccepted(row: OutputRow): boolean {
    if (row.acceptedBy === undefined) return true;
    const by = row.acceptedBy?.trim().toLowerCase() ?? '';
    if (by === '' || by === row.email.toLowerCase()) return false;
    const author = this.#book.people.nameOf(row.email);
    return by !== author?.trim().toLowerCase();
  }

  #kind(name: string): void {
    if (this.#kinds.has(name)) return;
    this.#book.output.addKind(name);
    this.#kinds.add(name);
  }
}
