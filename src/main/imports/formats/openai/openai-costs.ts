import type { TableFormat } from '../table-format.ts';
import { bucketColumns } from './bucket-columns.ts';

/** The platform's cost export: an amount per day, line item and project; it names no person. */
export const openaiCosts: TableFormat = {
  name: 'openai-costs',
  kind: 'charges',
  tool: 'OpenAI API',
  provider: 'openai',
  fits: (header) =>
    (header.has('start_time') || header.has('start_time_iso')) &&
    header.has('amount_value') &&
    header.has('amount_currency'),
  bind(header) {
    const bucket = bucketColumns(header, [
      'amount_value',
      'amount_currency',
      'line_item',
      'project_id',
    ]);
    const amount = header.column('amount_value');
    const currency = header.column('amount_currency');
    const lineItem = header.column('line_item');
    const project = header.column('project_id');
    return {
      notes: [],
      read(cells) {
        if (bucket.isEmpty(cells)) return null;
        const { day } = bucket.read(cells);
        return {
          kind: 'charge',
          line: cells.line,
          source: 'cost-report',
          day,
          amountMicro: cells.amount(amount),
          grossMicro: null,
          currency: cells.currency(currency),
          identity: null,
          tool: 'OpenAI API',
          model: null,
          project: cells.optionalText(project),
          description: cells.optionalText(lineItem),
          reference: null,
          nativeId: null,
        };
      },
    };
  },
};
