import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  CANONICAL_COLUMNS,
  CANONICAL_KINDS,
  type CanonicalKind,
  canonicalColumns,
} from '../../../core/spend/canonical-columns.ts';
import { useFormats } from '../../ui/format.ts';
import { type MappingDraft, missingIn } from './mapping-draft.ts';

/** What may be the same for every row, and then needs no column. */
const CONSTANT: readonly string[] = [
  'tool',
  'currency',
  'cadence',
  'account',
  'kind',
  'from',
  'to',
];

const DATES = ['auto', 'iso', 'dmy', 'mdy'] as const;

/** Asks which column is which. What is said stays with whoever asks: it is a draft until it is taken. */
export function MappingForm({
  header,
  sample,
  draft,
  onDraft,
  onKind,
}: {
  readonly header: readonly string[];
  /** The first rows as they stand in the file. */
  readonly sample: readonly (readonly string[])[];
  readonly draft: MappingDraft;
  readonly onDraft: (draft: MappingDraft) => void;
  readonly onKind: (kind: CanonicalKind) => void;
}) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const { kind, columns, constants, dateFormat } = draft;
  const known: readonly string[] = canonicalColumns(kind);
  const missing = missingIn(draft);
  const setColumn = (column: string, name: string | null): void => {
    const { [column]: _, ...rest } = columns;
    onDraft({ ...draft, columns: name === null ? rest : { ...rest, [column]: name } });
  };
  return (
    <fieldset className="plain" aria-label={t('mapping.label')}>
      <div className="fields">
        <Select
          label={t('mapping.kind')}
          data={CANONICAL_KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          value={kind}
          onChange={(value) => {
            const chosen = CANONICAL_KINDS.find((one) => one === value);
            if (chosen !== undefined) onKind(chosen);
          }}
          allowDeselect={false}
        />
        <Select
          label={t('mapping.dates')}
          data={[...new Set([...DATES, dateFormat])].map((value) => ({
            value,
            label: t(`mapping.date.${value}`),
          }))}
          value={dateFormat}
          onChange={(value) => onDraft({ ...draft, dateFormat: value ?? 'auto' })}
          allowDeselect={false}
        />
        {known.map((column) => (
          <div key={column}>
            <Select
              label={t(`field.${column}`)}
              required={CANONICAL_COLUMNS[kind].required.includes(column)}
              data={choicesOf(header, sample)}
              value={columns[column] ?? null}
              clearable
              searchable
              placeholder={t('mapping.notThere')}
              onChange={(value) => setColumn(column, value)}
            />
            {!columns[column] && CONSTANT.includes(column) && (
              <TextInput
                mt={4}
                aria-label={t('mapping.constant', { column: t(`field.${column}`) })}
                placeholder={t('mapping.everyRow')}
                value={constants[column] ?? ''}
                onChange={(event) =>
                  onDraft({
                    ...draft,
                    constants: { ...constants, [column]: event.currentTarget.value },
                  })
                }
              />
            )}
          </div>
        ))}
      </div>
      {missing.length > 0 && (
        <p className="warn" style={{ margin: '10px 0 0' }} role="status">
          {t('mapping.missing', {
            columns: formats.list(missing.map((column) => t(`field.${column}`))),
          })}
        </p>
      )}
    </fieldset>
  );
}

/** Each column with the first cell that is not empty, so that one need not look it up in the table above. */
function choicesOf(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): { value: string; label: string }[] {
  return [...new Set(header)].flatMap((name) => {
    if (name === '') return [];
    const place = header.indexOf(name);
    const cell = sample.map((row) => row[place]?.trim() ?? '').find((one) => one !== '');
    return [{ value: name, label: cell ? `${name} · ${shortened(cell)}` : name }];
  });
}

const LONGEST = 24;
const shortened = (cell: string): string =>
  cell.length > LONGEST ? `${cell.slice(0, LONGEST)}…` : cell;
