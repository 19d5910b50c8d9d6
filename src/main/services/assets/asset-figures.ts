import type { AssetDoc } from '../../../contract/assets.ts';
import {
  bornePerMonth,
  feltWorth,
  leftOf,
  partOfSpend,
  partOfWork,
} from '../../../core/assets/asset-cost.ts';
import { type IsoDay, type IsoMonth, monthOf, monthRange } from '../../../core/calendar.ts';
import { decimalTimes, type Micro, moneyText, parseDecimal } from '../../../core/money.ts';
import { rateTable } from '../../book/rate-store.ts';
import type { HeldAsset, HeldUse } from '../../book/stores/assets.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { kindWeights, weightIn } from '../output/output-months.ts';
import { type HeldPerson, heldPeople, personShape } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';

/** What is known of assets as of a day: their cost, what is left of it, and what came of them. */
export class AssetFigures {
  readonly reader: SpendReader;
  readonly assets: readonly HeldAsset[];
  readonly #context: Context;
  readonly #asOf: IsoDay;
  readonly #base: string;
  readonly #people: ReadonlyMap<string, HeldPerson>;
  readonly #uses: readonly HeldUse[];
  readonly #hoursPerMonthMilli: bigint;
  readonly #spent = new Map<IsoMonth, ReadonlyMap<number, Micro>>();
  #units: ReadonlyMap<number, number> | null = null;
  #rates: ReturnType<typeof rateTable> | null = null;

  constructor(context: Context, asOf: IsoDay) {
    const { book } = context;
    this.reader = new SpendReader(context);
    this.#context = context;
    this.#asOf = asOf;
    this.#base = baseCurrency(context);
    this.#people = new Map(heldPeople(book).map((one) => [one.email.toLowerCase(), one]));
    this.assets = book.assets.all();
    this.#uses = book.assets.uses().filter(({ day }) => day <= asOf);
    this.#hoursPerMonthMilli = hoursPerMonthMilli(context);
  }

