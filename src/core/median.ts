/** The middle value (the mean of the two middle ones of an even number); 0 of none. */
export function median(values: readonly number[]): number {
  return middleOf(new Float64Array(values).sort());
}

/** The median of the first value, of the first two, and so on. */
export function runningMedians(values: readonly number[]): number[] {
  const sorted: number[] = [];
  return values.map((value) => {
    let at = sorted.length;
    while (at > 0 && (sorted[at - 1] ?? value) > value) at -= 1;
    sorted.splice(at, 0, value);
    return middleOf(sorted);
  });
}

function middleOf(sorted: ArrayLike<number>): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
