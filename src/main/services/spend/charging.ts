import type { IsoDay } from '../../../core/calendar.ts';
import { type Decimal, divideHalfEven, type Micro, parseDecimal } from '../../../core/money.ts';
import type { RateTable } from '../../../core/rates.ts';
import type { Book } from '../../book/book.ts';
import { rateTable } from '../../book/rate-store.ts';
import { baseCurrency, type Context } from '../context.ts';
import {
  type ListPrices,
  listPrices,
  type Quote,
  type UsageToPrice,
} from '../rates/list-prices.ts';

/** How a usage row is charged (RULES.md, What is charged). */
export type UsageState = 'cost' | 'list' | 'plan' | 'report' | 'unpriced';

export type UsageCharge = {
  readonly state: UsageState;
  readonly chargeMicro: Micro | null;
  readonly currency: string;
  readonly baseMicro: Micro | null;
  /** What it is worth by the price list, or by the provider's own gross amount, USD; `null` where neither tells. */
  readonly listMicro: Micro | null;
  /** Priced as short requests without having stated it. */
  readonly isLengthUnstated: boolean;
};

/** Credits of the source's own unit, in millionths. */
type CreditsUsed = {
  readonly sourceId: number;
  readonly costMicro: Micro | null;
  readonly creditsMicro: bigint;
};

export type UsageToCharge = UsageToPrice & {
  readonly creditsMicro: bigint;
  readonly day: IsoDay;
  readonly model: string | null;
  readonly costMicro: Micro | null;
  readonly grossMicro: Micro | null;
  readonly costCurrency: string | null;
};

/** Where a usage row stands: whether a plan covers it, whether a cost report speaks for its day. */
export type UsageStanding = { readonly isCovered: boolean; readonly isReported: boolean };

/** What API value is reckoned in. */
const LIST_CURRENCY = 'USD';

/** What a credit of each source costs, in force from a day on; sources without a line have no credits to pay. */
type CreditPrices = ReadonlyMap<number, readonly CreditPrice[]>;
type CreditPrice = { readonly from: IsoDay; readonly price: Decimal; readonly currency: string };

/** Works out charges from the prices and rates that stand in the book when it is made. */
export class Charging {
  readonly base: string;
  readonly rates: RateTable;
  readonly prices: ListPrices;
  readonly #book: Book;
  #creditPrices: CreditPrices;

  constructor(context: Context) {
    this.base = baseCurrency(context);
    this.rates = rateTable(context.book);
    this.prices = listPrices(context);
    this.#book = context.book;
    this.#creditPrices = creditPrices(context.book);
  }

  /** From now on the credits of a source are money. */
  payByCredit(sourceId: number): void {
    if (this.#creditPrices.has(sourceId)) return;
    this.#book.credits.addSource(sourceId);
    this.#creditPrices = creditPrices(this.#book);
  }

  /** Whether a row is paid by the credit, whatever plan its person holds. */
  paysByCredit({ sourceId, costMicro, creditsMicro }: CreditsUsed): boolean {
    return costMicro === null && creditsMicro !== 0n && this.#creditPrices.has(sourceId);
  }

  /** What credits cost on a day by the price that was agreed; `null` while none is known. */
  #creditCost(
    { sourceId, creditsMicro }: CreditsUsed,
    day: IsoDay,
  ): { readonly micro: Micro; readonly currency: string } | null {
    const agreed = this.#creditPrices.get(sourceId)?.findLast(({ from }) => from <= day);
    if (agreed === undefined) return null;
    const { digits, scale } = agreed.price;
    const micro = divideHalfEven(creditsMicro * digits, 10n ** BigInt(scale));
    return { micro, currency: agreed.currency };
  }

  usage(row: UsageToCharge, standing: UsageStanding): UsageCharge {
    if (this.paysByCredit(row)) return this.#byCredit(row);
    const quote = this.prices.quote(row.model, row.day, row);
    const state = stateOf(row, standing, quote.micro);
    const currency = state === 'cost' ? (row.costCurrency ?? this.base) : quote.currency;
    const chargeMicro = state === 'cost' ? row.costMicro : state === 'list' ? quote.micro : null;
    const baseMicro =
      chargeMicro === null ? null : this.rates.convert(chargeMicro, currency, this.base, row.day);
    return {
      state,
      chargeMicro,
      currency,
      baseMicro,
      listMicro: this.#grossOf(row) ?? this.#inListCurrency(quote, row.day),
      isLengthUnstated: quote.isLengthUnstated && state !== 'cost',
    };
  }

  #byCredit(row: UsageToCharge): UsageCharge {
    const cost = this.#creditCost(row, row.day);
    const currency = cost?.currency ?? LIST_CURRENCY;
    return {
      state: cost === null ? 'unpriced' : 'cost',
      chargeMicro: cost?.micro ?? null,
      currency,
      baseMicro:
        cost === null ? null : this.rates.convert(cost.micro, currency, this.base, row.day),
      listMicro: null,
      isLengthUnstated: false,
    };
  }

  /** By the day's rate, where a model is sold in another currency. */
  #inListCurrency({ micro, currency }: Quote, day: IsoDay): Micro | null {
    if (micro === null || currency === LIST_CURRENCY) return micro;
    return this.rates.convert(micro, currency, LIST_CURRENCY, day);
  }

  /** What the provider itself says the use is worth before what a plan or a pool pays of it. */
  #grossOf(row: UsageToCharge): Micro | null {
    if (row.grossMicro === null) return null;
    const currency = row.costCurrency ?? this.base;
    return this.rates.convert(row.grossMicro, currency, LIST_CURRENCY, row.day);
  }

  /** An amount in base currency on its day; `null` while a rate is missing. */
  inBase(micro: Micro, currency: string, day: IsoDay): Micro | null {
    return this.rates.convert(micro, currency, this.base, day);
  }
}

function stateOf(row: UsageToCharge, standing: UsageStanding, listMicro: Micro | null): UsageState {
  if (standing.isCovered) return 'plan';
  if (row.costMicro !== null) return 'cost';
  if (standing.isReported) return 'report';
  return listMicro === null ? 'unpriced' : 'list';
}

function creditPrices(book: Book): CreditPrices {
  const prices = new Map<number, CreditPrice[]>(book.credits.sources().map((id) => [id, []]));
  for (const { sourceId, from, price, currency } of book.credits.prices()) {
    const agreed = parseDecimal(price);
    if (agreed !== null) prices.get(sourceId)?.push({ from, price: agreed, currency });
  }
  return prices;
}
