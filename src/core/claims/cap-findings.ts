import { type IsoMonth, monthOf } from '../calendar.ts';
import { type Micro, microText } from '../money.ts';
import { isSameName } from '../same-name.ts';
import type { ClaimLine } from './claim-line.ts';
import type { Finding } from './finding.ts';
import { type ClaimCap, type FindingInput, findingOf } from './finding-input.ts';
import { claimedBaseMicro } from './line-amounts.ts';

const CADENCES = ['month', 'year'] as const;

/**
 * Lines that go over the person's cap of the month or the year: with what they go over by, and
 * what of them still fits. Of several caps of one cadence the most specific holds: person, role,
 * company. Lines count in the order of their days. A cap in a currency without a rate is never
 * silently no cap: the claim says once that it waits, from which month on.
 */
export function capFindings(input: FindingInput): Finding[] {
  const lines = [...input.lines].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return CADENCES.flatMap((cadence) => {
    const cap = capOf(input, cadence);
    return cap ? linesOver(input, cap, lines) : [];
  });
}

/** The cap that holds for the person of this claim. */
export function capOf(
  input: Pick<FindingInput, 'rules' | 'person' | 'role'>,
  cadence: ClaimCap['cadence'],
): ClaimCap | null {
  const caps = input.rules.caps.filter((cap) => cap.cadence === cadence);
  return (
    caps.find(({ scope }) => scope.kind === 'person' && isSameName(scope.person, input.person)) ??
    caps.find(
      ({ scope }) =>
        scope.kind === 'role' && input.role !== null && isSameName(scope.role, input.role),
    ) ??
    caps.find(({ scope }) => scope.kind === 'company') ??
    null
  );
}

function linesOver(input: FindingInput, cap: ClaimCap, lines: readonly ClaimLine[]): Finding[] {
  const capPeriod = (month: IsoMonth): string =>
    cap.cadence === 'month' ? month : month.slice(0, 4);
  const used = new Map<string, Micro>();
  for (const { month, baseMicro } of input.usedSoFar) {
    used.set(capPeriod(month), (used.get(capPeriod(month)) ?? 0n) + baseMicro);
  }
  let isWaiting = false;
  return lines.flatMap((line) => {
    const period = capPeriod(monthOf(line.day));
    const base = claimedBaseMicro(line, input.baseCurrency, input.rates);
    if (base === null) return [];
    const limit = input.rates.convert(cap.limitMicro, cap.currency, input.baseCurrency, line.day);
    if (limit === null) {
      if (isWaiting) return [];
      isWaiting = true;
      return waitsForRate(input, cap, line);
    }
    const before = used.get(period) ?? 0n;
    used.set(period, before + base);
    if (before + base <= limit) return [];
    const left = before < limit ? limit - before : 0n;
    return findingOf(
      input.rules,
      cap.cadence === 'month' ? 'over_month_cap' : 'over_year_cap',
      line.id,
      {
        [cap.cadence]: period,
        limit: microText(limit),
        used: microText(before),
        left: microText(left),
        over: microText(base - left),
        currency: input.baseCurrency,
      },
      { untouchedBaseMicro: left },
    );
  });
}

/** About the whole claim: whichever line is granted, nobody can tell whether it fits. */
function waitsForRate(input: FindingInput, cap: ClaimCap, line: ClaimLine): Finding {
  return findingOf(input.rules, 'cap_rate_missing', null, {
    limit: microText(cap.limitMicro),
    currency: cap.currency,
    month: monthOf(line.day),
  });
}
