import { Menu, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tableSave } from '../../../contract/table-save.ts';
import { ask } from '../../ask.ts';
import { useFormats } from '../format.ts';
import { SaveCsv } from '../save-csv.tsx';
import { compare, type DataColumn } from './data-column.ts';
import type { DataTableState } from './use-data-table.ts';

/** Fewer rows are read faster than they are searched. */
const SEARCHED_FROM = 8;
const CHOICES_MOST = 60;

/** What is above a table: search, filters as chips, how many rows are left, Copy and CSV; or what can be done to the selected ones. */
export function TableTools<Row extends object>({
  label,
  rows,
  columns,
  state,
  bulk,
  isSearched,
}: {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly DataColumn<Row>[];
  readonly state: DataTableState<Row>;
  readonly bulk: ((selected: readonly Row[]) => ReactNode) | undefined;
  readonly isSearched: boolean;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { shown, selected, search } = state;
  if (bulk && selected.length > 0) {
    return (
      <div className="table-tools" role="toolbar" aria-label={t('data.bulk')}>
        <strong>{t('data.selected', { count: selected.length })}</strong>
        {bulk(selected)}
      </div>
    );
  }
  const isNarrowed = shown.length < rows.length;
  return (
    <div className="table-tools">
      {isSearched && rows.length >= SEARCHED_FROM && (
        <Search label={label} value={search} onChange={state.setSearch} />
      )}
      {rows.length >= SEARCHED_FROM &&
        columns
          .filter(({ isFilter }) => isFilter)
          .map((column) => (
            <FilterChip key={column.id} column={column} rows={rows} state={state} />
          ))}
      <span className="dim" role="status">
        {isNarrowed
          ? t('data.some', { shown: formats.number(shown.length), count: rows.length })
          : ''}
      </span>
      <span className="space" />
      <Copy columns={columns} rows={shown} />
      <SaveCsv
        name={label}
        write={(out) => ask(tableSave, { out, lines: linesOf(columns, shown) })}
      >
        {t('data.csv')}
      </SaveCsv>
    </div>
  );
}

/** Heads and cells as they are shown, amounts plain. */
function linesOf<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): string[][] {
  return [
    columns.map(({ head }) => head),
    ...rows.map((row) => columns.map(({ csv, text }) => (csv ?? text)(row))),
  ];
}

function Search({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const keys = (event: KeyboardEvent): void => {
      const isTyping = /^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, []);
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={t('data.search', { what: label })}
      placeholder={t('data.searchHint')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      w={200}
    />
  );
}

function FilterChip<Row extends object>({
  column,
  rows,
  state,
}: {
  readonly column: DataColumn<Row>;
  readonly rows: readonly Row[];
  readonly state: DataTableState<Row>;
}) {
  const { t, i18n } = useTranslation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: columns are new with each render, their texts follow the rows and the language.
  const choices = useMemo(
    () =>
      [...new Set(rows.map(column.text))]
        .filter((text) => text !== '')
        .sort((a, b) => compare(a, b, i18n.language))
        .slice(0, CHOICES_MOST),
    [rows, column.id, i18n.language],
  );
  const chosen = state.filters.find(({ id }) => id === column.id)?.value ?? null;
  if (choices.length < 2) return null;
  if (chosen !== null) {
    return (
      <button
        type="button"
        className="chip"
        aria-label={t('data.dropFilter', { head: column.head, value: chosen })}
        onClick={() => state.setFilter(column.id, null)}
      >
        {t('data.filtered', { head: column.head, value: chosen })} <span aria-hidden="true">×</span>
      </button>
    );
  }
  return (
    <Menu shadow="md" position="bottom-start">
      <Menu.Target>
        <button type="button" className="chip open">
          {column.head} <span aria-hidden="true">▾</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown style={{ maxHeight: 320, overflowY: 'auto' }}>
        {choices.map((text) => (
          <Menu.Item key={text} onClick={() => state.setFilter(column.id, text)}>
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Copy<Row>({
  columns,
  rows,
}: {
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
}) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
    const lines = linesOf(columns, rows).map((line) => line.map(cell).join('\t'));
    await navigator.clipboard.writeText(lines.join('\n'));
    setCopied(true);
  };
  return (
    <button
      type="button"
      className="door"
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      {isCopied ? t('data.copied') : t('data.copy')}
    </button>
  );
}
