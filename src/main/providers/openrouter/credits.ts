import { z } from 'zod';
import { dollars } from '../answer-fields.ts';
import { readAnswer } from '../answer-list.ts';
import type { ProviderContext } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { OPENROUTER } from './words.ts';

const ownKey = z.object({ data: z.object({ is_management_key: z.boolean() }) });
// Dollars over the account's whole life.
const credits = z.object({ data: z.object({ total_credits: dollars, total_usage: dollars }) });

/** An ordinary key looks the same and even gets answers (two zeros for credits): ask before trusting. */
export async function isManagementKey({ client }: ProviderContext): Promise<boolean> {
  const answer = await client.send({ method: 'GET', path: '/key' });
  return readAnswer(OPENROUTER, answer, ownKey).data.is_management_key;
}

/**
 * What was bought and is left. It is shown on the account and enters no total: what use costs is in
 * the activity, what credits cost is on the invoice. An ordinary key's zeros are not believed.
 */
export function creditStream(context: ProviderContext): Stream {
  return {
    name: 'credits',
    moneyFrom: 'usage',
    days: null,
    read: async () => {
      if (!(await isManagementKey(context))) return { next: null, entries: 0 };
      const answer = await context.client.send({ method: 'GET', path: '/credits' });
      const { total_credits: boughtMicro, total_usage: used } = readAnswer(
        OPENROUTER,
        answer,
        credits,
      ).data;
      const credit = { leftMicro: boughtMicro - used, boughtMicro, currency: 'USD' };
      return { next: null, entries: 1, credit };
    },
  };
}
