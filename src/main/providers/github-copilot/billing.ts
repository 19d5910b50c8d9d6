import { z } from 'zod';
import {
  addDays,
  firstDay as firstOfMonth,
  type IsoDay,
  lastDay as lastOfMonth,
  monthOf,
} from '../../../core/calendar.ts';
import { allocate, divideHalfEven } from '../../../core/money.ts';
import type { ChargeRow, UsageRow } from '../../../core/spend/rows.ts';
import {
  dayOfInstant,
  dollars,
  dollarsPico,
  millionths,
  optional,
  optionalText,
} from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext } from '../provider.ts';
import type { Query } from '../provider-client.ts';
import type { Place, ReadPage, Stream } from '../stream.ts';
import { type CellPlace, PICO_PER_MICRO, type UsageCells } from '../usage-cells.ts';
import { billingPlace } from './enterprise.ts';
import type { MonthReports } from './month-reports.ts';
import { seatLogins } from './people-and-seats.ts';
import { COPILOT, TOOL } from './words.ts';

/** AI credits replaced premium requests on this day. */
const FIRST_CREDIT_DAY = '2026-06-01';
const BILLING_DAYS = 730;
/** With more people than this, the reports split the bill instead of one question per person. */
const MOST_QUESTIONS_A_MONTH = 100;

const creditItem = z.object({
  sku: optionalText,
  model: optionalText,
  // Dollars: `gross` is the list price of the use, `net` what is billed on top of the seat.
  // In the unit that the month was billed in, in millionths: AI credits, before these premium requests.
  grossQuantity: optional(millionths).transform((quantity) => quantity ?? 0n),
  grossAmount: dollarsPico,
  netAmount: dollarsPico,
});
type CreditItem = z.infer<typeof creditItem>;

const licenceItem = z.object({
  date: dayOfInstant,
  product: optionalText,
  sku: optionalText,
  unitType: optionalText,
  grossAmount: dollars,
  netAmount: dollars,
});

/** The month of a day, as the bill is asked for it. */
export const monthQuery = (day: IsoDay): Query => [
  ['year', day.slice(0, 4)],
  ['month', String(Number(day.slice(5, 7)))],
];

async function askBilling<T>(
  context: ProviderContext,
  facts: Place['facts'],
  path: string,
  query: Query,
  shape: z.ZodType<T>,
): Promise<ReturnType<typeof readList<T>>> {
  const place = billingPlace(context, facts);
  const answer = await context.client.send({
    method: 'GET',
    path: `${place.path}/${path}`,
    query: [...query, ...place.query],
    headers: place.headers,
  });
  const { usageItems } = readAnswer(COPILOT, answer, z.object({ usageItems: anyList }));
  return readList(COPILOT, answer, usageItems, shape);
}

/** The first month that lies in the last 24 as a whole, or the one of the company's first day. */
const oldestDay = ({ firstDay, today }: ProviderContext): IsoDay => {
  const bound = addDays(today, -BILLING_DAYS);
  const month = firstOfMonth(monthOf(bound));
  const oldest = month < bound ? addDays(lastOfMonth(monthOf(bound)), 1) : month;
  const first = firstOfMonth(monthOf(firstDay));
  return first > oldest ? first : oldest;
};

const cellOf = (day: IsoDay, identity: string | null, item: CreditItem): CellPlace => ({
  day,
  identity,
  model: item.model,
  project: null,
  description: item.sku,
});

const wholeMicro = (pico: bigint): bigint => divideHalfEven(pico, PICO_PER_MICRO) * PICO_PER_MICRO;

/** Moves what one person used from the unassigned part, which begins as the organization's total. */
function assign(cells: UsageCells, day: IsoDay, login: string, item: CreditItem): void {
  const [costPico, grossPico] = [wholeMicro(item.netAmount), wholeMicro(item.grossAmount)];
  cells.add(cellOf(day, login, item), { costPico, grossPico, creditsMicro: item.grossQuantity });
  cells.add(cellOf(day, null, item), {
    costPico: -costPico,
    grossPico: -grossPico,
    creditsMicro: -item.grossQuantity,
  });
}

const namesIn = (facts: Place['facts'], name: string): string[] =>
  z.array(z.string()).parse(JSON.parse(facts[name] ?? '[]'));

/**
 * First the organization's month, then one question per login; the difference stays unassigned. An
 * organization of very many is split by what its reports say each used.
 */
async function readMonth(
  context: ProviderContext,
  reports: MonthReports,
  place: Place,
): Promise<ReadPage> {
  const { fromDay, toDay, facts, cells, page } = place;
  const kind = fromDay < FIRST_CREDIT_DAY ? 'premium_request' : 'ai_credit';
  const ask = (user: string | null) =>
    askBilling(
      context,
      facts,
      `${kind}/usage`,
      [...monthQuery(fromDay), ...(user === null ? [] : [['user', user] as const])],
      creditItem,
    );
  await reports.read(fromDay, toDay);
  if (page !== null) {
    const asked = namesIn(facts, 'askedLogins');
    const login = asked[Number(page)];
    if (login === undefined) return { next: null, entries: 1 };
    const { items, rejects } = await ask(login);
    for (const item of items) assign(cells, toDay, login, item);
    const following = Number(page) + 1;
    return { next: following < asked.length ? String(following) : null, entries: 1, rejects };
  }
  const { items, rejects } = await ask(null);
  for (const item of items)
    cells.add(cellOf(toDay, null, item), {
      costPico: item.netAmount,
      grossPico: item.grossAmount,
      creditsMicro: item.grossQuantity,
    });
  const credits = reports.creditsOf(fromDay, toDay);
  const logins = [
    ...new Set([...seatLogins(facts), ...namesIn(facts, 'logins'), ...credits.keys()]),
  ].sort();
  const known = { logins: JSON.stringify(logins), askedLogins: JSON.stringify(logins) };
  if (items.length === 0 || logins.length === 0)
    return { next: null, entries: 1, rejects, facts: known };
  if (logins.length > MOST_QUESTIONS_A_MONTH) {
    for (const item of items) splitByReport(cells, toDay, item, credits);
    return { next: null, entries: 1, rejects, facts: known };
  }
  return { next: '0', entries: 1, rejects, facts: known };
}

