import { addMonths, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import { ledgerSettings } from '../../../core/close/ledger-settings.ts';
import { bookMonths, unbookedIn } from '../../../core/ledger/book-months.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import type { LedgerRules } from '../../../core/ledger/ledger-rules.ts';
import type { Unbooked } from '../../../core/ledger/missing-tax-accounts.ts';
import { OpenClaims } from '../../../core/ledger/open-claims.ts';
import {
  type LedgerStand,
  reconciliationOf,
  standOf,
} from '../../../core/ledger/reconciliation.ts';
import { chosenPack, ledgerRules, proposedKeys } from '../../../core/ledger/set-rules.ts';
import { openPayables, trialBalance } from '../../../core/ledger/trial-balance.ts';
import { frozenDocument } from '../close/frozen-month.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import type { SpendReader } from '../spend/spend-reader.ts';
import { agreedKeys } from './agreements.ts';
import { type GatheredLedger, gatherLedger } from './month-inputs.ts';

/**
 * A month as it goes to the ledger: as it was closed, or as the book tells it now; `null` while no chart of
 * accounts is chosen, and where it was closed without one.
 */
export function monthLedger(
  context: Context,
  reader: SpendReader,
  month: IsoMonth,
): LedgerMonth | null {
  const frozen = frozenDocument(context.book, month, 'exports');
  if (frozen) return frozen.ledger ?? null;
  const gathered = gatherLedger(context, reader, month);
  return gathered && openLedger(context, gathered, month);
}

type Booked = Pick<LedgerMonth, 'entries' | 'reconciliation'> & {
  readonly unbooked: readonly Unbooked[];
};

/** An open month's ledger. */
export function openLedger(
  context: Context,
  { input, bills }: GatheredLedger,
  month: IsoMonth,
): LedgerMonth {
  const { base, rules } = input;
  let before: LedgerStand = new Map();
  let found: Booked | null = null;
  const claims = new OpenClaims();
  bookMonths(input, (of, entries, state) => {
    const isAsked = of.month === month;
    for (const entry of entries) claims.take(entry);
    if (isAsked) {
      const after = standOf(state);
      const unbooked = unbookedIn(of, input, state);
      const reconciliation = reconciliationOf(of, entries, before, after, input, unbooked);
      found = { entries, reconciliation, unbooked };
    }
    // Only what stands just before the month is held against it.
    else if (addMonths(of.month, 1) === month) before = standOf(state);
  });
  if (!found) throw new Error(`The ledger of ${month} was not booked`);
  const { entries, reconciliation, unbooked } = found as Booked;
  const apart = new Set(unbooked.map(({ id }) => id));
  const documents = bills
    .map(({ document }) => document)
    .filter(({ id, postingMonth }) => postingMonth <= month && !apart.has(id));
  const open = openPayables(documents, lastDay(month));
  const openClaims = claims.list();
  const booked = entries.flatMap(({ kind, document }) =>
    document && (kind === 'invoice' || kind === 'credit-note') ? [document] : [],
  );
  const vendors = new Map(
    entries.flatMap(({ vendor }) => (vendor ? [[vendor.name, vendor] as const] : [])),
  );
  return {
    ...emptyMonth(context, month, base, rules),
    entries,
    documents: booked,
    vendors: [...vendors.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    trialBalance: trialBalance(entries),
    openPayables: open,
    payablesMicro: open.reduce((sum, { baseMicro }) => sum + baseMicro, 0n),
    openClaims,
    claimsMicro: openClaims.reduce((sum, { baseMicro }) => sum + baseMicro, 0n),
    reconciliation,
    unbooked,
  };
}

/** What of a month's ledger does not depend on its entries; `null` while no chart of accounts is chosen. */
export function ledgerWithoutEntries(context: Context, month: IsoMonth): LedgerMonth | null {
  const value = (key: string): string => settingOf(context, key);
  if (chosenPack(value) === null) return null;
  const rules = ledgerRules(value, ledgerSettings(value).expenseFor);
  return emptyMonth(context, month, baseCurrency(context), rules);
}

function emptyMonth(
  context: Context,
  month: IsoMonth,
  currency: string,
  { pack, accounts, words }: LedgerRules,
): LedgerMonth {
  const value = (key: string): string => settingOf(context, key);
  return {
    month,
    currency,
    pack,
    language: words.language,
    company: value('company.name'),
    accounts,
    entries: [],
    documents: [],
    vendors: [],
    trialBalance: [],
    openPayables: [],
    payablesMicro: 0n,
    claimsMicro: 0n,
    reconciliation: { expenseMicro: 0n, totalMicro: 0n, parts: [] },
    proposed: proposedKeys(value, agreedKeys(context)),
  };
}
