import {
  findTaxAccount,
  isSameRate,
  type LedgerRules,
  TAX_SETTINGS,
  type TaxRole,
} from './ledger-rules.ts';
import type { TaxLine } from './tax-line.ts';

/** A rate of tax that the chart has no ledger account for, and the setting that would name it. */
export type MissingTaxAccount = {
  readonly role: TaxRole;
  readonly setting: string;
  readonly rate: string;
};

/** An invoice that stays out of the books until its tax has a ledger account, or a claim's line whose tax does. */
export type Unbooked = {
  /** The document's id, or the claim line's reference (`C7/1`). */
  readonly id: string;
  readonly isClaim: boolean;
  readonly name: string;
  readonly missing: readonly MissingTaxAccount[];
};

/** The tax accounts that a document's entry needs and the chart does not name; none where it can be booked. */
export function missingTaxAccounts(
  { taxLines }: { readonly taxLines: readonly TaxLine[] },
  taxAccounts: LedgerRules['taxAccounts'],
): MissingTaxAccount[] {
  return taxLines.flatMap(({ kind, rate, netMicro, taxMicro, recoverable }) => {
    const isOwed = kind === 'reverse-charge' && netMicro !== 0n && !isSameRate(rate, '0');
    const isBack =
      (isOwed || taxMicro !== 0n) && kind !== 'not-recoverable' && !isSameRate(recoverable, '0');
    const roles: TaxRole[] = [];
    if (isBack) roles.push(isOwed ? 'reverse-charge-in' : 'input-tax');
    if (isOwed) roles.push('reverse-charge-out');
    return roles
      .filter((role) => findTaxAccount(taxAccounts[role], rate) === null)
      .map((role) => ({ role, setting: TAX_SETTINGS[role], rate }));
  });
}
