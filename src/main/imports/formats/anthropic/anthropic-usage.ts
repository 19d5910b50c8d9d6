import { priceTier } from '../../../../core/spend/price-tier.ts';
import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';
import { unusual } from './unusual.ts';

const USUAL_TYPES = new Set(['message', 'token']);

/**
 * The console's usage export: one row per UTC day, model, key, workspace, type and context window.
 * An older variant has one cache-write column in place of two (5 minutes, 1 hour). The key's name is
 * all that tells the actor: `claude_code_key_<user>_<suffix>` for Claude Code.
 */
export const anthropicUsage: TableFormat = {
  name: 'anthropic-usage',
  kind: 'usage',
  tool: 'Claude API',
  provider: 'anthropic',
  fits: (header) =>
    ['usage_date_utc', 'model_version', 'usage_input_tokens_no_cache', 'usage_output_tokens'].every(
      (name) => header.has(name),
    ),
  bind(header) {
    const date = header.column('usage_date_utc');
    const model = header.column('model_version');
    const key = header.column('api_key');
    const workspace = header.column('workspace');
    const input = header.column('usage_input_tokens_no_cache');
    const output = header.column('usage_output_tokens');
    const cacheRead = header.column('usage_input_tokens_cache_read');
    const cacheWrite = header.anyOf(
      'usage_input_tokens_cache_write_5m',
      'usage_input_tokens_cache_write',
    );
    const cacheWrite1h = header.column('usage_input_tokens_cache_write_1h');
    const usageType = header.column('usage_type');
    const serviceTier = header.column('service_tier');
    const context = header.column('context_window');
    const geo = header.column('inference_geo');
    const speed = header.column('speed');
    const searches = header.column('web_search_count');
    const details = unusual(header, ['usage_type', 'context_window', 'inference_geo', 'speed']);
    return {
      notes: [],
      read(cells) {
        const longWrites = cells.count(cacheWrite1h);
        const type = cells.cell(usageType).toLowerCase();
        return {
          kind: 'usage',
          line: cells.line,
          day: cells.day(date),
          identity: cells.optionalText(key),
          tool: 'Claude API',
          model: cells.optionalText(model),
          project: cells.optionalText(workspace),
          description: joined(...details(cells)),
          nativeId: null,
          inputTokens: cells.count(input),
          outputTokens: cells.count(output),
          cacheReadTokens: cells.count(cacheRead),
          cacheWriteTokens: cells.count(cacheWrite) + longWrites,
          cacheWrite1hTokens: longWrites,
          requests: 0,
          costMicro: null,
          grossMicro: null,
          currency: null,
          tier: priceTier({
            speed: cells.cell(speed),
            // How it was used stands for the tier where it is not simply a message.
            serviceTier: cells.cell(serviceTier) || (USUAL_TYPES.has(type) ? '' : type),
            isBatch: type === 'batch',
            context: cells.cell(context),
            geo: cells.cell(geo),
          }),
          searches: cells.count(searches),
        };
      },
    };
  },
};
