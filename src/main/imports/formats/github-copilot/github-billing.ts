import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';

/**
 * GitHub's billing export by user. `net_amount` is what is charged: a month inside the pool nets 0, and
 * is use like any other, worth its gross amount. `quantity` is a binary float: requests are rounded,
 * AI credits kept to the millionth.
 * Other products than Copilot may stand in the same file.
 */
export const githubBilling: TableFormat = {
  name: 'github-billing',
  kind: 'usage',
  tool: 'GitHub Copilot',
  provider: 'github-copilot',
  fits: (header) =>
    ['date', 'sku', 'quantity', 'unit_type', 'gross_amount', 'net_amount'].every((name) =>
      header.has(name),
    ),
  bind(header) {
    const date = header.column('date');
    const username = header.column('username');
    const product = header.column('product');
    const sku = header.column('sku');
    const model = header.column('model');
    const quantity = header.column('quantity');
    const unit = header.column('unit_type');
    const gross = header.column('gross_amount');
    const net = header.column('net_amount');
    const organization = header.column('organization');
    const repository = header.anyOf('repository', 'repository_name');
    const costCenter = header.column('cost_center_name');
    return {
      notes: ['requests_rounded'],
      read(cells) {
        const isRequests = /request/i.test(cells.cell(unit));
        const isCredits = /credit/i.test(cells.cell(unit));
        return {
          kind: 'usage',
          line: cells.line,
          day: cells.day(date),
          identity: cells.optionalText(username),
          tool: toolOf(cells.optionalText(product)),
          model: cells.optionalText(model),
          project: cells.optionalText(repository),
          description: joined(
            cells.optionalText(sku),
            cells.optionalText(organization),
            cells.optionalText(costCenter),
          ),
          nativeId: null,
          inputTokens: 0,
          outputTokens: 0,
          cacheReadTokens: 0,
          cacheWriteTokens: 0,
          cacheWrite1hTokens: 0,
          requests: isRequests ? Math.round(cells.milli(quantity, 0) / 1000) : 0,
          costMicro: cells.amount(net, 'USD'),
          grossMicro: cells.optionalAmount(gross, 'USD'),
          currency: 'USD',
          ...(isCredits ? { creditsMicro: cells.optionalAmount(quantity) ?? 0n } : {}),
        };
      },
    };
  },
};

function toolOf(product: string | null): string {
  if (product === null || /copilot|models/i.test(product)) return 'GitHub Copilot';
  return `GitHub ${product}`;
}
