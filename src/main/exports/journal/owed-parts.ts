import { minorUnitMicro } from '../../../core/invoices/minor-unit.ts';
import type { Entry, EntryLine } from '../../../core/ledger/entry.ts';
import type { LedgerAccount, LedgerRole } from '../../../core/ledger/ledger-account.ts';
import { allocate, type Micro } from '../../../core/money.ts';
import { isOwed, isSameAccount } from './entry-rows.ts';

/**
 * What an entry owes for one ledger account, cost centre and tax line: debits above zero, below zero
 * what a credit note takes off. `net` is without the recoverable tax that is printed, which is `tax`.
 */
export type OwedPart = {
  readonly account: LedgerAccount;
  readonly role: LedgerRole;
  readonly costCentre: string | null;
  readonly text: string;
  readonly tax: EntryLine['tax'];
  readonly netMicro: Micro;
  readonly taxMicro: Micro;
  readonly baseNetMicro: Micro;
  readonly baseTaxMicro: Micro;
};

/** The parts of one tax line, and the lines of the buyer's own tax, which nobody is owed. */
export type OwedGroup = {
  readonly tax: EntryLine['tax'];
  readonly parts: readonly OwedPart[];
  readonly inputTax: readonly EntryLine[];
  readonly selfAssessed: readonly EntryLine[];
};

const COSTS = new Set<LedgerRole>(['expense', 'prepaid', 'credits', 'accrued']);
const OWN_TAX = new Set<LedgerRole>(['reverse-charge-in', 'reverse-charge-out']);

/** Whether an entry owes somebody for costs (or takes that back), rather than paying or releasing. */
export function isOwing({ lines }: Entry): boolean {
  return (
    lines.some(isOwed) &&
    lines.some(({ role }) => COSTS.has(role)) &&
    lines.every(({ role }) => isOwedOrCost(role))
  );
}

const isOwedOrCost = (role: LedgerRole): boolean =>
  COSTS.has(role) || OWN_TAX.has(role) || ['input-tax', 'vendors', 'claims'].includes(role);

/** The groups of an entry that owes, in the order of its lines; their parts add up to what it owes. */
export function owedGroups(entry: Entry): OwedGroup[] {
  const groups = new Map<string, EntryLine[]>();
  for (const line of entry.lines.filter((one) => !isOwed(one))) {
    const key = JSON.stringify([line.taxLine, line.tax?.kind, line.tax?.rate]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((lines) => groupOf(entry, lines));
}

function groupOf({ currency, baseCurrency }: Entry, lines: readonly EntryLine[]): OwedGroup {
  const costs = merged(lines.filter(({ role }) => COSTS.has(role)));
  const inputTax = lines.filter(({ role }) => role === 'input-tax');
  const selfAssessed = lines.filter(({ role }) => OWN_TAX.has(role));
  const sum = (of: readonly EntryLine[], by: 'baseMicro' | 'amountMicro'): Micro =>
    of.reduce((total, line) => total + line[by], 0n);
  const spread = (by: 'baseMicro' | 'amountMicro', code: string): [Micro[], Micro[]] => {
    const weights = costs.map((line) => line[by]);
    const own = sum(costs, by) + sum(selfAssessed, by);
    return [
      sum(selfAssessed, by) === 0n ? weights : split(own, weights, minorUnitMicro(code)),
      split(sum(inputTax, by), weights, minorUnitMicro(code)),
    ];
  };
  const [baseNet, baseTax] = spread('baseMicro', baseCurrency);
  const [net, tax] = spread('amountMicro', currency);
  const parts = costs.map(({ account, role, costCentre, text, tax: kind }, index) => ({
    ...{ account, role, costCentre, text, tax: kind },
    netMicro: net[index] ?? 0n,
    taxMicro: tax[index] ?? 0n,
    baseNetMicro: baseNet[index] ?? 0n,
    baseTaxMicro: baseTax[index] ?? 0n,
  }));
  return { tax: lines[0]?.tax ?? null, parts, inputTax, selfAssessed };
}

/** Lines of equal account and cost centre as one. */
function merged(lines: readonly EntryLine[]): EntryLine[] {
  const found: EntryLine[] = [];
  for (const line of lines) {
    const at = found.findIndex(
      (one) => isSameAccount(one.account, line.account) && one.costCentre === line.costCentre,
    );
    const held = found[at];
    if (held === undefined) found.push(line);
    else {
      found[at] = {
        ...held,
        baseMicro: held.baseMicro + line.baseMicro,
        amountMicro: held.amountMicro + line.amountMicro,
      };
    }
  }
  return found;
}

/** Splits whole units by weights of one sign; by their sizes where signs are mixed. */
function split(totalMicro: Micro, weights: readonly Micro[], unit: Micro): Micro[] {
  const sizes = weights.map((weight) => (weight < 0n ? -weight : weight));
  return allocate(totalMicro / unit, sizes).map((part) => part * unit);
}
