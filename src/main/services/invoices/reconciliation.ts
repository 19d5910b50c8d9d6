import type {
  ReconciledAccount,
  reconcileCharges,
  reconcileMonth,
} from '../../../contract/invoices.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { addDays, firstDay, type IsoDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import { billGroups } from '../../../core/invoices/bill-groups.ts';
import { countedTwice } from '../../../core/invoices/counted-twice.ts';
import {
  billedBase,
  daysIn,
  isCreditsOnly,
  type PostedGroup,
} from '../../../core/invoices/posted-bill.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import { accountProviders } from '../../book/sources.ts';
import { baseCurrency, type Context } from '../context.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { alphabetical, waitingIn } from '../spend/cell-sums.ts';
import { Charging } from '../spend/charging.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { accountSpend, isBillable } from './account-spend.ts';
import { listInvoices } from './invoice-docs.ts';
import { postedBills } from './posted-bills.ts';
import { figuresOf } from './reconciled-figures.ts';
import { chargesOf } from './repost-variances.ts';
import { spreadOf } from './spread-rules.ts';

/** Days after a period in which its usage may still come in. */
const GRACE_DAYS = 3;

/** The month's accounts, each billing period's invoices against its charges. */
export function reconcileTheMonth(
  context: Context,
  { month }: InputOf<typeof reconcileMonth>,
): OutputOf<typeof reconcileMonth> {
  const reader = new SpendReader(context);
  const charging = new Charging(context);
  const bills = postedBills(context, charging);
  const groups = billGroups(bills.filter((bill) => !isCreditsOnly(bill))).filter(
    ({ period }) => period.start <= lastDay(month) && period.end >= firstDay(month),
  );
  const accounts = groups.map((group) => reconciled(context, group, month, reader, charging));
  const billed = new Set(accounts.map((one) => one.account.toLowerCase()));
  const waiting = listInvoices(context).invoices.filter(
    (one) =>
      one.status !== 'posted' &&
      (one.from === null ||
        (one.from <= lastDay(month) && (one.to ?? one.from) >= firstDay(month))),
  );
  return {
    month,
    currency: charging.base,
    total: moneyText(sumBase(reader.month(month)), charging.base),
    accounts: accounts.sort(
      (a, b) => alphabetical(a.account, b.account) || alphabetical(a.period.from, b.period.from),
    ),
    countedTwice: twiceIn(groups, month, reader, context).map(({ account, tool, micro }) => ({
      account,
      tool,
      charges: moneyText(micro, charging.base),
    })),
    withoutInvoice: accountSums(context, reader, month, charging.base).filter(
      (one) => !billed.has(one.account.toLowerCase()),
    ),
    credits: bills
      .filter(
        (bill) =>
          bill.prepaidMicro !== 0n &&
          bill.period.start <= lastDay(month) &&
          bill.period.end >= firstDay(month),
      )
      .map((bill) => ({
        id: bill.id,
        account: bill.account,
        amount: moneyText(bill.prepaidMicro, bill.currency),
      })),
    waiting: waiting.map(({ id, vendor, account, total, reasons }) => ({
      id,
      vendor,
      account,
      total,
      reasons,
    })),
  };
}

type Twice = { readonly account: string; readonly tool: string | null; readonly micro: Micro };

/** What an invoice of the month may bill once more: use without an account, by account and tool. */
export function countedTwiceIn(context: Context, reader: SpendReader, month: IsoMonth): Twice[] {
  const bills = postedBills(context, new Charging(context));
  const groups = billGroups(bills.filter((bill) => !isCreditsOnly(bill)));
  return twiceIn(groups, month, reader, context);
}

function twiceIn(
  groups: readonly PostedGroup[],
  month: IsoMonth,
  reader: SpendReader,
  context: Context,
): Twice[] {
  const own = groups.filter(
    ({ period }) => period.start <= lastDay(month) && period.end >= firstDay(month),
  );
  const providers = accountProviders(context.book);
  return own.flatMap((group): Twice[] => {
    const [bill] = group.bills;
    if (!bill) return [];
    const { from, to } = daysIn(group, month);
    const isWhole = from === firstDay(month) && to === lastDay(month);
    const cells = (isWhole ? reader.month(month) : reader.days(from, to)).filter(isBillable);
    const { account, vendor } = bill;
    const found = countedTwice(cells, {
      account,
      vendor,
      provider: providers.get(account) ?? null,
    });
    return [...Map.groupBy(found, ({ tool }) => tool)]
      .map(([tool, some]) => ({ account, tool, micro: sumBase(some) }))
      .sort((a, b) => alphabetical(a.tool ?? '', b.tool ?? ''));
  });
}

