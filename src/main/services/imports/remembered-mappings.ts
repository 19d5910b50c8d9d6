import type {
  mappingsForget,
  mappingsKeep,
  mappingsList,
  mappingsSet,
} from '../../../contract/imports.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import { dateColumnOf, type Mapping, parseMapping, withoutDays } from '../../imports/mapping.ts';
import { headerKey } from '../../imports/open-import.ts';
import type { Context } from '../context.ts';

/** How files with this header were read before; `null` where it was never said. */
export function rememberedMapping(context: Context, header: readonly string[]): Mapping | null {
  const text = context.book.mappings.ofHeader(headerKey(header)) ?? null;
  return text === null ? null : withoutDays(parseMapping(text));
}

/** Keeps how files with this header are read; days belong to one file and are left out. */
export function rememberMapping(
  context: Context,
  header: readonly string[],
  mapping: Mapping,
): void {
  context.book.mappings.keep(
    headerKey(header),
    JSON.stringify(header),
    JSON.stringify(withoutDays(mapping)),
    context.now(),
  );
}

/** A mapping whose rows all get a day, where neither a column nor a constant gives one. */
export function dated(mapping: Mapping, day: IsoDay | null): Mapping {
  const column = dateColumnOf(mapping.kind);
  if (day === null || column === null) return mapping;
  return { ...mapping, constants: { ...mapping.constants, [column]: day } };
}

/** Whether a mapping leaves open which day its rows are of. */
export function lacksDay(mapping: Mapping): boolean {
  const column = dateColumnOf(mapping.kind);
  if (column === null) return false;
  return mapping.columns[column] === undefined && mapping.constants?.[column] === undefined;
}

export function listMappings(context: Context): OutputOf<typeof mappingsList> {
  return {
    mappings: context.book.mappings.all().map((one) => {
      const mapping = parseMapping(one.mapping);
      return {
        id: one.id,
        kind: mapping.kind,
        header: JSON.parse(one.header) as string[],
        mapping,
        at: one.at,
      };
    }),
  };
}

export function setMapping(
  context: Context,
  { id, mapping }: InputOf<typeof mappingsSet>,
): OutputOf<typeof mappingsList> {
  const held = heldMapping(context, id);
  const wanted = withoutDays(parseMapping(mapping));
  context.book.transaction(() => {
    rememberMapping(context, held.header, wanted);
    note(context, 'change mapping', id, { before: held.mapping, after: wanted });
  });
  return listMappings(context);
}

/** Keeps a mapping for a header again, as after it was forgotten by mistake. */
export function keepMapping(
  context: Context,
  { header, mapping }: InputOf<typeof mappingsKeep>,
): OutputOf<typeof mappingsList> {
  const wanted = withoutDays(parseMapping(mapping));
  context.book.transaction(() => {
    rememberMapping(context, header, wanted);
    const { who } = context;
    audit(context.book, {
      at: context.now(),
      who,
      action: 'keep mapping',
      subject: `mapping of ${header.join(', ')}`,
      detail: { after: wanted },
    });
  });
  return listMappings(context);
}

export function forgetMapping(
  context: Context,
  { id }: InputOf<typeof mappingsForget>,
): OutputOf<typeof mappingsList> {
  const held = heldMapping(context, id);
  context.book.transaction(() => {
    context.book.mappings.remove(id);
    note(context, 'forget mapping', id, { before: held.mapping });
  });
  return listMappings(context);
}

function heldMapping(context: Context, id: number) {
  const held = listMappings(context).mappings.find((one) => one.id === id);
  if (held) return held;
  throw new Failure(
    'mapping_missing',
    `There is no remembered mapping ${id}. List them with: mappings`,
    { id },
  );
}

function note(context: Context, action: string, id: number, detail: Record<string, unknown>): void {
  const { book, who } = context;
  audit(book, { at: context.now(), who, action, subject: `mapping ${id}`, detail });
}
