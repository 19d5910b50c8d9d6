import type { VerdictDoc, verdictMonth } from '../../contract/month.ts';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import type { MoneyShape } from '../../contract/shapes.ts';
import { addMonths, type IsoMonth, monthOf, monthRange } from '../../core/calendar.ts';
import { MICRO, type Micro, moneyText } from '../../core/money.ts';
import { marginalReturn } from '../../core/output/marginal-return.ts';
import { sumBase } from '../../core/spend/spend-cells.ts';
import type { Range, Valuation } from '../../core/verdict/company-verdicts.ts';
import type { MonthVerdict } from '../../core/verdict/month-verdicts.ts';
import { closedVerdicts } from './close/frozen-month.ts';
import { baseCurrency, type Context, settingOf } from './context.ts';
import { firstSeatMonth, type MonthVerdicts, monthVerdictsOf } from './month-verdicts.ts';
import { type HeldPerson, personByEmail, personShape } from './people.ts';
import { SpendReader } from './spend.ts';

const HISTORY_MONTHS = 18;

/** The verdict of every seat, by name; `person` picks from the list and never changes the pooling. */
export function showVerdicts(
  context: Context,
  input: InputOf<typeof verdictMonth>,
): OutputOf<typeof verdictMonth> {
  return (
    closedVerdicts(context.book, input) ?? liveVerdicts(context, input, input.person !== undefined)
  );
}

/** The verdicts as the book tells them now, whether the month is closed or not. */
export function liveVerdicts(
  context: Context,
  { month, person, window }: InputOf<typeof verdictMonth>,
  withHistory: boolean,
): OutputOf<typeof verdictMonth> {
  const currency = baseCurrency(context);
  const reader = new SpendReader(context);
  const verdicts = monthVerdictsOf(context, reader, month, window);
  const only = person === undefined ? null : personByEmail(context.book, person).id;
  const carriers = new Set(reader.month(month).map((cell) => cell.carrierId));
  const listed = verdicts.people.filter(
    (one) =>
      verdicts.byPerson.has(one.id) && (carriers.has(one.id) || verdicts.spendMicro.has(one.id)),
  );
  const { company, controls } = verdicts.result;
  const maker = new VerdictDocs(context, reader, verdicts, month, currency);
  return {
    month,
    currency,
    verdicts: listed
      .filter((one) => only === null || one.id === only)
      .map((one) => maker.document(one, withHistory)),
    company: {
      uplift: company.median,
      low80: company.low80,
      high80: company.high80,
      noEffectShare: company.noEffectShare,
      controls,
      window: verdicts.result.window,
    },
  };
}

class VerdictDocs {
  readonly #context: Context;
  readonly #reader: SpendReader;
  readonly #verdicts: MonthVerdicts;
  readonly #month: IsoMonth;
  readonly #currency: string;

  constructor(
    context: Context,
    reader: SpendReader,
    verdicts: MonthVerdicts,
    month: IsoMonth,
    currency: string,
  ) {
    this.#context = context;
    this.#reader = reader;
    this.#verdicts = verdicts;
    this.#month = month;
    this.#currency = currency;
  }

  document(person: HeldPerson, withHistory: boolean): VerdictDoc {
    const seat = this.#verdicts.byPerson.get(person.id);
    if (!seat) throw new Error(`No verdict was worked out for person ${person.id}.`);
    const { evidence, result } = seat;
    const uplift = settingOf(this.#context, 'verdict.required-uplift');
    const history = withHistory ? this.#history(person, seat) : [];
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
      marginalReturn: marginalReturnOf(history),
      history,
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

  /** A figure of the statistics as money: an estimate, rounded to the micro where it leaves the rules. */
  #units(units: number): MoneyShape {
    return moneyText(BigInt(Math.round(units * Number(MICRO))), this.#currency);
  }

  #advice(seat: MonthVerdict): VerdictDoc['advice'] {
    const { advice } = seat;
    const money = (units: number): MoneyShape => this.#units(Math.round(units * 100) / 100);
    const amount = advice.code === 'trim' ? money(advice.to) : null;
    const excess = advice.code === 'trim' ? money(advice.excess) : null;
    return { code: advice.code, text: adviceText(seat, amount, excess), amount, excess };
  }

  /** Month by month, and what each month counts as. */
  #history(person: HeldPerson, seat: MonthVerdict): VerdictDoc['history'] {
    const since = this.#verdicts.firstCharge.get(person.id);
    const seatFrom = since === undefined ? null : firstSeatMonth(since);
    const months = monthRange(addMonths(this.#month, 1 - HISTORY_MONTHS), this.#month);
    return months.map((month) => {
      const mine = this.#reader.month(month).filter((cell) => cell.carrierId === person.id);
      const isBefore = since !== undefined && month < monthOf(since);
      const part = seat.windowMonths.includes(month)
        ? 'window'
        : isBefore && seat.baselineMonths.includes(month)
          ? 'baseline'
          : seatFrom !== null && month >= seatFrom
            ? 'seat'
            : 'left-out';
      return {
        month,
        ...this.#verdicts.outputOf(person.id, month),
        spend: moneyText(sumBase(mine), this.#currency),
        part,
      };
    });
  }
}

/** How output went with spend in the months of the seat, where that can be told. */
function marginalReturnOf(history: VerdictDoc['history']): VerdictDoc['marginalReturn'] {
  const months = history
    .filter((row) => row.part === 'seat' || row.part === 'window')
    .map((row) => ({ spend: Number(row.spend.amount), units: row.units }));
  const found = marginalReturn([months]);
  if (!found.isKnown) return null;
  const { slope, low80, high80, tenTimes } = found;
  return { slope, low80, high80, tenTimes, months: found.months };
}

const MISSING_TEXT = {
  window: 'Wait for a whole month',
  baseline: 'State a baseline',
  spend: 'Nothing to decide',
  rate: 'Add the missing rates',
  output: 'Log output',
  'loaded-cost': 'Enter the monthly cost',
} as const;

/** The next step in English words; the window says the same from its catalogues. */
function adviceText(
  { advice, missing, result }: MonthVerdict,
  amount: MoneyShape | null,
  excess: MoneyShape | null,
): string {
  const { code } = advice;
  if (code === 'log-output') return MISSING_TEXT[missing[0] ?? 'output'];
  if (code === 'trim' && amount && excess) {
    return `Trim to ${amount.amount} ${amount.currency} a month: the last ${excess.amount} ${excess.currency} bought nothing measurable`;
  }
  if (result?.verdict === 'undecided') {
    const months = result.moreMonths;
    if (months === null) return 'Will not be decided at this size: talk first';
    return months === 1 ? '1 more month would tell' : `${months} more months would tell`;
  }
  return code === 'keep' ? 'Keep' : code === 'raise' ? 'Raise' : 'Talk first';
}
