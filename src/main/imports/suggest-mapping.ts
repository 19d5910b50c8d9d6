import { markEvidence, plainAmount } from '../../core/amount-text.ts';
import type { CanonicalKind } from '../../core/spend/canonical-columns.ts';
import { CANONICAL_COLUMNS, CANONICAL_KINDS } from '../../core/spend/canonical-columns.ts';
import { COLUMN_SYNONYMS } from './column-synonyms.ts';
import { mayBePeople } from './formats/canonical/is-people.ts';
import type { Mapping } from './mapping.ts';
import { parseCount } from './table/cell-values.ts';
import { parseCurrency } from './table/currency-codes.ts';
import { parseDay } from './table/day-text.ts';
import { foldedName, HeaderColumns } from './table/header-columns.ts';

type Sample = readonly (readonly string[])[];

const DAYS = ['date', 'start', 'end'];
const AMOUNTS = ['price', 'cost', 'amount', 'monthly_cost', 'rate'];
const COUNTS = [
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_1h_tokens',
  'requests',
  'searches',
];

/** What only a table of use has; one of money alone is one of charges. */
const USE = [...COUNTS, 'model'];
const MONEY_ALONE = 50;

/** Columns of money are never these, though a part of their name says so and their cells are numbers. */
const NO_MONEY =
  /costcent|kostenstelle|kostentrager|centredecout|centrodecoste|成本中心|原価センタ/;

/**
 * A guess how a table with an unknown header is to be read: by the names of its columns in six
 * languages, and only where the cells below are what the column holds. Of the kinds the one with most
 * needed columns found, then with most columns. It may leave out needed columns; `null` where not
 * even half of them were found.
 */
export function suggestMapping(
  header: readonly string[],
  sample: Sample,
  kind: CanonicalKind | undefined,
): Mapping | null {
  let best: Mapping | null = null;
  let bestScore = 0;
  const isPeople = mayBePeople(new HeaderColumns(header));
  for (const one of kind === undefined ? CANONICAL_KINDS : [kind]) {
    if (one === 'people' && kind === undefined && !isPeople) continue;
    const columns = guessColumns(one, header, sample);
    const required = CANONICAL_COLUMNS[one].required;
    const found = required.filter((name) => columns[name] !== undefined).length;
    if (found * 2 < required.length) continue;
    const tells = one !== 'usage' || USE.some((name) => columns[name] !== undefined);
    const score =
      (found / required.length) * 100 + Object.keys(columns).length - (tells ? 0 : MONEY_ALONE);
    if (score <= bestScore) continue;
    bestScore = score;
    best = { kind: one, columns };
  }
  return best;
}

function guessColumns(
  kind: CanonicalKind,
  header: readonly string[],
  sample: Sample,
): Record<string, string> {
  const names = header.map(foldedName);
  const taken = new Set<number>();
  const columns: Record<string, string> = {};
  const { required, optional } = CANONICAL_COLUMNS[kind];
  for (const isExact of [true, false]) {
    for (const column of [...required, ...optional]) {
      if (columns[column] !== undefined) continue;
      const synonyms = COLUMN_SYNONYMS[kind][column] ?? [];
      for (const synonym of synonyms) {
        const index = names.findIndex(
          (name, place) =>
            !taken.has(place) &&
            (isExact ? name === synonym : isTelling(synonym) && name.includes(synonym)) &&
            !(AMOUNTS.includes(column) && NO_MONEY.test(name)) &&
            holds(column, sample, place),
        );
        if (index === -1) continue;
        taken.add(index);
        columns[column] = header[index] ?? '';
        break;
      }
    }
  }
  return columns;
}

/** Whether a word tells a column even as a part of its name: two Chinese characters or three kana do ("费用（元）"), two letters do not. */
const isTelling = (word: string): boolean =>
  word.length > 3 ||
  /\p{Script=Han}{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{3}/u.test(word);

const cellsOf = (sample: Sample, place: number): string[] =>
  sample.map((row) => (row[place] ?? '').trim()).filter((cell) => cell !== '');

/** Whether most cells of a column in the sample can be what a canonical column holds. */
function holds(column: string, sample: Sample, place: number): boolean {
  const cells = cellsOf(sample, place);
  if (cells.length === 0) return true;
  const fitting = cells.filter((cell) => fits(column, cell)).length;
  return fitting * 2 > cells.length;
}

function fits(column: string, cell: string): boolean {
  if (DAYS.includes(column)) {
    return ([null, 'dmy', 'mdy'] as const).some(
      (order) => typeof parseDay(cell, order) === 'string',
    );
  }
  if (AMOUNTS.includes(column))
    return typeof plainAmount(cell, null) === 'string' || markEvidence(cell) === 'open';
  if (COUNTS.includes(column)) {
    const count = parseCount(cell);
    return typeof count === 'number' || count.code === 'amount_ambiguous';
  }
  if (column === 'email') return cell.includes('@');
  if (column === 'currency' || column === 'from' || column === 'to') {
    return typeof parseCurrency(cell) === 'string';
  }
  return true;
}
