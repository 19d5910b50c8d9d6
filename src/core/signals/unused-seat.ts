import { addDays, daysBetween, type IsoDay } from '../calendar.ts';
import { isSameTool } from '../claims/vendor-match.ts';
import { type EvidenceValue, money, named, onDay, type Signal, word } from './signal.ts';
import type { PaidSeat, SignalInput, SignalPerson } from './signal-input.ts';

const UNUSED_DAYS = 30;
const WANTED_DAYS = 90;

export type UnusedReason = 'not assigned' | 'left' | 'no access' | 'never used' | 'no longer used';

/**
 * A paid seat without use for 30 days, not in its first 30, with its reason, and what follows: give it
 * to someone now (who pays for the same tool and has no seat of it), end it at its renewal on
 * a date, or end it now; where the person cannot get in, let them in first. A seat whose use nobody
 * can see is asked about only where it is spare, shut, or its holder has left.
 */
export function unusedSeats(input: SignalInput): Signal[] {
  // Whoever is offered one licence is not offered another of the same tool.
  const offered: { readonly person: string; readonly tool: string }[] = [];
  return input.seats.flatMap((seat): Signal[] => {
    const { startDay, endDay } = seat;
    if (endDay !== null && endDay <= input.lastDay) return [];
    if (daysBetween(startDay, input.lastDay) < UNUSED_DAYS || seat.priceMicro === 0n) return [];
    const holder = input.people.find(({ id }) => id === seat.person) ?? null;
    const lastUse = lastUseOf(input, seat);
    const hasLeft = holder !== null && holder.endDay !== null && holder.endDay < input.lastDay;
    const isUsed = lastUse !== null && daysBetween(lastUse, input.lastDay) < UNUSED_DAYS;
    // Use after the last day of work is a question of its own, and the seat still has to go.
    if (isUsed && !hasLeft) return [];
    const reason = reasonOf(seat, holder, hasLeft, lastUse);
    // Where nobody tells who uses a tool, silence is not disuse.
    const isByUse = reason === 'never used' || reason === 'no longer used';
    if (isByUse && !seat.isUseSeen) return [];
    const since = hasLeft && holder?.endDay ? holder.endDay : (lastUse ?? startDay);
    return [
      {
        code: 'unused-seat',
        person: seat.person,
        subject: `${seat.id} ${reason}`,
        severity: reason === 'left' ? 'high' : 'medium',
        evidence: {
          tool: named(seat.tool),
          reason: word(reason),
          sinceDay: onDay(since),
          price: money(seat.priceMicro, seat.currency),
          cadence: word(seat.cadence),
          ...nextStep(input, seat, reason, offered),
        },
      },
    ];
  });
}

function reasonOf(
  seat: PaidSeat,
  holder: SignalPerson | null,
  hasLeft: boolean,
  lastUse: IsoDay | null,
): UnusedReason {
  if (holder === null) return 'not assigned';
  if (hasLeft) return 'left';
  if (seat.hasAccess === false) return 'no access';
  return lastUse === null ? 'never used' : 'no longer used';
}

function lastUseOf(input: SignalInput, seat: PaidSeat): IsoDay | null {
  return input.toolUse.reduce<IsoDay | null>(
    (last, use) =>
      use.person === seat.person &&
      use.day <= input.lastDay &&
      use.day >= seat.startDay &&
      isSameTool(use.tool, seat.tool) &&
      (last === null || use.day > last)
        ? use.day
        : last,
    null,
  );
}

function nextStep(
  input: SignalInput,
  seat: PaidSeat,
  reason: UnusedReason,
  offered: { readonly person: string; readonly tool: string }[],
): Record<string, EvidenceValue> {
  if (reason === 'no access') return { next: word('let in') };
  const wanting = whoWants(input, seat, offered);
  if (wanting !== null) {
    offered.push({ person: wanting.id, tool: seat.tool });
    return { next: word('give'), nextPerson: named(wanting.name) };
  }
  const end = seat.endDay !== null ? addDays(seat.endDay, 1) : seat.renewalDay;
  if (end !== null && end > input.lastDay) {
    return { next: word('end at renewal'), nextDay: onDay(end) };
  }
  return { next: word('end now') };
}

/** The first by name of those who lately claimed this tool, hold no seat of it and were not offered one yet. */
function whoWants(
  input: SignalInput,
  seat: PaidSeat,
  offered: readonly { readonly person: string; readonly tool: string }[],
): SignalPerson | null {
  const since = addDays(input.lastDay, -WANTED_DAYS);
  const wanting = input.people.filter(
    ({ id, endDay }) =>
      id !== seat.person &&
      (endDay === null || endDay > input.lastDay) &&
      !offered.some((one) => one.person === id && isSameTool(one.tool, seat.tool)) &&
      input.claimLines.some(
        (line) => line.person === id && line.day >= since && isSameTool(line.tool, seat.tool),
      ) &&
      !input.seats.some(
        (other) =>
          other.person === id &&
          isSameTool(other.tool, seat.tool) &&
          (other.endDay === null || other.endDay > input.lastDay),
      ),
  );
  return [...wanting].sort((a, b) => (a.name < b.name ? -1 : 1))[0] ?? null;
}
