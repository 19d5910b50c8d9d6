import type { NetworkAccess } from '../../src/main/providers/provider-client.ts';
import { systemFetch } from '../../src/main/providers/system-fetch.ts';
import { NOW_MS, TEST_KEY } from '../providers/sync-harness.ts';

export const NOW = new Date(NOW_MS).toISOString();
export { TEST_KEY };

/** The local network; nobody waits. */
export function hastyNetwork(): () => NetworkAccess {
  let now = NOW_MS;
  return () => ({
    fetch: systemFetch({ environment: {}, extraCa: null }),
    nowMs: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    random: () => 0,
  });
}
