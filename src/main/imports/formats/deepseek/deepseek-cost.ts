import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';
import { hourOf } from './deepseek-amount.ts';

/** `cost-*.csv` of the platform's export: what an hour of a model cost, by wallet. It names no key. */
export const deepseekCost: TableFormat = {
  name: 'deepseek-cost',
  kind: 'charges',
  tool: 'DeepSeek',
  provider: 'deepseek',
  fits: (header) =>
    ['start_time_iso', 'model', 'wallet_type', 'cost', 'currency'].every((name) =>
      header.has(name),
    ),
  bind(header) {
    const start = header.column('start_time_iso');
    const user = header.column('user_id');
    const model = header.column('model');
    const wallet = header.column('wallet_type');
    const cost = header.column('cost');
    const currency = header.column('currency');
    return {
      notes: [],
      read: (cells) => ({
        kind: 'charge',
        line: cells.line,
        source: 'cost-report',
        day: cells.day(start),
        amountMicro: cells.amount(cost),
        grossMicro: null,
        currency: cells.currency(currency),
        identity: cells.optionalText(user),
        tool: 'DeepSeek',
        model: cells.optionalText(model),
        project: null,
        description: joined(cells.optionalText(wallet), hourOf(cells.cell(start))),
        reference: null,
        nativeId: null,
      }),
    };
  },
};
