import { firstDay, type IsoMonth, lastDay } from '../calendar.ts';
import type { PayoutExportRow } from '../close/export-rows.ts';
import { type ClaimCharge, claimEntries } from './claim-entries.ts';
import { documentPrint } from './document.ts';
import { documentEntry, reversalEntries } from './document-entries.ts';
import { ENTRY_KINDS, type Entry, type LedgerDocument } from './entry.ts';
import { aboutDocument, dayWithin, documentName, entryOf, type NewEntry } from './entry-lines.ts';
import type { LedgerRules } from './ledger-rules.ts';
import { LedgerState, type SpendRow, type Standing } from './ledger-state.ts';
import { missingTaxAccounts, type Unbooked } from './missing-tax-accounts.ts';
import { accrualEntries, creditEntries, releaseEntries } from './month-end-entries.ts';
import { paymentEntries, transferEntries } from './payment-entries.ts';
import { turnedLines } from './turned-lines.ts';

/** What of a month's spend is for an earlier one: a closed month's, posted where one was open. */
export type LateSpend = {
  readonly account: string;
  readonly month: IsoMonth;
  readonly baseMicro: bigint;
};

/** A month as the book holds it. */
export type MonthInput = {
  readonly month: IsoMonth;
  /** `open`; closed with these entries; or closed by a version that had none. */
  readonly standing: 'open' | 'earlier' | { readonly entries: readonly Entry[] };
  /** Everything that its screen charges, claims apart. */
  readonly spend: readonly SpendRow[];
  readonly late: readonly LateSpend[];
  readonly claims: readonly ClaimCharge[];
  readonly transfers: readonly PayoutExportRow[];
};

/** What was left of an account's credits as a month began: it is in the accountant's opening balance already. */
export type OpeningCredit = {
  readonly account: string;
  readonly month: IsoMonth;
  readonly baseMicro: bigint;
};

export type LedgerInput = {
  readonly base: string;
  readonly rules: LedgerRules;
  readonly documents: readonly LedgerDocument[];
  /** Ids of documents that an earlier version's journal has booked. */
  readonly bookedEarlier: ReadonlySet<string>;
  /** Credits that accounts held as a month began, without a document. */
  readonly openingCredits?: readonly OpeningCredit[];
  /** Without a gap, in order. */
  readonly months: readonly MonthInput[];
};

export type BookedMonth = {
  readonly month: IsoMonth;
  /** In the order of their numbers. */
  readonly entries: readonly Entry[];
};

/**
 * The entries of each month, booked one after the other: closed months keep theirs, open ones have what follows
 * from documents, claims, payments and use. `watch` is told the state before and after each month.
 */
export function bookMonths(
  input: LedgerInput,
  watch: (month: MonthInput, entries: readonly Entry[], state: LedgerState) => void = () => {},
): BookedMonth[] {
  const state = new LedgerState();
  const documents = new Map(input.documents.map((document) => [document.id, document]));
  return input.months.map((month) => {
    const entries = bookMonth(month, input, state, documents);
    watch(month, entries, state);
    return { month: month.month, entries };
  });
}

function bookMonth(
  of: MonthInput,
  input: LedgerInput,
  state: LedgerState,
  documents: ReadonlyMap<string, LedgerDocument>,
): readonly Entry[] {
  const { month, spend, late, standing } = of;
  state.takeSpend(month, spend, late);
  const { rules, base, bookedEarlier, openingCredits = [] } = input;
  state.takeOpeningCredits(openingCredits.filter((one) => one.month === month));
  const earlier = input.documents.filter(({ id }) => bookedEarlier.has(id));
  state.takeEarlierCredits(earlier.filter(({ postingMonth }) => postingMonth === month));
  if (standing === 'earlier') {
    for (const { account, baseMicro } of spend) state.earlier.add(account, month, baseMicro);
    const drawn = spend.filter(({ isFromCredits }) => isFromCredits);
    state.drawEarlierCredits(month, new Set(drawn.map(({ account }) => account.toLowerCase())));
    return [];
  }
  if (standing !== 'open') {
    for (const entry of standing.entries) state.take(entry);
    return standing.entries;
  }
  const isBookable = (one: Pick<LedgerDocument, 'taxLines'>): boolean =>
    missingTaxAccounts(one, rules.taxAccounts).length === 0;
  const made: NewEntry[] = [];
  const take = (entries: readonly NewEntry[]): void => {
    for (const entry of entries) state.take({ ...entry, number: '' });
    made.push(...entries);
  };
  for (const one of state.standing.values()) {
    take(corrections(one, documents.get(one.document.id), rules, month));
  }
  for (const document of waiting(input, state, month).filter(isBookable)) {
    const old = replaced(made, document);
    take(reversalEntries(document, month, state, rules));
    take([documentEntry(document, month, state, rules, old)]);
  }
  for (const document of input.documents) {
    if (document.payments.length === 0) continue;
    if (!state.standing.has(document.id) && !isBookable(document)) continue;
    take(paymentEntries(document, month, rules, (key) => state.entries.has(key)));
  }
  take(claimEntries(of.claims, month, rules, (reference) => state.claims.get(reference)));
  take(transferEntries(of.transfers, month, rules));
  take(releaseEntries(month, state, rules, earlier));
  take(creditEntries(month, state, rules, base, 'vendors', earlier));
  take(creditEntries(month, state, rules, base, 'credits'));
  take(accrualEntries(month, state, rules, base));
  return numbered(made, month);
}

