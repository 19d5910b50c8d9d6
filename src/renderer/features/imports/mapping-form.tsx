import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CANONICAL_COLUMNS,
  CANONICAL_KINDS,
  type CanonicalKind,
  canonicalColumns,
} from '../../../core/spend/canonical-columns.ts';
import { useFormats } from '../../ui/format.ts';

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

type Texts = Readonly<Record<string, string>>;
type Suggested = {
  readonly kind?: string;
  readonly columns?: Texts;
  readonly constants?: Texts;
  readonly dateFormat?: string;
  readonly decimal?: string;
  readonly delimiter?: string;
};

/** Asks which column is which, once per header; the answer is remembered. */
export function MappingForm({
  header,
  sample,
  suggestion,
  onMapping,
}: {
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly suggestion: unknown;
  readonly onMapping: (mapping: unknown) => void;
}) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const suggested = (suggestion ?? {}) as Suggested;
  const [kind, setKind] = useState<CanonicalKind>(
    CANONICAL_KINDS.find((one) => one === suggested.kind) ?? 'charges',
  );
  const [columns, setColumns] = useState<Texts>(suggested.columns ?? {});
  const [constants, setConstants] = useState<Texts>(suggested.constants ?? {});
  const [dateFormat, setDateFormat] = useState<string>(suggested.dateFormat ?? 'auto');
  const known: readonly string[] = canonicalColumns(kind);
  const missing = CANONICAL_COLUMNS[kind].required.filter(
    (column) => !columns[column] && !constants[column]?.trim(),
  );
  const use = (): void => {
    const { decimal, delimiter } = suggested;
    const own = (texts: Texts): Texts =>
      Object.fromEntries(
        Object.entries(texts).filter(([column, text]) => known.includes(column) && text.trim()),
      );
    onMapping({
      kind,
      columns: own(columns),
      constants: own(constants),
      ...(dateFormat === 'auto' ? {} : { dateFormat }),
      ...(decimal ? { decimal } : {}),
      ...(delimiter ? { delimiter } : {}),
    });
  };
  return (
    <div>
      <p style={{ margin: '0 0 10px', maxWidth: '84ch' }}>{t('mapping.text')}</p>
      <Sample header={header} sample={sample} />
      <div className="fields">
        <Select
          label={t('mapping.kind')}
          data={CANONICAL_KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          value={kind}
          onChange={(value) => setKind(CANONICAL_KINDS.find((one) => one === value) ?? kind)}
          allowDeselect={false}
        />
        <Select
          label={t('mapping.dates')}
          data={[...new Set([...DATES, dateFormat])].map((value) => ({
            value,
            label: t(`mapping.date.${value}`),
          }))}
          value={dateFormat}
          onChange={(value) => setDateFormat(value ?? 'auto')}
          allowDeselect={false}
        />
        {known.map((column) => (
          <div key={column}>
            <Select
              label={t(`field.${column}`)}
              required={CANONICAL_COLUMNS[kind].required.includes(column)}
              data={[...new Set(header)].filter((name) => name !== '')}
              value={columns[column] ?? null}
              clearable
              searchable
              placeholder={t('mapping.notThere')}
              onChange={(value) => {
                const { [column]: _, ...rest } = columns;
                setColumns(value === null ? rest : { ...rest, [column]: value });
              }}
            />
            {!columns[column] && CONSTANT.includes(column) && (
              <TextInput
                mt={4}
                aria-label={t('mapping.constant', { column: t(`field.${column}`) })}
                placeholder={t('mapping.everyRow')}
                value={constants[column] ?? ''}
                onChange={(event) =>
                  setConstants({ ...constants, [column]: event.currentTarget.value })
                }
              />
            )}
          </div>
        ))}
      </div>
      {missing.length > 0 && (
        <p className="warn" style={{ margin: '10px 0 0' }}>
          {t('mapping.missing', {
            columns: formats.list(missing.map((column) => t(`field.${column}`))),
          })}
        </p>
      )}
      <Button mt="sm" disabled={missing.length > 0} onClick={use}>
        {t('mapping.use')}
      </Button>
    </div>
  );
}

/** The first rows as they stand in the file. */
function Sample({
  header,
  sample,
}: {
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
}) {
  return (
    <div className="scroll-x" style={{ marginBottom: 12 }}>
      <table className="table">
        <thead>
          <tr>
            {header.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names of columns may repeat
              <th key={index}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.slice(0, 4).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other key
            <tr key={index}>
              {header.map((_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <td key={column}>{row[column] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
