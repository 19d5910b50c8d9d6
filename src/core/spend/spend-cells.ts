import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import { type Assignment, type Part, partsOn, splitOver } from './attribution.ts';

export const CHARGE_SOURCES = [
  'usage',
  'cost-report',
  'subscription',
  'invoice-variance',
  'claim',
  'manual',
] as const;
export type ChargeSource = (typeof CHARGE_SOURCES)[number];

/** Why nobody carries a cell's spend. */
export type UnassignedCause = 'identity' | 'no-identity' | 'spare-licence' | 'unknown-person';

export type TokenCounts = {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly requests: number;
};

/** A sum of equal charges before it is known who carries it. */
export type Spend = TokenCounts & {
  readonly month: IsoMonth;
  /** The day of its first charge; with `isDaily`, of all of them. */
  readonly day: IsoDay;
  readonly source: ChargeSource;
  readonly identityId: number | null;
  /** Who carries it, where the charge itself says so (a subscription, a claim). */
  readonly personId: number | null;
  readonly identity: string | null;
  readonly account: string | null;
  readonly tool: string | null;
  readonly model: string | null;
  readonly project: string | null;
  readonly currency: string;
  readonly amountMicro: Micro;
  /** In base currency, of what has a rate. */
  readonly baseMicro: Micro;
  readonly listMicro: Micro | null;
  readonly unpriced: number;
  /** Rows that a plan or a report pays for and whose worth is not known: `listMicro` is then at least. */
  readonly unvalued?: number;
  /** Rows priced as short requests without having stated it. */
  readonly lengthUnstated?: number;
  readonly searches?: number;
  /** Of the provider's own unit, in millionths. */
  readonly creditsMicro?: bigint;
  /** Charges without a rate, and their amount in `currency`; they are in `amountMicro`, not in `baseMicro`. */
  readonly waiting: number;
  readonly waitingMicro: Micro;
  readonly cause: UnassignedCause | null;
  /** What a charge that stands on its own says of itself. */
  readonly description?: string | null;
  readonly reference?: string | null;
};

/**
 * The smallest amount that every screen and export adds up: a month's sum of one person, identity,
 * tool, model, project and source. Because all of them add the same cells, Σ seats + Σ unassigned =
 * Σ charges, to the micro.
 */
export type SpendCell = Spend & { readonly carrierId: number | null };

/** Splits spends over the persons who carry them on their day. */
export function spendCells(
  spends: readonly Spend[],
  assignments: ReadonlyMap<number, readonly Assignment[]>,
): SpendCell[] {
  return spends.flatMap((spend) => {
    if (spend.personId !== null) return [{ ...spend, carrierId: spend.personId }];
    const held = spend.identityId === null ? [] : (assignments.get(spend.identityId) ?? []);
    const parts = partsOn(spend.day, held);
    const only = parts.length === 1 ? parts[0] : undefined;
    if (only) return [carried(spend, only.personId)];
    return split(spend, parts);
  });
}

function carried(spend: Spend, carrierId: number | null): SpendCell {
  if (carrierId !== null) return { ...spend, carrierId, cause: null };
  const cause =
    spend.cause ?? (spend.identity === null || spend.identity === '' ? 'no-identity' : 'identity');
  return { ...spend, carrierId, cause };
}

function split(spend: Spend, parts: readonly Part[]): SpendCell[] {
  const micro = (total: Micro): bigint[] => splitOver(total, parts);
  const count = (total: number): number[] => splitOver(BigInt(total), parts).map(Number);
  const amounts = micro(spend.amountMicro);
  const bases = micro(spend.baseMicro);
  const lists = spend.listMicro === null ? null : micro(spend.listMicro);
  const waits = micro(spend.waitingMicro);
  const input = count(spend.inputTokens);
  const output = count(spend.outputTokens);
  const reads = count(spend.cacheReadTokens);
  const writes = count(spend.cacheWriteTokens);
  const hours = count(spend.cacheWrite1hTokens);
  const requests = count(spend.requests);
  const searches = count(spend.searches ?? 0);
  const credits = micro(spend.creditsMicro ?? 0n);
  return parts.map((part, index) =>
    carried(
      {
        ...spend,
        amountMicro: amounts[index] ?? 0n,
        baseMicro: bases[index] ?? 0n,
        listMicro: lists && (lists[index] ?? 0n),
        waitingMicro: waits[index] ?? 0n,
        inputTokens: input[index] ?? 0,
        outputTokens: output[index] ?? 0,
        cacheReadTokens: reads[index] ?? 0,
        cacheWriteTokens: writes[index] ?? 0,
        cacheWrite1hTokens: hours[index] ?? 0,
        requests: requests[index] ?? 0,
        searches: searches[index] ?? 0,
        creditsMicro: credits[index] ?? 0n,
        unvalued: index === 0 ? (spend.unvalued ?? 0) : 0,
        lengthUnstated: index === 0 ? (spend.lengthUnstated ?? 0) : 0,
        unpriced: index === 0 ? spend.unpriced : 0,
        waiting: index === 0 ? spend.waiting : 0,
      },
      part.personId,
    ),
  );
}

/** The sum of the cells in base currency. */
export function sumBase(cells: Iterable<{ readonly baseMicro: Micro }>): Micro {
  let sum = 0n;
  for (const cell of cells) sum += cell.baseMicro;
  return sum;
}
