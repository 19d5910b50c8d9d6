import { optional, text, whole } from '../columns.ts';
import { rows, sql } from '../statement.ts';

const seatDay = { account: text, tool: text, person: optional(whole), day: optional(text) };

/** Accounts at providers, and what their lists tell. */
export const accounts = {
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
