import type { CellReader } from '../../table/cell-reader.ts';
import type { Column } from '../../table/header-columns.ts';
import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';

const TYPES = [
  'request_count',
  'input_cache_hit_tokens',
  'input_cache_miss_tokens',
  'output_tokens',
] as const;
type AmountType = (typeof TYPES)[number];

/**
 * `amount-*.csv` of the platform's export: one count per hour, model, key and type. The hour is part
 * of the description, since the rows of a file are in no order and a day has many.
 */
export const deepseekAmount: TableFormat = {
  name: 'deepseek-amount',
  kind: 'usage',
  tool: 'DeepSeek',
  provider: 'deepseek',
  fits: (header) =>
    ['start_time_iso', 'model', 'type', 'price', 'amount'].every((name) => header.has(name)),
  bind(header) {
    const start = header.column('start_time_iso');
    const user = header.column('user_id');
    const model = header.column('model');
    const keyName = header.column('api_key_name');
    const key = header.column('api_key');
    const type = header.column('type');
    const amount = header.column('amount');
    return {
      notes: [],
      read(cells) {
        const what = typeOf(cells, type);
        const count = cells.count(amount);
        const name = cells.optionalText(keyName);
        const masked = cells.optionalText(key);
        return {
          kind: 'usage',
          line: cells.line,
          day: cells.day(start),
          identity: name ?? masked ?? cells.optionalText(user),
          tool: 'DeepSeek',
          model: cells.optionalText(model),
          project: null,
          description: joined(what, name === null ? null : masked, hourOf(cells.cell(start))),
          nativeId: null,
          inputTokens: what === 'input_cache_miss_tokens' ? count : 0,
          outputTokens: what === 'output_tokens' ? count : 0,
          cacheReadTokens: what === 'input_cache_hit_tokens' ? count : 0,
          cacheWriteTokens: 0,
          cacheWrite1hTokens: 0,
          requests: what === 'request_count' ? count : 0,
          costMicro: null,
          grossMicro: null,
          currency: null,
        };
      },
    };
  },
};

/** The time of day of a bucket that does not begin with the day. */
export function hourOf(time: string): string | null {
  const clock = /[T ](\d{2}:\d{2})/.exec(time)?.[1];
  return clock === undefined || clock === '00:00' ? null : clock;
}

function typeOf(cells: CellReader, column: Column): AmountType | null {
  const type = TYPES.find((one) => one === cells.cell(column).toLowerCase());
  if (type !== undefined) return type;
  cells.fail(column, {
    code: 'type_unknown',
    reason: `This type is not known. Known are ${TYPES.join(', ')}.`,
  });
  return null;
}
