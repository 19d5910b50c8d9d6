import type { IsoMonth } from '../calendar.ts';
import { roundShare } from '../close/round-to-total.ts';
import { minorUnitMicro } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import type { Entry, LedgerDocument } from './entry.ts';

/** One charge, or a sum of equal ones, as a month's screen adds it up; claims are apart. */
export type SpendRow = {
  /** Our account at the provider, or the tool where there is none. */
  readonly account: string;
  readonly tool: string | null;
  readonly costCentre: string | null;
  readonly baseMicro: Micro;
  /** Whether it is drawn from credits bought before. */
  readonly isFromCredits: boolean;
};

/** How an account's spend of a month falls on ledger accounts' tools and cost centres. */
export type Split = {
  readonly tool: string | null;
  readonly costCentre: string | null;
  readonly weight: Micro;
};

export type Prepaid = { readonly amountMicro: Micro; readonly baseMicro: Micro };

/** Sums by our account and the month that they are for. */
class ServiceSums {
  readonly #sums = new Map<string, Map<IsoMonth, Micro>>();

  of(account: string, month: IsoMonth): Micro {
    return this.#sums.get(account.toLowerCase())?.get(month) ?? 0n;
  }

  add(account: string, month: IsoMonth, micro: Micro): void {
    if (micro === 0n) return;
    const key = account.toLowerCase();
    const months = this.#sums.get(key) ?? new Map<IsoMonth, Micro>();
    months.set(month, (months.get(month) ?? 0n) + micro);
    this.#sums.set(key, months);
  }

  keys(): [string, IsoMonth][] {
    return [...this.#sums].flatMap(([account, months]) =>
      [...months.keys()].map((month): [string, IsoMonth] => [account, month]),
    );
  }