/**
 * What a month's tax without a ledger account keeps out of the books: invoices as a whole, of claims' lines the
 * tax, which is an expense then, since people are paid in any case. `state` is that after the month.
 */
export function unbookedIn(of: MonthInput, input: LedgerInput, state: LedgerState): Unbooked[] {
  if (of.standing !== 'open') return [];
  const documents = waiting(input, state, of.month).map((document) => ({
    id: document.id,
    isClaim: false,
    name: documentName(document),
    missing: missingTaxAccounts(document, input.rules.taxAccounts),
  }));
  const claims = of.claims.flatMap(({ reference, person, document }) =>
    document === null
      ? []
      : [
          {
            id: reference,
            isClaim: true,
            name: `${person.name} ${reference}`,
            missing: missingTaxAccounts(document, input.rules.taxAccounts),
          },
        ],
  );
  return [...documents, ...claims].filter(({ missing }) => missing.length > 0);
}

/** Documents that no month has booked, in the order in which they stand in this one. */
function waiting(
  { documents, bookedEarlier }: LedgerInput,
  state: LedgerState,
  month: IsoMonth,
): LedgerDocument[] {
  const day = (document: LedgerDocument): string =>
    dayWithin(document.issueDay, month, lastDay(month));
  return documents
    .filter(
      ({ id, postingMonth }) =>
        postingMonth <= month && !state.standing.has(id) && !bookedEarlier.has(id),
    )
    .sort(
      (a, b) =>
        compare(day(a), day(b)) ||
        compare(a.kind === 'credit-note' ? '1' : '0', b.kind === 'credit-note' ? '1' : '0') ||
        compare(a.id, b.id),
    );
}

/** Turns what a closed month booked of a document that has changed, or gone, since. */
function corrections(
  held: Standing,
  now: LedgerDocument | undefined,
  { words, taxAccounts }: LedgerRules,
  month: IsoMonth,
): NewEntry[] {
  // What an open month booked is the document itself: over years that spares comparing it each month.
  if (now === held.document) return [];
  if (now && documentPrint(now) === documentPrint(held.document)) return [];
  // The old entry stands until the new one can be booked.
  if (now && missingTaxAccounts(now, taxAccounts).length > 0) return [];
  return [held.entry, ...held.releases].map((old) =>
    entryOf({
      ...aboutDocument(held.document),
      key: `${old.key} turned`,
      month,
      day: firstDay(month),
      kind: 'correction',
      text: words.corrected(documentName(held.document), old.number),
      corrects: old.number,
      lines: turnedLines(old),
    }),
  );
}

/** The number of the closed month's entry that a document's new one takes the place of. */
function replaced(made: readonly NewEntry[], document: LedgerDocument): string | null {
  const first = made.find((one) => one.kind === 'correction' && one.document?.id === document.id);
  return first?.corrects ?? null;
}

function numbered(made: readonly NewEntry[], month: IsoMonth): Entry[] {
  const order = (entry: NewEntry): number => ENTRY_KINDS.indexOf(entry.kind);
  return made
    .toSorted((a, b) => compare(a.day, b.day) || order(a) - order(b) || compare(a.key, b.key))
    .map((entry, index) => ({
      ...entry,
      number: `${month.replace('-', '')}-${String(index + 1).padStart(4, '0')}`,
    }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
