import type { LedgerMonthDoc, ledgerMonth } from '../../../contract/ledger.ts';
import type { InputOf } from '../../../contract/request.ts';
import { firstDay, lastDay } from '../../../core/calendar.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import { undecidedClaims } from '../claims/claim-export.ts';
import { frozenDocument } from '../close/frozen-month.ts';
import type { Context } from '../context.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { ledgerNotSet } from './ledger-not-set.ts';
import { missingByRate } from './missing-by-rate.ts';
import { gatherLedger } from './month-inputs.ts';
import { openLedger } from './month-ledger.ts';

/**
 * A month's trial balance, how its expense and its total on screen hang together, what is owed, and what is
 * not booked yet. `ledger_not_set` without a chart of accounts.
 */
export function showLedger(
  context: Context,
  { month }: InputOf<typeof ledgerMonth>,
): LedgerMonthDoc {
  const reader = new SpendReader(context);
  const frozen = frozenDocument(context.book, month, 'exports');
  if (frozen) {
    if (frozen.ledger) return documentOf(frozen.ledger, notBookedOf(frozen.ledger), true);
    throw ledgerNotSet();
  }
  const gathered = gatherLedger(context, reader, month);
  if (!gathered) throw ledgerNotSet();
  const notBooked: LedgerMonthDoc['notBooked'] = [
    {
      code: 'invoices-waiting' as const,
      count: context.book.invoices.waitingBetween(firstDay(month), lastDay(month)),
      text: 'Invoices wait for a person: nothing of them is booked.',
    },
    {
      code: 'invoices-without-rate' as const,
      count: gathered.withoutRate.length,
      text: 'Invoices wait for a rate of their date.',
    },
    {
      code: 'charges-without-rate' as const,
      count: reader.month(month).reduce((sum, { waiting }) => sum + waiting, 0),
      text: 'Charges wait for a rate.',
    },
    {
      code: 'claims-undecided' as const,
      count: undecidedClaims(context, month),
      text: 'Claims wait for a decision.',
    },
  ].filter(({ count }) => count > 0);
  const ledger = openLedger(context, gathered, month);
  return documentOf(ledger, [...notBooked, ...notBookedOf(ledger)], false);
}

function notBookedOf({ unbooked = [] }: LedgerMonth): LedgerMonthDoc['notBooked'] {
  if (unbooked.length === 0) return [];
  return [
    {
      code: 'tax-account-missing',
      count: unbooked.length,
      text: 'Documents have tax at a rate without a ledger account: invoices are not booked, the tax of claims is an expense. Name it with "settings tax-account".',
    },
  ];
}

function documentOf(
  ledger: LedgerMonth,
  notBooked: LedgerMonthDoc['notBooked'],
  isClosed: boolean,
): LedgerMonthDoc {
  const { month, currency, pack, reconciliation } = ledger;
  const base = (micro: Micro) => moneyText(micro, currency);
  const sides = (micro: Micro) => ({
    debit: base(micro > 0n ? micro : 0n),
    credit: base(micro < 0n ? -micro : 0n),
  });
  return {
    month,
    currency,
    pack,
    isClosed,
    accounts: ledger.trialBalance.map(({ account, debitMicro, creditMicro }) => ({
      ...account,
      debit: base(debitMicro),
      credit: base(creditMicro),
    })),
    payables: base(ledger.payablesMicro),
    claims: base(ledger.claimsMicro),
    expense: base(reconciliation.expenseMicro),
    total: base(reconciliation.totalMicro),
    parts: reconciliation.parts.map(({ code, amountMicro }) => ({
      code,
      amount: base(amountMicro),
    })),
    entries: ledger.entries.map(({ number, day, kind, text, document, lines }) => ({
      ...{ number, day, kind, text, document: document?.id ?? null },
      lines: lines.map(({ account, baseMicro }) => ({ ...account, ...sides(baseMicro) })),
    })),
    openPayables: ledger.openPayables.map(({ document, amountMicro, baseMicro }) => ({
      invoice: document.id,
      vendor: document.vendor?.name ?? null,
      number: document.number,
      day: document.issueDay,
      due: document.due,
      open: moneyText(amountMicro, document.currency),
      base: base(baseMicro),
    })),
    openClaims: (ledger.openClaims ?? []).map(({ claim, person, day, baseMicro }) => ({
      ...{ claim, person, day },
      base: base(baseMicro),
    })),
    notBooked,
    taxAccountsMissing: missingByRate(ledger.unbooked ?? []),
    proposed: [...ledger.proposed],
  };
}
