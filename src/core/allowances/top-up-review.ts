/** Output and spend of the period of a top-up, and of the periods before it, all of one person. */
export type TopUpReviewInput = {
  /** What was added, what the limit was without it, and what was used: micro-units or tokens. */
  readonly added: bigint;
  readonly limitBefore: bigint;
  readonly used: bigint;
  /** Weighted accepted output (units) of the period. */
  readonly output: number;
  /** The same of each comparable period before, oldest first. */
  readonly outputBefore: readonly number[];
};

/** What a top-up bought: to be read after its period, beside the next request. */
export type TopUpReview = {
  /** How much of the top-up was used at all. */
  readonly usedOfIt: bigint;
  readonly output: number;
  /** Units per period before; `null` where there is no period to compare with. */
  readonly usualOutput: number | null;
  /** Change against the usual as a ratio (0.25 is 25 % more); `null` where the usual is unknown or 0. */
  readonly change: number | null;
  readonly outcome:
    | 'more output'
    | 'no more output'
    | 'no output logged'
    | 'not used'
    | 'nothing to compare';
};

/**
 * What a top-up bought: output in its period against the periods before. One period is an observation
 * and no verdict: the seat's verdict decides (RULES.md, The verdict).
 */
export function topUpReview(input: TopUpReviewInput): TopUpReview {
  const { added, limitBefore, used, output, outputBefore } = input;
  const beyond = used > limitBefore ? used - limitBefore : 0n;
  const usedOfIt = beyond < added ? beyond : added;
  const usualOutput =
    outputBefore.length === 0
      ? null
      : outputBefore.reduce((sum, units) => sum + units, 0) / outputBefore.length;
  const change = usualOutput === null || usualOutput === 0 ? null : output / usualOutput - 1;
  return {
    usedOfIt,
    output,
    usualOutput,
    change,
    outcome: outcomeOf(usedOfIt, output, usualOutput),
  };
}

function outcomeOf(
  usedOfIt: bigint,
  output: number,
  usualOutput: number | null,
): TopUpReview['outcome'] {
  if (usedOfIt === 0n) return 'not used';
  // Nothing logged, now or before, says nothing about what the top-up brought.
  if (output === 0 && (usualOutput ?? 0) === 0) return 'no output logged';
  if (usualOutput === null) return 'nothing to compare';
  return output > usualOutput ? 'more output' : 'no more output';
}
