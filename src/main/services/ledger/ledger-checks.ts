import type { bookVerify } from '../../../contract/book.ts';
import type { OutputOf } from '../../../contract/request.ts';
import type { PayoutExportRow } from '../../../core/close/export-rows.ts';
import { minorUnitMicro } from '../../../core/invoices/minor-unit.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import { expenseIn } from '../../../core/ledger/ledger-state.ts';
import type { Book } from '../../book/book.ts';
import { frozenDocument } from '../close/frozen-month.ts';

type Check = OutputOf<typeof bookVerify>['checks'][number];

/**
 * Holds the entries of every closed month against what entries have to be: debits equal credits in base and in
 * the document's currency, whole minor units, numbers that occur once, and an expense that is the total on
 * screen with the parts that are told.
 */
export function ledgerEntries(book: Book): Check {
  const faults = book.closures.months().flatMap((month) => {
    const frozen = frozenDocument(book, month, 'exports');
    return frozen?.ledger
      ? [...faultsOf(frozen.ledger), ...transferFaults(frozen.ledger, frozen.payouts)]
      : [];
  });
  return { name: 'ledger-entries', ok: faults.length === 0, detail: faults.join('; ') || 'ok' };
}

function faultsOf({ month, entries, reconciliation }: LedgerMonth): string[] {
  const faults = entries
    .filter((entry) => !isSound(entry))
    .map(({ number }) => `${number} does not balance`);
  const numbers = new Set(entries.map(({ number }) => number));
  if (numbers.size !== entries.length) faults.push(`${month} has a number twice`);
  const { expenseMicro, totalMicro, parts } = reconciliation;
  const told = parts.reduce((sum, { amountMicro }) => sum + amountMicro, totalMicro);
  const booked = entries.reduce((sum, entry) => sum + expenseIn(entry), 0n);
  if (told !== expenseMicro || booked !== expenseMicro) {
    faults.push(`the expense of ${month} is not its total with the parts that are told`);
  }
  return faults;
}

/** Every transfer of the payouts is one entry of the same amount in its currency and in base. */
function transferFaults(
  { month, entries }: LedgerMonth,
  payouts: readonly PayoutExportRow[],
): string[] {
  const moved = entries.filter(({ kind }) => kind === 'claim-payment' || kind === 'claim-returned');
  const told = (rows: readonly (string | null)[][]): string =>
    JSON.stringify(rows.map((row) => row.join(' ')).sort());
  const ofEntries = moved.map(({ reference, currency, lines }) => {
    const owed = lines.filter(({ role }) => role === 'claims');
    const sum = (of: (line: (typeof owed)[number]) => bigint): string =>
      owed.reduce((all, line) => all + of(line), 0n).toString();
    return [reference, currency, sum((line) => line.amountMicro), sum((line) => line.baseMicro)];
  });
  const ofPayouts = payouts.map((row) => {
    const { reference, currency, amountMicro, baseMicro } = row;
    return [reference, currency, amountMicro.toString(), baseMicro.toString()];
  });
  return told(ofEntries) === told(ofPayouts)
    ? []
    : [`the transfers of ${month} are not those of its entries`];
}

function isSound({ lines, baseCurrency, currency }: Entry): boolean {
  const [unit, ownUnit] = [minorUnitMicro(baseCurrency), minorUnitMicro(currency)];
  const base = lines.reduce((sum, { baseMicro }) => sum + baseMicro, 0n);
  const own = lines.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
  const isWhole = lines.every(
    ({ baseMicro, amountMicro }) => baseMicro % unit === 0n && amountMicro % ownUnit === 0n,
  );
  return base === 0n && own === 0n && isWhole;
}
