import { addDays } from '../../src/core/calendar.ts';
import type { ChargeRow, RowReject, UsageRow } from '../../src/core/spend/rows.ts';
import type {
  AccountSettings,
  CreditSeen,
  KeySeen,
  LimitSeen,
  Member,
  Provider,
  ProviderContext,
  SeatSeen,
  StreamOutcome,
  SyncNote,
} from '../../src/main/providers/provider.ts';
import { type NetworkAccess, providerClient } from '../../src/main/providers/provider-client.ts';
import { systemFetch } from '../../src/main/providers/system-fetch.ts';

/** What a book keeps of an account: rows by stream, and the cursor, always stored together. */
export type Store = {
  rows: { stream: string; moneyFrom: string; row: UsageRow | ChargeRow }[];
  /** Streams and days of which there are rows. */
  held: Set<string>;
  rejects: RowReject[];
  members: Member[];
  seats: SeatSeen[];
  keys: KeySeen[];
  limits: LimitSeen[];
  credit: CreditSeen | null;
  notes: SyncNote[];
  outcomes: readonly StreamOutcome[];
  cursor: string | null;
  done: boolean;
  pages: number;
};

export const emptyStore = (): Store => ({
  rows: [],
  held: new Set(),
  rejects: [],
  members: [],
  seats: [],
  keys: [],
  limits: [],
  credit: null,
  notes: [],
  outcomes: [],
  cursor: null,
  done: false,
  pages: 0,
});

export const NOW_MS = 1_793_836_800_000; // 2026-11-05T00:00:00Z
export const TODAY = '2026-11-05';
export const TEST_KEY = 'sk-ant-admin01-SECRET-of-the-test-0123456789';

/** The local network, a clock that only sleeping moves, and no chance. */
export function quickNetwork(): NetworkAccess & { slept: number[] } {
  const slept: number[] = [];
  let now = NOW_MS;
  return {
    fetch: systemFetch({ environment: {}, extraCa: null }),
    nowMs: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    random: () => 0,
    slept,
  };
}

export function contextFor(
  provider: Provider,
  base: string,
  changes: Partial<Omit<ProviderContext, 'client' | 'settings'>> & {
    settings?: Partial<AccountSettings>;
    network?: NetworkAccess;
    key?: string;
    timeoutMs?: number;
  } = {},
): ProviderContext {
  const { settings, network = quickNetwork(), key = TEST_KEY, timeoutMs, ...rest } = changes;
  const path = provider.baseUrl === null ? '' : new URL(provider.baseUrl).pathname;
  return {
    client: providerClient({
      provider: provider.name,
      base: new URL(`${base}${path}`),
      key,
      organization: settings?.organization ?? null,
      version: '0.1.0',
      rules: provider.rules,
      network,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    }),
    settings: { organization: null, chargedElsewhere: false, ...settings },
    firstDay: '2026-09-01',
    today: TODAY,
    retryClosed: false,
    ...rest,
  };
}

function holdsAny(
  { held }: Store,
  { stream, fromDay, toDay }: { stream: string; fromDay: string; toDay: string },
): boolean {
  for (let day = fromDay; day <= toDay; day = addDays(day, 1))
    if (held.has(`${stream} ${day}`)) return true;
  return false;
}

/** Runs a sync into the store as the service does; stops after so many units, as a killed process would. */
export async function syncInto(
  store: Store,
  provider: Provider,
  context: ProviderContext,
  stopAfter = Number.POSITIVE_INFINITY,
): Promise<Store> {
  let units = 0;
  store.done = false;
  for await (const page of provider.sync(context, store.cursor)) {
    const { replaces } = page;
    // Most pages bring days that are new: only a restated day is looked for among all rows.
    if (replaces && holdsAny(store, replaces))
      store.rows = store.rows.filter(
        ({ stream, row }) =>
          stream !== replaces.stream || row.day < replaces.fromDay || row.day > replaces.toDay,
      );
    for (const row of page.rows) store.held.add(`${page.stream} ${row.day}`);
    for (const row of page.rows)
      store.rows.push({ stream: page.stream, moneyFrom: page.moneyFrom, row });
    store.rejects.push(...page.rejects);
    store.members.push(...page.members);
    store.seats.push(...page.seats);
    store.keys.push(...page.keys);
    store.limits.push(...page.limits);
    store.credit = page.credit ?? store.credit;
    store.notes.push(...page.notes);
    store.cursor = page.cursor;
    store.done = page.done;
    store.outcomes = page.outcomes;
    store.pages += 1;
    units += 1;
    if (units >= stopAfter) break;
  }
  return store;
}

export type Totals = {
  costMicro: bigint;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  requests: number;
};

/** What the stored rows add up to: charges, or usage rows' own costs, and tokens. */
export function totalsOf(store: Store): Totals {
  const totals = {
    costMicro: 0n,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    requests: 0,
  };
  for (const { row } of store.rows) {
    if (row.kind === 'charge') {
      totals.costMicro += row.amountMicro;
      continue;
    }
    totals.costMicro += row.costMicro ?? 0n;
    totals.inputTokens += row.inputTokens;
    totals.outputTokens += row.outputTokens;
    totals.cacheReadTokens += row.cacheReadTokens;
    totals.cacheWriteTokens += row.cacheWriteTokens;
    totals.requests += row.requests;
  }
  return totals;
}
