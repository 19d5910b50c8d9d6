import { capFindings } from './cap-findings.ts';
import { duplicateFindings } from './duplicate-findings.ts';
import type { Finding } from './finding.ts';
import type { FindingInput } from './finding-input.ts';
import { lineFailure } from './line-amounts.ts';
import {
  companyPaysSeat,
  currencyNotAllowed,
  monthClosed,
  notEmployed,
  rateMissing,
  receiptMissing,
  toolNotListed,
  wrongAge,
} from './line-findings.ts';
import { overReceipt } from './receipt-findings.ts';
import { upliftNotReached } from './uplift-finding.ts';

const PER_LINE = [
  rateMissing,
  currencyNotAllowed,
  receiptMissing,
  wrongAge,
  notEmployed,
  companyPaysSeat,
  toolNotListed,
  monthClosed,
] as const;

/**
 * All questions a claim raises (RULES.md, Claims), those that block first, then in the order of its
 * lines. Lines that cannot be filed as they stand (`lineFailure`) raise none yet.
 */
export function claimFindings(input: FindingInput): Finding[] {
  const lines = input.lines.filter((line) => lineFailure(line) === null);
  const sound = { ...input, lines };
  const found = [
    ...lines.flatMap((line) => PER_LINE.flatMap((finder) => finder(sound, line))),
    ...capFindings(sound),
    ...overReceipt(sound),
    ...duplicateFindings(sound),
    ...upliftNotReached(sound),
  ];
  const place = (finding: Finding): number =>
    lines.findIndex(({ id }) => id === finding.lineId) +
    (finding.severity === 'blocks' ? 0 : lines.length + 1);
  return found
    .map((finding, order) => ({ finding, order }))
    .sort((a, b) => place(a.finding) - place(b.finding) || a.order - b.order)
    .map(({ finding }) => finding);
}
