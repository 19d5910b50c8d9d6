import { roundToMinor } from '../invoices/minor-unit.ts';
import { type Micro, microText, parseMicro } from '../money.ts';

/** Every question a claim can raise, with its usual severity. A company may change the severities. */
export const FINDING_SEVERITIES = {
  over_month_cap: 'warns',
  over_year_cap: 'warns',
  receipt_missing: 'warns',
  over_receipt: 'warns',
  too_old: 'warns',
  dated_ahead: 'blocks',
  duplicate_receipt: 'blocks',
  duplicate_invoice: 'blocks',
  duplicate_picture: 'warns',
  duplicate_amount: 'warns',
  receipt_over_two_claims: 'warns',
  yearly_claimed_monthly: 'warns',
  not_employed: 'warns',
  company_pays_seat: 'warns',
  tool_not_listed: 'warns',
  rate_missing: 'blocks',
  cap_rate_missing: 'warns',
  month_closed: 'warns',
  currency_not_allowed: 'blocks',
  uplift_not_reached: 'warns',
} as const satisfies Readonly<Record<string, 'blocks' | 'warns'>>;

export type FindingCode = keyof typeof FINDING_SEVERITIES;
export type Severity = 'blocks' | 'warns';

/** One finding. `params` holds texts and counts only, ready for a catalogue's sentence. */
export type Finding = {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** `null`: about the whole claim. */
  readonly lineId: string | null;
  readonly params: Readonly<Record<string, string | number | null>>;
  /** What of the line, in base currency, the finding does not touch; 0 for all but caps. */
  readonly untouchedBaseMicro: Micro;
  /** The line it collides with, which may be a colleague's. */
  readonly other: {
    readonly claimId: string;
    readonly lineId: string;
    readonly person: string;
  } | null;
};

/**
 * The findings as the claimant may see them: a colleague's claim is neither named nor shown, so
 * that several colleagues' claims which raise the same question raise it once.
 */
export function findingsForClaimant(findings: readonly Finding[], person: string): Finding[] {
  const asked = new Set<string>();
  return findings.flatMap((finding) => {
    if (finding.other === null || finding.other.person === person) return [finding];
    const question = `${finding.code} ${finding.lineId}`;
    if (asked.has(question)) return [];
    asked.add(question);
    return [{ ...finding, other: null, params: { ...finding.params, person: null, day: null } }];
  });
}

const sentences: Readonly<Record<FindingCode, string>> = {
  over_month_cap:
    'Goes {over} {currency} over the cap of {limit} {currency} for {month}; {left} {currency} of it are left.',
  over_year_cap:
    'Goes {over} {currency} over the cap of {limit} {currency} for {year}; {left} {currency} of it are left.',
  receipt_missing: 'A receipt is needed above {threshold} {currency}.',
  over_receipt:
    'Together {claimed} {currency} are claimed on this receipt, which says {total} {currency}.',
  too_old: 'Was paid {days} days ago; claims are taken for {limit} days.',
  dated_ahead: 'Is dated {date}, which is still to come.',
  duplicate_receipt: 'This receipt was already claimed.',
  duplicate_invoice: 'Invoice {number} of this vendor was already claimed.',
  duplicate_picture: 'The picture looks like a receipt that was already claimed.',
  duplicate_amount: 'The same amount from the same vendor was already claimed within {days} days.',
  receipt_over_two_claims:
    'This receipt of {total} {currency} stands in another claim too; together they stay within it.',
  yearly_claimed_monthly:
    'A yearly plan of this tool, {from} to {to}, was already claimed or is claimed here over single months.',
  not_employed: 'Was paid on {date}, a day on which the claimant did not work here.',
  company_pays_seat: 'The company already pays for a seat of {tool} for this person.',
  tool_not_listed: '{tool} is not on the list of tools.',
  rate_missing: 'Waits for a {currency} rate for {month}.',
  cap_rate_missing:
    'The cap of {limit} {currency} waits for a {currency} rate for {month}, so nobody can tell what of it is used.',
  month_closed: '{month} is closed: the charge will be posted in {openMonth}.',
  currency_not_allowed: '{currency} is not among the currencies that are paid back.',
  uplift_not_reached:
    'Output is up {uplift} ({low} to {high}); the rule asks for {required}, {short} more.',
};

/** The finding in one plain English sentence, for the command line. */
export function findingText(finding: Finding): string {
  if (finding.code === 'uplift_not_reached' && finding.params['uplift'] === null) {
    return `There is not enough to tell how much output changed; the rule asks for ${finding.params['required']}.`;
  }
  const currency = String(finding.params['currency'] ?? '');
  return sentences[finding.code].replace(/\{(\w+)\}/g, (_, name: string) =>
    shownText(String(finding.params[name] ?? 'not named'), currency),
  );
}

/** Amounts as people pay them: rounded to the minor unit, where a share or a rate made more digits. */
function shownText(text: string, currency: string): string {
  const micro = currency !== '' && /^-?\d+\.\d{2,6}$/.test(text) ? parseMicro(text) : null;
  return micro === null ? text : microText(roundToMinor(micro, currency));
}
