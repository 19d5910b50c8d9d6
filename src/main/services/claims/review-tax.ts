import type { claimsTax } from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { reviewedTax } from '../../../core/claims/reviewed-tax.ts';
import { audit } from '../../book/audit.ts';
import { claimName } from '../../book/claim-store.ts';
import type { Context } from '../context.ts';
import { ClaimFacts } from './claim-facts.ts';
import { actorKey } from './claim-policy.ts';
import { claimDocs, heldClaim } from './claim-steps.ts';
import { taxOf } from './file-claim.ts';

/** Corrects the tax of a submitted claim's line, as whoever decides reads it from the receipt. */
export function reviewTax(
  context: Context,
  { id, line, tax, taxRate, inCompanyName, by }: InputOf<typeof claimsTax>,
): OutputOf<typeof claimsTax> {
  const { book } = context;
  const facts = new ClaimFacts(context);
  book.transaction(() => {
    const { claim } = heldClaim(facts, id);
    const read = {
      taxMicro: taxOf(tax, line - 1),
      taxRate: taxRate?.replace('%', '').trim() || null,
      inCompanyName,
    };
    const byName = by ?? context.who;
    const actor = actorKey(context, byName);
    const outcome = reviewedTax(claim, String(line), read, actor, facts.stepPolicy);
    if (!outcome.ok) throw outcome.failure;
    book.claims.setTax(id, line, read);
    const before = claim.lines.find((one) => one.id === String(line));
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'claim: tax',
      subject: `${claimName(id)}/${line}`,
      detail: {
        by: byName,
        before: before && {
          taxMicro: before.taxMicro ?? null,
          taxRate: before.taxRate ?? null,
          inCompanyName: before.inCompanyName ?? false,
        },
        after: read,
      },
    });
  });
  return claimDocs(context, facts, [id], by);
}
