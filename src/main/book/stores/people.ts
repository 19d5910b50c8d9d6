import { flag, micro, optional, type RowOf, text, whole } from '../columns.ts';
import { change, rows, sole, sql, value, values } from '../statement.ts';

const person = {
  id: whole,
  name: text,
  email: text,
  role: optional(text),
  team: optional(text),
  startDay: optional(text),
  endDay: optional(text),
  monthlyCostMicro: optional(micro),
  costCurrency: optional(text),
};

export type HeldPerson = RowOf<typeof person>;
type NewPerson = Omit<HeldPerson, 'id'>;

/** Everyone who works or worked here. */
export const people = {
  all: rows(
    person,
    () => sql`
      SELECT id, name, email, role, team, start_day AS startDay, end_day AS endDay,
        monthly_cost_micro AS monthlyCostMicro, cost_currency AS costCurrency FROM person`,
  ),
  count: sole(whole, () => sql`SELECT count(*) FROM person`),
  /** The pseudonyms of those who were erased. */
  erased: values(text, () => sql`SELECT email FROM person WHERE erased_at IS NOT NULL`),
  idOf: value(whole, (email: string) => sql`SELECT id FROM person WHERE email = ${email}`),
  nameOf: value(text, (email: string) => sql`SELECT name FROM person WHERE email = ${email}`),
  /** Whether a claim or a charge names the person. */
  isCharged: sole(
    flag,
    (id: number) => sql`
      SELECT EXISTS (SELECT 1 FROM claim WHERE person_id = ${id})
        OR EXISTS (SELECT 1 FROM charge WHERE person_id = ${id})`,
  ),
  add: change(
    (one: NewPerson) => sql`
      INSERT INTO person (name, email, role, team, start_day, end_day, monthly_cost_micro, cost_currency)
      VALUES (${one.name}, ${one.email}, ${one.role}, ${one.team}, ${one.startDay}, ${one.endDay},
        ${one.monthlyCostMicro}, ${one.costCurrency})`,
  ),
  change: change(
    (id: number, one: NewPerson) => sql`
      UPDATE person SET name = ${one.name}, email = ${one.email}, role = ${one.role}, team = ${one.team},
        start_day = ${one.startDay}, end_day = ${one.endDay}, monthly_cost_micro = ${one.monthlyCostMicro},
        cost_currency = ${one.costCurrency} WHERE id = ${id}`,
  ),
  remove: change((id: number) => sql`DELETE FROM person WHERE id = ${id}`),
};
