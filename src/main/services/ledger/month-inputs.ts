import { firstDay, type IsoDay, type IsoMonth, monthRange } from '../../../core/calendar.ts';
import { ledgerSettings } from '../../../core/close/ledger-settings.ts';
import type { PostedBill } from '../../../core/invoices/posted-bill.ts';
import type { LedgerInput, MonthInput } from '../../../core/ledger/book-months.ts';
import type { SpendRow } from '../../../core/ledger/ledger-state.ts';
import { chosenPack, ledgerRules } from '../../../core/ledger/set-rules.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';
import { payoutsByMonth } from '../claims/payout-export.ts';
import { frozenEntries } from '../close/frozen-month.ts';
import { bookMonths } from '../company/company.ts';
import { type Context, settingOf } from '../context.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';
import { Charging } from '../spend/charging.ts';
import type { SpendReader } from '../spend/spend-reader.ts';
import { claimCharges } from './claim-charges.ts';
import { type LedgerBill, ledgerBills } from './gather-documents.ts';

/** Everything that a month's ledger follows from; `null` while no chart of accounts is chosen. */
export type GatheredLedger = {
  readonly input: LedgerInput;
  readonly bills: readonly LedgerBill[];
  /** Posted invoices that wait for a rate of their day. */
  readonly withoutRate: readonly PostedBill[];
};

/** Gathers months up to one, with their documents, from what is frozen and from what the book holds. */
export function gatherLedger(
  context: Context,
  reader: SpendReader,
  until: IsoMonth,
): GatheredLedger | null {
  const value = (key: string): string => settingOf(context, key);
  if (chosenPack(value) === null) return null;
  const charging = new Charging(context);
  const settings = ledgerSettings(value);
  const { bills, withoutRate } = ledgerBills(context, charging);
  const openingCredits = context.book.ledger.openingCredits();
  const gathering = new MonthGathering(context, reader, bills, settings.costCentreOf);
  for (const one of openingCredits) gathering.drawCredits(one.account, firstDay(one.month));
  const documents = bills.map(({ document }) => document);
  const started = openingCredits.map(({ month }) => month);
  const months = monthRange(firstMonth(context, bills, started, until), until).map((month) =>
    gathering.month(month),
  );
  return {
    bills,
    withoutRate,
    input: {
      base: charging.base,
      rules: ledgerRules(value, settings.expenseFor),
      documents,
      bookedEarlier: bookedEarlier(context, bills, months),
      openingCredits,
      months,
    },
  };
}

/** The first month that has anything: use, charges, credits or a document. */
function firstMonth(
  { book }: Context,
  bills: readonly LedgerBill[],
  started: readonly IsoMonth[],
  until: IsoMonth,
): IsoMonth {
  const span = bookMonths(book);
  const starts = bills.map(({ document }) => document.postingMonth);
  return [...starts, ...started, span?.from ?? until].reduce((a, b) => (a < b ? a : b), until);
}

/** Documents that were here when a month was closed without entries: its journal has them, or nobody asked for one. */
function bookedEarlier(
  { book }: Context,
  bills: readonly LedgerBill[],
  months: readonly MonthInput[],
): Set<string> {
  const earlier = new Set(
    months.filter(({ standing }) => standing === 'earlier').map(({ month }) => month),
  );
  return new Set(
    bills.flatMap(({ bill, document }) => {
      const closedAt = earlier.has(document.postingMonth)
        ? book.closures.closedAt(document.postingMonth)
        : undefined;
      return closedAt !== undefined && bill.takenAt <= closedAt ? [document.id] : [];
    }),
  );
}

/** Months one by one, on what all of them share. */
class MonthGathering {
  readonly #context: Context;
  readonly #reader: SpendReader;
  readonly #costCentreOf: (team: string | null) => string | null;
  readonly #people: ReadonlyMap<number, HeldPerson>;
  readonly #creditsSince = new Map<string, IsoDay>();
  #payouts: ReturnType<typeof payoutsByMonth> | null = null;
  readonly #late: ReturnType<Context['book']['variances']['late']>;

  constructor(
    context: Context,
    reader: SpendReader,
    bills: readonly LedgerBill[],
    costCentreOf: (team: string | null) => string | null,
  ) {
    this.#context = context;
    this.#reader = reader;
    this.#costCentreOf = costCentreOf;
    this.#people = new Map(heldPeople(context.book).map((one) => [one.id, one]));
    this.#late = context.book.variances.late();
    for (const { bill } of bills) {
      if (bill.creditsSince !== null) this.drawCredits(bill.account, bill.creditsSince);
    }
  }

  /** Says that an account's metered use is drawn from credits, from a day on; the earliest told holds. */
  drawCredits(account: string, since: IsoDay): void {
    const key = account.toLowerCase();
    const known = this.#creditsSince.get(key);
    if (known === undefined || since < known) this.#creditsSince.set(key, since);
  }

  month(month: IsoMonth): MonthInput {
    const { book } = this.#context;
    const cells = this.#reader.month(month);
    const isClosed = book.closures.isClosed(month);
    const entries = isClosed ? frozenEntries(book, month) : null;
    return {
      month,
      standing: entries ? { entries } : isClosed ? 'earlier' : 'open',
      spend: cells.filter(({ source }) => source !== 'claim').map((cell) => this.#spendRow(cell)),
      late: this.#late
        .filter(({ postedMonth }) => postedMonth === month)
        .map(({ account, month: own, baseMicro }) => ({ account, month: own, baseMicro })),
      claims: claimCharges(
        this.#context,
        cells.filter(({ source }) => source === 'claim'),
        { people: this.#people, costCentreOf: this.#costCentreOf, isClosed },
      ),
      transfers: isClosed ? [] : (this.#transfers().get(month) ?? []),
    };
  }

  #transfers(): ReturnType<typeof payoutsByMonth> {
    this.#payouts ??= payoutsByMonth(this.#context);
    return this.#payouts;
  }

  #spendRow(cell: SpendCell): SpendRow {
    const account = cell.account ?? cell.tool ?? '';
    const since = this.#creditsSince.get(account.toLowerCase());
    const isMetered = cell.source === 'usage' || cell.source === 'cost-report';
    const team = cell.carrierId === null ? null : (this.#people.get(cell.carrierId)?.team ?? null);
    return {
      account,
      tool: cell.tool,
      costCentre: this.#costCentreOf(team),
      baseMicro: cell.baseMicro,
      isFromCredits: isMetered && since !== undefined && cell.day >= since,
    };
  }
}