  months(account: string): IsoMonth[] {
    return [...(this.#sums.get(account.toLowerCase())?.keys() ?? [])].sort();
  }
}

/** A document that stands booked, with what its entry left for later months. */
export type Standing = {
  readonly document: LedgerDocument;
  readonly entry: Entry;
  readonly releases: Entry[];
  /** What of it waits to be released, by month. */
  readonly waiting: Map<IsoMonth, Prepaid>;
  /** Of a credit note: what it took off others. */
  readonly taken: readonly NoteTaken[];
};

/**
 * What the ledger stands at while months are booked one after the other: everything in it follows from the
 * entries booked so far and from what the months' screens say.
 */
export class LedgerState {
  /** What the screens charge, for which month. */
  readonly screen = new ServiceSums();
  /** What documents, releases and used credits have made an expense, for which month. */
  readonly booked = new ServiceSums();
  readonly accrued = new ServiceSums();
  /** What months that an earlier version closed expensed against vendors. */
  readonly earlier = new ServiceSums();
  readonly creditsUse = new ServiceSums();
  readonly creditsUsed = new ServiceSums();
  readonly standing = new Map<string, Standing>();
  readonly credits = new Map<string, Micro>();
  /** Credits that were bought before the ledger began, and are an expense against vendors as they are used. */
  readonly creditsEarlier = new Map<string, Micro>();
  /** Every entry by its key. */
  readonly entries = new Map<string, Entry>();
  readonly numbered = new Map<string, Entry>();
  /** A claim line's entry, by its reference, while it is not taken back. */
  readonly claims = new Map<string, Entry>();
  readonly #splits = new Map<string, Split[]>();
  /** The name of an account as it is written. */
  readonly names = new Map<string, string>();

  /** Takes in what a month's screen charges; `late` are parts of it that are for earlier months. */
  takeSpend(
    month: IsoMonth,
    rows: readonly SpendRow[],
    late: readonly {
      readonly account: string;
      readonly month: IsoMonth;
      readonly baseMicro: Micro;
    }[],
  ): void {
    for (const row of rows) {
      const { account, baseMicro, isFromCredits, tool, costCentre } = row;
      this.names.set(account.toLowerCase(), account);
      this.screen.add(account, month, baseMicro);
      if (isFromCredits) this.creditsUse.add(account, month, baseMicro);
      const key = `${account.toLowerCase()} ${month}`;
      const splits = this.#splits.get(key) ?? [];
      splits.push({ tool, costCentre, weight: baseMicro });
      this.#splits.set(key, splits);
    }
    for (const { account, month: own, baseMicro } of late) {
      this.screen.add(account, month, -baseMicro);
      this.screen.add(account, own, baseMicro);
    }
  }

  splits(account: string, month: IsoMonth): readonly Split[] {
    return this.#splits.get(`${account.toLowerCase()} ${month}`) ?? [];
  }

  /** Credits of an account that are bought and not used. */
  creditsOf(account: string): Micro {
    return this.credits.get(account.toLowerCase()) ?? 0n;
  }

  /** Takes in an entry, in the order of booking. */
  take(entry: Entry): void {
    this.entries.set(entry.key, entry);
    this.numbered.set(entry.number, entry);
    switch (entry.kind) {
      case 'invoice':
      case 'credit-note':
        this.#takeDocument(entry);
        return;
      case 'release':
        this.#takeRelease(entry, 1n);
        return;
      case 'credits-used':
        this.#takeUse(entry);
        return;
      case 'accrual':
        for (const line of entry.lines) {
          if (line.role !== 'expense' || !line.service) continue;
          this.accrued.add(entry.account ?? '', line.service.from, line.baseMicro);
        }
        return;
      case 'accrual-reversal':
        for (const line of entry.lines) {
          if (line.role === 'expense' || !line.service) continue;
          const sums = line.role === 'accrued' ? this.accrued : this.earlier;
          const held = sums.of(entry.account ?? '', line.service.from);
          sums.add(entry.account ?? '', line.service.from, -held);
        }
        return;
      case 'correction':
        this.#takeBack(entry);
        return;
      case 'claim':
        if (entry.reference !== null) this.claims.set(entry.reference, entry);
        return;
      case 'claim-reversal':
        if (entry.reference !== null) this.claims.delete(entry.reference);
        return;
      default:
        return;
    }
  }

  #takeDocument(entry: Entry): void {
    const { document } = entry;
    if (!document?.account) return;
    const { account } = document;
    const isDeferred = entry.lines.some(({ role }) => role === 'prepaid');
    const waiting = new Map<IsoMonth, Prepaid>();
    const isNote = entry.kind === 'credit-note';
    const taken = isNote ? noteTaken(this, entry) : [];
    for (const { month, amountMicro, baseMicro } of document.shares) {
      if (isDeferred && !isNote && month > entry.month) {
        waiting.set(month, { amountMicro, baseMicro });
      } else this.booked.add(account, month, baseMicro);
    }
    for (const one of taken) {
      lessen(one, 1n);
      // The note's share is prepaid that is never released, and no expense.
      this.booked.add(account, one.month, one.baseMicro);
    }
    const key = account.toLowerCase();
    this.credits.set(key, this.creditsOf(account) + document.baseCreditsMicro);
    this.standing.set(document.id, { document, entry, releases: [], waiting, taken });
  }

  #takeRelease(entry: Entry, sign: 1n | -1n): void {
    const { document } = entry;
    if (!document?.account) return;
    const held = this.standing.get(document.id);
    for (const line of entry.lines) {
      if (line.role !== 'expense' || !line.service) continue;
      this.booked.add(document.account, line.service.from, sign * line.baseMicro);
      if (sign === 1n) held?.waiting.delete(line.service.from);
    }
    if (sign === 1n) held?.releases.push(entry);
  }

  #takeUse(entry: Entry): void {
    const account = entry.account ?? '';
    for (const line of entry.lines) {
      if (line.role !== 'expense' || !line.service) continue;
      this.booked.add(account, line.service.from, line.baseMicro);
      this.creditsUsed.add(account, line.service.from, line.baseMicro);
    }
    const key = account.toLowerCase();
    const isEarlier = entry.lines.some(({ role }) => role === 'vendors');
    const credits = isEarlier ? this.creditsEarlier : this.credits;
    credits.set(key, (credits.get(key) ?? 0n) - expenseIn(entry));
  }

  /** Takes in credits that accounts hold as a month begins. */
  takeOpeningCredits(
    opening: readonly { readonly account: string; readonly baseMicro: Micro }[],
  ): void {
    for (const { account, baseMicro } of opening) {
      this.credits.set(account.toLowerCase(), this.creditsOf(account) + baseMicro);
    }
  }

  /** Takes in credits that an earlier month bought, less the use of them that earlier months have charged. */
  takeEarlierCredits(documents: readonly LedgerDocument[]): void {
    for (const { account, baseCreditsMicro } of documents) {
      const key = account?.toLowerCase();
      if (key === undefined || baseCreditsMicro === 0n) continue;
      this.creditsEarlier.set(key, (this.creditsEarlier.get(key) ?? 0n) + baseCreditsMicro);
    }
  }

  /** A month's use that an earlier version's journal has expensed: it is drawn from credits of then, as far as they go. */
  drawEarlierCredits(month: IsoMonth, accounts: ReadonlySet<string>): void {
    for (const account of accounts) {
      const used = this.creditsUse.of(account, month);
      const balance = this.creditsEarlier.get(account) ?? 0n;
      this.creditsUsed.add(account, month, used);
      this.creditsEarlier.set(account, used < balance ? balance - used : 0n);
    }
  }

  /** A correction turns an entry: what that one did is undone. */
  #takeBack(entry: Entry): void {
    const old = entry.corrects === null ? undefined : this.numbered.get(entry.corrects);
    const document = old?.document;
    if (!old || !document?.account) return;
    if (old.kind === 'release') {
      this.#takeRelease(old, -1n);
      return;
    }
    const held = this.standing.get(document.id);
    for (const { month, baseMicro } of document.shares) {
      const isReleased = held?.releases.some(({ lines }) =>
        lines.some(({ service }) => service?.from === month),
      );
      if (held?.waiting.has(month) || isReleased) continue;
      this.booked.add(document.account, month, -baseMicro);
    }
    for (const one of held?.taken ?? []) {
      lessen(one, -1n);
      this.booked.add(document.account, one.month, -one.baseMicro);
    }
    const key = document.account.toLowerCase();
    this.credits.set(key, this.creditsOf(document.account) - document.baseCreditsMicro);
    this.standing.delete(document.id);
  }
}

