import type { CanonicalKind } from '../../../../core/spend/canonical-columns.ts';
import { priceTier } from '../../../../core/spend/price-tier.ts';
import type { CellReader } from '../../table/cell-reader.ts';
import { type Column, foldedName } from '../../table/header-columns.ts';
import type { BoundFormat, ReadRow } from '../table-format.ts';
import { assets } from './asset-rows.ts';
import type { ColumnLookup } from './column-lookup.ts';

/** How the rows of a kind are read from the columns of our templates. */
export function bindCanonical(kind: CanonicalKind, columns: ColumnLookup): BoundFormat {
  switch (kind) {
    case 'people':
      return { read: people(columns), notes: [] };
    case 'subscriptions':
      return { read: subscriptions(columns), notes: [] };
    case 'usage':
      return { read: usage(columns), notes: [] };
    case 'charges':
      return { read: charges(columns), notes: [] };
    case 'output':
      return {
        read: output(columns),
        notes: columns.has('accepted_by') ? [] : ['output_taken_as_accepted'],
      };
    case 'rates':
      return { read: rates(columns), notes: [] };
    case 'assets':
      return { read: assets(columns), notes: [] };
  }
}

function people({ column }: ColumnLookup): ReadRow {
  const name = column('name');
  const email = column('email');
  const role = column('role');
  const team = column('team');
  const start = column('start');
  const end = column('end');
  const monthlyCost = column('monthly_cost');
  const currency = column('currency');
  return (cells) => {
    const named = cells.text(name);
    const address = cells.email(email);
    const startDay = cells.optionalDay(start);
    const endDay = cells.optionalEnd(end);
    endsAfterStart(cells, end, startDay, endDay);
    const cost = cells.optionalMoney(monthlyCost, currency);
    notNegative(cells, monthlyCost, cost?.micro ?? null);
    return {
      kind: 'person',
      line: cells.line,
      name: named,
      email: address,
      role: cells.optionalText(role),
      team: cells.optionalText(team),
      startDay,
      endDay,
      monthlyCostMicro: cost?.micro ?? null,
      currency: cost?.currency ?? null,
    };
  };
}

function subscriptions({ column }: ColumnLookup): ReadRow {
  const tool = column('tool');
  const email = column('email');
  const start = column('start');
  const end = column('end');
  const price = column('price');
  const currency = column('currency');
  const cadence = column('cadence');
  const account = column('account');
  const renewal = column('renewal');
  const noticeDays = column('notice_days');
  const downgrade = column('downgrade_price');
  return (cells) => {
    const named = cells.text(tool);
    // Without an address the licence is a spare one that nobody holds.
    const address = cells.optionalEmail(email);
    const startDay = cells.day(start);
    const endDay = cells.optionalEnd(end);
    endsAfterStart(cells, end, startDay, endDay);
    const money = cells.statedMoney(price, currency);
    notNegative(cells, price, money.micro);
    const renewalDay = cells.optionalDay(renewal);
    if (renewalDay !== null && startDay !== '' && renewalDay < startDay) {
      cells.fail(renewal, {
        code: 'renewal_before_start',
        reason: 'The renewal lies before the start. Write a day on which it renews.',
      });
    }
    const cheaper = cells.optionalAmount(downgrade);
    notNegative(cells, downgrade, cheaper);
    if (cheaper !== null && cheaper >= money.micro) {
      cells.fail(downgrade, {
        code: 'downgrade_not_cheaper',
        reason: 'The next plan down has to cost less than this one.',
      });
    }
    return {
      kind: 'subscription',
      line: cells.line,
      tool: named,
      email: address,
      startDay,
      endDay,
      priceMicro: money.micro,
      currency: money.currency,
      cadence: cadenceOf(cells, cadence),
      account: cells.optionalText(account),
      renewalDay,
      noticeDays: noticeOf(cells, noticeDays),
      downgradeMicro: cheaper,
    };
  };
}

const MOST_NOTICE = 366;

/** Days of notice, 0 to 366; `null` where the cell is empty. */
function noticeOf(cells: CellReader, column: Column): number | null {
  const milli = cells.milli(column, -1);
  if (milli < 0) return null;
  const days = milli / 1000;
  if (Number.isInteger(days) && days <= MOST_NOTICE) return days;
  cells.fail(column, {
    code: 'notice_bad',
    reason: 'Notice is given 0 to 366 whole days before. Write a number of days.',
  });
  return null;
}

/** How a plan is paid, as tables write it in six languages. */
const CADENCES: ReadonlyMap<string, 'month' | 'year'> = new Map([
  ['', 'month'],
  ...[
    'month monthly permonth promonat monat monatlich mensuel mensuelle mois parmois mensual mes pormes 月 每月 月付 按月 月払い 月額 毎月',
    'year yearly annual annually peryear jahr jahrlich projahr annuel annuelle an paran anual ano porano 年 每年 年付 按年 年払い 年額 毎年',
  ].flatMap((all, index) =>
    all
      .split(' ')
      .map((word): [string, 'month' | 'year'] => [word, index === 0 ? 'month' : 'year']),
  ),
]);

