import type { ReadValue } from '../../../contract/imports.ts';
import { assertNever } from '../../../core/failure.ts';
import { type Micro, microText, moneyText } from '../../../core/money.ts';
import type { ImportRow } from '../../../core/spend/rows.ts';

type Cell = ReadValue | null | undefined;

/** What a row says once it is read, by the canonical names of its columns; what it does not say is left out. */
export function readValues(row: ImportRow, baseCurrency: string): Record<string, ReadValue> {
  const money = (micro: Micro | null, currency: string | null): Cell =>
    micro === null ? null : moneyText(micro, currency ?? baseCurrency);
  return said(cellsOf(row, money));
}

function cellsOf(
  row: ImportRow,
  money: (micro: Micro | null, currency: string | null) => Cell,
): Readonly<Record<string, Cell>> {
  switch (row.kind) {
    case 'usage':
      return {
        date: row.day,
        identity: row.identity,
        tool: row.tool,
        model: row.model,
        project: row.project,
        input_tokens: row.inputTokens || null,
        output_tokens: row.outputTokens || null,
        cache_read_tokens: row.cacheReadTokens || null,
        cache_write_tokens: row.cacheWriteTokens || null,
        requests: row.requests || null,
        credits: row.creditsMicro ? microText(row.creditsMicro) : null,
        cost: money(row.costMicro, row.currency),
      };
    case 'charge':
      return {
        date: row.day,
        identity: row.identity,
        tool: row.tool,
        amount: money(row.amountMicro, row.currency),
        description: row.description,
        reference: row.reference,
      };
    case 'person':
      return {
        name: row.name,
        email: row.email,
        role: row.role,
        team: row.team,
        start: row.startDay,
        end: row.endDay,
        monthly_cost: money(row.monthlyCostMicro, row.currency),
      };
    case 'subscription':
      return {
        tool: row.tool,
        email: row.email,
        start: row.startDay,
        end: row.endDay,
        price: money(row.priceMicro, row.currency),
        cadence: row.cadence,
        account: row.account,
      };
    case 'output':
      return {
        date: row.day,
        email: row.email,
        kind: row.outputKind,
        quantity: row.quantityMilli / 1000,
        title: row.title,
        link: row.link,
        accepted_by: row.acceptedBy,
        minutes_saved: row.minutesSaved,
      };
    case 'asset':
      return {
        name: row.name,
        kind: row.assetKind,
        maker: row.maker,
        from: row.fromMonth,
        to: row.toMonth,
        share: row.shareMilli / 1000,
        hours: row.hoursMilli / 1000,
        months: row.months,
        place: row.place,
        tool: row.tool,
        survives: row.survives,
      };
    case 'seat':
      return {
        date: row.day,
        identity: row.identity,
        name: row.name,
        tool: row.tool,
        last_activity: row.lastActivity,
      };
    case 'left-out':
      return {};
    case 'rate':
      return { date: row.day, from: row.from, to: row.to, rate: row.rate };
    default:
      return assertNever(row);
  }
}

function said(cells: Readonly<Record<string, Cell>>): Record<string, ReadValue> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value]],
    ),
  );
}
