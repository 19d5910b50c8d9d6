import * as z from 'zod';
import type { RequestErrorCode } from '../../../core/accounts/retry-plan.ts';
import { dayIn, type IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { RowReject } from '../../../core/spend/rows.ts';
import type { TableColumns, TableField } from '../../../core/trackers/table-columns.ts';
import { optional, optionalText } from '../../providers/answer-fields.ts';
import { anyList, readAnswer, readList } from '../../providers/answer-list.ts';
import type { JsonValue } from '../../providers/lossless-json.ts';
import { requestFailure } from '../../providers/request-failure.ts';
import { clientOf, type PlacePage, readablePlaces, readLists } from '../network-tracker.ts';
import { columnsFor, itemOfRow, type TableRow } from '../table-rows.ts';
import { type ListedItem, oncePerRun, type Tracker, type TrackerContext } from '../tracker.ts';
import { cellOf, FORM_OF_TYPE } from './cells.ts';

const PER_PAGE = 500;

/**
 * Tables of Feishu Bitable and of Lark Base, which answer alike at addresses of their own. From
 * open.feishu.cn/document, "bitable-v1": rows come by `POST …/records/search`, at most 500 at once, 20 a
 * second, with `automatic_fields` also when each was changed; an error has HTTP status 200 (some 400, 403)
 * and a `code` that is not 0. A table holds 20,000 rows, so it is read whole: a filter by time would need
 * a column for it. The key is an app's id and secret, exchanged for a token of two hours at most.
 *
 * Not confirmed by a page that was at hand, and so read leniently: how the token is answered, `batch_get`, the
 * document's `time_zone`, and the codes outside 1254000 to 1254104.
 */
function bitable(kind: 'feishu' | 'lark', name: string, origin: string): Tracker {
  const tableOf = oncePerRun((context, place) => new Table(context, name, place));
  return {
    kind,
    name,
    needsKey: true,
    baseUrl: origin,
    allowsCustomUrl: false,
    hostEnding: null,
    isPlainLog: false,
    needsPlace: true,
    placeOf: tableOfLink,
    rules: {
      pace: { other: { perMinute: 300, burst: 5 } },
      firstWaitSeconds: 1,
      headers: {},
      authorize: (token) => ({ authorization: `Bearer ${token}` }),
      signIn: {
        origin,
        form: (key) => {
          const [id = '', ...secret] = key.trim().split(/[:\s]+/);
          if (secret.length !== 1) throw requestFailure('key_refused', name);
          return {
            path: '/open-apis/auth/v3/tenant_access_token/internal',
            fields: { app_id: id, app_secret: secret[0] ?? '' },
          };
        },
        asJson: true,
      },
      errorOf: (_status, body) => errorOfCode(body),
      downloadHosts: [],
    },
    check: async (context) => {
      let fields: readonly TableField[] = [];
      const read = await readablePlaces(context.places, async (place) => {
        const found = await fieldsOf(context, name, place);
        if (fields.length === 0) fields = found;
      });
      return { who: null, ...read, fields };
    },
    list: (context, state) =>
      readLists(
        name,
        context.places.map((place) => ({
          place,
          optional: null,
          page: (page: string | null) => tableOf(context, place).page(page),
        })),
        state,
      ),
    ask: (context, key, place) => tableOf(context, place).row(key),
  };
}

export const feishu = bitable('feishu', 'Feishu', 'https://open.feishu.cn');
export const lark = bitable('lark', 'Lark', 'https://open.larksuite.com');

/** `https://acme.feishu.cn/base/APP?table=TABLE` as a person copies it; or `APP/TABLE`. */
function tableOfLink(given: string): string | null {
  const typed = /^([A-Za-z0-9]{10,})\/(tbl[A-Za-z0-9]+)$/.exec(given);
  if (typed) return given;
  if (!URL.canParse(given)) return null;
  const { pathname, searchParams } = new URL(given);
  const app = /\/base\/([A-Za-z0-9]+)/.exec(pathname)?.[1];
  const table = searchParams.get('table');
  return app === undefined || table === null ? null : `${app}/${table}`;
}

/** What a `code` stands for; `null` for none, 0, or where the status alone tells it. */
function errorOfCode(body: JsonValue | undefined): RequestErrorCode | null {
  const read = z.object({ code: z.number() }).safeParse(body);
  if (!read.success || read.data.code === 0) return null;
  const { code } = read.data;
  if ([99991400, 1254290, 1254291].includes(code)) return 'rate_limited';
  if ([99991661, 99991663, 99991664, 99991668, 10003, 10012, 10013, 10014, 10015].includes(code))
    return 'key_refused';
  if ([99991672, 99991679, 1254302, 1254304, 91403].includes(code)) return 'not_permitted';
  if ([1254003, 1254004, 1254006, 1254040, 1254041, 1254043, 91402].includes(code))
    return 'not_found';
  if ([1254002, 1254036, 1254607, 1255001, 1255002, 1255040].includes(code)) return 'provider_down';
  return 'request_refused';
}

const field = z.object({
  field_name: z.string(),
  type: z.number().int(),
  property: optional(z.object({ options: optional(z.array(z.object({ name: z.string() }))) })),
});
const listShape = z.object({
  data: z.object({
    items: anyList.nullish(),
    has_more: optional(z.boolean()),
    page_token: optionalText,
  }),
});
const moment = z.number().int().min(0).max(9_999_999_999_999);
const record = z.object({
  record_id: z.string().min(1),
  fields: z.record(z.string(), z.unknown()),
  created_time: optional(moment),
  last_modified_time: optional(moment),
});
type Told = z.infer<typeof record>;

const pathOf = (place: string): string => {
  const [app = '', table = ''] = place.split('/');
  return `/open-apis/bitable/v1/apps/${encodeURIComponent(app)}/tables/${encodeURIComponent(table)}`;
};

/** The table's columns, all pages of them. */
async function fieldsOf(
  context: TrackerContext,
  name: string,
  place: string,
): Promise<TableField[]> {
  const found: TableField[] = [];
  for (let token: string | null = null, pages = 0; pages < 10; pages += 1) {
    const answer = await clientOf(context).send({
      method: 'GET',
      path: `${pathOf(place)}/fields`,
      query: [['page_size', '100'], ...(token === null ? [] : [['page_token', token] as const])],
    });
    const { items, has_more: more, page_token: next } = readAnswer(name, answer, listShape).data;
    for (const one of readList(name, answer, items ?? [], field).items)
      found.push({
        name: one.field_name,
        form: FORM_OF_TYPE.get(one.type) ?? 'other',
        choices: (one.property?.options ?? []).map(({ name: choice }) => ({
          name: choice,
          isDone: null,
        })),
      });
    if (more !== true || next === null) break;
    token = next;
  }
  return found;
}

/** One table while it is read: its columns are asked for once. */
class Table {
  readonly #context: TrackerContext;
  readonly #name: string;
  readonly #place: string;
  #columns: TableColumns | null = null;
  #zone: string | null = null;

  constructor(context: TrackerContext, name: string, place: string) {
    this.#context = context;
    this.#name = name;
    this.#place = place;
  }

  async page(token: string | null): Promise<PlacePage> {
    const columns = await this.#readColumns();
    const answer = await clientOf(this.#context).send({
      method: 'POST',
      path: `${pathOf(this.#place)}/records/search`,
      query: [
        ['page_size', String(PER_PAGE)],
        ...(token === null ? [] : [['page_token', token] as const]),
      ],
      body: JSON.stringify({ field_names: wantedOf(columns), automatic_fields: true }),
    });
    const {
      items,
      has_more: more,
      page_token: next,
    } = readAnswer(this.#name, answer, listShape).data;
    const read = readList(this.#name, answer, items ?? [], record);
    const made: ListedItem[] = [];
    const rejects: RowReject[] = [...read.rejects];
    for (const one of read.items) {
      const item = this.#itemOf(one, columns);
      if ('kind' in item) rejects.push(item);
      else if (this.#isDue(item)) made.push(item);
    }
    return { items: made, rejects, next: more === true ? next : null };
  }

  async row(id: string): Promise<ListedItem | null> {
    const columns = await this.#readColumns();
    const answer = await clientOf(this.#context).send({
      method: 'POST',
      path: `${pathOf(this.#place)}/records/batch_get`,
      body: JSON.stringify({ record_ids: [id], automatic_fields: true }),
    });
    const shape = z.object({
      data: z.object({ records: anyList.nullish(), forbidden_record_ids: anyList.nullish() }),
    });
    const { records, forbidden_record_ids: hidden } = readAnswer(this.#name, answer, shape).data;
    if ((hidden ?? []).length > 0) throw requestFailure('not_permitted', this.#name);
    const [one] = readList(this.#name, answer, records ?? [], record).items;
    if (!one) return null;
    const item = this.#itemOf(one, columns);
    if ('kind' in item) throw requestFailure('answer_changed', this.#name, { field: item.field });
    return item;
  }

  async #readColumns(): Promise<TableColumns> {
    if (this.#columns !== null) return this.#columns;
    const fields = await fieldsOf(this.#context, this.#name, this.#place);
    this.#columns = columnsFor(this.#context, fields, this.#place);
    this.#zone = await this.#askZone();
    return this.#columns;
  }

  /** A day is stored as its midnight in the document's own zone. */
  async #askZone(): Promise<string | null> {
    const [app = ''] = this.#place.split('/');
    const path = `/open-apis/bitable/v1/apps/${encodeURIComponent(app)}`;
    try {
      const answer = await clientOf(this.#context).send({ method: 'GET', path });
      const shape = z.object({ data: z.object({ app: z.object({ time_zone: optionalText }) }) });
      return readAnswer(this.#name, answer, shape).data.app.time_zone;
    } catch (error) {
      // Not every app may read that: then the company's own zone is as good.
      if (
        error instanceof Failure &&
        ['not_permitted', 'not_found', 'answer_changed'].includes(error.code)
      )
        return null;
      throw error;
    }
  }

  #itemOf(one: Told, columns: TableColumns): ListedItem | RowReject {
    const { dayOf } = this.#context;
    const day = (ms: number | null): IsoDay | null =>
      ms === null ? null : dayOf(new Date(ms).toISOString());
    const zone = this.#zone;
    const localDay = (ms: number): IsoDay | null => {
      if (!Number.isFinite(ms) || ms < 0 || ms > 9_999_999_999_999) return null;
      const instant = new Date(ms).toISOString();
      return (zone === null ? null : dayIn(zone, instant)) ?? dayOf(instant);
    };
    const row: TableRow = {
      id: one.record_id,
      names: [],
      url: null,
      openedDay: day(one.created_time),
      updatedDay: day(one.last_modified_time),
      cell: (column) => cellOf(one.fields[column], localDay),
    };
    return itemOfRow(this.#context, 'bitable-row', this.#place, row, columns);
  }

  /** Rows that nobody changed since are known. */
  #isDue({ updatedDay }: ListedItem): boolean {
    const { since } = this.#context;
    return since === null || updatedDay === null || updatedDay >= since;
  }
}

function wantedOf({ done: _, ...roles }: TableColumns): string[] {
  return [...new Set(Object.values(roles).filter((name) => name !== null))];
}
