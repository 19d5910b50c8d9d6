import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { centsPico, count, dayOfMilliseconds, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext } from '../provider.ts';
import type { Answer } from '../provider-client.ts';
import { requestFailure } from '../request-failure.ts';
import type { Place, ReadPage, Stream } from '../stream.ts';
import { CURSOR, spanBody, TOOL } from './words.ts';

/** Single events; they have no id, so whole days are summed and replaced. Money is in cents. */

/** A page number and a count of pages, by the names that this endpoint gives them, to the next page. */
export function nextPage(page: string, pages: string) {
  return z
    .looseObject({ hasNextPage: optional(z.boolean()) })
    .nullish()
    .transform((told) => (asked: number): string | null => {
      const shown = told?.[page];
      const all = told?.[pages];
      // A server that answers another page than the one asked for would go on for ever.
      if (typeof shown === 'number' && shown !== asked)
        throw requestFailure('cursor_loop', CURSOR, { page: shown });
      if (told?.hasNextPage !== true) return null;
      if (typeof all === 'number' && asked >= all)
        throw requestFailure('cursor_loop', CURSOR, { page: asked });
      return String(asked + 1);
    });
}

const event = z.object({
  timestamp: dayOfMilliseconds,
  userEmail: optionalText,
  serviceAccountId: optionalText,
  model: optionalText,
  kind: optionalText,
  isChargeable: optional(z.boolean()),
  tokenUsage: z
    .object({
      inputTokens: count,
      outputTokens: count,
      cacheWriteTokens: count,
      cacheReadTokens: count,
    })
    .nullish(),
  // Model cost and token fee, after discounts. `requestsCosts` are request units, no money.
  chargedCents: centsPico.nullish(),
});
type Event = z.infer<typeof event>;

const FAMILY = 'events';
const PATH = '/teams/filtered-usage-events';

/** Chargeable, or covered by the plan, which may show money all the same. */
const isCharged = ({ isChargeable, kind }: Event): boolean =>
  isChargeable ?? !/^included/i.test(kind ?? '');

function gather({ cells, fromDay, toDay }: Place, one: Event): void {
  if (one.timestamp < fromDay || one.timestamp > toDay) return;
  const charged = isCharged(one);
  const cost = one.chargedCents ?? 0n;
  const tokens = one.tokenUsage;
  cells.add(
    {
      day: one.timestamp,
      identity: one.userEmail ?? one.serviceAccountId,
      model: one.model,
      project: null,
      description: charged ? one.kind : `covered by seat: ${one.kind ?? ''}`,
    },
    {
      inputTokens: tokens?.inputTokens ?? 0,
      outputTokens: tokens?.outputTokens ?? 0,
      cacheWriteTokens: tokens?.cacheWriteTokens ?? 0,
      cacheReadTokens: tokens?.cacheReadTokens ?? 0,
      requests: 1,
      costPico: charged ? cost : 0n,
      grossPico: cost,
    },
  );
}

const askEvents = (
  { client }: ProviderContext,
  fromDay: IsoDay,
  toDay: IsoDay,
  page: number,
  pageSize: number,
  expects: readonly number[] = [],
): Promise<Answer> =>
  client.send({
    method: 'POST',
    path: PATH,
    body: JSON.stringify({ ...spanBody(fromDay, toDay), page, pageSize }),
    family: FAMILY,
    expects,
  });

const eventPage = z.object({
  usageEvents: anyList,
  pagination: nextPage('currentPage', 'numPages'),
});

async function readEvents(context: ProviderContext, place: Place): Promise<ReadPage> {
  const asked = Number(place.page ?? '1');
  const answer = await askEvents(context, place.fromDay, place.toDay, asked, 1000);
  const { usageEvents, pagination } = readAnswer(CURSOR, answer, eventPage);
  const { items, rejects } = readList(CURSOR, answer, usageEvents, event);
  for (const one of items) gather(place, one);
  // The window stands by now: a cycle that is being settled is read again once, not for ever.
  const facts = { cycleAgain: '' };
  return { next: pagination(asked), entries: usageEvents.length, rejects, facts };
}

const WINDOW_BACK = 30;
const EMPTY_WINDOWS = 3;

/**
 * How far back the team's events reach: walks back 30 days at a time until three windows are empty
 * or the company's first day is passed. A page's name is the windows walked and the empty ones at the end.
 */
export function reachStream(context: ProviderContext): Stream {
  const { today, firstDay } = context;
  return {
    name: 'reach',
    moneyFrom: 'usage',
    days: null,
    read: async ({ page, facts }) => {
      if (page === null && facts['floor'] !== undefined) return { next: null, entries: 0 };
      const [walked = 0, empty = 0] = (page ?? '0:0').split(':').map(Number);
      const toDay = addDays(today, -WINDOW_BACK * walked);
      const fromDay = addDays(toDay, 1 - WINDOW_BACK);
      const answer = await askEvents(context, fromDay, toDay, 1, 1, [400]);
      // Beyond its window the API may refuse the range: nothing is there either.
      const found =
        answer.status !== 400 && readAnswer(CURSOR, answer, eventPage).usageEvents.length > 0;
      const emptyNow = found ? 0 : empty + 1;
      const floor = found || page === null ? fromDay : (facts['reach'] ?? fromDay);
      if (fromDay > firstDay && emptyNow < EMPTY_WINDOWS)
        return { next: `${walked + 1}:${emptyNow}`, entries: 1, facts: { reach: floor } };
      const from = floor > firstDay ? floor : firstDay;
      const text = `Cursor has events from ${from} on; earlier ones are not kept.`;
      const notes = [{ code: 'history_from', text, details: { from } }];
      return {
        next: null,
        entries: 1,
        facts: { floor: from },
        ...(from > firstDay ? { notes } : {}),
      };
    },
  };
}

export function eventStream(context: ProviderContext): Stream {
  const { firstDay, today: lastDay } = context;
  return {
    name: 'events',
    tellsMoney: true,
    moneyFrom: 'usage',
    days: {
      firstDay,
      lastDay,
      windowDays: 7,
      rereadDays: 3,
      floorFact: 'floor',
      backToFact: 'cycleAgain',
    },
    read: (place) => readEvents(context, place),
    gathered: (cells) => cells.rows(TOOL, 'USD'),
  };
}
