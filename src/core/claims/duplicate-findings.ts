import { daysBetween } from '../calendar.ts';
import { microText } from '../money.ts';
import type { ClaimLine, Receipt } from './claim-line.ts';
import type { Finding, FindingCode } from './finding.ts';
import { type FiledLine, type FindingInput, findingOf } from './finding-input.ts';
import { claimedMicro } from './line-amounts.ts';
import { isNearPicture } from './picture-hash.ts';
import { isOnOneReceipt } from './receipt-findings.ts';
import { invoiceNumberKey, isSameVendor } from './vendor-match.ts';

/** The same amount of a vendor within so many days may be the same payment. */
export const NEAR_DAYS = 3;
/** A billing period of this many days is a yearly plan's. */
const YEARLY_DAYS = 300;

/**
 * Lines that were claimed before, by anybody: the same receipt, the same invoice of a vendor, a
 * picture nearly equal, or the same amount of a vendor within three days. Each pair of lines is
 * named once, by the strongest of these. Claims that were withdrawn, rejected or not yet
 * submitted are no duplicates.
 */
export function duplicateFindings(input: FindingInput): Finding[] {
  const filed = input.filed.filter(
    ({ claimId, state }) =>
      claimId !== input.claimId &&
      state !== 'withdrawn' &&
      state !== 'rejected' &&
      state !== 'draft',
  );
  const standing = { ...input, filed };
  return input.lines.flatMap((line) => [
    ...filed.flatMap((other) => duplicateOf(standing, line, other)),
    ...filed.flatMap((other) => yearlyClaimedMonthly(standing, line, other)),
    ...twiceInThisClaim(standing, line),
  ]);
}

function duplicateOf(input: FindingInput, line: ClaimLine, other: FiledLine): Finding[] {
  const shared = line.receipts.find(({ sha256 }) =>
    other.receipts.some((receipt) => receipt.sha256 === sha256),
  );
  if (shared) {
    return isWithinReceipt(input, shared)
      ? [pair(input, 'receipt_over_two_claims', line, other, totalParams(shared))]
      : [pair(input, 'duplicate_receipt', line, other)];
  }
  const number = invoiceNumberKey(line.invoiceNumber);
  const isNumber = number !== '' && number === invoiceNumberKey(other.invoiceNumber);
  if (isNumber && isSameVendor(line, other)) {
    return [pair(input, 'duplicate_invoice', line, other, { number: line.invoiceNumber })];
  }
  if (
    line.receipts.some((mine) =>
      other.receipts.some((theirs) => isNearPicture(mine.pictureHash, theirs.pictureHash)),
    )
  ) {
    return [pair(input, 'duplicate_picture', line, other)];
  }
  return isSameAmount(line, other) && isSameVendor(line, other)
    ? [pair(input, 'duplicate_amount', line, other)]
    : [];
}

const isSameAmount = (line: ClaimLine, other: FiledLine | ClaimLine): boolean =>
  line.amountMicro === other.amountMicro &&
  line.currency === other.currency &&
  Math.abs(daysBetween(line.day, other.day)) <= NEAR_DAYS;

/**
 * Two lines of one claim share a receipt rightly, and `overReceipt` holds them against its total
 * where it is known. The same amount of a vendor twice without such a receipt is asked about.
 */
function twiceInThisClaim(input: FindingInput, line: ClaimLine): Finding[] {
  const earlier = input.lines.slice(0, input.lines.indexOf(line));
  return earlier.flatMap((other) => {
    if (!isSameVendor(line, other) || !isSameAmount(line, other)) return [];
    const isTold = line.receipts.some(({ totalMicro }) => totalMicro !== null);
    if (isTold && isOnOneReceipt(line, other)) return [];
    const filed = { ...other, claimId: input.claimId, person: input.person };
    return [pair(input, 'duplicate_amount', line, filed)];
  });
}

/** Whether all that is claimed on a receipt of known total, here and elsewhere, stays within it. */
function isWithinReceipt(input: FindingInput, receipt: Receipt): boolean {
  if (receipt.totalMicro === null) return false;
  const here = input.lines.map((line) => ({ ...line, claimId: input.claimId }));
  const claims = [...here, ...input.filed].filter(({ receipts }) =>
    receipts.some(({ sha256 }) => sha256 === receipt.sha256),
  );
  const sum = claims.reduce((total, line) => total + line.amountMicro, 0n);
  return (
    claims.every(({ currency }) => currency === (receipt.currency ?? currency)) &&
    sum <= receipt.totalMicro
  );
}

function totalParams(receipt: Receipt): Finding['params'] {
  return {
    total: receipt.totalMicro === null ? null : microText(receipt.totalMicro),
    currency: receipt.currency,
  };
}

/** A yearly plan and single months of it, both claimed by one person. */
function yearlyClaimedMonthly(input: FindingInput, line: ClaimLine, other: FiledLine): Finding[] {
  if (other.person !== input.person || isYearly(line) === isYearly(other)) return [];
  if (!isSameVendor(line, other)) return [];
  const yearly = isYearly(line) ? line : other;
  const single = yearly === line ? other : line;
  const from = single.periodStart ?? single.day;
  const to = single.periodEnd ?? single.day;
  const isInside =
    yearly.periodStart !== null &&
    yearly.periodEnd !== null &&
    from <= yearly.periodEnd &&
    to >= yearly.periodStart;
  if (!isInside) return [];
  const params = { from: yearly.periodStart, to: yearly.periodEnd };
  return [pair(input, 'yearly_claimed_monthly', line, other, params)];
}

const isYearly = (line: Pick<ClaimLine, 'periodStart' | 'periodEnd'>): boolean =>
  line.periodStart !== null &&
  line.periodEnd !== null &&
  daysBetween(line.periodStart, line.periodEnd) >= YEARLY_DAYS;

function pair(
  input: FindingInput,
  code: FindingCode,
  line: ClaimLine,
  other: Pick<FiledLine, 'id' | 'claimId' | 'person' | 'day'>,
  params: Finding['params'] = {},
): Finding {
  return findingOf(
    input.rules,
    code,
    line.id,
    {
      person: other.person,
      day: other.day,
      days: NEAR_DAYS,
      claimed: microText(claimedMicro(line)),
      ...params,
    },
    { other: { claimId: other.claimId, lineId: other.id, person: other.person } },
  );
}
