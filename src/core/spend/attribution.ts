import { firstDay, type IsoDay, type IsoMonth, lastDay } from '../calendar.ts';
import { allocate } from '../money.ts';

/** Who carries an identity's spend, from when to when (both included; `null` is open), and how much of it. */
export type Assignment = {
  readonly identityId: number;
  readonly personId: number;
  /** Millionths of the whole; shares of one day that do not reach the whole leave the rest unassigned. */
  readonly sharePpm: number;
  readonly fromDay: IsoDay | null;
  readonly toDay: IsoDay | null;
};

export const WHOLE_PPM = 1_000_000;

/** A person's part of something; `null` is the part that nobody carries yet. */
export type Part = { readonly personId: number | null; readonly sharePpm: number };

/** The parts of an identity's use on a day, persons first, in the order of their ids. */
export function partsOn(day: IsoDay, assignments: readonly Assignment[]): Part[] {
  const parts: Part[] = assignments
    .filter(
      (one) =>
        (one.fromDay === null || one.fromDay <= day) && (one.toDay === null || one.toDay >= day),
    )
    .map(({ personId, sharePpm }) => ({ personId, sharePpm }))
    .sort((a, b) => (a.personId ?? 0) - (b.personId ?? 0));
  const rest = WHOLE_PPM - parts.reduce((sum, part) => sum + part.sharePpm, 0);
  return rest > 0 ? [...parts, { personId: null, sharePpm: rest }] : parts;
}

/** Splits an amount over the parts so that they add up to it, to the micro. */
export function splitOver(total: bigint, parts: readonly Part[]): bigint[] {
  return parts.length === 1
    ? [total]
    : allocate(
        total,
        parts.map((part) => BigInt(part.sharePpm)),
      );
}

/** Whether an assignment begins or ends inside the month, so that the month must be looked at by days. */
export function changesWithin(month: IsoMonth, assignments: readonly Assignment[]): boolean {
  const first = firstDay(month);
  const last = lastDay(month);
  return assignments.some(
    ({ fromDay, toDay }) =>
      (fromDay !== null && fromDay > first && fromDay <= last) ||
      (toDay !== null && toDay >= first && toDay < last),
  );
}
