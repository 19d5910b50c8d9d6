import type { VerdictDoc } from '../../../contract/month.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import type { Range } from '../../../core/verdict/company-verdicts.ts';
import type { MonthVerdict } from '../../../core/verdict/month-verdicts.ts';
import type { Valuation } from '../../../core/verdict/seat-evidence.ts';
import { explainSeat } from '../../../core/verdict/seat-explained.ts';
import { type Context, settingOf } from '../context.ts';
import { type HeldPerson, personShape } from '../people/people.ts';
import { estimate } from './estimate.ts';
import type { MonthVerdicts } from './month-verdicts.ts';
import { nextStepText } from './next-step-text.ts';
import type { SeatHistories } from './seat-histories.ts';

/** Makes the document of each seat's verdict; in parts that can be followed where that is asked for. */
export class VerdictDocs {
  readonly #context: Context;
  readonly #verdicts: MonthVerdicts;
  readonly #histories: SeatHistories | null;
  readonly #currency: string;
  readonly #isInParts: boolean;

  constructor(
    context: Context,
    verdicts: MonthVerdicts,
    histories: SeatHistories | null,
    currency: string,
    isInParts: boolean,
  ) {
    this.#context = context;
    this.#verdicts = verdicts;
    this.#histories = histories;
    this.#currency = currency;
    this.#isInParts = isInParts;
  }

  document(person: HeldPerson): VerdictDoc {
    const seat = this.#verdicts.byPerson.get(person.id);
    if (!seat) throw new Error(`No verdict was worked out for person ${person.id}.`);
    const { evidence, result } = seat;
    const uplift = settingOf(this.#context, 'verdict.required-uplift');
    return {
      person: personShape(person),
      window: seat.window,
      spend: moneyText(this.#windowSpend(person.id, seat), this.#currency),
      waitsForRate: seat.waitsForRate,
      baseline: seat.baseline,
      y0: evidence?.y0 ?? null,
      t0: evidence?.t0 ?? null,
      y1: evidence?.y1 ?? null,
      t1: evidence?.t1 ?? null,
      phi: evidence?.phi ?? null,
      valuation: evidence && this.#valuation(evidence.valuation),
      provisional: seat.baseline.kind === 'stated',
      requiredReturn: Number(settingOf(this.#context, 'verdict.required-return')),
      requiredUplift: uplift === 'none' ? null : Number(uplift),
      p: seat.p,
      verdict: seat.verdict,
      lean: seat.lean,
      expectedNet: result && this.#units(result.expectedNet),
      worthKnowing: result && this.#units(result.worthKnowing),
      beyondGrid: result?.beyondGrid ?? null,
      value: result && this.#range(result.value),
      uplift: result?.uplift.median ?? null,
      upliftLow80: result?.uplift.low80 ?? null,
      upliftHigh80: result?.uplift.high80 ?? null,
      costPerExtraUnit:
        result && result.extraUnits > 1e-9 ? this.#units(seat.spend / result.extraUnits) : null,
      felt: { hours: seat.feltMinutes === null ? null : seat.feltMinutes / 60 },
      reopenedShare: seat.reopenedShare,
      missing: [...seat.missing],
      advice: this.#advice(seat),
      monthsToDecide: result?.moreMonths ?? null,
      seatSince: this.#verdicts.firstCharge.get(person.id) ?? null,
      marginalReturn: this.#histories?.returnOf(person.id) ?? null,
      explained: this.#isInParts ? this.#explained(seat) : null,
      history: this.#isInParts ? (this.#histories?.of(person.id) ?? []) : [],
    };
  }

  #windowSpend(personId: number, seat: MonthVerdict): Micro {
    const mine = this.#verdicts.spendMicro.get(personId);
    return seat.windowMonths.reduce((sum, month) => sum + (mine?.get(month) ?? 0n), 0n);
  }

  #valuation(valuation: Valuation): VerdictDoc['valuation'] {
    return valuation.by === 'unit'
      ? { by: 'unit', perUnit: this.#units(valuation.perUnit) }
      : { by: 'loaded-cost', monthly: this.#units(valuation.monthly) };
  }

  #range({ low80, median, high80 }: Range): NonNullable<VerdictDoc['value']> {
    return {
      low80: this.#units(low80),
      median: this.#units(median),
      high80: this.#units(high80),
    };
  }

  #explained({ evidence, result }: MonthVerdict): VerdictDoc['explained'] {
    if (!evidence || !result) return null;
    const found = explainSeat(evidence, this.#verdicts.result.experience);
    const { spend, units } = found.turn;
    return {
      seatPhi: found.seatPhi,
      byChance: found.byChance,
      neededUplift: found.neededUplift,
      belief: {
        points: found.belief.points.map(({ worth, ...point }) => ({
          worth: this.#units(worth),
          ...point,
        })),
        noEffect: found.belief.noEffect,
      },
      turn: { units, spend: spend === null ? null : this.#units(spend) },
      trialTasks: result.verdict === 'undecided' ? found.trialTasks : null,
    };
  }

  #units(units: number): MoneyShape {
    return estimate(units, this.#currency);
  }

  #advice(seat: MonthVerdict): VerdictDoc['advice'] {
    const { advice } = seat;
    const money = (units: number): MoneyShape => this.#units(Math.round(units * 100) / 100);
    const amount = advice.code === 'trim' ? money(advice.to) : null;
    const excess = advice.code === 'trim' ? money(advice.excess) : null;
    const text = nextStepText(seat, amount, excess, this.#currency);
    return { code: advice.code, text, amount, excess };
  }
}
