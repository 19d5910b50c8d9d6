import { addDays, type IsoDay } from '../../core/calendar.ts';
import { Failure } from '../../core/failure.ts';
import type { RowReject } from '../../core/spend/rows.ts';
import { isBot, makersOf } from '../../core/trackers/item-makers.ts';
import { ticketKeysIn } from '../../core/trackers/item-marks.ts';
import {
  guessColumns,
  meansDone,
  missingColumns,
  type TableColumns,
  type TableField,
} from '../../core/trackers/table-columns.ts';
import { UNTOLD } from './network-tracker.ts';
import type { ListedItem, TrackerContext } from './tracker.ts';

type Named = { readonly identity: string; readonly name: string | null };

/** What stands in one cell, in whatever form it can be taken. */
export type Cell = {
  readonly texts: readonly string[];
  /** Identities: the e-mail where it is told, else the source's own id; and the name that goes with that. */
  readonly people: readonly Named[];
  readonly day: IsoDay | null;
  readonly link: string | null;
  readonly number: number | null;
  readonly isTicked: boolean;
};

export const EMPTY: Cell = {
  texts: [],
  people: [],
  day: null,
  link: null,
  number: null,
  isTicked: false,
};

/** A row of a table as its source tells it. */
export type TableRow = {
  readonly id: string;
  /** What people see of it: a number of its own. */
  readonly names: readonly string[];
  readonly url: string | null;
  readonly openedDay: IsoDay | null;
  readonly updatedDay: IsoDay | null;
  readonly cell: (column: string) => Cell;
};

/**
 * The columns to read by: the owner's, or else those that most likely tell it. Throws
 * `Failure('tracker_columns_needed')` where who did it or when is told by none, and
 * `Failure('tracker_column_missing')` where one is not in the table any more.
 */
export function columnsFor(
  { columns }: TrackerContext,
  fields: readonly TableField[],
  place: string,
): TableColumns {
  const chosen = columns ?? guessColumns(fields);
  const missing = missingColumns(chosen);
  if (missing.length > 0)
    throw new Failure(
      'tracker_columns_needed',
      `It is not clear which column of ${place} tells who did the work and on which day it was done. Say so under "Columns"; nothing was guessed.`,
      { place, missing: missing.join(', '), plan: 'ask' },
    );
  const names = new Set(fields.map(({ name }) => name));
  const { done: _, ...roles } = chosen;
  const gone = Object.values(roles).find((name) => name !== null && !names.has(name));
  if (gone)
    throw new Failure(
      'tracker_column_missing',
      `${place} has no column "${gone}" any more. Say which column it is now under "Columns"; what was read before stands.`,
      { place, column: gone, plan: 'ask' },
    );
  return chosen;
}

/** One row as an item, or what is the matter with it. A row that is not done is open. */
export function itemOfRow(
  context: TrackerContext,
  source: string,
  place: string,
  row: TableRow,
  columns: TableColumns,
): ListedItem | RowReject {
  const { bots, today } = context;
  const at = (name: string | null): Cell => (name === null ? EMPTY : row.cell(name));
  const { day } = at(columns.day);
  const state = at(columns.state);
  const isLater = day !== null && day > addDays(today, 1);
  const isDone =
    columns.state === null
      ? day !== null && !isLater
      : meansDone(columns, state.texts, state.isTicked);
  if (isDone && (day === null || isLater)) return undated(row, columns.day, day);
  const person = at(columns.person);
  const [author = null, ...others] = named(person);
  const taker = at(columns.accepter);
  const [accepter = null] = named(taker);
  const label = at(columns.label);
  const linked = at(columns.link);
  const link = linked.link ?? linked.texts.find((one) => /^https?:\/\//i.test(one)) ?? null;
  const ref = link === null ? null : refOfLink(link);
  return {
    ...UNTOLD,
    key: row.id,
    place,
    what: 'ticket',
    facts: label.texts.flatMap((one) => [`label:${one}`, `type:${one}`]),
    ...makersOf({
      author,
      isBot: author !== null && isBot(author, bots),
      assignees: [],
      coAuthors: others,
      requester: null,
      ownersBots: bots,
    }),
    acceptedBy: accepter === null || isBot(accepter, bots) ? null : { identity: accepter },
    state: isDone ? 'accepted' : 'open',
    acceptedDay: isDone ? day : null,
    stateDay: isDone ? null : row.updatedDay,
    openedDay: at(columns.opened).day ?? row.openedDay,
    updatedDay: row.updatedDay,
    link: link ?? row.url,
    title: context.wantsTitles ? at(columns.title).texts.join(' ') || null : null,
    size: sizeOf(at(columns.size).number),
    is: [
      `${source}:${row.id}`,
      ...row.names.flatMap(ticketKeysIn).map((key) => `ticket:${key}`),
      ...(ref?.isIssue ? [ref.name] : []),
    ],
    names: ref && !ref.isIssue ? [ref.name] : [],
    ...calledIn([...person.people, ...taker.people]),
  };
}

function calledIn(people: readonly Named[]): Pick<ListedItem, 'called'> {
  const called = people.flatMap(({ identity, name }) =>
    name === null || identity.includes('@') ? [] : [[identity, name] as const],
  );
  return called.length === 0 ? {} : { called: Object.fromEntries(called) };
}

/** A column of text may name several people. */
function named({ people, texts }: Cell): readonly string[] {
  if (people.length > 0) return people.map(({ identity }) => identity);
  return texts.flatMap((one) => one.split(/[,，、;；\n]/)).flatMap((one) => one.trim() || []);
}

const sizeOf = (size: number | null): number | null =>
  size === null || size < 0 || size > 1e9 ? null : Math.round(size);

function undated(row: TableRow, field: string | null, day: IsoDay | null): RowReject {
  return {
    kind: 'reject',
    line: 0,
    name: row.names[0] ?? row.id,
    field,
    value: day,
    code: 'row_undated',
    reason: 'The row is done, but no day says since when, or one that is still to come.',
    raw: [],
  };
}

/** A link to a pull request or an issue of a code host, in the name that its host's tracker gives it. */
function refOfLink(link: string): { readonly name: string; readonly isIssue: boolean } | null {
  if (!URL.canParse(link)) return null;
  const { hostname, pathname } = new URL(link);
  const gitlab = /^\/(.+?)\/-\/(merge_requests|issues|work_items)\/(\d+)/.exec(pathname);
  const other = /^\/([^/]+\/[^/]+)\/(pull|pulls|issues)\/(\d+)/.exec(pathname);
  const [, path, kind, number] = gitlab ?? other ?? [];
  if (path === undefined || kind === undefined) return null;
  const mark = kind === 'merge_requests' ? '!' : '#';
  return {
    name: `${hostname}/${path}${mark}${number}`.toLowerCase(),
    isIssue: kind === 'issues' || kind === 'work_items',
  };
}
