import { minorUnitMicro } from '../../../core/invoices/minor-unit.ts';
import type { Entry, EntryLine } from '../../../core/ledger/entry.ts';
import { divideHalfEven, type Micro, parseDecimal } from '../../../core/money.ts';
import { creditorCode, ledgerCode } from './datev-codes.ts';
import { grossSplit } from './datev-tax-split.ts';
import { isOwed, sizeOf } from './entry-rows.ts';
import { isOwing, type OwedGroup, type OwedPart, owedGroups } from './owed-parts.ts';
import { datevKey, isAutomatic, isRate } from './tax-key.ts';

/** One posting as DATEV books it: an account, its contra account, a gross amount and a key. */
export type DatevRow = {
  readonly entry: Entry;
  /** `H` credits the account, `S` debits it. */
  readonly side: 'S' | 'H';
  readonly account: string;
  readonly contra: string;
  /** Above zero, in base currency. */
  readonly baseMicro: Micro;
  /** The same in the document's currency, where it is another one. */
  readonly originalMicro: Micro | null;
  readonly key: string;
  readonly costCentre: string | null;
  readonly text: string;
  readonly isReverseCharge: boolean;
};

/** A printed tax that DATEV's rounding cannot be brought to, by how many micro-units too little. */
export type TaxLeftOver = { readonly entry: Entry; readonly micro: Micro };

type Signed = Omit<DatevRow, 'side' | 'originalMicro'> & { readonly originalMicro: Micro };

/** An entry's postings, and the tax that they cannot be brought to. */
export function datevRows(
  entry: Entry,
  digits: number,
): { readonly rows: readonly DatevRow[]; readonly leftOver: readonly TaxLeftOver[] } {
  if (!isOwing(entry)) return { rows: pairs(entry, entry.lines, digits), leftOver: [] };
  const owed = entry.lines.find(isOwed);
  if (owed === undefined) throw new Error(`Entry ${entry.number} owes nobody`);
  const account =
    owed.role === 'vendors'
      ? creditorCode(entry.vendor, digits)
      : ledgerCode(owed.account.code, owed.account.name, digits);
  const done = owedGroups(entry).map((group) => groupRows(entry, group, account, digits));
  return {
    rows: done.flatMap(({ rows }) => rows),
    leftOver: done.flatMap(({ offByMicro }) =>
      offByMicro === 0n ? [] : [{ entry, micro: offByMicro }],
    ),
  };
}

function groupRows(
  entry: Entry,
  group: OwedGroup,
  account: string,
  digits: number,
): { rows: DatevRow[]; offByMicro: Micro } {
  const vendorKey = entry.vendor?.taxKey ?? null;
  const key = (isRecoverable: boolean) => datevKey(group.tax, vendorKey, isRecoverable);
  const isReverse = group.tax?.kind === 'reverse-charge' && group.selfAssessed.length > 0;
  const isTaxed = group.parts.some(({ baseTaxMicro }) => baseTaxMicro !== 0n);
  const row = (part: OwedPart, of: { base: Micro; original: Micro; key: string }): Signed => ({
    entry,
    account,
    contra: ledgerCode(part.account.code, part.account.name, digits),
    baseMicro: of.base,
    originalMicro: of.original,
    key: isAutomatic(part.account.code) ? '' : of.key,
    costCentre: part.costCentre,
    text: part.text,
    isReverseCharge: isReverse,
  });
  const net = (part: OwedPart, ofKey: string) =>
    row(part, { base: part.baseNetMicro, original: part.netMicro, key: ofKey });
  if (isReverse) {
    const { recoverable } = reverseShare(group);
    const [full, none] = [key(true), key(false)];
    const isAutomated = group.parts.every((part) => isAutomatic(part.account.code));
    if (isAutomated || (full !== null && none !== null)) {
      const rows = group.parts.flatMap((part) =>
        shared(part, recoverable, row, full ?? '', none ?? ''),
      );
      return { rows: owedRows(rows), offByMicro: 0n };
    }
    // A rate without a key: what is owed, and the buyer's own tax in postings of its own.
    const rows = group.parts.map((part) => net(part, ''));
    return {
      rows: [...owedRows(rows), ...pairs(entry, ownTaxLines(group), digits)],
      offByMicro: 0n,
    };
  }
  if (!isTaxed) {
    return { rows: owedRows(group.parts.map((part) => net(part, ''))), offByMicro: 0n };
  }
  const taxKey = key(true);
  const rate = group.tax?.rate ?? '0';
  if (taxKey === null || group.parts.some((part) => isAutomatic(part.account.code))) {
    const tax = group.inputTax.map((line) => taxRow(entry, line, account, digits));
    return {
      rows: owedRows([...group.parts.map((part) => net(part, '')), ...tax]),
      offByMicro: 0n,
    };
  }
  return keyedRows(entry, group, rate, taxKey, row);
}

/** Postings with a key whose tax DATEV takes out of the gross; what is not recoverable stands without. */
function keyedRows(
  { baseCurrency, currency }: Entry,
  group: OwedGroup,
  rate: string,
  taxKey: string,
  row: (part: OwedPart, of: { base: Micro; original: Micro; key: string }) => Signed,
): { rows: DatevRow[]; offByMicro: Micro } {
  const unit = minorUnitMicro(baseCurrency);
  const isWhole = isRate(group.tax?.recoverable ?? '100', 100);
  const nets = group.parts.map((part) =>
    isWhole ? part.baseNetMicro : keyedNet(part, rate, unit),
  );
  const { gross, offBy } = grossSplit(
    group.parts.map(({ baseTaxMicro }, index) => ({
      net: (nets[index] ?? 0n) / unit,
      tax: baseTaxMicro / unit,
    })),
    rate,
  );
  const rows = group.parts.flatMap((part, index) => {
    const base = (gross[index] ?? 0n) * unit;
    const whole = part.baseNetMicro + part.baseTaxMicro;
    const original = part.netMicro + part.taxMicro;
    const isOne = currency === baseCurrency;
    const keyed = isOne ? base : share(original, base, whole, minorUnitMicro(currency));
    const own = row(part, { base, original: keyed, key: taxKey });
    if (isWhole) return [own];
    const rest = { base: whole - base, original: original - keyed, key: '' };
    return [own, row(part, rest)];
  });
  return { rows: owedRows(rows), offByMicro: offBy * unit };
}

