import * as z from 'zod';
import type { IsoDay } from '../../../core/calendar.ts';
import type { FieldForm } from '../../../core/trackers/table-columns.ts';
import { JsonNumber } from '../../providers/lossless-json.ts';
import { type Cell, EMPTY } from '../table-rows.ts';

/** Types of columns by their number ("bitable-v1/app-table-field/guide"). */
export const FORM_OF_TYPE: ReadonlyMap<number, FieldForm> = new Map([
  [1, 'text'],
  [2, 'number'],
  [3, 'choice'],
  [4, 'choice'],
  [5, 'day'],
  [7, 'checkbox'],
  [11, 'people'],
  [15, 'link'],
  [19, 'text'],
  [20, 'text'],
  [1001, 'day'],
  [1002, 'day'],
  [1003, 'people'],
  [1004, 'people'],
  [1005, 'text'],
]);

const person = z.object({
  id: z.string().min(1),
  email: z.string().nullish(),
  name: z.string().nullish().catch(null),
});
const piece = z.object({ text: z.string(), link: z.string().nullish() });
/** A formula and a lookup say what they hold, and hold a list of it. */
const inner = z.object({ type: z.number(), value: z.unknown() });

/** What stands in a cell, whatever its column is: a day is its midnight, in milliseconds. */
export function cellOf(value: unknown, dayOf: (ms: number) => IsoDay | null): Cell {
  if (value === null || value === undefined) return EMPTY;
  if (typeof value === 'boolean') return { ...EMPTY, isTicked: value };
  if (typeof value === 'number' || value instanceof JsonNumber) {
    const number = typeof value === 'number' ? value : Number(value.text);
    return { ...EMPTY, texts: [String(number)], number, day: dayOf(number) };
  }
  if (typeof value === 'string') return value === '' ? EMPTY : { ...EMPTY, texts: [value] };
  if (Array.isArray(value)) return listed(value.map((one) => cellOf(one, dayOf)));
  const held = inner.safeParse(value);
  if (held.success && 'value' in (value as object)) return cellOf(held.data.value, dayOf);
  const who = person.safeParse(value);
  const text = piece.safeParse(value);
  if (text.success)
    return {
      ...EMPTY,
      texts: text.data.text === '' ? [] : [text.data.text],
      link: text.data.link || null,
    };
  if (who.success) {
    const { id, email, name } = who.data;
    return { ...EMPTY, people: [{ identity: email || id, name: name?.trim() || null }] };
  }
  return EMPTY;
}

function listed(cells: readonly Cell[]): Cell {
  const [first] = cells;
  if (first === undefined) return EMPTY;
  return {
    texts: cells.flatMap(({ texts }) => texts),
    people: cells.flatMap(({ people }) => people),
    day: first.day,
    link: cells.find(({ link }) => link !== null)?.link ?? null,
    number: first.number,
    isTicked: first.isTicked,
  };
}
