import { Failure } from '../../core/failure.ts';
import type { CheckResult, SyncNote } from './provider.ts';
import { closesFeature, requestFailure } from './request-failure.ts';

export type FeatureProbe = { readonly feature: string; readonly ask: () => Promise<unknown> };

/** Trouble that lies in one answer: another question may fare better. */
const OF_ONE_ANSWER: ReadonlySet<string> = new Set([
  'request_refused',
  'answer_unreadable',
  'answer_changed',
]);

/**
 * Asks each feature once, with the smallest question. A refusal, or an answer that cannot be read,
 * takes that feature alone; a key that is not accepted, or that opens nothing, is the check's
 * failure, with the hint of which key is needed.
 */
export async function checkFeatures(
  provider: string,
  keyHint: string,
  probes: readonly FeatureProbe[],
  organization: string | null = null,
  notes: readonly SyncNote[] = [],
): Promise<CheckResult> {
  const found: string[] = [];
  let unread: Failure | null = null;
  try {
    for (const { feature, ask } of probes) {
      try {
        if ((await ask()) !== false) found.push(feature);
      } catch (error) {
        if (closesFeature(error)) continue;
        if (!(error instanceof Failure && isOfOneAnswer(error, found.length > 0))) throw error;
        if (error.code !== 'request_refused') unread ??= error;
      }
    }
    if (found.length === 0) throw unread ?? requestFailure('nothing_permitted', provider);
    return { ok: true, organization, found, notes };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const failure = new Failure(error.code, error.message, { ...error.details, keyHint });
    return { ok: false, failure };
  }
}

/** A provider that has answered already is not down, one of its services is. */
function isOfOneAnswer({ code }: Failure, hasAnswered: boolean): boolean {
  return OF_ONE_ANSWER.has(code) || (hasAnswered && code === 'provider_down');
}