function splitByReport(
  cells: UsageCells,
  day: IsoDay,
  item: CreditItem,
  credits: ReadonlyMap<string, bigint>,
): void {
  const weights = [...credits.values()];
  if (!weights.some((weight) => weight > 0n)) return;
  const shares = (whole: bigint): bigint[] => allocate(whole, weights);
  // Split in whole micros, so that the parts add up after they are rounded.
  const net = shares(divideHalfEven(item.netAmount, PICO_PER_MICRO));
  const gross = shares(divideHalfEven(item.grossAmount, PICO_PER_MICRO));
  const quantity = shares(item.grossQuantity);
  [...credits.keys()].forEach((login, index) => {
    if ((weights[index] ?? 0n) > 0n)
      assign(cells, day, login, {
        ...item,
        netAmount: (net[index] ?? 0n) * PICO_PER_MICRO,
        grossAmount: (gross[index] ?? 0n) * PICO_PER_MICRO,
        grossQuantity: quantity[index] ?? 0n,
      });
  });
}

const PER_UNIT = 1_000_000n;

/** Premium requests are counted as requests, as everywhere; AI credits stay a unit of their own. */
function inItsUnit(row: UsageRow): UsageRow {
  const { creditsMicro = 0n, ...rest } = row;
  // What persons are told beyond the organization's total leaves less than nothing unassigned.
  const used = creditsMicro > 0n ? creditsMicro : 0n;
  return row.day < FIRST_CREDIT_DAY
    ? { ...rest, requests: Number(divideHalfEven(used, PER_UNIT)) }
    : { ...rest, creditsMicro: used };
}

/** A person's month on its days, by the credits that the reports tell; they add up to the month. */
function onDays(row: UsageRow, reports: MonthReports): UsageRow[] {
  const from = firstOfMonth(monthOf(row.day));
  const days = row.identity === null ? [] : reports.daysOf(row.identity, from, row.day);
  if (days.length === 0) return [row];
  const weights = days.map(({ weight }) => weight);
  const net = allocate(row.costMicro ?? 0n, weights);
  const gross = allocate(row.grossMicro ?? 0n, weights);
  const requests = allocate(BigInt(row.requests), weights);
  const credits = allocate(row.creditsMicro ?? 0n, weights);
  return days.map(({ day }, index) => ({
    ...row,
    day,
    costMicro: net[index] ?? 0n,
    grossMicro: gross[index] ?? 0n,
    requests: Number(requests[index] ?? 0n),
    ...(row.creditsMicro === undefined ? {} : { creditsMicro: credits[index] ?? 0n }),
  }));
}

/** AI credits (before 2026-06: premium requests) by person and model, a month at a time. */
export function creditStream(context: ProviderContext, reports: MonthReports): Stream {
  const { today: lastDay } = context;
  return {
    name: 'credits',
    tellsMoney: true,
    moneyFrom: 'usage',
    // What the pool covers is settled with the month, a few days after it.
    days: {
      firstDay: oldestDay(context),
      lastDay,
      windowDays: 'month',
      rereadDays: 5,
      rereadMonth: true,
    },
    read: (place) => readMonth(context, reports, place),
    gathered: (cells) =>
      cells
        .rows(TOOL, 'USD')
        .filter((row) => row.identity !== null || hasMoney(row))
        .map(inItsUnit)
        .flatMap((row) => onDays(row, reports))
        .map((row, index) => ({ ...row, line: index + 1 })),
  };
}

const hasMoney = (row: UsageRow): boolean => row.costMicro !== 0n || row.grossMicro !== 0n;

/** Credits and premium requests come by person from their own reports: here only the licences count. */
function isLicence({ product, sku, unitType }: z.infer<typeof licenceItem>): boolean {
  if (product?.toLowerCase() !== 'copilot') return false;
  if (unitType !== null) return unitType.toLowerCase() === 'user-months';
  return !/credit|request/i.test(sku ?? '');
}

/** Seat licences, from the bill of all products (that they are found by `user-months` is unconfirmed). */
export function licenceStream(context: ProviderContext): Stream {
  const { today: lastDay } = context;
  return {
    name: 'licences',
    tellsMoney: true,
    moneyFrom: 'cost-report',
    days: { firstDay: oldestDay(context), lastDay, windowDays: 'month', rereadDays: 5 },
    read: async ({ fromDay, toDay, facts }) => {
      const query = monthQuery(fromDay);
      const { items, rejects } = await askBilling(context, facts, 'usage', query, licenceItem);
      const rows = items
        .filter((item) => isLicence(item) && item.date >= fromDay && item.date <= toDay)
        .map(
          (item, index): ChargeRow => ({
            kind: 'charge',
            line: index + 1,
            source: 'cost-report',
            day: item.date,
            amountMicro: item.netAmount,
            grossMicro: item.grossAmount,
            currency: 'USD',
            identity: null,
            tool: TOOL,
            model: null,
            project: null,
            description: item.sku,
            reference: null,
            nativeId: null,
          }),
        );
      return { rows, rejects, next: null, entries: items.length };
    },
  };
}
