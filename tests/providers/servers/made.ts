import { readdirSync } from 'node:fs';
import type { Place } from '../bend-first.ts';
import type { TestServer } from './test-server.ts';

/** A provider of few questions: a server that behaves as its documents say, and what a sync must come to. */
export type MadeProvider = {
  readonly id: string;
  readonly key: string;
  readonly serve: () => Promise<TestServer>;
  /** What the key opens. */
  readonly found: readonly string[];
  /** Micro-units by currency. */
  readonly charged: Readonly<Record<string, bigint>>;
  /** In the provider's own unit, in millionths. */
  readonly credits: bigint;
  /** Input (uncached), cache reads and output. */
  readonly tokens: readonly [number, number, number];
  /** Who the rows name, sorted; '' stands for nobody. */
  readonly identities: readonly string[];
  /** Holders of seats with the day of their last use. */
  readonly seats: Readonly<Record<string, string | null>>;
  readonly notes: readonly string[];
  readonly places: readonly Place[];
};

/** Every one of them: a file in `made/` is found by itself. */
export const MADE: readonly MadeProvider[] = await Promise.all(
  readdirSync(new URL('made/', import.meta.url))
    .sort()
    .map(
      async (name): Promise<MadeProvider> => (await import(`./made/${name.slice(0, -3)}.ts`)).made,
    ),
);
