import { minorUnitMicro } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';

/** What one day of one spender may take before it is asked about, in base currency, and where the figure is from. */
export type DayBound = {
  readonly micro: Micro;
  readonly from: 'setting' | 'allowance' | 'pool' | 'usual month' | 'default';
};

export type DayBoundInput = {
  /** The owner's own bound; `auto` where none was set, `none` where days are not to be asked about. */
  readonly setting: Micro | 'auto' | 'none';
  /** A month of the spender's allowance, and of the team's pool; `null` where there is none in money. */
  readonly allowanceMonth: Micro | null;
  readonly poolMonth: Micro | null;
  /** The company's usual total of a month, and of how many it is the middle one; `null` where no month lies before. */
  readonly usualMonth: { readonly micro: Micro; readonly months: number } | null;
  readonly noteworthyMicro: Micro;
  readonly currency: string;
};

/** Of the least that is worth a question, what a day must reach to be one where a usual month is the bound. */
const NOTEWORTHY_TIMES = 10n;
/** Of fewer months one may itself have been a runaway, which their middle one would follow. */
const TELLING_MONTHS = 3;
/** In minor units: 1,000.00 of most currencies, 100,000 yen. */
const DEFAULT_MINOR_UNITS = 100_000n;

/**
 * The bound above which a day is a question however little is known of the days before it: the
 * owner's own; else a whole month of the spender's allowance, of the team's pool, or of what the
 * company usually spends, taken in one day; else 1,000 of most currencies. While fewer than three months
 * tell what is usual, it is at most thirty days of that last one. `null`: never ask.
 */
export function dayBound(input: DayBoundInput): DayBound | null {
  const { setting, allowanceMonth, poolMonth, usualMonth, noteworthyMicro, currency } = input;
  if (setting === 'none') return null;
  if (setting !== 'auto') return { micro: setting, from: 'setting' };
  const atLeast = (micro: Micro, least: Micro): Micro => (micro > least ? micro : least);
  if (allowanceMonth !== null) {
    return { micro: atLeast(allowanceMonth, noteworthyMicro), from: 'allowance' };
  }
  if (poolMonth !== null) return { micro: atLeast(poolMonth, noteworthyMicro), from: 'pool' };
  const unknown = minorUnitMicro(currency) * DEFAULT_MINOR_UNITS;
  if (usualMonth === null || usualMonth.micro <= 0n) return { micro: unknown, from: 'default' };
  const most = unknown * 30n;
  const isTelling = usualMonth.months >= TELLING_MONTHS || usualMonth.micro < most;
  return {
    micro: atLeast(isTelling ? usualMonth.micro : most, noteworthyMicro * NOTEWORTHY_TIMES),
    from: 'usual month',
  };
}
