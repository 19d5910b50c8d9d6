import type { claimsPayCut } from '../../../contract/claims.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { addDays, firstDay, lastDay, monthOf } from '../../../core/calendar.ts';
import {
  hiddenPayCut,
  type OutOfPocketLine,
  type ToolDay,
  type ToolPaid,
  toolsNobodyPays,
} from '../../../core/claims/hidden-pay-cut.ts';
import {
  claimedBaseMicro,
  lineFailure,
  wholeGrantMicro,
} from '../../../core/claims/line-amounts.ts';
import { isSameTool } from '../../../core/claims/vendor-match.ts';
import { moneyText } from '../../../core/money.ts';
import type { HeldClaim } from '../../book/claim-store.ts';
import type { Context } from '../context.ts';
import { personShape } from '../people/people.ts';
import { ClaimFacts } from './claim-facts.ts';

/** Use that lies further back is history, not a question to ask. */
const LOOK_BACK_DAYS = 180;

/** What people paid for work and did not get back, by name, and tools they use that nobody pays for. */
export function showPayCut(context: Context): OutputOf<typeof claimsPayCut> {
  const facts = new ClaimFacts(context);
  const { base } = facts;
  const people = [...facts.people.values()];
  const emails = people.map(({ email }) => email.toLowerCase());
  const shapes = new Map(people.map((one) => [one.email.toLowerCase(), personShape(one)]));
  const cuts = hiddenPayCut(
    emails,
    facts.claims.flatMap((held) => outOfPocket(facts, held)),
    facts.today,
  );
  const logged = loggedTools(context, facts);
  const unpaid = toolsNobodyPays(emails, logged, [
    ...plansPaid(facts, logged),
    ...accountsPaid(context, facts, logged),
    ...claimsPaid(facts, logged),
  ]);
  return {
    currency: base,
    people: cuts.flatMap((cut) => {
      const person = shapes.get(cut.person);
      if (!person) return [];
      return [
        {
          person,
          paid: moneyText(cut.paidMicro, base),
          paidBack: moneyText(cut.paidBackMicro, base),
          waiting: moneyText(cut.waitingMicro, base),
          notGranted: moneyText(cut.notGrantedMicro, base),
          linesWithoutRate: cut.linesWithoutRate,
          medianDaysToPayBack: cut.medianDaysToPayBack,
          longestWaitDays: cut.longestWaitDays,
        },
      ];
    }),
    unpaidTools: unpaid.flatMap(({ person: email, ...tool }) => {
      const person = shapes.get(email);
      return person ? [{ person, ...tool }] : [];
    }),
  };
}

function outOfPocket(facts: ClaimFacts, { claim }: HeldClaim): OutOfPocketLine[] {
  return claim.lines
    .filter((line) => lineFailure(line) === null)
    .map((line) => {
      const approved = claim.approved.find(({ lineId }) => lineId === line.id);
      const payment = claim.payments.findLast(
        ({ currency, failed }) => currency === approved?.payableCurrency && !failed,
      );
      const granted = approved?.baseMicro ?? 0n;
      const isWhole = approved?.approvedMicro === wholeGrantMicro(line);
      return {
        person: claim.person,
        day: line.day,
        state: claim.state,
        // What was granted whole is not short of it by the part of a cent that no bank transfers.
        claimedBaseMicro: isWhole ? granted : claimedBaseMicro(line, facts.base, facts.rates),
        approvedBaseMicro: granted,
        paidBackDay: granted > 0n ? (payment?.day ?? null) : null,
      };
    });
}

/** Days on which people's computers tell of work with a tool. */
function loggedTools({ book }: Context, facts: ClaimFacts): ToolDay[] {
  return book.usage
    .loggedTools(addDays(facts.today, -LOOK_BACK_DAYS))
    .map(({ personId, tool, day }) => ({ person: facts.names(personId).email, tool, day }));
}

/** Agents and plans of one vendor go together: Claude Code runs on Claude Max, Codex on ChatGPT. */
function goTogether(a: string, b: string): boolean {
  const vendor = (tool: string): string | null =>
    /claude|anthropic/i.test(tool)
      ? 'anthropic'
      : /codex|chatgpt|openai/i.test(tool)
        ? 'openai'
        : null;
  return isSameTool(a, b) || (vendor(a) !== null && vendor(a) === vendor(b));
}

/** What is paid for, under the names by which the logs know it. */
function underLoggedNames(logged: readonly ToolDay[], paid: readonly ToolPaid[]): ToolPaid[] {
  const names = [...new Set(logged.map(({ tool }) => tool))];
  return paid.flatMap((one) =>
    names.filter((tool) => goTogether(tool, one.tool)).map((tool) => ({ ...one, tool })),
  );
}

function plansPaid(facts: ClaimFacts, logged: readonly ToolDay[]): ToolPaid[] {
  const paid = [...facts.people.keys()].flatMap((id) =>
    facts.plansOf(id).map(({ tool, startDay, endDay }) => ({
      person: facts.names(id).email,
      tool,
      startDay,
      endDay,
    })),
  );
  return underLoggedNames(logged, paid);
}

/** A person who used a company account in a month had the tool paid for in that month. */
function accountsPaid(
  { book }: Context,
  facts: ClaimFacts,
  logged: readonly ToolDay[],
): ToolPaid[] {
  const rows = book.usage.accountTools(monthOf(addDays(facts.today, -LOOK_BACK_DAYS)));
  return underLoggedNames(
    logged,
    rows.map(({ personId, tool, month }) => ({
      person: facts.names(personId).email,
      tool,
      startDay: firstDay(month),
      endDay: lastDay(month),
    })),
  );
}

/** A claim that stands asks for its billing period, or for the month of its day. */
function claimsPaid(facts: ClaimFacts, logged: readonly ToolDay[]): ToolPaid[] {
  const paid = facts.claims
    .filter(({ claim }) => claim.state !== 'withdrawn' && claim.state !== 'rejected')
    .flatMap(({ claim }) =>
      claim.lines.map((line) => ({
        person: claim.person,
        tool: line.tool ?? line.vendor ?? '',
        startDay: line.periodStart ?? firstDay(monthOf(line.day)),
        endDay: line.periodEnd ?? lastDay(monthOf(line.day)),
      })),
    );
  return underLoggedNames(logged, paid);
}