  /** What of a month's spend the maker says went into it, in base currency. */
  madeIn(asset: HeldAsset, month: IsoMonth): Micro {
    if (month < asset.fromMonth || month > asset.toMonth) return 0n;
    const maker = this.personOf(asset.maker);
    const spend = maker === null ? 0n : (this.#spendOf(month).get(maker.id) ?? 0n);
    return partOfSpend(spend, asset.shareMilli);
  }

  /** Its uses in order. */
  usesOf({ id }: HeldAsset): HeldUse[] {
    return this.#uses.filter(({ assetId }) => assetId === id);
  }

  document(asset: HeldAsset): AssetDoc {
    const maker = this.personOf(asset.maker);
    const spend = this.#spendPart(asset);
    const work = this.#workPart(asset, maker);
    const cost = spend + work.micro;
    const uses = this.usesOf(asset);
    const worth = this.#worthOf(uses);
    const money = (micro: Micro) => moneyText(micro, this.#base);
    const now = monthOf(this.#asOf);
    const borne = bornePerMonth(cost, asset).find(({ month }) => month === now);
    return {
      id: asset.id,
      name: asset.name,
      kind: asset.kind,
      maker: maker && personShape(maker),
      email: asset.maker,
      from: asset.fromMonth,
      to: asset.toMonth,
      share: asset.shareMilli / 1000,
      hours: asset.hoursMilli / 1000,
      months: asset.months,
      place: asset.place,
      tool: asset.tool,
      survives: asset.survives,
      retired: asset.retiredDay,
      cost: money(cost),
      spendPart: money(spend),
      left: money(leftOf(cost, asset, this.#asOf)),
      thisMonth: money(borne?.micro ?? 0n),
      missing: work.missing,
      uses: uses.length,
      byOthers: this.byOthers(asset, uses),
      feltMinutes: minutesIn(uses),
      feltWorth: worth.micro === null ? null : money(worth.micro),
      feltWithoutCost: worth.withoutCost,
      units: this.unitsOf(uses),
      lastMinutes: uses.findLast(({ minutes }) => minutes !== null)?.minutes ?? null,
    };
  }

  byOthers({ maker }: HeldAsset, uses: readonly HeldUse[]): number {
    return uses.filter(({ person }) => person.toLowerCase() !== maker.toLowerCase()).length;
  }

  /** Its parts of the accepted items among these uses, in weighted units. */
  unitsOf(uses: readonly HeldUse[]): number {
    this.#units ??= this.#partOfItems();
    const parts = uses.map(({ itemId }) => (itemId === null ? 0 : (this.#units?.get(itemId) ?? 0)));
    return parts.reduce((sum, part) => sum + part, 0);
  }

  personOf(email: string): HeldPerson | null {
    return this.#people.get(email.toLowerCase()) ?? null;
  }

  /** A person's loaded cost of a month in base currency; a word where it is missing. */
  loadedCost(person: HeldPerson | null): Micro | 'loaded-cost' | 'rate' {
    if (!hasLoadedCost(person)) return 'loaded-cost';
    const monthly = person.monthlyCostMicro;
    const currency = person.costCurrency ?? this.#base;
    if (currency === this.#base) return monthly;
    this.#rates ??= rateTable(this.#context.book);
    return this.#rates.convert(monthly, currency, this.#base, this.#asOf) ?? 'rate';
  }

  /** Up to now: what is not over yet has not cost anything. */
  #spendPart(asset: HeldAsset): Micro {
    const now = monthOf(this.#asOf);
    const last = asset.toMonth < now ? asset.toMonth : now;
    if (asset.shareMilli === 0 || asset.fromMonth > last) return 0n;
    return monthRange(asset.fromMonth, last).reduce(
      (sum, month) => sum + this.madeIn(asset, month),
      0n,
    );
  }

  #workPart(
    { hoursMilli }: HeldAsset,
    maker: HeldPerson | null,
  ): { micro: Micro; missing: AssetDoc['missing'] } {
    if (hoursMilli === 0) return { micro: 0n, missing: null };
    const monthly = this.loadedCost(maker);
    if (typeof monthly === 'string') return { micro: 0n, missing: monthly };
    return { micro: partOfWork(hoursMilli, monthly, this.#hoursPerMonthMilli), missing: null };
  }

  #worthOf(uses: readonly HeldUse[]): { micro: Micro | null; withoutCost: number } {
    const minutes = new Map<string, number>();
    for (const use of uses) {
      const person = use.person.toLowerCase();
      minutes.set(person, (minutes.get(person) ?? 0) + (use.minutes ?? 0));
    }
    let micro = 0n;
    let known = 0;
    let withoutCost = 0;
    for (const [email, felt] of minutes) {
      if (felt === 0) continue;
      const monthly = this.loadedCost(this.personOf(email));
      if (typeof monthly === 'string') withoutCost += felt;
      else {
        micro += feltWorth(felt, monthly, this.#hoursPerMonthMilli);
        known += 1;
      }
    }
    return { micro: withoutCost > 0 && known === 0 ? null : micro, withoutCost };
  }

  #spendOf(month: IsoMonth): ReadonlyMap<number, Micro> {
    const known = this.#spent.get(month);
    if (known) return known;
    const sums = new Map<number, Micro>();
    for (const { carrierId, baseMicro } of this.reader.month(month)) {
      if (carrierId !== null) sums.set(carrierId, (sums.get(carrierId) ?? 0n) + baseMicro);
    }
    this.#spent.set(month, sums);
    return sums;
  }

  /** What each asset has of an item that it served: several have equal parts. */
  #partOfItems(): Map<number, number> {
    const { output } = this.#context.book;
    const served = new Map<number, number>();
    for (const { itemId } of this.#uses) {
      if (itemId !== null) served.set(itemId, (served.get(itemId) ?? 0) + 1);
    }
    const weights = kindWeights(this.#context.book);
    return new Map(
      output.servedAndCounting(this.#asOf).map(({ id, month, kind, quantityMilli }) => {
        const { weightMilli } = weightIn(month, weights.get(kind.toLowerCase()));
        return [id, (quantityMilli * weightMilli) / 1e6 / (served.get(id) ?? 1)];
      }),
    );
  }
}

type Costed = HeldPerson & { readonly monthlyCostMicro: Micro };

/** Whether the book knows what a person costs a month. */
export const hasLoadedCost = (person: HeldPerson | null | undefined): person is Costed =>
  (person?.monthlyCostMicro ?? 0n) > 0n;

/** What people believe to have saved among these uses. */
export const minutesIn = (uses: readonly HeldUse[]): number =>
  uses.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);

function hoursPerMonthMilli(context: Context): bigint {
  const said = parseDecimal(settingOf(context, 'assets.hours-per-month'));
  return said === null ? 160_000n : decimalTimes(said, 1000n);
}
