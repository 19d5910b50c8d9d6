import { setTimeout as pause } from 'node:timers/promises';
import type { NetworkAccess } from './provider-client.ts';
import type { NetworkSettings } from './system-fetch.ts';

/** The real network, clock and chance. Node's http is loaded by the first request: most work asks nobody. */
export function systemNetwork(settings: NetworkSettings): NetworkAccess {
  let connected: Promise<NetworkAccess['fetch']> | null = null;
  const connect = async (): Promise<NetworkAccess['fetch']> =>
    (await import('./system-fetch.ts')).systemFetch(settings);
  return {
    fetch: async (...asked) => {
      connected ??= connect();
      return (await connected)(...asked);
    },
    nowMs: () => Date.now(),
    sleep: async (ms, signal) => {
      await pause(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
        if (!signal?.aborted) throw error;
      });
    },
    random: Math.random,
  };
}
