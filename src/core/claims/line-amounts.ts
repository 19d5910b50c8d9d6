import { type IsoDay, type IsoMonth, isIsoDay, monthOf } from '../calendar.ts';
import { Failure } from '../failure.ts';
import { minorUnitMicro, roundToMinor } from '../invoices/minor-unit.ts';
import { isPercent } from '../ledger/ledger-text.ts';
import { divideHalfEven, type Micro, parseDecimal } from '../money.ts';
import type { RateTable } from '../rates.ts';
import type { ClaimLine } from './claim-line.ts';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
/** No receipt for a tool comes near it, in any currency; sums of such amounts still fit the book. */
const MOST_MICRO = 100_000_000_000_000_000n;

/** Whether an amount is above what a claim can be, 100,000 million units. */
export const isTooLarge = (micro: Micro): boolean => micro > MOST_MICRO;

/** Refuses an amount that `isTooLarge`. */
export function tooLarge(details: Readonly<Record<string, string>>): Failure {
  return new Failure(
    'claim_amount_too_large',
    'No claim can be that large. Check the amount against the receipt.',
    details,
  );
}

/**
 * What a line claims in its own currency: amount × share for work, rounded half-even to the micro
 * once. The line must have passed `lineFailure`.
 */
export function claimedMicro(line: ClaimLine): Micro {
  const share = parseDecimal(line.workPercent);
  if (!share) throw new Error(`Line ${line.id} has a share for work that is no number`);
  return divideHalfEven(line.amountMicro * share.digits, 100n * 10n ** BigInt(share.scale));
}

/** What a line claims in base currency, at the rate of the day it was paid; `null` without a rate. */
export function claimedBaseMicro(line: ClaimLine, base: string, rates: RateTable): Micro | null {
  return rates.convert(claimedMicro(line), line.currency, base, line.day);
}

/** What a line claims in whole minor units of its own currency: what granting the whole of it grants. */
export function wholeGrantMicro(line: ClaimLine): Micro {
  return roundToMinor(claimedMicro(line), line.currency);
}

/**
 * What a grant of a line comes to in another currency (or its own) at the rate of the day it was paid,
 * rounded half-even to that currency's minor unit, once: a whole line from amount × share × rate, a part
 * from what was granted × rate. `null` without a rate.
 */
export function grantedIn(
  currency: string,
  line: ClaimLine,
  grantedMicro: Micro,
  rates: RateTable,
): Micro | null {
  const share = parseDecimal(line.workPercent);
  const isWhole = share !== null && grantedMicro === wholeGrantMicro(line);
  const exact = isWhole
    ? { over: line.amountMicro * share.digits, under: 100n * 10n ** BigInt(share.scale) }
    : { over: grantedMicro, under: 1n };
  return rates.convertExact(exact, line.currency, currency, line.day, minorUnitMicro(currency));
}

/**
 * What of a grant is tax that the company gets back, in the currency that is paid: the printed tax × the share
 * for work × the rate of the day it was paid, rounded half-even once; of a part of the line in proportion.
 * None where the receipt is not in the company's name.
 */
export function recoverableTax(
  currency: string,
  line: ClaimLine,
  grantedMicro: Micro,
  rates: RateTable,
): Micro {
  const { taxMicro, inCompanyName, amountMicro } = line;
  const share = parseDecimal(line.workPercent);
  if (!taxMicro || inCompanyName !== true || !share) return 0n;
  const isWhole = grantedMicro === wholeGrantMicro(line);
  const exact = isWhole
    ? { over: taxMicro * share.digits, under: 100n * 10n ** BigInt(share.scale) }
    : { over: grantedMicro * taxMicro, under: amountMicro };
  return (
    rates.convertExact(exact, line.currency, currency, line.day, minorUnitMicro(currency)) ?? 0n
  );
}

/** The same part of an approved line in the line's own currency. */
export function recoverableOfGrant(
  granted: {
    readonly approvedMicro: Micro;
    readonly payableMicro: Micro;
    readonly payableCurrency: string;
    readonly recoverableMicro: Micro;
  },
  line: ClaimLine,
): Micro {
  const { approvedMicro, payableMicro, payableCurrency, recoverableMicro } = granted;
  if (payableCurrency === line.currency || recoverableMicro === 0n) return recoverableMicro;
  return divideHalfEven(approvedMicro * recoverableMicro, payableMicro);
}

/** The month an approved line is charged in: its own, or the open one where its own is closed (RULES.md, Claims). */
export function postingMonth(
  day: IsoDay,
  closedMonths: readonly IsoMonth[],
  openMonth: IsoMonth,
): IsoMonth {
  return closedMonths.includes(monthOf(day)) ? openMonth : monthOf(day);
}

/** Why a line cannot be filed as it stands; `null` where it can. */
export function lineFailure(line: ClaimLine): Failure | null {
  const share = parseDecimal(line.workPercent);
  const named = { line: line.id };
  if (!isIsoDay(line.day)) {
    return new Failure('claim_day_invalid', 'The date of this line does not exist.', named);
  }
  const amount = amountFailure(line);
  if (amount) return amount;
  if (!share || share.digits <= 0n || share.digits > 100n * 10n ** BigInt(share.scale)) {
    return new Failure(
      'claim_share_invalid',
      'The share for work is above 0 % and at most 100 %.',
      named,
    );
  }
  if (!(line.tool ?? line.vendor)?.trim()) {
    return new Failure('claim_tool_missing', 'Name the tool or the vendor of this line.', named);
  }
  return taxFailure(line) ?? periodFailure(line);
}

/** A receipt's tax is part of its amount, at a rate from 0 to 100 %; both are said, or neither. */
function taxFailure({ id, amountMicro, currency, taxMicro, taxRate }: ClaimLine): Failure | null {
  const tax = taxMicro ?? null;
  const rate = taxRate ?? null;
  if (tax === null && rate === null) return null;
  const isTax =
    tax !== null && tax >= 0n && tax < amountMicro && tax % minorUnitMicro(currency) === 0n;
  if (isTax && rate !== null && isPercent(rate)) return null;
  return new Failure(
    'claim_tax_invalid',
    "Enter the receipt's tax as it is printed, below the amount, and its rate in percent; or neither.",
    { line: id },
  );
}

/** Receipts are in whole minor units of a currency that there is. */
function amountFailure({ id, amountMicro, currency }: ClaimLine): Failure | null {
  const named = { line: id };
  if (amountMicro <= 0n) {
    return new Failure('claim_amount_invalid', 'Enter an amount above zero.', named);
  }
  if (isTooLarge(amountMicro)) return tooLarge(named);
  if (!CURRENCIES.has(currency)) {
    return new Failure('claim_currency_invalid', 'Enter a currency such as USD.', named);
  }
  if (amountMicro % minorUnitMicro(currency) !== 0n) {
    return new Failure(
      'claim_amount_digits',
      `An amount in ${currency} has fewer digits behind the point. Enter it as the receipt says.`,
      { ...named, currency },
    );
  }
  return null;
}

function periodFailure(line: ClaimLine): Failure | null {
  const { periodStart: start, periodEnd: end } = line;
  if (start === null && end === null) return null;
  if (start !== null && end !== null && isIsoDay(start) && isIsoDay(end) && start <= end) {
    return null;
  }
  return new Failure(
    'claim_period_invalid',
    'The billing period needs a first and a last day, in this order.',
    { line: line.id },
  );
}
