import type { IsoDay, IsoMonth } from '../calendar.ts';
import { splitByWeight } from '../close/round-to-total.ts';
import { minorUnitMicro } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import type { Entry, EntryLine, LedgerDocument } from './entry.ts';
import type { LedgerAccount } from './ledger-account.ts';
import type { LedgerRules, PlainRole } from './ledger-rules.ts';
import type { Split } from './ledger-state.ts';
import type { BookedTaxLine } from './tax-line.ts';
import type { Vendor } from './vendor.ts';

/** An entry before it has its number. */
export type NewEntry = Omit<Entry, 'number'>;

type About = Pick<NewEntry, 'key' | 'month' | 'day' | 'kind' | 'text' | 'baseCurrency' | 'lines'>;

/** An entry of which all that is not said is empty. */
export function entryOf(about: About & Partial<NewEntry>): NewEntry {
  return {
    document: null,
    account: null,
    vendor: null,
    person: null,
    currency: about.baseCurrency,
    due: null,
    service: null,
    corrects: null,
    reference: null,
    attachments: 0,
    ...about,
  };
}

/** What every entry of a document has from it. */
export function aboutDocument(
  document: LedgerDocument,
): Pick<
  NewEntry,
  'document' | 'account' | 'vendor' | 'person' | 'currency' | 'baseCurrency' | 'service'
> {
  return {
    document,
    account: document.account,
    vendor: document.vendor,
    person: document.person,
    currency: document.currency,
    baseCurrency: document.baseCurrency,
    service: document.service,
  };
}

/** `Anthropic INV-77`: what entries and lines of a document are called by. */
export function documentName({ vendor, person, account, number }: LedgerDocument): string {
  const who = vendor?.legalName ?? vendor?.name ?? person?.name ?? account ?? '';
  return [who, number].filter(Boolean).join(' ');
}

type LineAbout = Pick<EntryLine, 'role' | 'account' | 'baseMicro' | 'amountMicro'>;

/** A line of which all that is not said is empty. */
export function lineOf(about: LineAbout & Partial<EntryLine>): EntryLine {
  return {
    text: '',
    costCentre: null,
    tool: null,
    taxLine: null,
    tax: null,
    service: null,
    ...about,
  };
}

/** A line on the account of a role that has one in every book. */
export function roleLine(
  rules: LedgerRules,
  role: PlainRole,
  baseMicro: Micro,
  amountMicro: Micro,
  more: Partial<EntryLine> = {},
): EntryLine {
  return lineOf({ role, account: rules.accounts[role], baseMicro, amountMicro, ...more });
}

/** Kind and rate of a tax line, as its entry lines carry them. */
export function ofTaxLine(line: BookedTaxLine): Pick<EntryLine, 'taxLine' | 'tax'> {
  const { kind, rate, recoverable, place } = line;
  return { taxLine: place, tax: { kind, rate, recoverable } };
}

/** An amount to be made an expense, for one month. */
export type Expense = {
  readonly month: IsoMonth;
  readonly baseMicro: Micro;
  readonly amountMicro: Micro;
  readonly splits: readonly Split[];
};

/**
 * Expense lines for amounts of one document or account: each month's in proportion to its splits, on the
 * tool's ledger account, else the vendor's, else the book's. Lines of equal account and cost centre are one;
 * `byMonth` keeps months apart.
 */
export function expenseLines(
  rules: LedgerRules,
  vendor: Vendor | null,
  currencies: { readonly base: string; readonly own: string },
  expenses: readonly Expense[],
  more: Partial<EntryLine> & { readonly byMonth?: boolean } = {},
): EntryLine[] {
  const { byMonth = false, ...about } = more;
  const found = new Map<string, EntryLine>();
  for (const { month, baseMicro, amountMicro, splits } of expenses) {
    const parts = partsOf(rules, vendor, splits);
    const weights = parts.map(({ weight }) => weight);
    const bases = splitByWeight(baseMicro, weights, minorUnitMicro(currencies.base));
    const amounts = splitByWeight(amountMicro, weights, minorUnitMicro(currencies.own));
    parts.forEach(({ account, costCentre, tool }, index) => {
      const key = JSON.stringify([account.code, account.name, costCentre, byMonth ? month : null]);
      const held = found.get(key);
      const from = held?.service && held.service.from < month ? held.service.from : month;
      const to = held?.service && held.service.to > month ? held.service.to : month;
      found.set(
        key,
        lineOf({
          role: 'expense',
          account,
          costCentre,
          text: tool ?? '',
          ...about,
          tool: held === undefined || held.tool === tool ? tool : null,
          baseMicro: (held?.baseMicro ?? 0n) + (bases[index] ?? 0n),
          amountMicro: (held?.amountMicro ?? 0n) + (amounts[index] ?? 0n),
          service: { from, to },
        }),
      );
    });
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line)
    .filter(isSomething);
}

/** Whether a line moves anything. */
export const isSomething = ({ baseMicro, amountMicro }: EntryLine): boolean =>
  baseMicro !== 0n || amountMicro !== 0n;

type Part = Split & { readonly account: LedgerAccount };

function partsOf(rules: LedgerRules, vendor: Vendor | null, splits: readonly Split[]): Part[] {
  const own = vendor?.expense ?? rules.accounts.expense;
  const parts = new Map<string, Part>();
  for (const { tool, costCentre, weight } of splits) {
    const account = rules.expenseFor(tool) ?? own;
    const key = JSON.stringify([account.code, account.name, costCentre]);
    const held = parts.get(key);
    parts.set(key, {
      account,
      costCentre,
      tool: held === undefined || held.tool === tool ? tool : null,
      weight: (held?.weight ?? 0n) + weight,
    });
  }
  const weighty = [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, part]) => part)
    .filter(({ weight }) => weight > 0n);
  return weighty.length > 0
    ? weighty
    : [{ account: own, tool: null, costCentre: null, weight: 1n }];
}

/** A day as a month books it: itself, or the month's first where its own was closed, its last where it is later. */
export function dayWithin(day: IsoDay, month: IsoMonth, last: IsoDay): IsoDay {
  if (day.slice(0, 7) === month) return day;
  return day > last ? last : `${month}-01`;
}
