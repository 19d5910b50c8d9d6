import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { ProviderContext } from '../provider.ts';
import { closesFeature } from '../request-failure.ts';
import { endsSync } from '../sync-run.ts';
import { FIRST_REPORT, oldestReportDay, type UserReport, userReport } from './user-report.ts';

/**
 * The usage reports of one sync, each day asked for once: the activity is told by them, and the
 * bill of a month is laid on its days by the credits in them. Where they cannot be had the bill
 * does not wait for them.
 */
export class MonthReports {
  readonly #context: ProviderContext;
  readonly #days = new Map<IsoDay, UserReport>();
  readonly #notReady = new Set<IsoDay>();
  #isOpen = true;

  constructor(context: ProviderContext) {
    this.#context = context;
  }

  /** The users of one day; `null` where the report is not ready. Throws what `userReport` does. */
  async of(day: IsoDay): Promise<UserReport | null> {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    if (this.#notReady.has(day)) return null;
    try {
      const report = await userReport(this.#context, day);
      if (report === null) this.#notReady.add(day);
      else this.#days.set(day, report);
      return report;
    } catch (error) {
      if (closesFeature(error)) this.#isOpen = false;
      throw error;
    }
  }

  /** Reads the days from and to, as far as there are reports of them. */
  async read(from: IsoDay, to: IsoDay): Promise<void> {
    const oldest = [from, FIRST_REPORT, oldestReportDay(this.#context)].sort().at(-1) ?? from;
    const last = addDays(this.#context.today, -1);
    for (let day = oldest; day <= to && day <= last && this.#isOpen; day = addDays(day, 1)) {
      try {
        await this.of(day);
      } catch (error) {
        if (!(error instanceof Failure) || endsSync(error)) throw error;
        this.#isOpen = false;
      }
    }
  }

  /** The credits that each login used in these days, as weights. */
  creditsOf(from: IsoDay, to: IsoDay): Map<string, bigint> {
    const sums = new Map<string, bigint>();
    for (const [day, { entries }] of this.#days)
      if (day >= from && day <= to)
        for (const { user_login: login, ai_credits_used: credits } of entries)
          sums.set(login, (sums.get(login) ?? 0n) + (credits ?? 0n));
    return sums;
  }

  /** The days in which one login used credits, with what to weigh them by. */
  daysOf(login: string, from: IsoDay, to: IsoDay): { day: IsoDay; weight: bigint }[] {
    return [...this.#days]
      .filter(([day]) => day >= from && day <= to)
      .map(([day, { entries }]) => ({
        day,
        weight: entries.reduce(
          (sum, one) => (one.user_login === login ? sum + (one.ai_credits_used ?? 0n) : sum),
          0n,
        ),
      }))
      .filter(({ weight }) => weight > 0n)
      .sort((one, other) => (one.day < other.day ? -1 : 1));
  }
}
