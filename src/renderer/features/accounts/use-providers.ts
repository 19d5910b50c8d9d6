import { providersList } from '../../../contract/accounts.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer } from '../../ask.ts';

export type ProviderDoc = OutputOf<typeof providersList>['providers'][number];

/** The providers that the app knows, by id; empty until the answer is there. */
export function useProviders(): ReadonlyMap<string, ProviderDoc> {
  const answer = useAnswer(providersList, {});
  return new Map(answer.data?.providers.map((one) => [one.id, one]));
}
