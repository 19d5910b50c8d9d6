import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';
import { unusual } from './unusual.ts';

/**
 * The console's cost export: one row per token type, rounded to cents by the console. Its model is a
 * display name. Variants since 2024 differ in `context_window`, `list_price_usd`, `cost_type`,
 * `inference_geo`, `speed`, `api_key_id` and `api_key_status`.
 */
export const anthropicCost: TableFormat = {
  name: 'anthropic-cost',
  kind: 'charges',
  tool: 'Claude API',
  provider: 'anthropic',
  fits: (header) => ['usage_date_utc', 'token_type', 'cost_usd'].every((name) => header.has(name)),
  bind(header) {
    const date = header.column('usage_date_utc');
    const model = header.column('model');
    const key = header.column('api_key');
    const workspace = header.column('workspace');
    const tokenType = header.column('token_type');
    const cost = header.column('cost_usd');
    const list = header.column('list_price_usd');
    const details = unusual(header, [
      'usage_type',
      'context_window',
      'cost_type',
      'inference_geo',
      'speed',
    ]);
    return {
      notes: ['rounded_to_cents'],
      read: (cells) => ({
        kind: 'charge',
        line: cells.line,
        source: 'cost-report',
        day: cells.day(date),
        amountMicro: cells.amount(cost, 'USD'),
        grossMicro: cells.optionalAmount(list, 'USD'),
        currency: 'USD',
        identity: cells.optionalText(key),
        tool: 'Claude API',
        model: cells.optionalText(model),
        project: cells.optionalText(workspace),
        description: joined(cells.optionalText(tokenType), ...details(cells)),
        reference: null,
        nativeId: null,
      }),
    };
  },
};