/** The net whose tax at the rate is the recoverable part, at most the part's own. */
function keyedNet({ baseNetMicro, baseTaxMicro }: OwedPart, rate: string, unit: Micro): Micro {
  const { digits, scale } = parseDecimal(rate) ?? { digits: 0n, scale: 0 };
  if (digits === 0n) return baseNetMicro;
  const net = divideHalfEven(baseTaxMicro * 100n * 10n ** BigInt(scale), digits * unit) * unit;
  return sizeOf(net) > sizeOf(baseNetMicro) ? baseNetMicro : net;
}

/** How much of the self-assessed tax comes back, as a share of it in base currency. */
function reverseShare({ selfAssessed }: OwedGroup): { recoverable: readonly [Micro, Micro] } {
  const sum = (role: EntryLine['role']): Micro =>
    selfAssessed.reduce((total, line) => (line.role === role ? total + line.baseMicro : total), 0n);
  return { recoverable: [sum('reverse-charge-in'), -sum('reverse-charge-out')] };
}

/** A part of reverse charge: with input tax as far as it comes back, without it for the rest. */
function shared(
  part: OwedPart,
  [back, whole]: readonly [Micro, Micro],
  row: (part: OwedPart, of: { base: Micro; original: Micro; key: string }) => Signed,
  full: string,
  none: string,
): Signed[] {
  const { entry } = row(part, { base: 0n, original: 0n, key: '' });
  const base = share(part.baseNetMicro, back, whole, minorUnitMicro(entry.baseCurrency));
  const original = share(part.netMicro, back, whole, minorUnitMicro(entry.currency));
  return [
    row(part, { base, original, key: full }),
    row(part, { base: part.baseNetMicro - base, original: part.netMicro - original, key: none }),
  ];
}

/** `amount × part / whole` in whole units, half-even; of nothing, all. */
function share(amount: Micro, part: Micro, whole: Micro, unit: Micro): Micro {
  if (whole === 0n || part === whole) return amount;
  const sign = whole < 0n ? -1n : 1n;
  return divideHalfEven(amount * part * sign, whole * sign * unit) * unit;
}

function taxRow(entry: Entry, line: EntryLine, account: string, digits: number): Signed {
  return {
    entry,
    account,
    contra: ledgerCode(line.account.code, line.account.name, digits),
    baseMicro: line.baseMicro,
    originalMicro: line.amountMicro,
    key: '',
    costCentre: null,
    text: line.text,
    isReverseCharge: false,
  };
}

/** The buyer's own tax with the part of the costs that it makes dearer. */
function ownTaxLines({ selfAssessed, parts }: OwedGroup): EntryLine[] {
  const rest = selfAssessed.reduce((sum, { baseMicro }) => sum + baseMicro, 0n);
  const [first] = selfAssessed;
  const [part] = parts;
  if (rest === 0n || !first || !part) return [...selfAssessed];
  const cost = { ...first, ...part, service: null, tool: null, taxLine: first.taxLine };
  return [...selfAssessed, { ...cost, baseMicro: -rest, amountMicro: 0n }];
}

/** What is owed is a credit of the creditor; what comes off it, a debit. */
function owedRows(rows: readonly Signed[]): DatevRow[] {
  return rows
    .filter(({ baseMicro }) => baseMicro !== 0n)
    .map((row) => ({
      ...row,
      side: row.baseMicro > 0n ? ('H' as const) : ('S' as const),
      baseMicro: sizeOf(row.baseMicro),
      originalMicro:
        row.entry.currency === row.entry.baseCurrency ? null : sizeOf(row.originalMicro),
    }));
}

/** Any other lines: debits against credits, in their order, as far as each goes. */
function pairs(entry: Entry, lines: readonly EntryLine[], digits: number): DatevRow[] {
  const code = ({ role, account }: EntryLine): string =>
    role === 'vendors'
      ? creditorCode(entry.vendor, digits)
      : ledgerCode(account.code, account.name, digits);
  const credits = lines
    .filter(({ baseMicro }) => baseMicro < 0n)
    .map((line) => ({ line, left: -line.baseMicro }));
  const rows: DatevRow[] = [];
  for (const line of lines.filter(({ baseMicro }) => baseMicro > 0n)) {
    let open = line.baseMicro;
    for (const credit of credits) {
      const micro = open < credit.left ? open : credit.left;
      if (micro === 0n) continue;
      const { line: against } = credit;
      const isTurned = against.role === 'expense';
      rows.push({
        entry,
        side: isTurned ? 'H' : 'S',
        account: code(isTurned ? against : line),
        contra: code(isTurned ? line : against),
        baseMicro: micro,
        originalMicro: null,
        key: [line, against].some(({ account }) => isAutomatic(account.code)) ? '0040' : '',
        costCentre: line.costCentre ?? against.costCentre,
        text: line.text || against.text,
        isReverseCharge: false,
      });
      open -= micro;
      credit.left -= micro;
    }
  }
  return rows;
}
