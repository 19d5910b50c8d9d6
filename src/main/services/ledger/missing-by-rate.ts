import type { MissingTaxAccountDoc } from '../../../contract/ledger.ts';
import type { Unbooked } from '../../../core/ledger/missing-tax-accounts.ts';

/** What waits for a tax account, by the account that it waits for. */
export function missingByRate(unbooked: readonly Unbooked[]): MissingTaxAccountDoc[] {
  const found = new Map<string, MissingTaxAccountDoc>();
  for (const { name, missing } of unbooked) {
    for (const { role, setting, rate } of missing) {
      const key = `${role} ${rate}`;
      const held = found.get(key) ?? { role, setting, rate, documents: [] };
      if (!held.documents.includes(name)) held.documents.push(name);
      found.set(key, held);
    }
  }
  return [...found.values()];
}
