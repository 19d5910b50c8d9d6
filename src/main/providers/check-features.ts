import { Failure } from '../../core/failure.ts';
import type { CheckResult, SyncNote } from './provider.ts';
import { closesFeature, troubleOf } from './trouble.ts';

export type FeatureProbe = { readonly feature: string; readonly ask: () => Promise<unknown> };

/**
 * Asks each feature once, with the smallest question. A refusal closes that feature alone; a key
 * that is not accepted, or that opens nothing, is the check's failure, with the hint of which key
 * is needed.
 */
export async function checkFeatures(
  provider: string,
  keyHint: string,
  probes: readonly FeatureProbe[],
  organization: string | null = null,
  notes: readonly SyncNote[] = [],
): Promise<CheckResult> {
  const found: string[] = [];
  try {
    for (const { feature, ask } of probes) {
      try {
        if ((await ask()) !== false) found.push(feature);
      } catch (error) {
        if (
          !closesFeature(error) &&
          !(error instanceof Failure && error.code === 'request_refused')
        )
          throw error;
      }
    }
    if (found.length === 0) throw troubleOf('nothing_permitted', provider);
    return { ok: true, organization, found, notes };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const failure = new Failure(error.code, error.message, { ...error.details, keyHint });
    return { ok: false, failure };
  }
}
