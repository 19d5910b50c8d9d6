/** A seat's change as it was measured, and how likely it is that output rose at all. */
export type MeasuredSeat = {
  readonly low80: number;
  readonly high80: number;
  readonly pRise: number;
};

/** In how many of the seats with a verdict output changed by more than chance. */
export type MeasuredShare = {
  readonly seats: number;
  /** Seats whose 80 % range lies above 0, and below it. */
  readonly up: number;
  readonly down: number;
  /** In how many output truly rose, given what is believed of each: the middle, and 8 in 10. */
  readonly rose: { readonly low80: number; readonly median: number; readonly high80: number };
};

/**
 * The company's own share of seats with a measured effect, counted from the seats themselves and not
 * from the weight that the prior gives to "no effect". The range is that of a sum of seats of which
 * each rose with its own probability, worked out seat by seat.
 */
export function measuredShare(seats: readonly MeasuredSeat[]): MeasuredShare {
  const counts = new Float64Array(seats.length + 1);
  counts[0] = 1;
  seats.forEach(({ pRise }, index) => {
    for (let count = index + 1; count >= 0; count -= 1) {
      const without = (counts[count] ?? 0) * (1 - pRise);
      counts[count] = without + (count === 0 ? 0 : (counts[count - 1] ?? 0) * pRise);
    }
  });
  const at = (share: number): number => {
    let sum = 0;
    const found = counts.findIndex((one) => {
      sum += one;
      return sum >= share;
    });
    return found < 0 ? seats.length : found;
  };
  return {
    seats: seats.length,
    up: seats.filter(({ low80 }) => low80 > 0).length,
    down: seats.filter(({ high80 }) => high80 < 0).length,
    rose: { low80: at(0.1), median: at(0.5), high80: at(0.9) },
  };
}
