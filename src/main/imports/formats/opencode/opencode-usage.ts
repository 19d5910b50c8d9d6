import { divideHalfEven, parseDecimal } from '../../../../core/money.ts';
import type { CellReader } from '../../table/cell-reader.ts';
import type { Column } from '../../table/header-columns.ts';
import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';

/** A hundred millionths of a hundredth of a dollar are one micro-unit. */
const MICRO_CENTS = 100n;

/**
 * The opencode console's usage export: a row per UTC day, user, provider and model. Money is in
 * micro-cents (a hundred of them are one micro-unit). What went through a key of another provider is
 * on that one's bill: here it is worth its cost, and nobody owes it to opencode.
 */
export const opencodeUsage: TableFormat = {
  name: 'opencode-usage',
  kind: 'usage',
  tool: 'opencode',
  provider: 'opencode',
  fits: (header) =>
    ['day', 'user_type', 'user_id', 'cost_micro_cents'].every((name) => header.has(name)),
  bind(header) {
    const date = header.column('day');
    const type = header.column('user_type');
    const id = header.column('user_id');
    const name = header.column('user_name');
    const provider = header.column('provider');
    const model = header.column('model');
    const requests = header.column('requests');
    const input = header.column('input_tokens');
    const output = header.column('output_tokens');
    const reads = header.column('cache_read_tokens');
    const short = header.column('cache_write_5m_tokens');
    const long = header.column('cache_write_1h_tokens');
    const microCents = header.column('cost_micro_cents');
    const dollars = header.column('cost_usd');
    return {
      notes: [],
      read(cells) {
        const isMember = cells.cell(type).toLowerCase() === 'member';
        const userId = cells.optionalText(id);
        const userName = cells.optionalText(name);
        const seller = cells.optionalText(provider)?.toLowerCase() ?? 'opencode';
        const cost = costOf(cells, microCents, dollars);
        const isOwed = seller === 'opencode';
        const hour = cells.count(long);
        return {
          kind: 'usage',
          line: cells.line,
          day: cells.day(date),
          identity: isMember ? (userName?.toLowerCase() ?? userId) : (userId ?? userName),
          tool: 'opencode',
          model: cells.optionalText(model),
          project: null,
          description: joined(isMember ? null : userName, isOwed ? null : seller),
          nativeId: null,
          inputTokens: cells.count(input),
          outputTokens: cells.count(output),
          cacheReadTokens: cells.count(reads),
          cacheWriteTokens: cells.count(short) + hour,
          cacheWrite1hTokens: hour,
          requests: cells.count(requests),
          costMicro: isOwed ? cost : 0n,
          grossMicro: isOwed ? 0n : cost,
          currency: 'USD',
        };
      },
    };
  },
};

function costOf(cells: CellReader, microCents: Column, dollars: Column): bigint {
  const text = cells.cell(microCents);
  if (text === '') return cells.amount(dollars, 'USD');
  const plain = parseDecimal(text);
  if (plain !== null) return divideHalfEven(plain.digits, MICRO_CENTS * 10n ** BigInt(plain.scale));
  return divideHalfEven(BigInt(cells.count(microCents)), MICRO_CENTS);
}
