import { assertNever } from '../failure.ts';
import { divideHalfEven, type Micro } from '../money.ts';

/** A seat's verdict and money, per month, in micro-units of base currency. */
export type AdvisedSeat = {
  readonly person: { readonly id: string; readonly name: string };
  readonly verdict: 'justified' | 'not justified' | 'undecided' | 'no data';
  readonly spendMicro: Micro;
  /** What the seat may spend a month; `null` where nothing is set. */
  readonly limitMicro: Micro | null;
  /** Whether the limit held the person back: it was reached, or a top-up was asked for. */
  readonly isHeldBack: boolean;
  /** What the verdict would trim it to; `null` where it names no amount. */
  readonly trimToMicro: Micro | null;
};

export type PolicyStep = {
  readonly person: AdvisedSeat['person'];
  readonly code: 'raise' | 'keep' | 'trim';
  readonly reason:
    | 'justified and held back'
    | 'justified'
    | 'not justified'
    | 'undecided'
    | 'no data';
  readonly spendMicro: Micro;
  readonly fromMicro: Micro | null;
  /** The limit afterwards; as before where it is kept. */
  readonly toMicro: Micro | null;
  /** What the month costs then, at the most, if a raised limit is used in full. */
  readonly thenAtMostMicro: Micro;
};

export type PolicyAdvice = {
  /** By name. */
  readonly steps: readonly PolicyStep[];
  readonly monthNowMicro: Micro;
  /** If what is raised is not used, and if it is used in full. */
  readonly monthThenLeastMicro: Micro;
  readonly monthThenMostMicro: Micro;
};

/**
 * What follows from the verdicts: raise whoever is justified and held back by the limit, trim what is
 * not justified (to what the verdict names, else to the starting allowance, never up), keep the rest:
 * "undecided" and "no data" are no reason to move anything.
 */
export function policyAdvice(
  seats: readonly AdvisedSeat[],
  policy: { readonly raisePercent: number; readonly startMicro: Micro },
): PolicyAdvice {
  const steps = [...seats]
    .sort((a, b) => order(a.person.name, b.person.name) || order(a.person.id, b.person.id))
    .map((seat) => stepOf(seat, policy));
  const sum = (of: (step: PolicyStep) => Micro): Micro =>
    steps.reduce((total, step) => total + of(step), 0n);
  return {
    steps,
    monthNowMicro: sum(({ spendMicro }) => spendMicro),
    monthThenLeastMicro: sum((step) =>
      step.code === 'trim' ? step.thenAtMostMicro : step.spendMicro,
    ),
    monthThenMostMicro: sum(({ thenAtMostMicro }) => thenAtMostMicro),
  };
}

function stepOf(
  seat: AdvisedSeat,
  policy: { readonly raisePercent: number; readonly startMicro: Micro },
): PolicyStep {
  const { person, verdict, spendMicro, limitMicro } = seat;
  const kept = (reason: PolicyStep['reason']): PolicyStep => ({
    person,
    code: 'keep',
    reason,
    spendMicro,
    fromMicro: limitMicro,
    toMicro: limitMicro,
    thenAtMostMicro: spendMicro,
  });
  switch (verdict) {
    case 'justified': {
      if (!seat.isHeldBack || limitMicro === null) return kept('justified');
      const percent = BigInt(100 + Math.round(policy.raisePercent));
      const toMicro = divideHalfEven(limitMicro * percent, 100n);
      const thenAtMostMicro = toMicro > spendMicro ? toMicro : spendMicro;
      return {
        ...kept('justified and held back'),
        code: 'raise',
        toMicro,
        thenAtMostMicro,
      };
    }
    case 'not justified': {
      const aimed = seat.trimToMicro ?? policy.startMicro;
      const current = limitMicro === null || spendMicro < limitMicro ? spendMicro : limitMicro;
      if (aimed >= current) return kept('not justified');
      return { ...kept('not justified'), code: 'trim', toMicro: aimed, thenAtMostMicro: aimed };
    }
    case 'undecided':
    case 'no data':
      return kept(verdict);
    default:
      return assertNever(verdict);
  }
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
