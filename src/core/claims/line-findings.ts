import { daysBetween, monthOf } from '../calendar.ts';
import { microText } from '../money.ts';
import type { ClaimLine } from './claim-line.ts';
import type { Finding } from './finding.ts';
import { type FindingInput, findingOf } from './finding-input.ts';
import { claimedBaseMicro } from './line-amounts.ts';
import { isSameTool } from './vendor-match.ts';

/** Whether a line above the threshold has no receipt. The whole amount counts, not the share for work. */
export function receiptMissing(input: FindingInput, line: ClaimLine): Finding[] {
  const above = input.rules.receiptAboveMicro;
  if (above === null || line.receipts.length > 0) return [];
  const { baseCurrency: base } = input;
  const whole = input.rates.convert(line.amountMicro, line.currency, base, line.day);
  if (whole === null || whole <= above) return [];
  const params = { threshold: microText(above), currency: base };
  return [findingOf(input.rules, 'receipt_missing', line.id, params)];
}

/** Whether a line was paid too long ago, or is dated ahead. */
export function wrongAge(input: FindingInput, line: ClaimLine): Finding[] {
  const days = daysBetween(line.day, input.today);
  if (days < 0) return [findingOf(input.rules, 'dated_ahead', line.id, { date: line.day })];
  const limit = input.rules.maxAgeDays;
  if (limit === null || days <= limit) return [];
  return [findingOf(input.rules, 'too_old', line.id, { days, limit })];
}

/** Whether the person did not work here on the day of the line. */
export function notEmployed(input: FindingInput, line: ClaimLine): Finding[] {
  const { from, to } = input.employed;
  if ((from === null || from <= line.day) && (to === null || line.day <= to)) return [];
  return [findingOf(input.rules, 'not_employed', line.id, { date: line.day })];
}

/** Whether the company pays for a seat of the same tool on the line's day or in its billing period. */
export function companyPaysSeat(input: FindingInput, line: ClaimLine): Finding[] {
  const { tool } = line;
  if (tool === null) return [];
  const from = line.periodStart ?? line.day;
  const to = line.periodEnd ?? line.day;
  const seat = input.companySeats.find(
    ({ tool: held, startDay, endDay }) =>
      isSameTool(held, tool) && startDay <= to && (endDay === null || endDay >= from),
  );
  if (!seat) return [];
  const params = { tool: seat.tool, from: seat.startDay, to: seat.endDay };
  return [findingOf(input.rules, 'company_pays_seat', line.id, params)];
}

/** Whether the tool is missing from the company's list, where there is one. */
export function toolNotListed(input: FindingInput, line: ClaimLine): Finding[] {
  const { tools } = input.rules;
  if (tools === null) return [];
  const name = line.tool ?? line.vendor ?? '';
  if (tools.some((tool) => isSameTool(tool, name))) return [];
  return [findingOf(input.rules, 'tool_not_listed', line.id, { tool: name })];
}

/** Whether no rate is in force on the line's day. */
export function rateMissing(input: FindingInput, line: ClaimLine): Finding[] {
  if (claimedBaseMicro(line, input.baseCurrency, input.rates) !== null) return [];
  const params = { currency: line.currency, month: monthOf(line.day) };
  return [findingOf(input.rules, 'rate_missing', line.id, params)];
}

/** Whether the month of the line is closed, so that it is posted in the open one. */
export function monthClosed(input: FindingInput, line: ClaimLine): Finding[] {
  const month = monthOf(line.day);
  if (!input.closedMonths.includes(month)) return [];
  return [findingOf(input.rules, 'month_closed', line.id, { month, openMonth: input.openMonth })];
}

/** Whether the currency is one that the company does not pay back. */
export function currencyNotAllowed(input: FindingInput, line: ClaimLine): Finding[] {
  const { currencies } = input.rules;
  if (currencies === null || currencies.includes(line.currency)) return [];
  return [findingOf(input.rules, 'currency_not_allowed', line.id, { currency: line.currency })];
}
