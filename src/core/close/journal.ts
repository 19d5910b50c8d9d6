import { type IsoDay, type IsoMonth, lastDay } from '../calendar.ts';
import { Failure } from '../failure.ts';
import { minorUnitMicro } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import type { ChargeExportRow } from './export-rows.ts';
import { roundToTotal } from './round-to-total.ts';

/** An account of the ledger: some software asks for its code, some for its name. */
export type LedgerAccount = { readonly code: string; readonly name: string };

export type JournalAccounts = {
  /** Where AI spend is an expense, unless a charge names another account's code. */
  readonly expense: LedgerAccount;
  /** The other expense accounts that charges may name. */
  readonly others: readonly LedgerAccount[];
  /** What is owed to vendors. */
  readonly vendors: LedgerAccount;
  /** What is owed to people for their claims. */
  readonly claims: LedgerAccount;
};

/** A line of an entry: a debit where the amount is above zero, a credit below. Whole minor units. */
export type JournalLine = {
  readonly account: LedgerAccount;
  /** The entry's other side, for software that books in pairs; `null` on the closing line. */
  readonly against: LedgerAccount | null;
  readonly text: string;
  readonly costCentre: string | null;
  readonly amountMicro: Micro;
};

/** One entry; the amounts of its lines add up to zero. */
export type JournalEntry = {
  readonly number: string;
  readonly day: IsoDay;
  readonly text: string;
  readonly currency: string;
  readonly lines: readonly JournalLine[];
};

type Group = Omit<JournalLine, 'amountMicro' | 'against'> & {
  readonly owed: 'vendors' | 'claims';
  readonly exactMicro: Micro;
};

/**
 * The month's charges as double entries in base currency, dated on its last day: one entry for
 * what vendors are owed, one for claims. Lines are per expense account, team and tool. Rounded to
 * the minor unit by largest remainder, so that all expense lines add up to the month's total as
 * it is printed. Throws `rate_missing` while a charge waits for a rate, `account_unknown` where a
 * charge names an account that is not set up.
 */
export function journalOf(
  month: IsoMonth,
  charges: readonly ChargeExportRow[],
  accounts: JournalAccounts,
): JournalEntry[] {
  const currency = charges[0]?.baseCurrency;
  if (currency === undefined) return [];
  const groups = groupsOf(charges, accounts);
  const rounded = roundToTotal(
    groups.map(({ exactMicro }) => exactMicro),
    minorUnitMicro(currency),
  );
  const kinds = (['vendors', 'claims'] as const).filter((kind) =>
    groups.some(({ owed }, index) => owed === kind && rounded[index] !== 0n),
  );
  return kinds.map((kind, place) => {
    const text = kind === 'vendors' ? `AI tools ${month}` : `AI tools ${month}, claims`;
    const against = accounts[kind];
    const lines = groups.flatMap(({ owed, exactMicro: _, ...line }, index) => {
      const amountMicro = rounded[index] ?? 0n;
      return owed !== kind || amountMicro === 0n ? [] : [{ ...line, against, amountMicro }];
    });
    const total = lines.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
    const closing = {
      account: against,
      against: null,
      text,
      costCentre: null,
      amountMicro: -total,
    };
    return {
      number: `${month.replace('-', '')}-${place + 1}`,
      day: lastDay(month),
      text,
      currency,
      lines: total === 0n ? lines : [...lines, closing],
    };
  });
}

function groupsOf(charges: readonly ChargeExportRow[], accounts: JournalAccounts): Group[] {
  const groups = new Map<string, Group>();
  for (const charge of charges) {
    const { baseMicro, currency, month } = charge;
    if (baseMicro === null) {
      throw new Failure('rate_missing', `Enter a ${currency} rate for ${month} first.`, {
        currency,
        month,
      });
    }
    const account = accountOf(charge, accounts);
    const owed = charge.source === 'claim' ? 'claims' : 'vendors';
    const { costCentre } = charge;
    const text = charge.tool ?? charge.account ?? 'AI tools';
    const key = JSON.stringify([owed, account.code, costCentre ?? '', text]);
    const exactMicro = (groups.get(key)?.exactMicro ?? 0n) + baseMicro;
    groups.set(key, { account, text, costCentre, owed, exactMicro });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function accountOf(charge: ChargeExportRow, accounts: JournalAccounts): LedgerAccount {
  const code = charge.accountCode;
  if (code === null || code === accounts.expense.code) return accounts.expense;
  const account = accounts.others.find((other) => other.code === code);
  if (account) return account;
  throw new Failure(
    'account_unknown',
    `Set up the account ${code} before you export the journal.`,
    {
      code,
    },
  );
}
