import type { AcceptedRule } from './tracker-kinds.ts';

/** Who accepted an item: a customer, the author, somebody else, or nobody that is known. */
export type AcceptedBy = 'customer' | 'self' | 'other' | 'unknown';

/**
 * Whether an item that was closed where it comes from counts as accepted. In a plain git log what its
 * author put in alone waits; with `others` only what somebody else accepted counts.
 */
export function isAccepted(by: AcceptedBy, rule: AcceptedRule, isPlainLog: boolean): boolean {
  if (rule === 'others') return by === 'other' || by === 'customer';
  return !(isPlainLog && by === 'self');
}
