import * as z from 'zod';
import { Failure } from '../../../core/failure.ts';
import type { RowReject } from '../../../core/spend/rows.ts';
import type { TableColumns, TableField } from '../../../core/trackers/table-columns.ts';
import { optional, optionalText } from '../../providers/answer-fields.ts';
import { anyList, readAnswer, readList } from '../../providers/answer-list.ts';
import { requestFailure } from '../../providers/request-failure.ts';
import {
  clientOf,
  instant,
  orGone,
  type PlacePage,
  readablePlaces,
  readLists,
} from '../network-tracker.ts';
import { columnsFor, itemOfRow, type TableRow } from '../table-rows.ts';
import { type ListedItem, oncePerRun, type Tracker, type TrackerContext } from '../tracker.ts';
import { cellOf, FORM_OF_TYPE } from './cells.ts';

const NOTION = 'Notion';
const PER_PAGE = 100;

const column = z.object({
  type: z.string(),
  select: optional(z.object({ options: optional(z.array(z.object({ name: z.string() }))) })),
  multi_select: optional(z.object({ options: optional(z.array(z.object({ name: z.string() }))) })),
  status: optional(
    z.object({
      options: optional(z.array(z.object({ id: optionalText, name: z.string() }))),
      groups: optional(
        z.array(z.object({ name: optionalText, option_ids: optional(z.array(z.string())) })),
      ),
    }),
  ),
});
const sourceShape = z.object({ properties: z.record(z.string(), z.unknown()) });
const databaseShape = z.object({ data_sources: z.array(z.object({ id: z.string().min(1) })) });
const pageShape = z.object({
  results: anyList,
  has_more: z.boolean(),
  next_cursor: z.string().nullish(),
  request_status: optional(z.object({ type: optionalText })),
});
const entry = z.object({
  object: optionalText,
  id: z.string().min(1),
  url: optionalText,
  created_time: optional(instant),
  last_edited_time: optional(instant),
  in_trash: optional(z.boolean()),
  archived: optional(z.boolean()),
  parent: optional(z.object({ data_source_id: optionalText })),
  properties: z.record(z.string(), z.unknown()),
});
type Entry = z.infer<typeof entry>;

const cursorShape = z.object({
  source: z.number().int(),
  /** The rows changed since then are asked for: a question gives 10,000 at most. */
  from: z.string().nullable(),
  after: z.string().nullable(),
});
type Cursor = z.infer<typeof cursorShape>;

/**
 * The id in a link that a person copied, or typed: 32 hexadecimal digits. Of a page that shows several
 * databases the link names the page; the one that is meant has to be opened by itself.
 */
function databaseOfLink(given: string): string | null {
  const path = URL.canParse(given) ? new URL(given).pathname : given;
  const found = /([0-9a-f]{32})\/?$/i.exec(path.replaceAll('-', ''));
  return found?.[1]?.toLowerCase() ?? null;
}

async function fieldsOf(context: TrackerContext, source: string): Promise<TableField[]> {
  const path = `/v1/data_sources/${encodeURIComponent(source)}`;
  const answer = await clientOf(context).send({ method: 'GET', path });
  const { properties } = readAnswer(NOTION, answer, sourceShape);
  return Object.entries(properties).map(([name, told]) => {
    const read = column.safeParse(told).data;
    const status = read?.status ?? null;
    // The group of what is complete comes last, whatever it is called.
    const complete = status?.groups?.find((one) => /^complete$/i.test(one.name ?? '')) ?? null;
    const last = complete ?? status?.groups?.at(-1) ?? null;
    const finished = new Set(last?.option_ids ?? []);
    const chosen = (read?.select?.options ?? read?.multi_select?.options ?? []).map(
      ({ name: one }) => ({
        name: one,
        isDone: null,
      }),
    );
    const states = status?.options?.map((one) => ({
      name: one.name,
      isDone: one.id === null ? null : finished.has(one.id),
    }));
    return {
      name,
      form: FORM_OF_TYPE.get(read?.type ?? '') ?? 'other',
      choices: states ?? chosen,
    };
  });
}

/** The tables of a database; what is none is taken for the id of a table itself. */
async function sourcesOf(context: TrackerContext, place: string): Promise<string[]> {
  const path = `/v1/databases/${encodeURIComponent(place)}`;
  const answer = await orGone(clientOf(context).send({ method: 'GET', path }));
  if (answer === null) return [place];
  return readAnswer(NOTION, answer, databaseShape).data_sources.map(({ id }) => id);
}

/** One database while it is read: its tables and their columns are asked for once. */
class Database {
  readonly #context: TrackerContext;
  readonly #place: string;
  #sources: readonly string[] | null = null;
  readonly #columns = new Map<string, TableColumns>();

  constructor(context: TrackerContext, place: string) {
    this.#context = context;
    this.#place = place;
  }

