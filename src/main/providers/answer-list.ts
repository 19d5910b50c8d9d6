import { z } from 'zod';
import { type IsoDay, isIsoDay } from '../../core/calendar.ts';
import type { RowReject } from '../../core/spend/rows.ts';
import { countingSpoiled } from './answer-fields.ts';
import type { JsonValue } from './lossless-json.ts';
import type { Answer } from './provider-client.ts';
import { requestFailure } from './request-failure.ts';

/** The outer shape of an answer; throws `Failure('answer_changed')` where it is another one. */
export function readAnswer<T>(provider: string, answer: Answer, shape: z.ZodType<T>): T {
  const { value: read, spoiled } = countingSpoiled(() => shape.safeParse(answer.body));
  answer.noteSpoiled(spoiled);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw requestFailure('answer_changed', provider, {
    field: issue?.path.join('.') ?? null,
    status: answer.status,
    requestId: answer.requestId,
  });
}

/** A list inside an answer, its elements not yet looked at. */
export const anyList = z.array(z.unknown());

/** So many bad records and no good one are no accident of single records. */
const CHANGED_FROM = 5;

export type Listed<T> = { readonly items: readonly T[]; readonly rejects: readonly RowReject[] };

/**
 * The elements that have the shape; each of the others is a reject with the field and the
 * provider's request id, so that one bad row neither kills the rest nor vanishes. Where there are
 * several and not one of them has it, the answer has changed: `Failure('answer_changed')`.
 */
export function readList<T>(
  provider: string,
  answer: Answer,
  list: readonly unknown[],
  shape: z.ZodType<T>,
): Listed<T> {
  const items: T[] = [];
  const rejects: RowReject[] = [];
  list.forEach((element, index) => {
    const { value: read, spoiled } = countingSpoiled(() => shape.safeParse(element));
    if (read.success) {
      items.push(read.data);
      answer.noteSpoiled(spoiled);
    } else rejects.push(rejectOf(read.error, index + 1, element as JsonValue, answer.requestId));
  });
  const first = rejects[0];
  if (first && items.length === 0 && rejects.length >= CHANGED_FROM)
    throw requestFailure('answer_changed', provider, {
      field: first.field,
      status: answer.status,
      requestId: answer.requestId,
    });
  return { items, rejects };
}

function rejectOf(
  error: z.ZodError,
  line: number,
  element: JsonValue,
  requestId: string | null,
): RowReject {
  const issue = error.issues[0];
  const path = issue?.path.map(String) ?? [];
  const at = path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string, unknown>>)[name]
        : undefined,
    element,
  );
  const hasValue = typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean';
  const day = dayIn(element);
  const name = nameIn(element);
  const field = path.length === 0 ? null : path.join('.');
  return {
    kind: 'reject',
    line,
    ...(day === null ? {} : { day }),
    ...(name === null ? {} : { name }),
    field,
    value: hasValue ? String(at).slice(0, 100) : null,
    code: 'provider_field',
    reason: `The provider sent ${field ?? 'a row'} in a form that is not known${requestId === null ? '' : ` (request ${requestId})`}.`,
    // What a provider sent may hold more than figures, so it is not kept.
    raw: [],
  };
}

/** How providers name the beginning of what an entry is about. */
const DAY_FIELDS = [
  'date',
  'day',
  'usage_date',
  'starting_at',
  'start_time',
  'startTime',
  'timestamp',
];

/** The day of an entry of which something else could not be read, if it names one as text. */
function dayIn(element: JsonValue): IsoDay | null {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return null;
  for (const name of DAY_FIELDS) {
    const value = (element as Readonly<Record<string, JsonValue>>)[name];
    const day = typeof value === 'string' ? value.slice(0, 10) : '';
    if (isIsoDay(day)) return day;
  }
  return null;
}

/** How sources call an item of theirs, the name that people know first. */
const NAME_FIELDS = ['key', 'identifier', 'iid', 'number', 'record_id', 'id'];

function nameIn(element: JsonValue): string | null {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return null;
  for (const field of NAME_FIELDS) {
    const value = (element as Readonly<Record<string, JsonValue>>)[field];
    if (typeof value === 'number' || (typeof value === 'string' && value !== ''))
      return String(value).slice(0, 100);
  }
  return null;
}
