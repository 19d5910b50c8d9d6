import { daysBetween, type IsoDay } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { ClaimState } from './claim-event.ts';

/** One claim line with what became of it, in base currency; `null` where no rate is known. */
export type OutOfPocketLine = {
  readonly person: string;
  readonly day: IsoDay;
  readonly state: ClaimState;
  /** The share for work of what was paid. */
  readonly claimedBaseMicro: Micro | null;
  /** What was granted of it; 0 until it is approved. */
  readonly approvedBaseMicro: Micro;
  /** The day the money went back; `null` while it has not. */
  readonly paidBackDay: IsoDay | null;
};

/** What one person paid for work and did not get back: the hidden pay cut. Base currency. */
export type PayCut = {
  readonly person: string;
  readonly paidMicro: Micro;
  readonly paidBackMicro: Micro;
  /** Not yet submitted, under review, or approved and not yet transferred. */
  readonly waitingMicro: Micro;
  /** Rejected, or cut at approval: it stays with the person. */
  readonly notGrantedMicro: Micro;
  /** Lines that wait for a rate and are in none of the sums. */
  readonly linesWithoutRate: number;
  /** Whole days from payment to money back, the middle one of those paid back; `null` without any. */
  readonly medianDaysToPayBack: number | null;
  /** Days since the oldest payment that still waits; `null` where nothing waits. */
  readonly longestWaitDays: number | null;
};

/**
 * What each person paid out of their own pocket and did not get back. People come in the order
 * given (by name, never by amount); people without a line are left out. Withdrawn lines count as
 * nobody's. `paidMicro` = paid back + waiting + not granted, to the micro.
 */
export function hiddenPayCut(
  people: readonly string[],
  lines: readonly OutOfPocketLine[],
  today: IsoDay,
): PayCut[] {
  return people.flatMap((person) => {
    const own = lines.filter((line) => line.person === person && line.state !== 'withdrawn');
    return own.length === 0 ? [] : [payCutOf(person, own, today)];
  });
}

function payCutOf(person: string, own: readonly OutOfPocketLine[], today: IsoDay): PayCut {
  const sums = { paid: 0n, back: 0n, waiting: 0n, notGranted: 0n };
  let linesWithoutRate = 0;
  for (const line of own) {
    if (line.claimedBaseMicro === null) {
      linesWithoutRate += 1;
      continue;
    }
    sums.paid += line.claimedBaseMicro;
    if (isDecided(line)) {
      sums.notGranted += line.claimedBaseMicro - line.approvedBaseMicro;
      if (line.paidBackDay !== null) sums.back += line.approvedBaseMicro;
      else sums.waiting += line.approvedBaseMicro;
    } else if (line.state === 'rejected') sums.notGranted += line.claimedBaseMicro;
    else sums.waiting += line.claimedBaseMicro;
  }
  const waits = own.filter(isWaiting).map(({ day }) => daysBetween(day, today));
  return {
    person,
    paidMicro: sums.paid,
    paidBackMicro: sums.back,
    waitingMicro: sums.waiting,
    notGrantedMicro: sums.notGranted,
    linesWithoutRate,
    medianDaysToPayBack: median(
      own.flatMap(({ day, paidBackDay }) => (paidBackDay ? [daysBetween(day, paidBackDay)] : [])),
    ),
    longestWaitDays: waits.length === 0 ? null : Math.max(...waits),
  };
}

const isDecided = ({ state }: OutOfPocketLine): boolean => state === 'approved' || state === 'paid';

const isWaiting = (line: OutOfPocketLine): boolean =>
  line.state !== 'rejected' &&
  line.paidBackDay === null &&
  (!isDecided(line) || line.approvedBaseMicro > 0n);

/** The lower of the two middle ones where their number is even: a day that really happened. */
function median(days: readonly number[]): number | null {
  return [...days].sort((a, b) => a - b)[Math.floor((days.length - 1) / 2)] ?? null;
}

/** Work logged with a tool on a day, or a tool paid for over some days. */
export type ToolDay = { readonly person: string; readonly tool: string; readonly day: IsoDay };
export type ToolPaid = {
  readonly person: string;
  readonly tool: string;
  readonly startDay: IsoDay;
  readonly endDay: IsoDay | null;
};

export type UnpaidTool = {
  readonly person: string;
  readonly tool: string;
  readonly firstDay: IsoDay;
  readonly lastDay: IsoDay;
  readonly days: number;
};

/**
 * People who log output with a tool that neither the company nor a claim pays for on that day:
 * likely out of their own pocket. People in the order given, tools by name.
 */
export function toolsNobodyPays(
  people: readonly string[],
  logged: readonly ToolDay[],
  paid: readonly ToolPaid[],
): UnpaidTool[] {
  const unpaid = logged.filter(
    (work) =>
      !paid.some(
        ({ person, tool, startDay, endDay }) =>
          person === work.person &&
          tool === work.tool &&
          startDay <= work.day &&
          (endDay === null || endDay >= work.day),
      ),
  );
  return people.flatMap((person) => {
    const own = unpaid.filter((work) => work.person === person);
    const tools = [...new Set(own.map(({ tool }) => tool))].sort();
    return tools.map((tool) => {
      const days = [...new Set(own.filter((work) => work.tool === tool).map(({ day }) => day))];
      days.sort();
      return {
        person,
        tool,
        firstDay: days[0] ?? '',
        lastDay: days.at(-1) ?? '',
        days: days.length,
      };
    });
  });
}