  async page(token: string | null): Promise<PlacePage> {
    this.#sources ??= await sourcesOf(this.#context, this.#place);
    const { since } = this.#context;
    const from = since === null ? null : `${since}T00:00:00.000Z`;
    const cursor: Cursor =
      token === null ? { source: 0, from, after: null } : cursorShape.parse(JSON.parse(token));
    const source = this.#sources[cursor.source];
    if (source === undefined) return { items: [], rejects: [], next: null };
    const columns = await this.#columnsOf(source);
    const answer = await clientOf(this.#context).send({
      method: 'POST',
      path: `/v1/data_sources/${encodeURIComponent(source)}/query`,
      body: JSON.stringify({
        page_size: PER_PAGE,
        sorts: [{ timestamp: 'last_edited_time', direction: 'ascending' }],
        ...(cursor.from === null
          ? {}
          : {
              filter: {
                timestamp: 'last_edited_time',
                last_edited_time: { on_or_after: cursor.from },
              },
            }),
        ...(cursor.after === null ? {} : { start_cursor: cursor.after }),
      }),
    });
    const told = readAnswer(NOTION, answer, pageShape);
    const read = readList(NOTION, answer, told.results, entry);
    const made: ListedItem[] = [];
    const rejects: RowReject[] = [...read.rejects];
    for (const one of read.items) {
      if (isGone(one)) continue;
      const item = itemOf(this.#context, this.#place, one, columns);
      if ('kind' in item) rejects.push(item);
      else made.push(item);
    }
    const next = nextOf(cursor, told, read.items.at(-1) ?? null, this.#sources.length, from);
    return { items: made, rejects, next: next === null ? null : JSON.stringify(next) };
  }

  /** Of the table that a row says it lies in; else of the first one. */
  async columnsOf({ parent }: Entry): Promise<TableColumns> {
    this.#sources ??= await sourcesOf(this.#context, this.#place);
    const said = parent?.data_source_id ?? null;
    const source = this.#sources.find((one) => one === said) ?? this.#sources[0];
    return this.#columnsOf(source ?? this.#place);
  }

  async #columnsOf(source: string): Promise<TableColumns> {
    const known = this.#columns.get(source);
    if (known) return known;
    const columns = columnsFor(this.#context, await fieldsOf(this.#context, source), this.#place);
    this.#columns.set(source, columns);
    return columns;
  }
}

const databaseOf = oncePerRun((context, place) => new Database(context, place));

/** The page after this one: the same question, the rest of a question that was cut off, or the next table. */
function nextOf(
  cursor: Cursor,
  { has_more: more, next_cursor: after, request_status: status }: z.infer<typeof pageShape>,
  last: Entry | null,
  sources: number,
  from: string | null,
): Cursor | null {
  if (more && after) return { ...cursor, after };
  if (status?.type === 'incomplete' && last?.last_edited_time) {
    if (last.last_edited_time === cursor.from) throw requestFailure('answer_too_large', NOTION);
    return { ...cursor, from: last.last_edited_time, after: null };
  }
  const source = cursor.source + 1;
  return source < sources ? { source, from, after: null } : null;
}

const isGone = (one: Entry): boolean => one.in_trash === true || one.archived === true;

function itemOf(
  context: TrackerContext,
  place: string,
  one: Entry,
  columns: TableColumns,
): ListedItem | RowReject {
  const { dayOf } = context;
  const row: TableRow = {
    id: one.id,
    names: Object.values(one.properties).flatMap((each) => cellOf(each, dayOf).ownNumber ?? []),
    url: one.url,
    openedDay: one.created_time === null ? null : dayOf(one.created_time),
    updatedDay: one.last_edited_time === null ? null : dayOf(one.last_edited_time),
    cell: (name) => cellOf(one.properties[name], dayOf),
  };
  return itemOfRow(context, 'notion-page', place, row, columns);
}

/**
 * Rows of Notion databases. From developers.notion.com: `Notion-Version: 2025-09-03` parts a database
 * into data sources, whose rows come by `POST /v1/data_sources/{id}/query`, 100 at once; a question gives
 * 10,000 at most and then says `request_status: incomplete` ("Query large data sources"); three requests a
 * second on average, 429 with `Retry-After`. A person's e-mail comes only if the connection may read it.
 */
export const notion: Tracker = {
  kind: 'notion',
  name: NOTION,
  needsKey: true,
  baseUrl: 'https://api.notion.com',
  allowsCustomUrl: false,
  hostEnding: null,
  isPlainLog: false,
  needsPlace: true,
  placeOf: databaseOfLink,
  rules: {
    pace: { other: { perMinute: 150, burst: 3 } },
    firstWaitSeconds: 1,
    headers: { 'notion-version': '2025-09-03' },
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    downloadHosts: [],
  },
  check: async (context) => {
    let fields: readonly TableField[] = [];
    const read = await readablePlaces(context.places, async (place) => {
      const [source = place] = await sourcesOf(context, place);
      const found = await fieldsOf(context, source);
      if (fields.length === 0) fields = found;
    });
    return { who: null, ...read, fields };
  },
  list: (context, state) =>
    readLists(
      NOTION,
      context.places.map((place) => {
        return {
          place,
          optional: null,
          page: (page: string | null) => databaseOf(context, place).page(page),
        };
      }),
      state,
    ),
  ask: async (context, key, place) => {
    const path = `/v1/pages/${encodeURIComponent(key)}`;
    const answer = await orGone(clientOf(context).send({ method: 'GET', path }));
    if (answer === null) return null;
    const one = readAnswer(NOTION, answer, entry);
    if (isGone(one)) return null;
    const item = itemOf(context, place, one, await databaseOf(context, place).columnsOf(one));
    if ('kind' in item) throw new Failure('answer_changed', item.reason, { field: item.field });
    return item;
  },
};
