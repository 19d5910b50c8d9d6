import { optional, type RowOf, text, whole } from '../columns.ts';
import { change, row, rows, sql, values } from '../statement.ts';

const known = { id: whole, name: text, provider: optional(text) };
const seatDay = { account: text, tool: text, person: optional(whole), day: optional(text) };

export type KnownAccount = RowOf<typeof known>;

/** Accounts at providers, and what their lists tell. */
export const accounts = {
  names: values(text, () => sql`SELECT name FROM account ORDER BY name COLLATE NOCASE`),
  /** Every account with its provider. */
  providers: rows(known, () => sql`SELECT id, name, provider FROM account`),
  known: row(known, (id: number) => sql`SELECT id, name, provider FROM account WHERE id = ${id}`),
  /** Names are compared without regard to case. */
  named: row(
    known,
    (name: string) => sql`SELECT id, name, provider FROM account WHERE name = ${name}`,
  ),
  ofProvider: rows(
    known,
    (provider: string) =>
      sql`SELECT id, name, provider FROM account WHERE provider = ${provider} COLLATE NOCASE`,
  ),
  add: change(
    (name: string, provider: string | null) =>
      sql`INSERT INTO account (name, provider, billing) VALUES (${name}, ${provider}, 'use')`,
  ),
  setProvider: change(
    (id: number, provider: string) =>
      sql`UPDATE account SET provider = ${provider} WHERE id = ${id}`,
  ),
  setBilling: change(
    (id: number, billing: 'use' | 'plan') =>
      sql`UPDATE account SET billing = ${billing} WHERE id = ${id}`,
  ),
  /** Seats that a provider lists, with the last day on which it saw somebody use them. */
  seatDays: rows(
    seatDay,
    () => sql`
      SELECT DISTINCT account.name AS account, account_seat.tool,
        coalesce(assigned.person_id, named.id) AS person, last_activity_day AS day
      FROM account_seat
      JOIN account ON account.id = account_seat.account_id
      LEFT JOIN source ON source.account_id = account.id
      LEFT JOIN identity ON identity.source_id = source.id AND identity.key = account_seat.identity
      LEFT JOIN identity_assignment AS assigned ON assigned.identity_id = identity.id
      LEFT JOIN account_member AS member
        ON member.account_id = account.id AND member.identity = account_seat.identity
      LEFT JOIN person AS named ON named.email = coalesce(member.email, account_seat.identity)`,
  ),
};
