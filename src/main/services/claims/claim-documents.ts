import type { ClaimDoc, FindingDoc } from '../../../contract/claims.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import type { ClaimLine } from '../../../core/claims/claim-line.ts';
import { owedOn } from '../../../core/claims/claim-payment.ts';
import { claimTotals } from '../../../core/claims/claim-totals.ts';
import { type Finding, findingsForClaimant, findingText } from '../../../core/claims/finding.ts';
import { claimedBaseMicro, claimedMicro, lineFailure } from '../../../core/claims/line-amounts.ts';
import { moneyText } from '../../../core/money.ts';
import type { HeldClaim } from '../../book/claim-store.ts';
import { personShape } from '../people/people.ts';
import type { ClaimFacts } from './claim-facts.ts';

const OPEN = new Set(['draft', 'submitted', 'needs information']);

/** Who looks: the claimant, who never sees a colleague's claim, or somebody who decides. */
export type Viewer = 'claimant' | 'reviewer';

/** Writes claims as the contract shows them. */
export class ClaimDocuments {
  readonly #facts: ClaimFacts;
  readonly #inBatch: ReadonlyMap<number, number>;

  constructor(facts: ClaimFacts, inBatch: ReadonlyMap<number, number>) {
    this.#facts = facts;
    this.#inBatch = inBatch;
  }

  of(held: HeldClaim, viewer: Viewer): ClaimDoc {
    const { claim, id } = held;
    const { base, rates } = this.#facts;
    const { totals, base: claimedBase } = this.totals(claim.lines);
    const approved = claim.approved.reduce((sum, { baseMicro }) => sum + baseMicro, 0n);
    const findings = OPEN.has(claim.state)
      ? this.#facts.findingsOf({ ...held, lines: claim.lines })
      : held.lastFindings;
    const person = this.#facts.people.get(held.personId);
    if (!person) throw new Error(`Claim ${id} belongs to nobody.`);
    return {
      id,
      person: personShape(person),
      state: claim.state,
      madeAt: held.madeAt,
      submittedAt: claim.history.findLast(({ kind }) => kind === 'submit')?.at ?? null,
      total: totalOf(totals, claimedBase, base),
      totals,
      base: claimedBase,
      approved: claim.approved.length === 0 ? null : moneyText(approved, base),
      owed:
        claim.state === 'approved'
          ? owedOn(claim).map(({ currency, owedMicro }) => moneyText(owedMicro, currency))
          : [],
      lines: claim.lines.map((line) => {
        const { lineId: _, ...grant } = claim.approved.find(({ lineId }) => lineId === line.id) ?? {
          lineId: '',
          approvedMicro: null,
          payableMicro: null,
          recoverableMicro: null,
          recoverableBaseMicro: null,
          payableCurrency: base,
          baseMicro: null,
          month: null,
        };
        const inBase = lineFailure(line) === null ? claimedBaseMicro(line, base, rates) : null;
        return {
          line: Number(line.id),
          day: line.day,
          tool: line.tool,
          vendor: line.vendor,
          invoiceNumber: line.invoiceNumber,
          purpose: line.purpose,
          amount: moneyText(line.amountMicro, line.currency),
          workPercent: line.workPercent,
          claimed: moneyText(lineFailure(line) === null ? claimedMicro(line) : 0n, line.currency),
          base: inBase === null ? null : moneyText(inBase, base),
          periodStart: line.periodStart,
          periodEnd: line.periodEnd,
          tax: line.taxMicro == null ? null : moneyText(line.taxMicro, line.currency),
          taxRate: line.taxRate ?? null,
          inCompanyName: line.inCompanyName ?? false,
          recoverable:
            grant.recoverableMicro === null
              ? null
              : moneyText(grant.recoverableMicro, grant.payableCurrency),
          receipts: held.receipts
            .filter(({ lineNo }) => String(lineNo) === line.id)
            .map(({ sha256, fileName, mediaType }) => ({ sha256, file: fileName, mediaType })),
          approved:
            grant.approvedMicro === null ? null : moneyText(grant.approvedMicro, line.currency),
          payable:
            grant.payableMicro === null
              ? null
              : moneyText(grant.payableMicro, grant.payableCurrency),
          approvedBase: grant.baseMicro === null ? null : moneyText(grant.baseMicro, base),
          chargedMonth: grant.month,
        };
      }),
      findings: this.findings(findings, claim.person, viewer),
      firstApprover: claim.firstApproval ? this.#nameOf(claim.firstApproval.by) : null,
      payments: claim.payments.map(({ reference, day, amountMicro, currency, failed }) => ({
        reference,
        day,
        amount: moneyText(amountMicro, currency),
        failed,
      })),
      inBatch: this.#inBatch.get(id) ?? null,
      history: claim.history.map(({ grants, standsInFor, ...step }) => ({
        ...step,
        by: this.#nameOf(step.by),
        standsInFor: standsInFor && this.#nameOf(standsInFor),
        grants:
          grants?.map(({ lineId, approvedMicro }) => ({
            line: Number(lineId),
            amount: moneyText(
              approvedMicro,
              claim.lines.find((line) => line.id === lineId)?.currency ?? base,
            ),
          })) ?? null,
      })),
    };
  }

  findings(findings: readonly Finding[], email: string, viewer: Viewer): FindingDoc[] {
    const seen = viewer === 'claimant' ? findingsForClaimant(findings, email) : findings;
    return seen.map((one) => ({
      code: one.code,
      severity: one.severity,
      line: one.lineId === null ? null : Number(one.lineId),
      text: findingText(one),
      params: { ...one.params, ...this.#otherName(one) },
      other: this.#other(one),
    }));
  }

  totals(lines: readonly ClaimLine[]): { totals: MoneyShape[]; base: MoneyShape | null } {
    const { base, rates } = this.#facts;
    const { byCurrency, baseMicro } = claimTotals(lines, base, rates);
    return {
      totals: byCurrency.map(({ currency, claimedMicro: sum }) => moneyText(sum, currency)),
      base: baseMicro === null ? null : moneyText(baseMicro, base),
    };
  }

  #otherName({ other }: Finding): Record<string, string> {
    return other === null ? {} : { person: this.#nameOf(other.person) };
  }

  #nameOf(email: string): string {
    return this.#facts.personOf(email)?.name ?? email;
  }

  #other({ other }: Finding): FindingDoc['other'] {
    const person = other && this.#facts.personOf(other.person);
    if (!other || !person) return null;
    const claim = Number(other.claimId.replace(/^C/, ''));
    return Number.isInteger(claim)
      ? { claim, line: Number(other.lineId), person: personShape(person) }
      : null;
  }
}

function totalOf(
  totals: readonly MoneyShape[],
  inBase: MoneyShape | null,
  base: string,
): MoneyShape {
  const [first] = totals;
  if (totals.length === 1 && first) return first;
  return inBase ?? first ?? moneyText(0n, base);
}
