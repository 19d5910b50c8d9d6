import { type IsoMonth, monthRange } from '../../../src/core/calendar.ts';
import { minorUnitMicro } from '../../../src/core/invoices/minor-unit.ts';
import {
  bookMonths,
  type LedgerInput,
  type MonthInput,
} from '../../../src/core/ledger/book-months.ts';
import { bookedDocument, type DocumentSource } from '../../../src/core/ledger/document.ts';
import type { Entry, LedgerDocument } from '../../../src/core/ledger/entry.ts';
import type { LedgerPack } from '../../../src/core/ledger/ledger-account.ts';
import type { LedgerRules } from '../../../src/core/ledger/ledger-rules.ts';
import { ledgerRules } from '../../../src/core/ledger/set-rules.ts';
import type { TaxLine } from '../../../src/core/ledger/tax-line.ts';
import { parseMicro } from '../../../src/core/money.ts';
import { RateTable } from '../../../src/core/rates.ts';

export const micro = (text: string): bigint => parseMicro(text) ?? 0n;

export function rulesOf(pack: LedgerPack, settings: Record<string, string> = {}): LedgerRules {
  const defaults: Record<string, string> = {
    'ledger.pack': pack,
    'ledger.accruals': 'on',
    'ledger.prepaid': 'on',
    'ledger.accruals-from': '0',
    'ledger.prepaid-from': '0',
  };
  return ledgerRules(
    (key) => settings[key] ?? defaults[key] ?? 'none',
    () => null,
  );
}

const vendor = (name: string, creditor: string | null = null) => ({
  name,
  legalName: null,
  country: null,
  vatId: null,
  creditor,
  expense: null,
  taxKey: null,
  termsDays: null,
});

type Given = Partial<DocumentSource> & {
  readonly base: string;
  readonly issueDay: string;
  readonly tax: readonly (readonly [
    kind: TaxLine['kind'],
    rate: string,
    net: string,
    tax: string,
    recoverable?: string,
  ])[];
  /** Units of `currency` for one of base. */
  readonly perBase?: string;
  readonly creditor?: string;
};

export function documentOf({ base, tax, perBase, creditor, ...given }: Given): LedgerDocument {
  const currency = given.currency ?? base;
  const rates = new RateTable((from, to, day) =>
    perBase !== undefined && from === base && to === currency
      ? { day, from, to, rate: perBase, source: 'typed' }
      : null,
  );
  const convert = (amount: bigint): bigint =>
    rates.convert(amount, currency, base, given.issueDay) ?? 0n;
  return bookedDocument(
    {
      id: 'invoice-1',
      kind: 'invoice',
      account: 'Claude',
      vendor: vendor('Anthropic', creditor ?? null),
      person: null,
      number: 'INV-1',
      due: null,
      covered: {
        start: `${given.issueDay.slice(0, 7)}-01`,
        end: `${given.issueDay.slice(0, 7)}-28`,
      },
      parts: [],
      postingMonth: null,
      currency,
      creditsMicro: 0n,
      payments: [],
      sha256: null,
      attachments: 1,
      ...given,
      taxLines: tax.map(([kind, rate, net, printed, recoverable = '100']) => ({
        kind,
        rate,
        netMicro: micro(net),
        taxMicro: micro(printed),
        recoverable,
      })),
    },
    base,
    {
      inBase: convert,
      inBaseRounded: (amount) =>
        rates.convertExact(
          { over: amount, under: 1n },
          currency,
          base,
          given.issueDay,
          minorUnitMicro(base),
        ) ?? 0n,
      rate: rates.rateText(currency, base, given.issueDay) ?? '1',
      perBase: perBase ?? '1',
    },
  );
}

const open = (month: IsoMonth): MonthInput => ({
  month,
  standing: 'open',
  spend: [],
  late: [],
  claims: [],
  transfers: [],
});

/** Books months from the first one named to the last; `of` says what each holds besides documents. */
export function booked(
  rules: LedgerRules,
  base: string,
  documents: readonly LedgerDocument[],
  [from, to]: readonly [IsoMonth, IsoMonth],
  of: Readonly<Record<IsoMonth, Partial<MonthInput>>> = {},
  more: Partial<LedgerInput> = {},
) {
  const months = monthRange(from, to).map((month) => ({ ...open(month), ...of[month] }));
  return bookMonths({ base, rules, documents, bookedEarlier: new Set(), months, ...more });
}

/** What an account spends in a month as its screen says, in base currency. */
export const spent = (account: string, amount: string, isFromCredits = false) => ({
  account,
  tool: null,
  costCentre: null,
  baseMicro: micro(amount),
  isFromCredits,
});

/** The document's monthly shares as the screen charges them: its variance closes them. */
export function onScreen(documents: readonly LedgerDocument[], until: IsoMonth) {
  const found: Record<IsoMonth, { spend: ReturnType<typeof spent>[] }> = {};
  for (const { account, shares } of documents) {
    for (const { month, baseMicro } of shares) {
      if (month > until) continue;
      const held = found[month] ?? { spend: [] };
      held.spend.push({ ...spent(account ?? '', '0'), baseMicro });
      found[month] = held;
    }
  }
  return found;
}

const amount = (value: bigint): string => {
  const cents = value / 10_000n;
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
};

/** An entry as a short text: `Dr 4964 300.00 · Cr 70001 357.00`, what is owed to a vendor by its creditor. */
export function short({ lines, vendor: who }: Entry): string {
  return lines
    .map(({ account, baseMicro, role }) => {
      const isOwed = role === 'vendors' && who?.creditor;
      const name = isOwed ? who.creditor : (account.code ?? account.name);
      return `${baseMicro < 0n ? 'Cr' : 'Dr'} ${name} ${amount(baseMicro < 0n ? -baseMicro : baseMicro)}`;
    })
    .join(' · ');
}

export const entriesOf = (
  months: ReturnType<typeof booked>,
  month: IsoMonth,
  kind?: Entry['kind'],
): Entry[] =>
  months
    .filter((one) => one.month === month)
    .flatMap(({ entries }) => entries.filter((entry) => !kind || entry.kind === kind));
