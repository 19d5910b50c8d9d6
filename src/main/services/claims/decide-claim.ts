import type { claimsDecide } from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { Claim } from '../../../core/claims/claim.ts';
import type { Grant } from '../../../core/claims/claim-line.ts';
import { wholeGrantMicro } from '../../../core/claims/line-amounts.ts';
import { Failure } from '../../../core/failure.ts';
import { parseMicro } from '../../../core/money.ts';
import type { Context } from '../context.ts';
import { ClaimFacts } from './claim-facts.ts';
import { claimDocs, heldClaim, takeStep } from './claim-steps.ts';

/** Approves a claim in whole or in part, asks, rejects, or takes a decision back before it is paid. */
export function decideClaim(
  context: Context,
  { id, decision, grants, reason, by }: InputOf<typeof claimsDecide>,
): OutputOf<typeof claimsDecide> {
  const facts = new ClaimFacts(context);
  context.book.transaction(() => {
    const held = heldClaim(facts, id);
    const findings = facts.findingsOf({ ...held, lines: held.claim.lines });
    const why = reason?.trim() || null;
    if (decision === 'approve') {
      const given = grants && grants.length > 0 ? grantsOf(held.claim, grants) : null;
      takeStep(
        context,
        facts,
        held,
        { kind: 'approve', why, grants: given, findings },
        { by, findings },
      );
    } else {
      if (decision === 'reopen') refuseWhileInBatch(context, id);
      takeStep(context, facts, held, { kind: decision, why: why ?? '' }, { by, findings });
    }
  });
  return claimDocs(context, facts, [id], by);
}

/** What is named is granted so; the other lines whole, or as the first approver granted them. */
function grantsOf(
  claim: Claim,
  named: NonNullable<InputOf<typeof claimsDecide>['grants']>,
): Grant[] {
  const unknown = named.find(({ line }) => !claim.lines.some(({ id }) => id === String(line)));
  if (unknown) {
    throw new Failure(
      'claim_line_unknown',
      `The claim has no such line, or it is named twice: ${unknown.line}.`,
      { line: unknown.line },
    );
  }
  return claim.lines.map((line) => {
    const said = named.filter((one) => String(one.line) === line.id);
    if (said.length > 1) {
      throw new Failure(
        'claim_line_unknown',
        `The claim has no such line, or it is named twice: ${line.id}.`,
        { line: line.id },
      );
    }
    const first = claim.firstApproval?.grants.find(({ lineId }) => lineId === line.id);
    const whole = claim.firstApproval ? (first?.approvedMicro ?? 0n) : wholeGrantMicro(line);
    if (!said[0]) return { lineId: line.id, approvedMicro: whole };
    const approvedMicro = parseMicro(said[0].amount);
    if (approvedMicro === null) {
      throw new Failure('amount_refused', `"${said[0].amount}" is not an amount.`, {
        value: said[0].amount,
      });
    }
    return { lineId: line.id, approvedMicro };
  });
}

function refuseWhileInBatch({ book }: Context, id: number): void {
  const batch = book.payouts.batchOf(id);
  if (batch === undefined) return;
  throw new Failure(
    'claim_in_batch',
    `Batch ${batch} holds this claim's transfer. Mark the batch as paid, or as never sent, first.`,
    { batch },
  );
}
