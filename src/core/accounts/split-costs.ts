import type { IsoDay } from '../calendar.ts';
import { allocate, type Micro } from '../money.ts';
import type { ChargeRow } from '../spend/rows.ts';

/** What one identity used on a day, weighed by the list price of its tokens (or by tokens where no price is known). */
export type UseShare = {
  readonly day: IsoDay;
  readonly identity: string;
  readonly model: string | null;
  readonly project: string | null;
  readonly weight: bigint;
};

/**
 * Splits charges that name no identity (Anthropic's cost report knows workspaces, OpenAI's knows
 * keys only for a part) among the identities that used the same thing on the same day, in
 * proportion to the list price of their use; the parts add up to the charge, to the micro.
 * Use is matched from narrow to wide: same model and project, then same model; a charge that names
 * no model (web search, code execution) by its project. A charge that nothing matches stays as it
 * is, without an identity: unassigned spend. Charges that name an identity are not touched.
 */
export function splitCosts(
  charges: readonly ChargeRow[],
  use: readonly UseShare[],
): readonly ChargeRow[] {
  const shares = indexShares(use);
  return charges.flatMap((charge) => {
    if (charge.identity !== null) return [charge];
    const found = matchingShares(charge, shares);
    return found === null ? [charge] : splitCharge(charge, found);
  });
}

type Shares = ReadonlyMap<string, ReadonlyMap<string, bigint>>;

const ANY = '\u0000';
const place = (day: IsoDay, model: string | null, project: string | null): string =>
  JSON.stringify([day, model, project]);

function indexShares(use: readonly UseShare[]): Shares {
  const shares = new Map<string, Map<string, bigint>>();
  const add = (key: string, share: UseShare): void => {
    const of = shares.get(key) ?? new Map<string, bigint>();
    of.set(share.identity, (of.get(share.identity) ?? 0n) + share.weight);
    shares.set(key, of);
  };
  for (const share of use) {
    if (share.weight <= 0n) continue;
    add(place(share.day, share.model, share.project), share);
    add(place(share.day, share.model, ANY), share);
    add(place(share.day, ANY, share.project), share);
  }
  return shares;
}

function matchingShares(charge: ChargeRow, shares: Shares): ReadonlyMap<string, bigint> | null {
  const { day, model, project } = charge;
  const places =
    model === null
      ? [place(day, ANY, project)]
      : [place(day, model, project), place(day, model, ANY)];
  for (const key of places) {
    const found = shares.get(key);
    if (found) return found;
  }
  return null;
}

function splitCharge(charge: ChargeRow, found: ReadonlyMap<string, bigint>): ChargeRow[] {
  const identities = [...found.keys()].sort();
  const weights = identities.map((identity) => found.get(identity) ?? 0n);
  const amounts = allocate(charge.amountMicro, weights);
  const gross: readonly Micro[] | null =
    charge.grossMicro === null ? null : allocate(charge.grossMicro, weights);
  return identities.map((identity, index) => ({
    ...charge,
    identity,
    amountMicro: amounts[index] ?? 0n,
    grossMicro: gross === null ? null : (gross[index] ?? 0n),
  }));
}
