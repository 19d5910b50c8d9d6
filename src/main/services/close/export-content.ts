import type { seatsMonth } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { addMonths, firstDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import type {
  ChargeExportRow,
  ExportPerson,
  SeatExportRow,
} from '../../../core/close/export-rows.ts';
import { type LedgerSettings, ledgerSettings } from '../../../core/close/ledger-settings.ts';
import { chosenPack } from '../../../core/ledger/set-rules.ts';
import { xeroUntaxed } from '../../../core/ledger/xero-taxes.ts';
import { parseMicro } from '../../../core/money.ts';
import {
  CHARGE_SOURCES,
  type ChargeSource,
  type SpendCell,
} from '../../../core/spend/spend-cells.ts';
import { accountProviders } from '../../book/sources.ts';
import { claimExportRows } from '../claims/claim-export.ts';
import { payoutExportRows } from '../claims/payout-export.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { type BilledCell, billedCells } from '../invoices/billed-cells.ts';
import { monthLedger } from '../ledger/month-ledger.ts';
import { showSeats } from '../overview/overview.ts';
import { byName, heldPeople, personShape } from '../people/people.ts';
import type { SpendReader } from '../spend/spend-reader.ts';
import { showVerdicts } from '../verdict/verdicts.ts';
import { frozenDocument } from './frozen-month.ts';

/** What a month's exports are written from: as it was closed, or as the book tells it now. */
export function exportContent(
  context: Context,
  reader: SpendReader,
  month: IsoMonth,
  { withLedger }: { readonly withLedger: boolean },
): ExportContent {
  const frozen = frozenDocument(context.book, month, 'exports');
  if (frozen) return withNumbers(context, completed(frozen));
  const currency = baseCurrency(context);
  const value = (key: string): string => settingOf(context, key);
  const ledger = ledgerSettings(value);
  const cells = reader.month(month);
  return {
    month,
    company: value('company.name'),
    currency,
    charges: chargeRows(context, billedCells(context, reader, month, cells), currency, ledger),
    seats: seatRows(context, showSeats(context, { month }), cells, currency),
    claims: claimExportRows(context, month),
    payouts: payoutExportRows(context, month),
    accounts: ledger.accounts,
    ...(withLedger ? { ledger: monthLedger(context, reader, month) } : {}),
    xero: {
      taxRate: xeroRate(value),
      taxes: value('ledger.xero-taxes'),
      trackingName: value('ledger.xero-tracking') === 'none' ? null : value('ledger.xero-tracking'),
    },
    quickbooks: { taxes: value('ledger.quickbooks-taxes') },
    datev: {
      adviser: numberOf(value('ledger.datev-adviser')),
      client: numberOf(value('ledger.datev-client')),
      fiscalYearStart: fiscalYearStart(month, Number(value('ledger.fiscal-year-month'))),
      codeLength: Number(value('ledger.datev-code-length')),
      serviceCase:
        value('ledger.datev-service-case') === 'none' ? null : value('ledger.datev-service-case'),
      withServiceDay: value('ledger.datev-service-day') === 'on',
    },
  };
}

/** What Xero calls no tax: as it is set, else in the country of the chart. */
function xeroRate(value: (key: string) => string): string {
  const own = value('ledger.xero-tax-rate');
  return own === 'none' ? xeroUntaxed(chosenPack(value)) : own;
}

const numberOf = (text: string): number | null => (text === 'none' ? null : Number(text));

/** What a month that an earlier version closed does not hold. */
function completed(frozen: ExportContent): ExportContent {
  return {
    ...frozen,
    payouts: frozen.payouts ?? [],
    charges: frozen.charges.map((row) => ({
      ...row,
      costCentre: row.costCentre ?? row.person?.team ?? null,
    })),
  };
}

/** DATEV's numbers and names of taxes, asked for after the month was closed without them. */
function withNumbers(context: Context, content: ExportContent): ExportContent {
  const { adviser, client } = content.datev;
  const { xero, quickbooks } = content;
  const named = (taxes: string, key: string): string =>
    [taxes, settingOf(context, key)].filter((one) => one !== 'none').join('; ') || 'none';
  const now = (key: string): number | null => numberOf(settingOf(context, key));
  return {
    ...content,
    ...(xero.taxes === undefined
      ? {}
      : { xero: { ...xero, taxes: named(xero.taxes, 'ledger.xero-taxes') } }),
    ...(quickbooks && {
      quickbooks: { taxes: named(quickbooks.taxes, 'ledger.quickbooks-taxes') },
    }),
    datev: {
      ...content.datev,
      adviser: adviser ?? now('ledger.datev-adviser'),
      client: client ?? now('ledger.datev-client'),
    },
  };
}

function fiscalYearStart(month: IsoMonth, firstMonth: number): string {
  const back = (Number(month.slice(5)) - firstMonth + 12) % 12;
  return firstDay(addMonths(month, -back));
}

function chargeRows(
  context: Context,
  cells: readonly BilledCell[],
  baseCurrency: string,
  { codeFor, costCentreOf, accounts }: LedgerSettings,
): ChargeExportRow[] {
  const people = new Map(heldPeople(context.book).map((one) => [one.id, personShape(one)]));
  const providers = accountProviders(context.book);
  const rows = cells.flatMap(({ cell, invoiceNumber, to }): ChargeExportRow[] => {
    const person = (cell.carrierId === null ? null : people.get(cell.carrierId)) ?? null;
    const row = {
      day: cell.day,
      // A sum of use stands for the rest of its month; a charge of its own for its day.
      lastDay: isSumOfDays(cell) ? (to ?? lastDay(cell.month)) : cell.day,
      month: cell.month,
      source: cell.source,
      person,
      cause: cell.cause,
      provider: cell.account === null ? null : (providers.get(cell.account) ?? null),
      tool: cell.tool,
      account: cell.account,
      identity: cell.identity,
      model: cell.model,
      project: cell.project,
      description: cell.description ?? null,
      invoiceNumber: cell.source === 'invoice-variance' ? cell.reference || null : invoiceNumber,
      reference: cell.source === 'invoice-variance' ? null : (cell.reference ?? null),
      accountCode: codeFor(cell.tool) ?? (accounts.expense.code || null),
      costCentre: costCentreOf(person?.team ?? null),
      tokens: tokensOf(cell),
      requests: cell.source === 'usage' ? cell.requests : null,
      amountMicro: cell.amountMicro - cell.waitingMicro,
      currency: cell.currency,
      listMicro: null,
      baseMicro: cell.baseMicro,
      baseCurrency,
      correctsMonth: correctedMonth(cell.reference ?? null),
    };
    if (cell.waiting === 0 && cell.waitingMicro === 0n) return [row];
    // A sum of which a part waits for a rate is two rows, so that each has its whole amount.
    const waiting = { ...row, amountMicro: cell.waitingMicro, baseMicro: null };
    const isAll = row.amountMicro === 0n && row.baseMicro === 0n;
    return isAll ? [waiting] : [row, { ...waiting, tokens: null, requests: null }];
  });
  return sorted(rows, byName(context.book));
}

const isSumOfDays = ({ source }: SpendCell): boolean =>
  source === 'usage' || source === 'subscription';

function tokensOf(cell: SpendCell): number | null {
  if (cell.source !== 'usage') return null;
  return cell.inputTokens + cell.outputTokens + cell.cacheReadTokens + cell.cacheWriteTokens;
}

const CORRECTS = /^corrects (\d{4}-\d{2})/;

/** The reference of a correction: which month it corrects, and what in it. */
export function correctionReference(month: IsoMonth, reference: string): string {
  return reference === '' ? `corrects ${month}` : `corrects ${month}, ${reference}`;
}

function correctedMonth(reference: string | null): IsoMonth | null {
  return CORRECTS.exec(reference ?? '')?.[1] ?? null;
}

/** By day, source, person's name and what tells them apart: never by amount. */
function sorted(
  rows: readonly ChargeExportRow[],
  inOrder: ReturnType<typeof byName>,
): ChargeExportRow[] {
  const key = (row: ChargeExportRow): string =>
    JSON.stringify([
      ...[row.tool, row.account, row.identity, row.model, row.project, row.description],
      ...[row.reference, row.currency, row.cause, row.baseMicro === null],
      ...[row.amountMicro.toString(), row.tokens, row.requests],
    ]);
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort(
      (a, b) =>
        compare(a.row.day, b.row.day) ||
        compare(a.row.source, b.row.source) ||
        comparePeople(a.row.person, b.row.person, inOrder) ||
        compare(a.key, b.key),
    )
    .map(({ row }) => row);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function comparePeople(
  a: ExportPerson | null,
  b: ExportPerson | null,
  inOrder: ReturnType<typeof byName>,
): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a.email === b.email ? 0 : inOrder(a, b);
}

/**
 * A row for each seat of a month or of several, of which `month` is the last, and one for what nobody
 * carries, so that they add up to all of `cells`.
 */
export function seatRows(
  context: Context,
  { month, seats }: OutputOf<typeof seatsMonth>,
  cells: readonly SpendCell[],
  currency: string,
): SeatExportRow[] {
  const advice = new Map(
    showVerdicts(context, { month }).verdicts.map((one) => [one.person.email, one.advice.text]),
  );
  const unassigned = cells.filter((cell) => cell.carrierId === null);
  const rows = seats.map((seat): SeatExportRow => {
    const allowance = allowanceOf(seat);
    return {
      month,
      person: seat.person,
      currency,
      spendMicro: microOf(seat.spend),
      bySource: bySourceMicro((source) => microOf(seat.bySource[source])),
      allowanceMicro: allowance.limit,
      leftMicro: allowance.left,
      outputUnits: seat.output.units,
      outputItems: seat.output.items,
      verdict: seat.verdict,
      probability: seat.p,
      advice: advice.get(seat.person.email) ?? null,
      lean: seat.lean,
      expectedNetMicro: seat.expectedNet && microOf(seat.expectedNet),
    };
  });
  if (unassigned.length === 0) return rows;
  const sumOf = (source: ChargeSource): bigint =>
    unassigned.reduce((sum, cell) => (cell.source === source ? sum + cell.baseMicro : sum), 0n);
  const bySource = bySourceMicro(sumOf);
  return [
    ...rows,
    {
      month,
      person: null,
      currency,
      spendMicro: CHARGE_SOURCES.reduce((sum, source) => sum + bySource[source], 0n),
      bySource,
      allowanceMicro: null,
      leftMicro: null,
      outputUnits: null,
      outputItems: null,
      verdict: null,
      probability: null,
      advice: null,
      lean: null,
      expectedNetMicro: null,
    },
  ];
}

function bySourceMicro(sumOf: (source: ChargeSource) => bigint): Record<ChargeSource, bigint> {
  return Object.fromEntries(CHARGE_SOURCES.map((source) => [source, sumOf(source)])) as Record<
    ChargeSource,
    bigint
  >;
}

const microOf = (money: MoneyShape | undefined): bigint => parseMicro(money?.amount ?? '0') ?? 0n;

type Seat = OutputOf<typeof seatsMonth>['seats'][number];

/** The limit in money and what is left of it, where the seat has one. */
function allowanceOf({ allowance }: Seat): { limit: bigint | null; left: bigint | null } {
  const held = allowance as { limit?: unknown; left?: unknown } | null;
  return { limit: moneyIn(held?.limit), left: moneyIn(held?.left) };
}

function moneyIn(value: unknown): bigint | null {
  if (typeof value !== 'object' || value === null || !('amount' in value)) return null;
  return typeof value.amount === 'string' ? parseMicro(value.amount) : null;
}