/** Takes a note's part off what waits, or puts it back. */
function lessen({ standing, month, baseMicro }: NoteTaken, sign: 1n | -1n): void {
  const held = standing.waiting.get(month) ?? { amountMicro: 0n, baseMicro: 0n };
  const share = standing.document.shares.find((one) => one.month === month);
  const unit = minorUnitMicro(standing.document.currency);
  // In its own currency what is left of a share is in proportion to what is left in base.
  const leftMicro = held.baseMicro - sign * baseMicro;
  const amountMicro = !share?.baseMicro
    ? 0n
    : held.amountMicro - roundShare(share.amountMicro, leftMicro, share.baseMicro, unit);
  standing.waiting.set(month, {
    amountMicro: held.amountMicro - amountMicro,
    baseMicro: leftMicro,
  });
}

/** The expense that an entry books. */
export const expenseIn = ({ lines }: Pick<Entry, 'lines'>): Micro =>
  lines.reduce((sum, line) => (line.role === 'expense' ? sum + line.baseMicro : sum), 0n);

export type NoteTaken = {
  readonly standing: Standing;
  readonly month: IsoMonth;
  readonly baseMicro: Micro;
};

/** What a note's entry took off prepaid, worked out again from its amount. */
function noteTaken(state: LedgerState, entry: Entry): NoteTaken[] {
  const { document } = entry;
  const prepaid = entry.lines.reduce(
    (sum, line) => (line.role === 'prepaid' ? sum - line.baseMicro : sum),
    0n,
  );
  return document ? takenFromPrepaid(state, document, entry.month, prepaid) : [];
}

/**
 * What a credit note takes off what waits to be released, at most `mostMicro`: each of its months from the
 * posting one on first, what is left then from any of its months, earliest first.
 */
export function takenFromPrepaid(
  state: LedgerState,
  note: LedgerDocument,
  from: IsoMonth,
  mostMicro: Micro,
): NoteTaken[] {
  const last = note.service.to.slice(0, 7);
  const held = [...state.standing.values()]
    .filter(({ document }) => document.account?.toLowerCase() === note.account?.toLowerCase())
    .flatMap((standing) =>
      [...standing.waiting].map(([month, { baseMicro }]) => ({ standing, month, baseMicro })),
    )
    .filter(({ month, baseMicro }) => month >= from && month <= last && baseMicro > 0n)
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
  const taken = held.map((one) => ({ ...one, baseMicro: 0n, freeMicro: one.baseMicro }));
  let left = mostMicro;
  const take = (one: (typeof taken)[number], mostOfIt: Micro): Micro => {
    const micro = [one.freeMicro, mostOfIt, left].reduce((a, b) => (a < b ? a : b));
    one.freeMicro -= micro;
    one.baseMicro += micro;
    left -= micro;
    return micro;
  };
  for (const { month, baseMicro } of note.shares) {
    let share = -baseMicro;
    for (const one of taken) if (one.month === month && share > 0n) share -= take(one, share);
  }
  for (const one of taken) if (left > 0n) take(one, left);
  return taken.flatMap(({ standing, month, baseMicro }) =>
    baseMicro > 0n ? [{ standing, month, baseMicro }] : [],
  );
}
