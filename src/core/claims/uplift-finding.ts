import type { Finding } from './finding.ts';
import { type FindingInput, findingOf } from './finding-input.ts';

const percent = (ratio: number): string => `${Math.round(ratio * 100)} %`;

/** Where the company asks for an uplift of output: how far it is, with its 80 % range. */
export function upliftNotReached(input: FindingInput): Finding[] {
  const { requiredUplift: required } = input.rules;
  const { uplift } = input;
  if (required === null || (uplift !== null && uplift.middle >= required)) return [];
  return [
    findingOf(input.rules, 'uplift_not_reached', null, {
      required: percent(required),
      uplift: uplift && percent(uplift.middle),
      low: uplift && percent(uplift.low80),
      high: uplift && percent(uplift.high80),
      short: uplift && `${Math.round((required - uplift.middle) * 100)} points`,
    }),
  ];
}
