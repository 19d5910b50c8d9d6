import * as z from 'zod';
import { type IsoDay, isIsoDay } from '../../../core/calendar.ts';
import type { FieldForm } from '../../../core/trackers/table-columns.ts';
import { JsonNumber } from '../../providers/lossless-json.ts';
import { instant } from '../network-tracker.ts';
import { type Cell, EMPTY } from '../table-rows.ts';

/** Types of properties ("Page properties"). */
export const FORM_OF_TYPE: ReadonlyMap<string, FieldForm> = new Map([
  ['title', 'text'],
  ['rich_text', 'text'],
  ['email', 'text'],
  ['unique_id', 'text'],
  ['formula', 'text'],
  ['number', 'number'],
  ['select', 'choice'],
  ['multi_select', 'choice'],
  ['status', 'choice'],
  ['date', 'day'],
  ['created_time', 'day'],
  ['last_edited_time', 'day'],
  ['people', 'people'],
  ['created_by', 'people'],
  ['last_edited_by', 'people'],
  ['checkbox', 'checkbox'],
  ['url', 'link'],
]);

const named = z.object({ name: z.string() });
const pieces = z.array(z.object({ plain_text: z.string() }));
const user = z.object({
  id: z.string(),
  name: z.string().nullish().catch(null),
  person: z.object({ email: z.string().nullish() }).nullish(),
});
const dated = z.object({ start: z.string(), end: z.string().nullish() });
const ownNumber = z.object({ prefix: z.string().nullish(), number: z.number() });

/** What a property holds; `ownNumber` is the row's own number with its prefix (`TASK-12`). */
export function cellOf(
  value: unknown,
  dayOf: (at: string) => IsoDay,
): Cell & { readonly ownNumber?: string } {
  if (typeof value !== 'object' || value === null || !('type' in value)) return EMPTY;
  const { type } = value;
  const held = (value as Readonly<Record<string, unknown>>)[String(type)];
  switch (type) {
    case 'title':
    case 'rich_text': {
      const text = (pieces.safeParse(held).data ?? []).map((one) => one.plain_text).join('');
      return text === '' ? EMPTY : { ...EMPTY, texts: [text] };
    }
    case 'select':
    case 'status':
      return {
        ...EMPTY,
        texts: (named.safeParse(held).data?.name ?? '') === '' ? [] : [named.parse(held).name],
      };
    case 'multi_select':
      return {
        ...EMPTY,
        texts: (z.array(named).safeParse(held).data ?? []).map((one) => one.name),
      };
    case 'people':
      return { ...EMPTY, people: (z.array(user).safeParse(held).data ?? []).map(identityOf) };
    case 'created_by':
    case 'last_edited_by': {
      const one = user.safeParse(held).data;
      return one ? { ...EMPTY, people: [identityOf(one)] } : EMPTY;
    }
    case 'date': {
      const told = dated.safeParse(held).data;
      return told ? { ...EMPTY, day: dayFrom(told.end || told.start, dayOf) } : EMPTY;
    }
    case 'created_time':
    case 'last_edited_time':
      return typeof held === 'string' ? { ...EMPTY, day: dayFrom(held, dayOf) } : EMPTY;
    case 'checkbox':
      return { ...EMPTY, isTicked: held === true };
    case 'number':
      return numbered(held);
    case 'url':
      return typeof held === 'string' && held !== ''
        ? { ...EMPTY, link: held, texts: [held] }
        : EMPTY;
    case 'email':
      return typeof held === 'string' && held !== '' ? { ...EMPTY, texts: [held] } : EMPTY;
    case 'formula':
      return formulaOf(held, dayOf);
    case 'unique_id': {
      const told = ownNumber.safeParse(held).data;
      if (!told) return EMPTY;
      const text = told.prefix ? `${told.prefix}-${told.number}` : String(told.number);
      return { ...EMPTY, texts: [text], ownNumber: text };
    }
    default:
      return EMPTY;
  }
}

const identityOf = (one: z.infer<typeof user>): Cell['people'][number] => ({
  identity: one.person?.email || one.id,
  name: one.name?.trim() || null,
});

/** A day alone is meant as it stands; an instant is of the company's day. */
function dayFrom(text: string, dayOf: (at: string) => IsoDay): IsoDay | null {
  if (isIsoDay(text)) return text;
  const at = instant.safeParse(text);
  return at.success ? dayOf(at.data) : null;
}

function numbered(held: unknown): Cell {
  const number =
    held instanceof JsonNumber ? Number(held.text) : typeof held === 'number' ? held : null;
  return number === null ? EMPTY : { ...EMPTY, number, texts: [String(number)] };
}

function formulaOf(held: unknown, dayOf: (at: string) => IsoDay): Cell {
  if (typeof held !== 'object' || held === null) return EMPTY;
  const told = held as Readonly<Record<string, unknown>>;
  if (typeof told['string'] === 'string' && told['string'] !== '')
    return { ...EMPTY, texts: [told['string']] };
  if (typeof told['boolean'] === 'boolean') return { ...EMPTY, isTicked: told['boolean'] };
  if (told['date'] !== undefined) return cellOf({ type: 'date', date: told['date'] }, dayOf);
  return numbered(told['number']);
}
