import type { claimsList, claimsShow, claimsWaiting, ReviewDoc } from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { daysBetween, type IsoMonth, monthOf } from '../../../core/calendar.ts';
import { capOf } from '../../../core/claims/cap-findings.ts';
import type { ClaimLine } from '../../../core/claims/claim-line.ts';
import { claimedBaseMicro, lineFailure } from '../../../core/claims/line-amounts.ts';
import { moneyText } from '../../../core/money.ts';
import { sumBase } from '../../../core/spend/spend-cells.ts';
import type { HeldClaim } from '../../book/claim-store.ts';
import { baseCurrency, type Context } from '../context.ts';
import { byName, personByEmail } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { showVerdicts } from '../verdict/verdicts.ts';
import { ClaimDocuments } from './claim-documents.ts';
import { ClaimFacts } from './claim-facts.ts';
import { batchesOf, heldClaim, viewerOf } from './claim-steps.ts';

/** Claims by name of the claimant, then oldest first; with what waits for a decision. */
export function listClaims(
  context: Context,
  { state, person, by }: InputOf<typeof claimsList>,
): OutputOf<typeof claimsList> {
  const facts = new ClaimFacts(context);
  const documents = new ClaimDocuments(facts, batchesOf(context.book));
  const only = person === undefined ? null : personByEmail(context.book, person).id;
  const claims = facts.claims
    .filter(({ personId }) => only === null || personId === only)
    .filter(({ claim }) => state === undefined || claim.state === state)
    .map((held) => documents.of(held, viewerOf(context, held, by)))
    .sort(byPerson(context));
  return { claims, waiting: waitingClaims(facts) };
}

type Claimed = { readonly person: { name: string; email: string }; readonly id: number };

function byPerson({ book }: Context): (a: Claimed, b: Claimed) => number {
  const inOrder = byName(book);
  return (a, b) => (a.person.email === b.person.email ? a.id - b.id : inOrder(a.person, b.person));
}

/** The same in short, for the overview; asked of every month, so an empty queue costs nothing. */
export function showWaiting(context: Context): OutputOf<typeof claimsWaiting> {
  const isAny = context.book.claims.isAnySubmitted();
  return isAny
    ? waitingClaims(new ClaimFacts(context))
    : { count: 0, base: moneyText(0n, baseCurrency(context)), withoutRate: 0, oldestDays: null };
}

/** What waits for a decision: how many claims, what they come to, how long the oldest has waited. */
function waitingClaims(facts: ClaimFacts): OutputOf<typeof claimsList>['waiting'] {
  const open = facts.claims.filter(({ claim }) => claim.state === 'submitted');
  const micro = open
    .flatMap(({ claim }) => claim.lines)
    .reduce((sum, line) => sum + (baseOf(facts, line) ?? 0n), 0n);
  const days = open.map(({ claim }) => {
    const at = claim.history.findLast(({ kind }) => kind === 'submit')?.at.slice(0, 10);
    return at === undefined ? 0 : Math.max(0, daysBetween(at, facts.today));
  });
  return {
    count: open.length,
    base: moneyText(micro, facts.base),
    withoutRate: open.filter(({ claim }) =>
      claim.lines.some((line) => lineFailure(line) === null && baseOf(facts, line) === null),
    ).length,
    oldestDays: days.length === 0 ? null : Math.max(...days),
  };
}

const baseOf = (facts: ClaimFacts, line: ClaimLine): bigint | null =>
  lineFailure(line) === null ? claimedBaseMicro(line, facts.base, facts.rates) : null;

/** One claim; whoever decides sees beside it what the person's seat costs and what came of it. */
export function showClaim(
  context: Context,
  { id, by }: InputOf<typeof claimsShow>,
): OutputOf<typeof claimsShow> {
  const facts = new ClaimFacts(context);
  const held = heldClaim(facts, id);
  const viewer = viewerOf(context, held, by);
  const documents = new ClaimDocuments(facts, batchesOf(context.book));
  return {
    claims: [documents.of(held, viewer)],
    review: viewer === 'claimant' ? null : reviewOf(context, facts, held),
  };
}

function reviewOf(context: Context, facts: ClaimFacts, held: HeldClaim): ReviewDoc {
  const month = facts.verdictMonth();
  const email = facts.names(held.personId).email;
  const spend =
    month === null
      ? null
      : sumBase(
          new SpendReader(context).month(month).filter((cell) => cell.carrierId === held.personId),
        );
  return {
    month,
    verdict:
      month === null
        ? null
        : (showVerdicts(context, { month, person: email, withReturns: false }).verdicts[0] ?? null),
    companyPays: facts
      .plansOf(held.personId)
      .filter(
        ({ endDay }) => endDay === null || endDay >= (held.claim.lines[0]?.day ?? facts.today),
      )
      .map((plan) => ({
        tool: plan.tool,
        price: moneyText(plan.priceMicro, plan.currency),
        cadence: plan.cadence,
        start: plan.startDay,
        end: plan.endDay,
      })),
    spend: spend === null ? null : moneyText(spend, facts.base),
    caps: capsOf(facts, held),
  };
}

/** For each cap that holds for the person, and each period the claim touches: what was used of it before. */
function capsOf(facts: ClaimFacts, held: HeldClaim): ReviewDoc['caps'] {
  const { email } = facts.names(held.personId);
  const who = {
    rules: facts.rules,
    person: email,
    role: facts.people.get(held.personId)?.role ?? null,
  };
  const used = facts.usedSoFar(held.personId, held.id);
  return (['month', 'year'] as const).flatMap((cadence) => {
    const cap = capOf(who, cadence);
    if (!cap) return [];
    const capPeriod = (month: IsoMonth): string =>
      cadence === 'month' ? month : month.slice(0, 4);
    const periods = [...new Set(held.claim.lines.map(({ day }) => capPeriod(monthOf(day))))].sort();
    return periods.map((period) => ({
      cadence,
      period,
      scope: cap.scope.kind,
      limit: moneyText(cap.limitMicro, cap.currency),
      used: moneyText(
        used
          .filter(({ month }) => capPeriod(month) === period)
          .reduce((sum, { baseMicro }) => sum + baseMicro, 0n),
        facts.base,
      ),
    }));
  });
}
