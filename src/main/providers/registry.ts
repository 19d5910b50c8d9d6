import { anthropic } from './anthropic/anthropic.ts';
import type { Provider } from './provider.ts';

/** Every provider that the app knows; a new one is a folder and a line here. */
export const PROVIDERS: readonly Provider[] = [anthropic];

/** The provider of this id; `null` where the app knows none. */
export function findProvider(id: string): Provider | null {
  return PROVIDERS.find((provider) => provider.id === id) ?? null;
}
