import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { allocate, divideHalfEven } from '../../../core/money.ts';
import type { ChargeRow, UsageRow } from '../../../core/spend/rows.ts';
import { dayOfInstant, dollars, dollarsPico, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext } from '../provider.ts';
import type { Query } from '../provider-client.ts';
import type { Place, ReadPage, Stream } from '../sync-run.ts';
import { type CellPlace, PICO_PER_MICRO, type UsageCells } from '../usage-cells.ts';
import { seatLogins } from './people-and-seats.ts';
import { userReport } from './user-report.ts';
import { COPILOT, organizationOf, TOOL } from './words.ts';

/** AI credits replaced premium requests on this day. */
const FIRST_CREDIT_DAY = '2026-06-01';
const BILLING_DAYS = 730;
/** With more seats than this, the day's report splits the bill instead of one question per person. */
const MOST_QUESTIONS_A_DAY = 100;

const creditItem = z.object({
  sku: optionalText,
  model: optionalText,
  // Dollars: `gross` is the list price of the use, `net` what is billed on top of the seat.
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

const dayQuery = (day: IsoDay): Query => [
  ['year', day.slice(0, 4)],
  ['month', String(Number(day.slice(5, 7)))],
];

async function askBilling<T>(
  { client, ...rest }: ProviderContext,
  path: string,
  query: Query,
  shape: z.ZodType<T>,
): Promise<ReturnType<typeof readList<T>>> {
  const organization = organizationOf({ client, ...rest });
  const answer = await client.send({
    method: 'GET',
    path: `/organizations/${organization}/settings/billing/${path}`,
    query,
  });
  const { usageItems } = readAnswer(COPILOT, answer, z.object({ usageItems: anyList }));
  return readList(COPILOT, answer, usageItems, shape);
}

const oldestDay = ({ firstDay, today }: ProviderContext): IsoDay => {
  const oldest = addDays(today, -BILLING_DAYS);
  return firstDay > oldest ? firstDay : oldest;
};

const cellOf = (day: IsoDay, identity: string | null, item: CreditItem): CellPlace => ({
  day,
  identity,
  model: item.model,
  project: null,
  description: item.sku,
});

/** Moves what one person used from the unassigned part, which begins as the organization's total. */
function assign(cells: UsageCells, day: IsoDay, login: string, item: CreditItem): void {
  const { netAmount: costPico, grossAmount: grossPico } = item;
  cells.add(cellOf(day, login, item), { costPico, grossPico });
  cells.add(cellOf(day, null, item), { costPico: -costPico, grossPico: -grossPico });
}

async function splitByReport(
  context: ProviderContext,
  day: IsoDay,
  items: readonly CreditItem[],
  cells: UsageCells,
): Promise<void> {
  const users = (await userReport(context, day)) ?? [];
  const weights = users.map((user) => user.ai_credits_used ?? 0n);
  if (!weights.some((weight) => weight > 0n)) return;
  for (const item of items) {
    // Split in whole micros, so that the parts add up after they are rounded.
    const net = allocate(divideHalfEven(item.netAmount, PICO_PER_MICRO), weights);
    const gross = allocate(divideHalfEven(item.grossAmount, PICO_PER_MICRO), weights);
    users.forEach(({ user_login }, index) => {
      const netAmount = (net[index] ?? 0n) * PICO_PER_MICRO;
      const part = { netAmount, grossAmount: (gross[index] ?? 0n) * PICO_PER_MICRO };
      if ((weights[index] ?? 0n) > 0n) assign(cells, day, user_login, { ...item, ...part });
    });
  }
}

/** First the organization's day, then one question per seat; the difference stays unassigned. */
async function readCredits(context: ProviderContext, place: Place): Promise<ReadPage> {
  const day = place.fromDay;
  const kind = day < FIRST_CREDIT_DAY ? 'premium_request' : 'ai_credit';
  const logins = seatLogins(place.facts);
  const login = place.page === null ? null : (logins[Number(place.page)] ?? null);
  const query: Query = [
    ...dayQuery(day),
    ['day', String(Number(day.slice(8)))],
    ...(login === null ? [] : [['user', login] as const]),
  ];
  const { items, rejects } = await askBilling(context, `${kind}/usage`, query, creditItem);
  if (login !== null) {
    for (const item of items) assign(place.cells, day, login, item);
  } else {
    for (const item of items)
      place.cells.add(cellOf(day, null, item), {
        costPico: item.netAmount,
        grossPico: item.grossAmount,
      });
    if (logins.length > MOST_QUESTIONS_A_DAY) {
      await splitByReport(context, day, items, place.cells);
      return { next: null, entries: items.length, rejects };
    }
  }
  const used = place.cells.size > 0;
  const following = place.page === null ? 0 : Number(place.page) + 1;
  const next = used && following < logins.length ? String(following) : null;
  // One who used nothing that day is no empty page.
  return { next, entries: 1, rejects };
}

/** AI credits (before 2026-06: premium requests) by person, model and day. */
export function creditStream(context: ProviderContext): Stream {
  const { today: lastDay } = context;
  return {
    name: 'credits',
    moneyFrom: 'usage',
    // What the pool covers is settled with the month.
    days: {
      firstDay: oldestDay(context),
      lastDay,
      windowDays: 1,
      rereadDays: 5,
      rereadMonth: true,
    },
    read: (place) => readCredits(context, place),
    gathered: (cells) =>
      cells.rows(TOOL, 'USD').filter((row) => row.identity !== null || hasMoney(row)),
  };
}

const hasMoney = (row: UsageRow): boolean => row.costMicro !== 0n || row.grossMicro !== 0n;

/** Credits and premium requests come by person from their own reports: here only the licences count. */
function isLicence({ product, sku, unitType }: z.infer<typeof licenceItem>): boolean {
  if (product?.toLowerCase() !== 'copilot') return false;
  return !/credit|request/i.test(`${sku ?? ''} ${unitType ?? ''}`);
}

/** Seat licences, from the bill of all products (that they are found by `user-months` is unconfirmed). */
export function licenceStream(context: ProviderContext): Stream {
  const { today: lastDay } = context;
  return {
    name: 'licences',
    moneyFrom: 'cost-report',
    days: { firstDay: oldestDay(context), lastDay, windowDays: 'month', rereadDays: 5 },
    read: async ({ fromDay, toDay }) => {
      const { items, rejects } = await askBilling(context, 'usage', dayQuery(fromDay), licenceItem);
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
