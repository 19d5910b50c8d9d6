import type { CellReader } from '../../table/cell-reader.ts';
import type { HeaderColumns } from '../../table/header-columns.ts';
import { RowOrdinals } from '../row-ordinals.ts';
import type { AboutFile, TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';

const ORGANIZATION =
  /spend-report-([0-9a-f]{8}-[0-9a-f-]{20,30}?)(?=-20\d{2}-\d{2}-\d{2}|[^0-9a-f-]|$)/i;
/** What no person did, as the report calls it. */
const NOBODY = /^\(.*\)$/;

/**
 * The spend report of Claude Team and Enterprise: a row per person, product and model, summed over the
 * period that the file's name tells. Net is owed: on seat plans only what goes beyond the seats. A
 * report of the same organization from the same day on replaces the shorter one before it.
 */
export const claudeSpend: TableFormat = {
  name: 'claude-spend',
  kind: 'usage',
  tool: 'Claude',
  provider: 'anthropic',
  fits: (header) =>
    ['user_email', 'model', 'total_net_spend_usd'].every((name) => header.has(name)) &&
    ['product', 'total_requests'].some((name) => header.has(name)),
  needs: () => ['period'],
  scope: (about) =>
    about.period === null
      ? null
      : { key: `claude-spend ${organizationOf(about.name)}`, ...about.period },
  bind(header, about) {
    const email = header.column('user_email');
    const product = header.column('product');
    const model = header.column('model');
    const requests = header.column('total_requests');
    const output = header.column('total_completion_tokens');
    const net = header.column('total_net_spend_usd');
    const gross = header.column('total_gross_spend_usd');
    const searches = header.column('total_web_search_count');
    const channels = ['slack_channel_id', 'teams_channel_id'].map((name) => header.column(name));
    const input = inputColumns(header);
    const ordinals = new RowOrdinals();
    header.column('account_uuid');
    header.column('user_id');
    return {
      notes: input.isCacheKnown ? [] : ['cache_unknown'],
      read(cells) {
        const who = cells.optionalText(email);
        const isNobody = who === null || NOBODY.test(who);
        const modelName = cells.optionalText(model);
        const where = joined(
          cells.optionalText(product),
          ...channels.map((one) => cells.optionalText(one)),
        );
        const costMicro = cells.amount(net, 'USD');
        const grossMicro = cells.optionalAmount(gross, 'USD');
        return {
          kind: 'usage',
          line: cells.line,
          day: about.period?.to ?? '',
          identity: isNobody ? null : who.toLowerCase(),
          tool: 'Claude',
          model: modelName !== null && NOBODY.test(modelName) ? null : modelName,
          project: null,
          description: isNobody ? joined(who, where) : where,
          nativeId: ordinals.of(
            cells.line,
            rowId(about, [who?.toLowerCase() ?? '', modelName ?? '', where ?? '']),
          ),
          ...input.read(cells),
          outputTokens: cells.count(output),
          requests: cells.count(requests),
          costMicro,
          grossMicro: grossMicro ?? costMicro,
          currency: 'USD',
          searches: cells.count(searches),
        };
      },
    };
  },
};

const organizationOf = (name: string): string => ORGANIZATION.exec(name)?.[1]?.toLowerCase() ?? '';

const rowId = ({ name, period }: AboutFile, parts: readonly string[]): string =>
  [organizationOf(name), period?.from ?? '', ...parts].join('|');

type Input = {
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
};

/** Older reports tell the whole prompt alone: what of it was cached is not known. */
function inputColumns(header: HeaderColumns): {
  readonly isCacheKnown: boolean;
  readonly read: (cells: CellReader) => Input;
} {
  const prompt = header.column('total_prompt_tokens');
  if (!header.has('total_uncached_input_tokens')) {
    return {
      isCacheKnown: false,
      read: (cells) => ({
        inputTokens: cells.count(prompt),
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        cacheWrite1hTokens: 0,
      }),
    };
  }
  const uncached = header.column('total_uncached_input_tokens');
  const reads = header.column('total_cache_read_tokens');
  const short = header.column('total_cache_write_5m_tokens');
  const long = header.column('total_cache_write_1h_tokens');
  return {
    isCacheKnown: true,
    read(cells) {
      const hour = cells.count(long);
      return {
        inputTokens: cells.count(uncached),
        cacheReadTokens: cells.count(reads),
        cacheWriteTokens: cells.count(short) + hour,
        cacheWrite1hTokens: hour,
      };
    },
  };
}
