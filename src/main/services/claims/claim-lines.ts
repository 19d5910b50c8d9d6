import type { ApprovedLine, Claim } from '../../../core/claims/claim.ts';
import type { ClaimLine } from '../../../core/claims/claim-line.ts';
import { heldClaims } from '../../book/claim-store.ts';
import type { Context } from '../context.ts';

export type FoundLine = {
  readonly claim: Claim;
  readonly line: ClaimLine;
  /** `null` while it does not stand approved. */
  readonly approved: ApprovedLine | null;
};

/** A claim's line by the reference of its charge, `C7/1`; `null` where there is none. */
export function claimLineOf({ book }: Context, reference: string): FoundLine | null {
  const [, id, lineId] = /^C(\d+)\/(\d+)$/.exec(reference) ?? [];
  if (id === undefined) return null;
  const nobody = { email: '', all: [] };
  const [held] = heldClaims(book, () => nobody, [Number(id)]);
  const line = held?.claim.lines.find((one) => one.id === lineId);
  if (!held || !line) return null;
  const approved = held.claim.approved.find((one) => one.lineId === lineId) ?? null;
  return { claim: held.claim, line, approved };
}
