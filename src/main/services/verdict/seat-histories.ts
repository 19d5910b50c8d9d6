import type { MarginalReturnDoc, VerdictDoc, verdictMonth } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { addMonths, type IsoMonth, monthOf, monthRange } from '../../../core/calendar.ts';
import { moneyText, unitsForStatistics } from '../../../core/money.ts';
import { marginalReturn, type SpendAndOutput } from '../../../core/output/marginal-return.ts';
import { firstSeatMonth } from '../../../core/verdict/judged-window.ts';
import { alphabetical } from '../spend/cell-sums.ts';
import type { SpendReader } from '../spend/spend-reader.ts';
import { type MonthVerdicts, spendByPerson } from './month-verdicts.ts';

const HISTORY_MONTHS = 18;

/** Spend and output of everybody's last 18 months, and what each month counts as. */
export class SeatHistories {
  readonly #verdicts: MonthVerdicts;
  readonly #months: readonly IsoMonth[];
  readonly #spend: ReturnType<typeof spendByPerson>;
  readonly #currency: string;

  constructor(reader: SpendReader, verdicts: MonthVerdicts, month: IsoMonth, currency: string) {
    this.#verdicts = verdicts;
    this.#months = monthRange(addMonths(month, 1 - HISTORY_MONTHS), month);
    this.#spend = spendByPerson(reader, this.#months);
    this.#currency = currency;
  }

  of(personId: number): VerdictDoc['history'] {
    return this.#months.map((month) => ({
      month,
      ...this.#verdicts.outputOf(personId, month),
      spend: moneyText(this.#spend.get(personId)?.get(month) ?? 0n, this.#currency),
      part: this.#part(personId, month),
    }));
  }

  /** How output went with spend in the months of one seat; `null` where it cannot be told. */
  returnOf(personId: number): MarginalReturnDoc | null {
    return returnDoc([this.#seatMonths(personId)]);
  }

  /** The same of all seats of a role together, each with a level of its own; by the role's name. */
  returnsByRole(): OutputOf<typeof verdictMonth>['roles'] {
    const roles = new Map<string | null, SpendAndOutput[][]>();
    for (const { id, role } of this.#holders()) {
      roles.set(role, [...(roles.get(role) ?? []), this.#seatMonths(id)]);
    }
    return [...roles]
      .sort(([a], [b]) => alphabetical(a, b))
      .map(([role, months]) => ({ role, marginalReturn: returnDoc(months) }));
  }

  returnOfAll(): MarginalReturnDoc | null {
    return returnDoc(this.#holders().map(({ id }) => this.#seatMonths(id)));
  }

  #holders(): MonthVerdicts['people'] {
    return this.#verdicts.people.filter(({ id }) => this.#verdicts.byPerson.has(id));
  }

  #seatMonths(personId: number): SpendAndOutput[] {
    return this.#months.flatMap((month) => {
      const part = this.#part(personId, month);
      if (part !== 'seat' && part !== 'window') return [];
      const spend = this.#spend.get(personId)?.get(month) ?? 0n;
      const { units } = this.#verdicts.outputOf(personId, month);
      return { spend: unitsForStatistics(spend), units };
    });
  }

  #part(personId: number, month: IsoMonth): VerdictDoc['history'][number]['part'] {
    const seat = this.#verdicts.byPerson.get(personId);
    const since = this.#verdicts.firstCharge.get(personId);
    if (seat?.windowMonths.includes(month)) return 'window';
    if (since === undefined) return 'left-out';
    if (month < monthOf(since) && seat?.baselineMonths.includes(month)) return 'baseline';
    return month >= firstSeatMonth(since) ? 'seat' : 'left-out';
  }
}

function returnDoc(people: readonly (readonly SpendAndOutput[])[]): MarginalReturnDoc | null {
  const found = marginalReturn(people);
  if (!found.isKnown) return null;
  const { slope, low80, high80, tenTimes, months } = found;
  return { slope, low80, high80, tenTimes, months };
}
