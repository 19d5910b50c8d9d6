import type { ClaimDoc } from '../../../contract/claims.ts';
import type { Claim } from '../../../core/claims/claim.ts';
import type { ClaimEvent } from '../../../core/claims/claim-event.ts';
import { claimStep } from '../../../core/claims/claim-state.ts';
import type { Finding } from '../../../core/claims/finding.ts';
import { Failure } from '../../../core/failure.ts';
import { isSameName } from '../../../core/same-name.ts';
import { audit } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import { claimName, type HeldClaim, saveStep } from '../../book/claim-store.ts';
import { deciderNamed } from '../access/holder.ts';
import type { Context } from '../context.ts';
import { postCharges } from './claim-charges.ts';
import { ClaimDocuments, type Viewer } from './claim-documents.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { actorKey } from './claim-policy.ts';

type StepDetails<E> = E extends ClaimEvent ? Omit<E, 'at' | 'by'> : never;
/** An event without who and when, which the context tells. */
export type StepToTake = StepDetails<ClaimEvent>;

/** Steps that a person of the book, or a holder of access, takes. */
const DECISIONS: ReadonlySet<ClaimEvent['kind']> = new Set([
  'ask',
  'approve',
  'reject',
  'reopen',
  'pay',
  'payment failed',
]);

export function heldClaim(facts: ClaimFacts, id: number): HeldClaim {
  const found = facts.held(id);
  if (!found) throw new Failure('claim_missing', `There is no claim ${id}.`, { id });
  return found;
}

/** Takes one step of a claim: the rules say whether, the book keeps claim, step and charges together. */
export function takeStep(
  context: Context,
  facts: ClaimFacts,
  held: Pick<HeldClaim, 'id' | 'personId' | 'claim'>,
  step: StepToTake,
  more: {
    readonly by: string | undefined;
    readonly findings?: readonly Finding[] | null;
    readonly fileNames?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  },
): Claim {
  const said = more.by ?? context.who;
  // A free name files and withdraws what is its own; it decides nothing.
  const isClaimant = [held.claim.person, ...held.claim.claimantNames].some((name) =>
    isSameName(name, said),
  );
  const isDecision = DECISIONS.has(step.kind) && !isClaimant;
  const byName = isDecision ? deciderNamed(context, said).email : said;
  const event = { ...step, at: context.now(), by: actorKey(context, byName) } as ClaimEvent;
  const outcome = claimStep(held.claim, event, facts.stepPolicy);
  if (!outcome.ok) throw outcome.failure;
  saveStep(context.book, held.id, held.claim, outcome.claim, {
    byName,
    findings: more.findings ?? null,
    fileNames: more.fileNames ?? new Map(),
  });
  postCharges(context, held.personId, outcome.claim, outcome.postings);
  const taken = outcome.claim.history.at(-1);
  audit(context.book, {
    at: context.now(),
    who: context.who,
    action: `claim: ${step.kind}`,
    subject: claimName(held.id),
    detail: { ...taken, by: byName, person: outcome.claim.person, postings: outcome.postings },
  });
  return outcome.claim;
}

/** Whether whoever asks is the claimant, who sees no colleague's claim. */
export function viewerOf(context: Context, held: HeldClaim, by: string | undefined): Viewer {
  const actor = actorKey(context, by ?? context.who);
  const names = [held.claim.person, ...held.claim.claimantNames];
  return names.some((name) => isSameName(name, actor)) ? 'claimant' : 'reviewer';
}

/** The documents of the claims named as they stand after what was done, as whoever asks may see them. */
export function claimDocs(
  context: Context,
  facts: ClaimFacts,
  ids: readonly number[],
  by: string | undefined,
  viewer?: Viewer,
): { claims: ClaimDoc[] } {
  facts.reread(ids);
  const documents = new ClaimDocuments(facts, batchesOf(context.book));
  return {
    claims: ids.map((id) => {
      const held = heldClaim(facts, id);
      return documents.of(held, viewer ?? viewerOf(context, held, by));
    }),
  };
}

/** Which batch holds a claim's transfer that is not known to have arrived. */
export function batchesOf(book: Book): Map<number, number> {
  return new Map(book.payouts.sent().map(({ claimId, batchId }) => [claimId, batchId]));
}
