import { type IsoMonth, lastDay, monthOf } from '../calendar.ts';
import type { PayoutExportRow } from '../close/export-rows.ts';
import { roundShare } from '../close/round-to-total.ts';
import { minorUnitMicro } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import type { DocumentPayment, LedgerDocument } from './entry.ts';
import {
  aboutDocument,
  dayWithin,
  documentName,
  entryOf,
  isSomething,
  type NewEntry,
  roleLine,
} from './entry-lines.ts';
import type { LedgerRules } from './ledger-rules.ts';

/** What a document's payments settle of its gross in base, each in turn; the last takes what is left. */
export function settledInBase(
  document: Pick<LedgerDocument, 'grossMicro' | 'baseGrossMicro' | 'baseCurrency' | 'payments'>,
): Micro[] {
  const { grossMicro, baseGrossMicro, baseCurrency, payments } = document;
  const unit = minorUnitMicro(baseCurrency);
  let paid = 0n;
  let settled = 0n;
  return payments.map(({ amountMicro }) => {
    paid += amountMicro;
    const sign = grossMicro < 0n ? -1n : 1n;
    const standing =
      grossMicro === 0n ? 0n : roundShare(baseGrossMicro, sign * paid, sign * grossMicro, unit);
    const own = standing - settled;
    settled = standing;
    return own;
  });
}

/**
 * The payments of a document that a month books: what it settles as it was booked, the fee, and what the
 * statement says; the rest is the exchange difference.
 */
export function paymentEntries(
  document: LedgerDocument,
  month: IsoMonth,
  rules: LedgerRules,
  isBooked: (key: string) => boolean,
): NewEntry[] {
  const settled = settledInBase(document);
  return document.payments.flatMap((payment, index): NewEntry[] => {
    const key = `payment ${payment.id} of ${document.id}`;
    if (monthOf(payment.day) > month || isBooked(key)) return [];
    return [paymentEntry(document, payment, settled[index] ?? 0n, month, rules, key)];
  });
}

function paymentEntry(
  document: LedgerDocument,
  { day, amountMicro, baseMicro, feeMicro, reference }: DocumentPayment,
  settledMicro: Micro,
  month: IsoMonth,
  rules: LedgerRules,
  key: string,
): NewEntry {
  const fxMicro = baseMicro - settledMicro;
  const text = documentName(document);
  const { words } = rules;
  const difference = { text: words.exchangeDifference };
  const isReturned = amountMicro < 0n !== document.grossMicro < 0n;
  return entryOf({
    ...aboutDocument(document),
    key,
    month,
    day: dayWithin(day, month, lastDay(month)),
    kind: isReturned ? 'payment-returned' : 'payment',
    text: isReturned ? words.returned(text) : words.paid(text),
    reference,
    lines: [
      roleLine(rules, 'vendors', settledMicro, amountMicro, { text }),
      roleLine(rules, 'fx-loss', fxMicro > 0n ? fxMicro : 0n, 0n, difference),
      roleLine(rules, 'fx-gain', fxMicro < 0n ? fxMicro : 0n, 0n, difference),
      roleLine(rules, 'fee', feeMicro, 0n, { text: words.fee }),
      roleLine(rules, 'clearing', -baseMicro - feeMicro, -amountMicro, { text }),
    ].filter(isSomething),
  });
}

/** Transfers to people for claims, and those that came back: one entry each, as they were approved. */
export function transferEntries(
  rows: readonly PayoutExportRow[],
  month: IsoMonth,
  rules: LedgerRules,
): NewEntry[] {
  return rows.map((row) => {
    const { person, claimId, kind, baseMicro, amountMicro, currency, baseCurrency, reference } =
      row;
    const text = `${person.name} ${claimId}`;
    const { words } = rules;
    return entryOf({
      key: `${kind} ${reference} ${currency} ${claimId}`,
      month,
      day: dayWithin(row.day, month, lastDay(month)),
      kind: kind === 'returned' ? 'claim-returned' : 'claim-payment',
      text: kind === 'returned' ? words.returned(text) : words.paid(text),
      person,
      reference,
      currency,
      baseCurrency,
      lines: [
        roleLine(rules, 'claims', baseMicro, amountMicro, { text }),
        roleLine(rules, 'clearing', -baseMicro, -amountMicro, { text }),
      ],
    });
  });
}
