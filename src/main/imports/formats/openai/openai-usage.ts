import { priceTier } from '../../../../core/spend/price-tier.ts';
import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';
import { bucketColumns } from './bucket-columns.ts';

const BUCKET = ['start_time', 'end_time', 'start_time_iso', 'end_time_iso'];

/**
 * The platform's usage export (completions, embeddings and the like). Counts are written as floats;
 * `input_tokens` holds the cached ones, which ours does not. A file in which every bucket is empty
 * has the four time columns alone; it is taken for this one, with no rows.
 */
export const openaiUsage: TableFormat = {
  name: 'openai-usage',
  kind: 'usage',
  tool: 'OpenAI API',
  provider: 'openai',
  fits(header) {
    if (!header.has('start_time') && !header.has('start_time_iso')) return false;
    if (header.has('num_model_requests')) return true;
    const names = header.header.filter((cell) => cell !== '');
    return names.length === BUCKET.length && BUCKET.every((name) => header.has(name));
  },
  bind(header) {
    const bucket = bucketColumns(header, [
      ...['num_model_requests', 'model', 'project_id', 'user_id', 'api_key_id'],
      ...['input_tokens', 'output_tokens'],
    ]);
    const project = header.column('project_id');
    const requests = header.column('num_model_requests');
    const user = header.column('user_id');
    const key = header.column('api_key_id');
    const model = header.column('model');
    const batch = header.column('batch');
    const tier = header.column('service_tier');
    const input = header.column('input_tokens');
    const output = header.column('output_tokens');
    const cached = header.column('input_cached_tokens');
    return {
      notes: [],
      read(cells) {
        if (bucket.isEmpty(cells)) return null;
        const { day, time } = bucket.read(cells);
        const userId = cells.optionalText(user);
        const keyId = cells.optionalText(key);
        const allInput = cells.count(input);
        const cachedInput = cells.count(cached);
        if (cachedInput > allInput) {
          cells.fail(cached, {
            code: 'cached_exceeds_input',
            reason:
              'More input tokens were cached than there were: cached ones are part of the input.',
          });
        }
        const serviceTier = cells.optionalText(tier);
        const isBatch = cells.cell(batch).toLowerCase() === 'true';
        return {
          kind: 'usage',
          line: cells.line,
          day,
          identity: userId ?? keyId,
          tool: 'OpenAI API',
          model: cells.optionalText(model),
          project: cells.optionalText(project),
          description: joined(
            userId === null ? null : keyId,
            isBatch ? 'batch' : null,
            serviceTier === 'default' ? null : serviceTier,
            time,
          ),
          nativeId: null,
          inputTokens: allInput - cachedInput,
          outputTokens: cells.count(output),
          cacheReadTokens: cachedInput,
          cacheWriteTokens: 0,
          cacheWrite1hTokens: 0,
          requests: cells.count(requests),
          costMicro: null,
          grossMicro: null,
          currency: null,
          tier: priceTier({ serviceTier, isBatch }),
        };
      },
    };
  },
};
