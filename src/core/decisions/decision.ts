import type { IsoDay, IsoMonth } from '../calendar.ts';
import { Failure } from '../failure.ts';
import { divideHalfEven, type Micro } from '../money.ts';
import { isSameName } from '../same-name.ts';

export const DECISION_KINDS = [
  'keep',
  'raise',
  'trim',
  'end',
  'switch-tool',
  'switch-model',
  'talk',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** What one tool cost a person a month before a decision; tools by name, `''` where a charge names none. */
export type PacePart = { readonly tool: string; readonly micro: Micro };

/** What was decided on a seat, or on one tool of it, as it was recorded. */
export type Decision = {
  readonly id: number;
  readonly kind: DecisionKind;
  /** `null`: the whole seat. */
  readonly tool: string | null;
  /** From when it takes effect. */
  readonly from: IsoDay;
  /** Mean monthly spend of the seat's tools before it; frozen. */
  readonly pace: readonly PacePart[];
  readonly toMicro: Micro | null;
  /** What a switch was expected to save a month. */
  readonly typedMicro: Micro | null;
  /** The licence went to somebody else: the company pays on. */
  readonly isHandedOn: boolean;
  readonly takenBack: IsoDay | null;
};

/** Whether it can change what is spent; what only keeps or talks claims no saving. */
export const changesSpend = ({ kind }: Pick<Decision, 'kind'>): boolean =>
  kind !== 'keep' && kind !== 'talk';

/** Whether a charge of this tool lies in the decision's scope. */
export const isInScope = (scope: string | null, tool: string): boolean =>
  scope === null || isSameName(scope, tool);

/** A person's spend of one month by tool; where charges of it wait for a rate, their currency. */
export type MonthSpend = {
  readonly month: IsoMonth;
  readonly byTool: readonly PacePart[];
  readonly waitsFor: string | null;
};

/**
 * The mean monthly spend before a decision, by tool, of its up to 3 months; those before the scope's
 * first charge are left out (`wasChargedBefore`: it lies earlier still). A whole rounded half-even to
 * the micro, its parts rounded so that they add up to it. `null` without such a month.
 */
export function paceOf(
  months: readonly MonthSpend[],
  wasChargedBefore: boolean,
): PacePart[] | null {
  const first = wasChargedBefore
    ? 0
    : months.findIndex(({ byTool, waitsFor }) => waitsFor !== null || byTool.length > 0);
  if (first < 0 || months.length === 0) return null;
  const counted = months.slice(first);
  for (const { month, waitsFor } of counted) {
    if (waitsFor === null) continue;
    throw new Failure(
      'rate_missing',
      `Enter a ${waitsFor} rate for ${month} first: what the seat cost before is not known without it.`,
      { currency: waitsFor, month },
    );
  }
  const sums = new Map<string, Micro>();
  for (const { byTool } of counted) {
    for (const { tool, micro } of byTool) sums.set(tool, (sums.get(tool) ?? 0n) + micro);
  }
  const count = BigInt(counted.length);
  let before = 0n;
  let rounded = 0n;
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tool, sum]) => {
      before += sum;
      const upTo = divideHalfEven(before, count);
      const micro = upTo - rounded;
      rounded = upTo;
      return { tool, micro };
    });
}

/** The sum of the parts in a scope, without the tools that have decisions of their own. */
export function spendIn(
  parts: readonly PacePart[],
  scope: string | null,
  apart: readonly string[] = [],
): Micro {
  return parts.reduce(
    (sum, { tool, micro }) =>
      isInScope(scope, tool) && !apart.some((one) => isSameName(one, tool)) ? sum + micro : sum,
    0n,
  );
}

/** What it is expected to save a month, of a pace `paceMicro`; below 0 where it costs more. */
export function expectedSaving(
  { kind, toMicro, typedMicro }: Pick<Decision, 'kind' | 'toMicro' | 'typedMicro'>,
  paceMicro: Micro,
): Micro {
  switch (kind) {
    case 'trim':
    case 'raise':
      return paceMicro - (toMicro ?? 0n);
    case 'end':
      return paceMicro;
    case 'switch-tool':
    case 'switch-model':
      return typedMicro ?? 0n;
    default:
      return 0n;
  }
}

/** Why a decision cannot be recorded as it is said; `null` where it can. */
export function decisionRefusal(
  said: Pick<Decision, 'kind' | 'toMicro' | 'from' | 'tool'> & { readonly why: string },
  paceMicro: Micro | null,
  others: readonly Pick<Decision, 'from' | 'tool' | 'takenBack'>[],
): Failure | null {
  if (said.why.trim() === '') {
    return new Failure(
      'why_missing',
      'Say why, in a sentence: it is what one looks for when the decision is followed up.',
    );
  }
  const isTaken = others.some(
    ({ from, tool, takenBack }) =>
      takenBack === null && from === said.from && isSameName(tool ?? '', said.tool ?? ''),
  );
  if (isTaken) {
    return new Failure(
      'decision_same_day',
      `A decision on the same takes effect on ${said.from} already. Take that one back first, or choose another day.`,
      { day: said.from },
    );
  }
  if (paceMicro === null && changesSpend(said)) {
    return new Failure(
      'no_pace',
      'There is no month with spend before that day, so nothing could be compared later. Choose a later day, or record “keep” or “talk”.',
    );
  }
  const pace = paceMicro ?? 0n;
  if (said.kind === 'trim' && (said.toMicro ?? 0n) > pace) {
    return new Failure(
      'trim_above_pace',
      'The amount lies above what a month costs now, so this would be no trim. Type less, or record a raise.',
    );
  }
  if (said.kind === 'raise' && (said.toMicro ?? 0n) < pace) {
    return new Failure(
      'raise_below_pace',
      'The amount lies below what a month costs now, so this would be no raise. Type more, or record a trim.',
    );
  }
  return null;
}
