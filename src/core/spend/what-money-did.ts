import type { Micro } from '../money.ts';
import type { Lean, VerdictWord } from '../verdict/company-verdicts.ts';

export const MONEY_CODES = [
  'unused-licence',
  'unassigned',
  'short-work',
  'justified',
  'undecided-keep',
  'undecided-drop',
  'no-data',
  'not-justified',
  'above-what-pays',
  'still-pays',
] as const;
export type MoneyCode = (typeof MONEY_CODES)[number];
export type MoneyGroup = 'paid' | 'nothing' | 'open';

/** Whether a part paid, did nothing that can be measured, or cannot be told yet. */
export const MONEY_GROUPS: Readonly<Record<MoneyCode, MoneyGroup>> = {
  'unused-licence': 'nothing',
  unassigned: 'open',
  'short-work': 'nothing',
  justified: 'paid',
  'undecided-keep': 'open',
  'undecided-drop': 'open',
  'no-data': 'open',
  'not-justified': 'nothing',
  'above-what-pays': 'nothing',
  'still-pays': 'open',
};

/** A seat of the month: what it spent without licences that nobody used, and how that is judged. */
export type MoneySeat = {
  readonly micro: Micro;
  /** What short work on a flagship model would have saved in the next class down. */
  readonly shortWorkMicro: Micro;
  readonly verdict: VerdictWord;
  readonly lean: Lean | null;
  readonly p: number | null;
  /** Where the seat is advised to be trimmed: what a month is above what pays. */
  readonly excessMicro: Micro | null;
};

export type MoneyPart = {
  readonly code: MoneyCode;
  readonly group: MoneyGroup;
  readonly micro: Micro;
  /** How many seats (of unused licences: how many licences) are in it. */
  readonly seats: number;
};

/**
 * Where a month's money went: each micro once, in a fixed order, so that the parts add up to the
 * total to the micro. Unused licences first, then what nobody carries, then of each seat what short
 * work would have saved, and its rest by verdict; an undecided seat without a lean keeps from p 0.5 on.
 */
export function whatMoneyDid(month: {
  readonly unusedLicences: readonly Micro[];
  readonly unassignedMicro: Micro;
  readonly seats: readonly MoneySeat[];
}): MoneyPart[] {
  const sums = new Map<MoneyCode, { micro: Micro; seats: number }>();
  const add = (code: MoneyCode, micro: Micro, seats: number): void => {
    if (micro === 0n) return;
    const held = sums.get(code) ?? { micro: 0n, seats: 0 };
    sums.set(code, { micro: held.micro + micro, seats: held.seats + seats });
  };
  for (const micro of month.unusedLicences) add('unused-licence', micro, 1);
  add('unassigned', month.unassignedMicro, 0);
  for (const seat of month.seats) {
    const short = within(seat.shortWorkMicro, seat.micro);
    add('short-work', short, 1);
    const rest = seat.micro - short;
    if (seat.verdict === 'not justified' && seat.excessMicro !== null) {
      const above = within(seat.excessMicro, rest);
      add('above-what-pays', above, 1);
      add('still-pays', rest - above, 1);
    } else add(codeOf(seat), rest, 1);
  }
  return MONEY_CODES.map((code) => ({
    code,
    group: MONEY_GROUPS[code],
    ...(sums.get(code) ?? { micro: 0n, seats: 0 }),
  }));
}

/** At most what is there, and nothing of what is not. */
function within(micro: Micro, most: Micro): Micro {
  if (micro <= 0n || most <= 0n) return 0n;
  return micro < most ? micro : most;
}

function codeOf({ verdict, lean, p }: MoneySeat): MoneyCode {
  switch (verdict) {
    case 'justified':
      return 'justified';
    case 'not justified':
      return 'not-justified';
    case 'undecided':
      return (lean ?? ((p ?? 0) >= 0.5 ? 'keep' : 'drop')) === 'keep'
        ? 'undecided-keep'
        : 'undecided-drop';
    default:
      return 'no-data';
  }
}
