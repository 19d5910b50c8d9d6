import { TRACKER_KINDS } from '../../core/trackers/tracker-kinds.ts';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

/**
 * What a column's values must be beyond what SQLite itself checks, told from its name, which says the same
 * in every table. A file that was damaged, or changed by another program, is known by what does not fit.
 */
export type RowRule = {
  readonly column: string;
  /** What the value should be, in words. */
  readonly means: 'a day' | 'a month' | 'an instant' | 'a currency' | 'one of a few words' | 'JSON';
  /** SQL that is true of a value that fits. */
  readonly fits: string;
};

const DAY = /^(?:day|.*_day|period_start|period_end|for_from|for_to|projected_to)$/;
const MONTH = /^(?:month|.*_month)$/;
const CURRENCY = /^(?:currency|.*_currency)$/;
const INSTANT = /^(?:at|.*_at)$/;
/** Columns that are named like these and are something else. */
const OTHERWISE = new Set(['invoice_line.at', 'allowance_line.inform_at']);
/** Their values are kept as somebody else wrote them. */
const AS_GIVEN = new Set(['sync_reject', 'import_reject', 'tracker_reject']);
const GIVEN_CURRENCY = new Set(['invoice', 'account_seat', 'account_key', 'account_limit']);

const CLASSES = ['all', 'flagship', 'standard', 'light'];
const CADENCES = ['week', 'month', 'quarter', 'year', 'once'];
const CLAIM_STATES = [
  'draft',
  'submitted',
  'needs information',
  'approved',
  'rejected',
  'withdrawn',
  'paid',
];
/** Few words that no CHECK of their table holds. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'top_up_request.model_class': CLASSES,
  'top_up_request.cadence': CADENCES,
  'allowance_entry.model_class': CLASSES,
  'allowance_entry.cadence': CADENCES,
  'claim_step.to_state': CLAIM_STATES,
  'claim_step.from_state': CLAIM_STATES,
  'decision.verdict': ['justified', 'not justified', 'undecided', 'no data'],
  'decision.lean': ['keep', 'drop'],
  'tracker.kind': TRACKER_KINDS,
};
const JSON_COLUMNS = new Set([
  'import.options',
  'import.header',
  'import.ignored_columns',
  'import.notes',
  'replaced_row.held',
  'mapping.mapping',
  'account.found',
  'audit.detail',
  'invoice.draft',
  'vendor_template.template',
  'claim_policy.policy',
  'closure_document.document',
  'sync_run.notes',
  'sync_run.streams',
  'tracker.places',
  'tracker.bots',
  'tracker_item.facts',
  'tracker_run.error',
  'tracker_run.places',
  'tracker_run.notes',
  'outgoing_packet.messages',
  'current_message.body',
  'taken_message.body',
]);

const quoted = (values: readonly string[]): string =>
  values.map((one) => `'${one.replaceAll("'", "''")}'`).join(', ');

const KNOWN_CURRENCIES = quoted(Intl.supportedValuesOf('currency'));

/** The rules of a table's columns. */
export function rowRules(table: string, columns: readonly string[]): RowRule[] {
  return columns.flatMap((column) => {
    const rule = ruleOf(table, column);
    if (rule === null) return [];
    const [means, fits] = rule;
    return [{ column, means, fits: `("${column}" IS NULL OR ${fits})` }];
  });
}

function ruleOf(table: string, column: string): [RowRule['means'], string] | null {
  const name = `${table}.${column}`;
  const value = `"${column}"`;
  const words = WORDS[name];
  if (words) return ['one of a few words', `${value} IN (${quoted(words)})`];
  if (JSON_COLUMNS.has(name)) return ['JSON', `json_valid(${value})`];
  if (OTHERWISE.has(name) || AS_GIVEN.has(table)) return null;
  if (DAY.test(column)) return ['a day', `(length(${value}) = 10 AND date(${value}) IS ${value})`];
  if (MONTH.test(column)) {
    return ['a month', `(length(${value}) = 7 AND date(${value} || '-01') IS ${value} || '-01')`];
  }
  if (INSTANT.test(column)) return ['an instant', `datetime(${value}) IS NOT NULL`];
  if (!CURRENCY.test(column)) return null;
  return GIVEN_CURRENCY.has(table)
    ? ['a currency', `${value} GLOB '[A-Z][A-Z][A-Z]'`]
    : ['a currency', `${value} IN (${KNOWN_CURRENCIES})`];
}

/** Columns that name a label without a foreign key: there are too many rows for one. */
const LABELLED = ['usage', 'charge'];
const LABELS = ['tool_id', 'model_id', 'project_id', 'detail_id', 'tier_id'];

export const labelColumns = (table: string, columns: readonly string[]): string[] =>
  LABELLED.includes(table) ? columns.filter((one) => LABELS.includes(one)) : [];

export type UnfittingValue = {
  readonly table: string;
  readonly column: string;
  readonly means: string;
  readonly value: string;
  readonly count: number;
};

/** The book's values that do not fit, one for each column that has any. */
export function unfittingValues(book: Book): UnfittingValue[] {
  const connection = connectionOf(book);
  return tablesIn(book).flatMap((table) => {
    const columns = columnsIn(book, table);
    const found = rowRules(table, columns).map(({ column, means, fits }) => ({
      column,
      means: means as string,
      wrong: `NOT ${fits}`,
    }));
    const labelled = labelColumns(table, columns).map((column) => ({
      column,
      means: 'a label that the book has',
      wrong: `"${column}" NOT IN (SELECT id FROM label)`,
    }));
    const asked = [...found, ...labelled];
    if (asked.length === 0) return [];
    const sums = asked.map(({ wrong }, at) => `sum(${wrong}) AS "n${at}"`).join(', ');
    const counts = connection.get<Record<string, number | null>>(`SELECT ${sums} FROM "${table}"`);
    return asked.flatMap(({ column, means, wrong }, at) => {
      const count = counts?.[`n${at}`] ?? 0;
      if (count === 0) return [];
      const first = connection.get<{ value: unknown }>(
        `SELECT "${column}" AS value FROM "${table}" WHERE ${wrong} LIMIT 1`,
      );
      return [{ table, column, means, value: String(first?.value).slice(0, 40), count }];
    });
  });
}

export const tablesIn = (book: Book): string[] =>
  connectionOf(book)
    .all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .map((row) => row.name);

export const columnsIn = (book: Book, table: string): string[] =>
  connectionOf(book)
    .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table)
    .map((row) => row.name);
