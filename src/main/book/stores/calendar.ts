import type { IsoDay } from '../../../core/calendar.ts';
import { micro, text, word } from '../columns.ts';
import { change, rows, sql, value } from '../statement.ts';

const day = { day: text, kind: word<'holiday' | 'workday'>(), name: text };

/** Days off and on that the week does not tell, and what a year may cost. */
export const calendar = {
  days: rows(day, () => sql`SELECT day, kind, name FROM calendar_day ORDER BY day`),
  set: change(
    (on: IsoDay, kind: string, name: string) => sql`
      INSERT INTO calendar_day (day, kind, name) VALUES (${on}, ${kind}, ${name})
      ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name`,
  ),
  remove: change((on: IsoDay) => sql`DELETE FROM calendar_day WHERE day = ${on}`),
  budget: value(
    micro,
    (year: number) =>
      sql`SELECT amount_micro FROM yearly_budget WHERE year = ${year} ORDER BY id DESC LIMIT 1`,
  ),
  setBudget: change(
    (
      year: number,
      amountMicro: bigint,
      said: { readonly at: string; readonly by: string; readonly why: string },
    ) => sql`
      INSERT INTO yearly_budget (year, amount_micro, at, by_name, why)
      VALUES (${year}, ${amountMicro}, ${said.at}, ${said.by}, ${said.why})`,
  ),
};
