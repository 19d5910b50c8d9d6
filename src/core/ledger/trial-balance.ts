import type { Micro } from '../money.ts';
import type { Entry, LedgerDocument } from './entry.ts';
import type { AccountBalance, OpenPayable } from './ledger-month.ts';
import { settledInBase } from './payment-entries.ts';

/** Debits and credits of every ledger account that entries touch, by code, then name. */
export function trialBalance(entries: readonly Entry[]): AccountBalance[] {
  const found = new Map<string, AccountBalance>();
  for (const { account, baseMicro } of entries.flatMap(({ lines }) => lines)) {
    const key = JSON.stringify([account.code ?? '', account.name]);
    const held = found.get(key) ?? { account, debitMicro: 0n, creditMicro: 0n };
    found.set(key, {
      account,
      debitMicro: held.debitMicro + (baseMicro > 0n ? baseMicro : 0n),
      creditMicro: held.creditMicro + (baseMicro < 0n ? -baseMicro : 0n),
    });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, balance]) => balance);
}

/** What of documents was not paid by a day, as it was booked. */
export function openPayables(documents: readonly LedgerDocument[], lastDay: string): OpenPayable[] {
  return documents
    .filter(({ kind }) => kind !== 'claim')
    .map((document) => {
      const settled = settledInBase(document);
      const paid = document.payments.map((payment, index) => ({
        ...payment,
        settledMicro: settled[index] ?? 0n,
      }));
      const until = paid.filter(({ day }) => day <= lastDay);
      const { id, number, issueDay, due, currency, vendor } = document;
      return {
        // No more than is shown: each month that is closed keeps its list.
        document: { id, number, issueDay, due, currency, vendor: vendor && { name: vendor.name } },
        amountMicro: document.grossMicro - sum(until.map(({ amountMicro }) => amountMicro)),
        baseMicro: document.baseGrossMicro - sum(until.map(({ settledMicro }) => settledMicro)),
      };
    })
    .filter(({ amountMicro, baseMicro }) => amountMicro !== 0n || baseMicro !== 0n)
    .sort((a, b) => compare(keyOf(a.document), keyOf(b.document)));
}

const keyOf = ({ issueDay, number, id }: OpenPayable['document']): string =>
  JSON.stringify([issueDay, number, id]);

const sum = (amounts: readonly Micro[]): Micro => amounts.reduce((all, one) => all + one, 0n);

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
