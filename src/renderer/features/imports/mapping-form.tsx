import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The canonical columns of each kind that a file with its own header can be mapped to. */
const COLUMNS = {
  people: ['name', 'email', 'role', 'team', 'start', 'end', 'monthly_cost', 'currency'],
  subscriptions: ['tool', 'email', 'start', 'end', 'price', 'currency', 'cadence', 'account'],
  usage: [
    'date',
    'identity',
    'tool',
    'model',
    'input_tokens',
    'output_tokens',
    'cache_read_tokens',
    'cache_write_tokens',
    'requests',
    'cost',
    'currency',
  ],
  charges: ['date', 'amount', 'currency', 'identity', 'tool', 'description', 'reference'],
  output: ['date', 'email', 'kind', 'quantity', 'title', 'link', 'accepted_by', 'minutes_saved'],
  rates: ['date', 'from', 'to', 'rate'],
} as const;
type Kind = keyof typeof COLUMNS;
const KINDS = Object.keys(COLUMNS) as Kind[];

type Suggested = { readonly kind?: string; readonly columns?: Readonly<Record<string, string>> };

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
  const suggested = (suggestion ?? {}) as Suggested;
  const [kind, setKind] = useState<Kind>(KINDS.find((one) => one === suggested.kind) ?? 'charges');
  const [columns, setColumns] = useState<Readonly<Record<string, string>>>(suggested.columns ?? {});
  const [dateFormat, setDateFormat] = useState<string>('iso');
  return (
    <div>
      <p style={{ margin: '0 0 10px', maxWidth: '80ch' }}>{t('mapping.text')}</p>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))',
          gap: 10,
        }}
      >
        <Select
          label={t('mapping.kind')}
          data={KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? kind)}
          allowDeselect={false}
        />
        <Select
          label={t('mapping.dates')}
          data={['iso', 'dmy', 'mdy'].map((value) => ({
            value,
            label: t(`mapping.date.${value}`),
          }))}
          value={dateFormat}
          onChange={(value) => setDateFormat(value ?? 'iso')}
          allowDeselect={false}
        />
        {COLUMNS[kind].map((column) => (
          <Select
            key={column}
            label={column}
            data={[...new Set(header)].filter((name) => name !== '')}
            value={columns[column] ?? null}
            clearable
            placeholder={t('mapping.notThere')}
            onChange={(value) => {
              const { [column]: _, ...rest } = columns;
              setColumns(value === null ? rest : { ...rest, [column]: value });
            }}
          />
        ))}
      </div>
      <div className="scroll-x" style={{ marginTop: 12 }}>
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
      <Button mt="sm" onClick={() => onMapping({ kind, columns, dateFormat })}>
        {t('mapping.use')}
      </Button>
    </div>
  );
}
