import { Failure } from '../failure.ts';
import type { Claim } from './claim.ts';
import type { ClaimEvent, ClaimPosting, ClaimState } from './claim-event.ts';

/** A step that was taken, with what the book has to post; or why it was not, the claim left as it was. */
export type ClaimOutcome =
  | { readonly ok: true; readonly claim: Claim; readonly postings: readonly ClaimPosting[] }
  | { readonly ok: false; readonly failure: Failure };

export function refused(
  code: string,
  sentence: string,
  details: Readonly<Record<string, string | number | null>> = {},
): ClaimOutcome {
  return { ok: false, failure: new Failure(code, sentence, details) };
}

/** The outcome of a step from the claim's state to another: one more line in its history. */
export function stepped(
  claim: Claim,
  event: ClaimEvent,
  to: ClaimState,
  change: Partial<
    Pick<Claim, 'lines' | 'firstApproval' | 'approved' | 'payments'> &
      Pick<Claim['history'][number], 'standsInFor' | 'grants'>
  > = {},
  postings: readonly ClaimPosting[] = [],
): ClaimOutcome {
  const { standsInFor = null, grants = null, ...fields } = change;
  const why = 'why' in event ? (event.why ?? null) : null;
  const step = {
    at: event.at,
    by: event.by,
    kind: event.kind,
    from: claim.state,
    to,
    why: why?.trim() ? why.trim() : null,
    standsInFor,
    reference: 'reference' in event ? event.reference : null,
    grants,
  };
  return {
    ok: true,
    claim: { ...claim, ...fields, state: to, history: [...claim.history, step] },
    postings,
  };
}
