import { type IsoDay, type IsoMonth, lastDay } from '../calendar.ts';
import type { ExportPerson } from '../close/export-rows.ts';
import { roundToMinor } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import type { Entry, LedgerDocument } from './entry.ts';
import {
  aboutDocument,
  dayWithin,
  documentName,
  entryOf,
  expenseLines,
  isSomething,
  lineOf,
  type NewEntry,
  ofTaxLine,
  roleLine,
} from './entry-lines.ts';
import { findTaxAccount, type LedgerRules } from './ledger-rules.ts';
import { turnedLines } from './turned-lines.ts';

/** A claim line's charge, or below zero what takes one back, as the month's screen has it. */
export type ClaimCharge = {
  /** `C7/1`. */
  readonly reference: string;
  readonly day: IsoDay;
  readonly person: ExportPerson;
  readonly tool: string | null;
  readonly costCentre: string | null;
  readonly baseMicro: Micro;
  readonly baseCurrency: string;
  /** The line as it is paid; `null` where it does not stand approved any more. */
  readonly document: LedgerDocument | null;
};

/** The entries of a month's charges of claims. `standing` finds a line's entry of a closed month. */
export function claimEntries(
  charges: readonly ClaimCharge[],
  month: IsoMonth,
  rules: LedgerRules,
  standing: (reference: string) => Entry | undefined,
): NewEntry[] {
  return charges.flatMap((charge): NewEntry[] => {
    const { reference, baseMicro } = charge;
    const old = baseMicro < 0n ? standing(reference) : undefined;
    if (old) return [takenBack(old, charge, month, rules)];
    return [claimEntry(charge, month, rules)];
  });
}

const claimKey = (reference: string, month: IsoMonth): string => `claim ${reference} ${month}`;

function takenBack(
  old: Entry,
  { day, reference, person }: ClaimCharge,
  month: IsoMonth,
  { words }: LedgerRules,
): NewEntry {
  const { number: _, ...kept } = old;
  return {
    ...kept,
    key: `${claimKey(reference, month)} taken back`,
    month,
    day: dayWithin(day, month, lastDay(month)),
    kind: 'claim-reversal',
    text: words.takenBack(`${person.name} ${reference}`),
    corrects: old.number,
    lines: turnedLines(old),
  };
}

function claimEntry(charge: ClaimCharge, month: IsoMonth, rules: LedgerRules): NewEntry {
  const { document, person, tool, costCentre, baseCurrency, reference } = charge;
  const isBack = charge.baseMicro < 0n;
  const micro = roundToMinor(charge.baseMicro, baseCurrency);
  const name = `${person.name} ${reference}`;
  const about = {
    key: isBack ? `${claimKey(reference, month)} taken back` : claimKey(reference, month),
    month,
    day: dayWithin(charge.day, month, lastDay(month)),
    kind: isBack ? ('claim-reversal' as const) : ('claim' as const),
    text: isBack ? rules.words.takenBack(name) : name,
    person,
    baseCurrency,
    reference,
  };
  const splits = [{ tool, costCentre, weight: 1n }];
  if (!document || isBack) {
    // An earlier version booked it without tax, or it does not stand any more: the charge is all of it.
    const currencies = { base: baseCurrency, own: baseCurrency };
    const expense = { month, baseMicro: micro, amountMicro: micro, splits };
    return entryOf({
      ...about,
      lines: [
        ...expenseLines(rules, null, currencies, [expense]),
        roleLine(rules, 'claims', -micro, -micro, { text: person.name }),
      ],
    });
  }
  const currencies = { base: baseCurrency, own: document.currency };
  const lines = document.taxLines.flatMap((line) => {
    const account = findTaxAccount(rules.taxAccounts['input-tax'], line.rate);
    // Without an account for it the tax is an expense: what people get is booked in any case.
    const back = account ? line : { baseRecoverableMicro: 0n, recoverableMicro: 0n };
    const expense = {
      month,
      baseMicro: line.baseNetMicro + line.baseTaxMicro - back.baseRecoverableMicro,
      amountMicro: line.netMicro + line.taxMicro - back.recoverableMicro,
      splits,
    };
    const isTaxed = back.baseRecoverableMicro !== 0n || back.recoverableMicro !== 0n;
    return [
      ...expenseLines(rules, document.vendor, currencies, [expense], ofTaxLine(line)),
      ...(account && isTaxed
        ? [
            lineOf({
              role: 'input-tax',
              account,
              baseMicro: back.baseRecoverableMicro,
              amountMicro: back.recoverableMicro,
              text: `${line.rate} %`,
              ...ofTaxLine(line),
            }),
          ]
        : []),
    ];
  });
  return entryOf({
    ...aboutDocument(document),
    ...about,
    text: [about.text, documentName({ ...document, person: null })].filter(Boolean).join(' '),
    account: null,
    due: null,
    attachments: document.attachments,
    lines: [
      ...lines,
      roleLine(rules, 'claims', -document.baseGrossMicro, -document.grossMicro, {
        text: person.name,
      }),
    ].filter(isSomething),
  });
}
