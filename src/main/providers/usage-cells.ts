import { z } from 'zod';
import type { IsoDay } from '../../core/calendar.ts';
import { divideHalfEven } from '../../core/money.ts';
import { PLAIN_TIER, type PriceTier, readTier, tierText } from '../../core/spend/price-tier.ts';
import { USAGE_COUNTS, type UsageRow } from '../../core/spend/rows.ts';

/** What a cell is known by. */
export type CellPlace = {
  readonly day: IsoDay;
  readonly identity: string | null;
  readonly model: string | null;
  readonly project: string | null;
  readonly description: string | null;
  /** How the tokens were asked for; left out: as usual. */
  readonly tier?: PriceTier;
};

export type CellSum = {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly cacheWrite1hTokens?: number;
  readonly requests?: number;
  readonly searches?: number;
  readonly costPico?: bigint | null;
  readonly grossPico?: bigint | null;
  /** In the provider's own unit, in millionths. */
  readonly creditsMicro?: bigint | null;
};

/** Sums are kept in millionths of a micro-unit and rounded once, where the row is made. */
export const PICO_PER_MICRO = 1_000_000n;
const micro = (pico: bigint | null): bigint | null =>
  pico === null ? null : divideHalfEven(pico, PICO_PER_MICRO);

type Cell = {
  place: CellPlace;
  counts: number[];
  cost: bigint | null;
  gross: bigint | null;
  credits: bigint | null;
};

const text = z.string().nullable();
const storedCells = z.array(
  // Released versions wrote no tier and no credits.
  z.tuple([
    z.string(),
    text,
    text,
    text,
    text,
    z.array(z.number()),
    text,
    text,
    z.string().optional(),
    text.optional(),
  ]),
);

const plus = (sum: bigint | null, more: bigint | null | undefined): bigint | null =>
  more === null || more === undefined ? sum : (sum ?? 0n) + more;

/**
 * Sums of single events, or of pages that cut through days, by day, identity, model, project and
 * description. They are written into the cursor between pages, so that a sync goes on from any page
 * while a day reaches the book only as a whole.
 */
export class UsageCells {
  readonly #cells = new Map<string, Cell>();

  static from(stored: unknown): UsageCells {
    const cells = new UsageCells();
    for (const [
      day,
      identity,
      model,
      project,
      description,
      counts,
      cost,
      gross,
      tier = '',
      credits = null,
    ] of storedCells.parse(stored)) {
      const cell = cells.#at({ day, identity, model, project, description, tier: readTier(tier) });
      cell.counts = USAGE_COUNTS.map((_name, index) => counts[index] ?? 0);
      cell.cost = cost === null ? null : BigInt(cost);
      cell.gross = gross === null ? null : BigInt(gross);
      cell.credits = credits === null ? null : BigInt(credits);
    }
    return cells;
  }

  get size(): number {
    return this.#cells.size;
  }

  #at(place: CellPlace): Cell {
    const key = JSON.stringify([
      place.day,
      place.identity,
      place.model,
      place.project,
      place.description,
      tierText(place.tier ?? PLAIN_TIER),
    ]);
    const found = this.#cells.get(key);
    if (found) return found;
    const counts = USAGE_COUNTS.map(() => 0);
    const cell: Cell = { place, counts, cost: null, gross: null, credits: null };
    this.#cells.set(key, cell);
    return cell;
  }

  add(place: CellPlace, sum: CellSum): void {
    const cell = this.#at(place);
    USAGE_COUNTS.forEach((name, index) => {
      cell.counts[index] = (cell.counts[index] ?? 0) + (sum[name] ?? 0);
    });
    cell.cost = plus(cell.cost, sum.costPico);
    cell.gross = plus(cell.gross, sum.grossPico);
    cell.credits = plus(cell.credits, sum.creditsMicro);
  }

  /** The cells as usage rows, in the order in which they first came. */
  rows(tool: string, currency: string): UsageRow[] {
    return [...this.#cells.values()].map(({ place, counts, cost, gross, credits }, index) => {
      const [
        input = 0,
        output = 0,
        cacheRead = 0,
        cacheWrite = 0,
        cacheWrite1h = 0,
        requests = 0,
        searches = 0,
      ] = counts;
      return {
        kind: 'usage',
        line: index + 1,
        ...place,
        tool,
        nativeId: null,
        inputTokens: input,
        outputTokens: output,
        cacheReadTokens: cacheRead,
        cacheWriteTokens: cacheWrite,
        cacheWrite1hTokens: cacheWrite1h,
        requests,
        ...(searches > 0 ? { searches } : {}),
        ...(credits === null ? {} : { creditsMicro: credits }),
        costMicro: micro(cost),
        grossMicro: micro(gross),
        currency: cost === null && gross === null ? null : currency,
      };
    });
  }

  /** For the cursor. */
  stored(): z.infer<typeof storedCells> {
    return [...this.#cells.values()].map(({ place, counts, cost, gross, credits }) => [
      place.day,
      place.identity,
      place.model,
      place.project,
      place.description,
      counts,
      cost?.toString() ?? null,
      gross?.toString() ?? null,
      tierText(place.tier ?? PLAIN_TIER),
      credits?.toString() ?? null,
    ]);
  }
}
