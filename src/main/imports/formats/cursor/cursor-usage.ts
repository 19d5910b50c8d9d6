import type { CellReader } from '../../table/cell-reader.ts';
import type { Column } from '../../table/header-columns.ts';
import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';

/** What a request's kind says of its cost: owed, covered by the seat, or somebody else's bill. */
type Billing = 'charged' | 'covered' | 'elsewhere' | 'none';

const BILLING: readonly (readonly [RegExp, Billing])[] = [
  [/^(on[- ]?demand|usage[- ]?based)\b/, 'charged'],
  [/^(included|free)\b/, 'covered'],
  [/^user api key\b/, 'elsewhere'],
  [/\bno charge\b|\bnot charged\b/, 'none'],
];
const NO_AMOUNT = /^(?:[-–—]|free|included|n\/a)?$/i;

/**
 * The team dashboard's usage export, a request per row. Its kind decides what its cost is, not the
 * cost: of an included request it is what the same use costs by the price list, and nobody owes it.
 * Older exports say what is owed in a column of its own; others count request units in place of money.
 */
export const cursorUsage: TableFormat = {
  name: 'cursor-usage',
  kind: 'usage',
  tool: 'Cursor',
  provider: 'cursor',
  yieldsToAccount: true,
  fits: (header) =>
    ['Date', 'Model', 'Input (w/o Cache Write)', 'Cache Read', 'Output Tokens'].every((name) =>
      header.has(name),
    ),
  needs: (header) => (header.has('User') ? [] : ['person']),
  bind(header, about) {
    const date = header.column('Date');
    const user = header.column('User');
    const kind = header.column('Kind');
    const model = header.column('Model');
    const written = header.column('Input (w/ Cache Write)');
    const input = header.column('Input (w/o Cache Write)');
    const read = header.column('Cache Read');
    const output = header.column('Output Tokens');
    const cost = header.column('Cost');
    const owed = header.column('Cost to you');
    const units = header.column('Requests');
    return {
      notes: [],
      read(cells) {
        const what = cells.optionalText(kind);
        const listed = amountOf(cells, cost);
        const { costMicro, grossMicro } =
          owed.index >= 0
            ? { costMicro: amountOf(cells, owed) ?? 0n, grossMicro: listed ?? 0n }
            : moneyOf(cells, kind, what, listed);
        const requestUnits = cells.optionalAmount(units);
        const day = cells.day(date);
        return {
          kind: 'usage',
          line: cells.line,
          day,
          identity: cells.optionalText(user)?.toLowerCase() ?? about.person,
          tool: 'Cursor',
          model: cells.optionalText(model),
          project: null,
          description: joined(what, clockOf(cells.cell(date))),
          nativeId: null,
          inputTokens: cells.count(input),
          outputTokens: cells.count(output),
          cacheReadTokens: cells.count(read),
          cacheWriteTokens: cells.count(written),
          cacheWrite1hTokens: 0,
          requests: 1,
          costMicro,
          grossMicro,
          currency: 'USD',
          ...(requestUnits === null ? {} : { creditsMicro: requestUnits }),
        };
      },
    };
  },
};

/** The time of day of a request tells it from the others of its day, whichever way an export sorts them. */
const clockOf = (time: string): string | null =>
  /[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)/.exec(time)?.[1] ?? null;

function amountOf(cells: CellReader, column: Column): bigint | null {
  return NO_AMOUNT.test(cells.cell(column)) ? null : cells.optionalAmount(column, 'USD');
}

function moneyOf(
  cells: CellReader,
  column: Column,
  kind: string | null,
  listed: bigint | null,
): { readonly costMicro: bigint; readonly grossMicro: bigint } {
  const name = (kind ?? '').toLowerCase();
  const billing = BILLING.find(([pattern]) => pattern.test(name))?.[1];
  if (billing === 'charged') return { costMicro: listed ?? 0n, grossMicro: 0n };
  if (billing === 'covered') return { costMicro: 0n, grossMicro: listed ?? 0n };
  if (billing === undefined && listed !== null && listed !== 0n) {
    cells.fail(column, {
      code: 'kind_unknown',
      reason:
        'This kind of request is not known, so nobody can say whether its cost is owed or covered by the seat.',
    });
  }
  return { costMicro: 0n, grossMicro: 0n };
}