function accountSums(
  { book }: Context,
  reader: SpendReader,
  month: IsoMonth,
  base: string,
): OutputOf<typeof reconcileMonth>['withoutInvoice'] {
  return book.accounts.names().flatMap((name) => {
    const cells = accountSpend(
      reader,
      { account: name, creditsSince: null },
      firstDay(month),
      lastDay(month),
    );
    const micro = sumBase(cells);
    const waiting = waitingIn(cells);
    return micro === 0n && waiting.length === 0
      ? []
      : [{ account: name, charges: moneyText(micro, base), waitingForRate: waiting }];
  });
}

function reconciled(
  context: Context,
  group: PostedGroup,
  month: IsoMonth,
  reader: SpendReader,
  charging: Charging,
): ReconciledAccount {
  const account = group.bills[0]?.account ?? '';
  const { period } = group;
  const cells = chargesOf(reader, group, period.start, period.end);
  const lateUntil = addDays(period.end, GRACE_DAYS);
  const after = chargesOf(reader, group, addDays(period.end, 1), lateUntil).filter(
    (cell) => cell.source === 'usage' || cell.source === 'cost-report',
  );
  const figures = figuresOf(group, [...cells, ...after], GRACE_DAYS, charging.base);
  const { from, to } = daysIn(group, month);
  const inMonth = monthFigures(group, month, chargesOf(reader, group, from, to));
  return {
    account,
    provider: context.book.accounts.known(group.accountId)?.provider ?? null,
    period: { from: period.start, to: period.end },
    lateUntil,
    invoices: group.bills.map((bill) => ({
      id: bill.id,
      number: bill.draft.number?.value ?? null,
    })),
    ...figures.shown,
    drawsOnCredits: group.bills.some(
      (bill) => bill.creditsSince !== null && bill.creditsSince <= period.end,
    ),
    spread: spreadOf(context, group.accountId),
    posted: figures.base !== null,
    base: figures.base,
    inMonth: inMonth && {
      invoice: moneyText(inMonth.invoiceMicro, charging.base),
      charges: moneyText(inMonth.chargesMicro, charging.base),
      variance: moneyText(inMonth.invoiceMicro - inMonth.chargesMicro, charging.base),
    },
  };
}

/** What the invoices bill in a month, and what is charged on their days, in base currency. */
function monthFigures(
  group: PostedGroup,
  month: IsoMonth,
  cells: readonly SpendCell[],
): { readonly invoiceMicro: Micro; readonly chargesMicro: Micro } | null {
  const invoiceMicro = billedBase(group, month);
  return invoiceMicro === null ? null : { invoiceMicro, chargesMicro: sumBase(cells) };
}

const SHOWN = 1000;

/** What an account was charged between two days, by day. */
export function listCharges(
  context: Context,
  { account, from, to }: InputOf<typeof reconcileCharges>,
): OutputOf<typeof reconcileCharges> {
  const base = baseCurrency(context);
  const people = new Map(heldPeople(context.book).map((one) => [one.id, one]));
  const cells = accountSpend(
    new SpendReader(context),
    { account, creditsSince: creditsSinceOf(context, account) },
    from,
    to,
  );
  return {
    charges: cells.slice(0, SHOWN).map((cell) => {
      const carrier = cell.carrierId === null ? undefined : people.get(cell.carrierId);
      return {
        day: cell.day,
        month: cell.month,
        source: cell.source as 'usage' | 'cost-report' | 'subscription' | 'manual',
        tool: cell.tool,
        model: cell.model,
        identity: cell.identity,
        person: carrier ? personShape(carrier) : null,
        original: moneyText(cell.amountMicro, cell.currency),
        amount: moneyText(cell.baseMicro, base),
        waitingAmount: moneyText(cell.waitingMicro, cell.currency),
      };
    }),
    more: cells.length > SHOWN,
  };
}

function creditsSinceOf(context: Context, account: string): IsoDay | null {
  const name = account.toLowerCase();
  const bills = postedBills(context, new Charging(context));
  return bills.find((bill) => bill.account.toLowerCase() === name)?.creditsSince ?? null;
}