function cadenceOf(cells: CellReader, column: Column): 'month' | 'year' {
  const cadence = CADENCES.get(foldedName(cells.cell(column)));
  if (cadence !== undefined) return cadence;
  cells.fail(column, {
    code: 'cadence_unknown',
    reason: 'A subscription is paid by the month or by the year. Write month or year.',
  });
  return 'month';
}

function usage({ column }: ColumnLookup): ReadRow {
  const date = column('date');
  const identity = column('identity');
  const tool = column('tool');
  const model = column('model');
  const inputTokens = column('input_tokens');
  const outputTokens = column('output_tokens');
  const cacheReadTokens = column('cache_read_tokens');
  const cacheWriteTokens = column('cache_write_tokens');
  const cacheWrite1hTokens = column('cache_write_1h_tokens');
  const requests = column('requests');
  const speed = column('speed');
  const serviceTier = column('service_tier');
  const context = column('context_window');
  const geo = column('geo');
  const searches = column('searches');
  const cost = column('cost');
  const currency = column('currency');
  return (cells) => {
    const day = cells.day(date);
    const actor = cells.text(identity);
    const money = cells.optionalMoney(cost, currency);
    const writes = cells.count(cacheWriteTokens);
    const longWrites = cells.count(cacheWrite1hTokens);
    if (longWrites > writes) {
      cells.fail(cacheWrite1hTokens, {
        code: 'cache_writes_exceeded',
        reason:
          'More tokens were written for an hour than were written at all: these are part of the cache writes.',
      });
    }
    return {
      kind: 'usage',
      line: cells.line,
      day,
      identity: actor,
      tool: cells.optionalText(tool),
      model: cells.optionalText(model),
      project: null,
      description: null,
      nativeId: null,
      inputTokens: cells.count(inputTokens),
      outputTokens: cells.count(outputTokens),
      cacheReadTokens: cells.count(cacheReadTokens),
      cacheWriteTokens: writes,
      cacheWrite1hTokens: longWrites,
      requests: cells.count(requests),
      costMicro: money === null ? null : money.micro,
      grossMicro: null,
      currency: money === null ? null : money.currency,
      tier: priceTier({
        speed: cells.cell(speed),
        serviceTier: cells.cell(serviceTier),
        context: cells.cell(context),
        geo: cells.cell(geo),
      }),
      searches: cells.count(searches),
    };
  };
}

function charges({ column }: ColumnLookup): ReadRow {
  const date = column('date');
  const amount = column('amount');
  const currency = column('currency');
  const identity = column('identity');
  const tool = column('tool');
  const description = column('description');
  const reference = column('reference');
  return (cells) => {
    const day = cells.day(date);
    const money = cells.statedMoney(amount, currency);
    return {
      kind: 'charge',
      line: cells.line,
      source: 'manual',
      day,
      amountMicro: money.micro,
      grossMicro: null,
      currency: money.currency,
      identity: cells.optionalText(identity),
      tool: cells.optionalText(tool),
      model: null,
      project: null,
      description: cells.optionalText(description),
      reference: cells.optionalText(reference),
      nativeId: null,
    };
  };
}

function output({ column, has }: ColumnLookup): ReadRow {
  const date = column('date');
  const email = column('email');
  const kind = column('kind');
  const quantity = column('quantity');
  const title = column('title');
  const link = column('link');
  const acceptedBy = column('accepted_by');
  const minutesSaved = column('minutes_saved');
  // Not in the template: trackers that know of it may tell when an item was reopened (RULES.md, Output).
  const reopened = column('reopened');
  const hasAcceptance = has('accepted_by');
  return (cells) => {
    const day = cells.day(date);
    const address = cells.email(email);
    const minutes = cells.milli(minutesSaved, -1);
    return {
      kind: 'output',
      line: cells.line,
      day,
      email: address,
      outputKind: cells.text(kind),
      quantityMilli: cells.milli(quantity, 1000),
      title: cells.optionalText(title),
      link: cells.optionalText(link),
      acceptedBy: hasAcceptance ? cells.optionalText(acceptedBy) : undefined,
      minutesSaved: minutes < 0 ? null : Math.round(minutes / 1000),
      reopenedDay: cells.optionalDay(reopened),
    };
  };
}

function rates({ column }: ColumnLookup): ReadRow {
  const date = column('date');
  const from = column('from');
  const to = column('to');
  const rate = column('rate');
  return (cells) => {
    const day = cells.day(date);
    const one = cells.currency(from);
    const other = cells.currency(to);
    if (one === other && one !== '') {
      cells.fail(to, {
        code: 'currency_twice',
        reason: 'A rate needs two different currencies.',
      });
    }
    return {
      kind: 'rate',
      line: cells.line,
      day,
      from: one,
      to: other,
      rate: cells.positiveDecimal(rate),
      source: 'typed',
    };
  };
}

function endsAfterStart(
  cells: CellReader,
  column: Column,
  startDay: string | null,
  endDay: string | null,
): void {
  if (startDay === null || endDay === null || startDay === '' || endDay >= startDay) return;
  cells.fail(column, {
    code: 'end_before_start',
    reason: 'The end lies before the start. The end is the last day that counts.',
  });
}

function notNegative(cells: CellReader, column: Column, micro: bigint | null): void {
  if (micro === null || micro >= 0n) return;
  cells.fail(column, { code: 'amount_negative', reason: 'This amount cannot be negative.' });
}
