import { addMonths, firstDay } from '../calendar.ts';
import { unitsForStatistics } from '../money.ts';
import { count, money, onDay, ratio, type Signal } from './signal.ts';
import type { SignalInput } from './signal-input.ts';

const LEAST_RISE = 1.5;
const FLAT_UP_TO = 1.1;

/**
 * Spend of the last three months at least half as much again as of the three before, while accepted
 * output grew by no more than a tenth. Asked only where output was logged before and since: without it the answer
 * is "log output", not this. Its cause is the height that spend has reached, in steps of a half.
 */
export function spendUpOutputFlat(input: SignalInput): Signal[] {
  return input.people.flatMap(({ id }): Signal[] => {
    const sums = [addMonths(input.month, -5), addMonths(input.month, -2)].map((from) => {
      const to = addMonths(from, 2);
      const months = input.months.filter(
        (one) => one.person === id && one.month >= from && one.month <= to,
      );
      return {
        months: months.length,
        spend: months.reduce((sum, { spendMicro }) => sum + spendMicro, 0n),
        output: months.reduce((sum, { outputUnits }) => sum + outputUnits, 0),
      };
    });
    const [before, now] = sums;
    if (!before || !now || before.months < 3 || before.spend <= 0n) return [];
    if (before.output <= 0 || now.output <= 0) return [];
    const times = unitsForStatistics(now.spend) / unitsForStatistics(before.spend);
    if (times < LEAST_RISE || now.spend - before.spend < 3n * input.noteworthyMicro) return [];
    if (now.output > before.output * FLAT_UP_TO) return [];
    const height = Math.floor(Math.log(unitsForStatistics(now.spend)) / Math.log(LEAST_RISE));
    return [
      {
        code: 'spend-up-output-flat',
        person: id,
        subject: `height ${height}`,
        severity: times >= 3 ? 'high' : 'medium',
        evidence: {
          spendBefore: money(before.spend, input.currency),
          spendNow: money(now.spend, input.currency),
          spendTimes: ratio(times),
          outputBefore: count(before.output),
          outputNow: count(now.output),
          fromDay: onDay(firstDay(addMonths(input.month, -2))),
        },
      },
    ];
  });
}
