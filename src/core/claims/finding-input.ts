import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { RateTable } from '../rates.ts';
import type { ClaimState } from './claim-event.ts';
import type { ClaimLine } from './claim-line.ts';
import { FINDING_SEVERITIES, type Finding, type FindingCode, type Severity } from './finding.ts';

/** The most that is paid back per person in a calendar month or year, in `currency`. */
export type ClaimCap = {
  readonly scope:
    | { readonly kind: 'company' }
    | { readonly kind: 'role'; readonly role: string }
    | { readonly kind: 'person'; readonly person: string };
  readonly cadence: 'month' | 'year';
  readonly limitMicro: Micro;
  readonly currency: string;
};

/** What a company asks of claims. `null`: not asked. */
export type ClaimRules = {
  readonly caps: readonly ClaimCap[];
  /** Above this many micro-units of base currency a line needs a receipt. */
  readonly receiptAboveMicro: Micro | null;
  readonly maxAgeDays: number | null;
  readonly tools: readonly string[] | null;
  readonly currencies: readonly string[] | null;
  /** The uplift of output to reach, as a ratio (0.5 is 50 %). */
  readonly requiredUplift: number | null;
  readonly severities: Readonly<Partial<Record<FindingCode, Severity>>>;
};

/** About as much as 1,000 dollars, in round figures of currencies whose unit is worth far less. */
const PRESET_CAPS: Readonly<Record<string, bigint>> = {
  CNY: 7_000_000_000n,
  HKD: 8_000_000_000n,
  INR: 80_000_000_000n,
  JPY: 150_000_000_000n,
  KRW: 1_400_000_000_000n,
  TWD: 30_000_000_000n,
};

/**
 * What a new company starts from: 1,000 per person and year in its own currency (or about as much), so that no
 * claim waits for another currency's rate; receipts above 25, 90 days.
 */
export const presetClaimRules = (currency: string): ClaimRules => ({
  caps: [
    {
      scope: { kind: 'company' },
      cadence: 'year',
      limitMicro: PRESET_CAPS[currency] ?? 1_000_000_000n,
      currency,
    },
  ],
  receiptAboveMicro: 25_000_000n,
  maxAgeDays: 90,
  tools: null,
  currencies: null,
  requiredUplift: null,
  severities: {},
});

/** A line of another claim, of whomever, as far as duplicates need it. */
export type FiledLine = Pick<
  ClaimLine,
  | 'id'
  | 'day'
  | 'tool'
  | 'vendor'
  | 'invoiceNumber'
  | 'amountMicro'
  | 'currency'
  | 'workPercent'
  | 'periodStart'
  | 'periodEnd'
  | 'receipts'
> & { readonly claimId: string; readonly person: string; readonly state: ClaimState };

/** Everything the findings of one claim depend on. */
export type FindingInput = {
  readonly claimId: string;
  readonly person: string;
  readonly role: string | null;
  /** The first and last day the person works here; `null`: not said. */
  readonly employed: { readonly from: IsoDay | null; readonly to: IsoDay | null };
  readonly lines: readonly ClaimLine[];
  readonly rules: ClaimRules;
  readonly today: IsoDay;
  readonly baseCurrency: string;
  readonly rates: RateTable;
  readonly closedMonths: readonly IsoMonth[];
  readonly openMonth: IsoMonth;
  /** What this person's other claims took of the caps, by month, in base currency. */
  readonly usedSoFar: readonly { readonly month: IsoMonth; readonly baseMicro: Micro }[];
  /** Lines of all other claims, of all people. */
  readonly filed: readonly FiledLine[];
  /** The subscriptions and billed accounts the company pays for this person. */
  readonly companySeats: readonly {
    readonly tool: string;
    readonly startDay: IsoDay;
    readonly endDay: IsoDay | null;
  }[];
  /** How far output moved, as ratios with the 80 % range; `null` where there is not enough to tell. */
  readonly uplift: {
    readonly middle: number;
    readonly low80: number;
    readonly high80: number;
  } | null;
};

/** One finding with the company's own severity. */
export function findingOf(
  rules: ClaimRules,
  code: FindingCode,
  lineId: string | null,
  params: Finding['params'],
  more: Partial<Pick<Finding, 'untouchedBaseMicro' | 'other'>> = {},
): Finding {
  return {
    code,
    severity: rules.severities[code] ?? FINDING_SEVERITIES[code],
    lineId,
    params,
    untouchedBaseMicro: more.untouchedBaseMicro ?? 0n,
    other: more.other ?? null,
  };
}
