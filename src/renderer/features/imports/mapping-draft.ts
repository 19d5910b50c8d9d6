import {
  CANONICAL_COLUMNS,
  CANONICAL_KINDS,
  type CanonicalKind,
  canonicalColumns,
} from '../../../core/spend/canonical-columns.ts';

type Texts = Readonly<Record<string, string>>;

/** Which column is which, while it is being said. `columns` and `constants` by canonical names. */
export type MappingDraft = {
  readonly kind: CanonicalKind;
  readonly columns: Texts;
  readonly constants: Texts;
  /** `auto`: as the file shows. */
  readonly dateFormat: string;
  readonly decimal: string | null;
  readonly delimiter: string | null;
};

/** The days of rows that have none are asked for once per file, and are no part of a mapping. */
const DAYS: readonly string[] = ['date', 'start'];

/** A draft to go on from: a mapping that is known or guessed, or nothing at all. */
export function draftOf(mapping: unknown): MappingDraft {
  const said = (mapping ?? {}) as Partial<MappingDraft>;
  return {
    kind: CANONICAL_KINDS.find((one) => one === said.kind) ?? 'charges',
    columns: said.columns ?? {},
    constants: said.constants ?? {},
    dateFormat: said.dateFormat ?? 'auto',
    decimal: said.decimal ?? null,
    delimiter: said.delimiter ?? null,
  };
}

/** The same columns as rows of another kind: what that kind has as well is kept. */
export function asKind(draft: MappingDraft, kind: CanonicalKind): MappingDraft {
  return { ...draft, kind };
}

/** The needed columns that nothing is said about. */
export function missingIn({ kind, columns, constants }: MappingDraft): readonly string[] {
  return CANONICAL_COLUMNS[kind].required.filter(
    (name) => !DAYS.includes(name) && !columns[name] && !constants[name]?.trim(),
  );
}

export const isWhole = (draft: MappingDraft): boolean => missingIn(draft).length === 0;

/** The mapping that a draft stands for; columns of other kinds are left out. */
export function mappingOf(draft: MappingDraft): unknown {
  const { kind, columns, constants, dateFormat, decimal, delimiter } = draft;
  const known = canonicalColumns(kind);
  const own = (texts: Texts): Texts =>
    Object.fromEntries(
      Object.entries(texts).filter(([column, text]) => known.includes(column) && text.trim()),
    );
  const named = own(columns);
  return {
    kind,
    columns: named,
    constants: Object.fromEntries(
      Object.entries(own(constants)).filter(([column]) => named[column] === undefined),
    ),
    ...(dateFormat === 'auto' ? {} : { dateFormat }),
    ...(decimal ? { decimal } : {}),
    ...(delimiter ? { delimiter } : {}),
  };
}
