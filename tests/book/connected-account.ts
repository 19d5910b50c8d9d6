import { accountsAdd } from '../../src/contract/accounts.ts';
import { type SyncDoc, syncRun } from '../../src/contract/syncs.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { findProvider } from '../../src/main/providers/registry.ts';
import type { Services } from '../../src/main/services/services.ts';
import { hastyNetwork, NOW, TEST_KEY } from './account-network.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

/** A new book whose keychain is memory and whose network is this computer. */
export function connectedBook(): FreshBook {
  return freshBook({ now: () => NOW, keychain: runOnlyKeys(), network: hastyNetwork() });
}

type Added = Parameters<Services['call']>[1] & object;

/** Adds the account `Test account` at a local server. */
export async function connect(
  services: Services,
  provider: 'anthropic' | 'openai' | 'github-copilot' | 'openrouter' | 'litellm' | 'cursor',
  base: string,
  more: Added = {},
) {
  const fixed = findProvider(provider)?.baseUrl ?? null;
  const path = fixed === null ? '' : new URL(fixed).pathname.replace(/\/$/, '');
  return services.call(accountsAdd, {
    account: 'Test account',
    provider,
    key: TEST_KEY,
    url: `${base}${path}`,
    firstDay: '2026-09-01',
    ...more,
  });
}

export async function sync(services: Services, more: Added = {}): Promise<SyncDoc> {
  const { syncs } = await services.call(syncRun, { account: 'Test account', ...more });
  const [doc] = syncs;
  if (!doc) throw new Error('The sync gave no document.');
  return doc;
}

export type BookTotals = {
  chargedMicro: bigint;
  tokens: number;
  requests: number;
  rows: number;
};

/** What the account's rows in the book add up to. */
export function bookTotals({ book }: Services): BookTotals {
  const usage = rawBook(book).get<{
    micro: bigint;
    tokens: number;
    requests: number;
    rows: number;
  }>(
    `SELECT coalesce(sum(charge_micro), 0) AS micro, count(*) AS rows, coalesce(sum(requests), 0) AS requests,
       coalesce(sum(input_tokens + output_tokens + cache_read_tokens + cache_write_tokens), 0) AS tokens FROM usage`,
  );
  const charges = rawBook(book).get<{ micro: bigint; rows: number }>(
    'SELECT coalesce(sum(amount_micro), 0) AS micro, count(*) AS rows FROM charge',
  );
  return {
    chargedMicro: (usage?.micro ?? 0n) + (charges?.micro ?? 0n),
    tokens: usage?.tokens ?? 0,
    requests: usage?.requests ?? 0,
    rows: (usage?.rows ?? 0) + (charges?.rows ?? 0),
  };
}
