import type { IsoDay } from '../../../core/calendar.ts';
import { flag, micro, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, row, rows, sole, sql, value, values } from '../statement.ts';

const known = { id: whole, name: text, provider: optional(text) };
const seatDay = { account: text, tool: text, person: optional(whole), day: optional(text) };

const account = {
  id: whole,
  name: text,
  provider: optional(text),
  billing: word<'use' | 'plan'>(),
  url: optional(text),
  authority: optional(text),
  organization: optional(text),
  chargedElsewhere: whole,
  automatic: whole,
  firstDay: optional(text),
  connectedAt: optional(text),
  keyEntry: optional(text),
  key: word<KeyState>(),
  found: text,
  cursor: optional(text),
  series: optional(whole),
};
const credit = {
  leftMicro: optional(micro),
  boughtMicro: optional(micro),
  currency: optional(text),
  at: optional(text),
};
const cost = { month: text, model: text, chargedMicro: micro, listedMicro: micro };
const write = {
  id: whole,
  kind: word<'limit' | 'pause'>(),
  at: text,
  who: text,
  target: optional(text),
  sent: text,
  answered: optional(text),
  error: optional(text),
};

export type KeyState = 'set' | 'missing' | 'locked';
export type HeldAccount = RowOf<typeof account>;
type Connection = {
  readonly provider: string;
  readonly url: string | null;
  readonly authority: string | null;
  readonly organization: string | null;
  readonly chargedElsewhere: boolean;
  readonly automatic: boolean;
  readonly firstDay: IsoDay | null;
  readonly connectedAt: string;
  readonly keyEntry: string;
  readonly key: KeyState;
  readonly found: string;
};

const ACCOUNTS = sql`
  SELECT id, name, provider, billing, base_url AS url, extra_ca AS authority, organization,
    charged_elsewhere AS chargedElsewhere, automatic, first_day AS firstDay,
    connected_at AS connectedAt, key_entry AS keyEntry, key_state AS key, found, cursor, series
  FROM account`;

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
      FROM (SELECT account_id, identity, tool, last_activity_day FROM account_seat
        UNION ALL SELECT account_id, identity, tool, last_activity_day FROM reported_seat AS reported
        WHERE day = (SELECT max(day) FROM reported_seat AS newest
          WHERE newest.account_id = reported.account_id AND newest.tool = reported.tool)) AS account_seat
      JOIN account ON account.id = account_seat.account_id
      LEFT JOIN source ON source.account_id = account.id
      LEFT JOIN identity ON identity.source_id = source.id AND identity.key = account_seat.identity
      LEFT JOIN identity_assignment AS assigned ON assigned.identity_id = identity.id
      LEFT JOIN account_member AS member
        ON member.account_id = account.id AND member.identity = account_seat.identity
      LEFT JOIN person AS named ON named.email = coalesce(member.email, account_seat.identity)`,
  ),
  /** By name. */
  all: rows(
    account,
    () => sql`
      ${ACCOUNTS} ORDER BY name COLLATE NOCASE`,
  ),
  one: row(
    account,
    (name: string) => sql`
      ${ACCOUNTS} WHERE name = ${name}`,
  ),
  billing: value(
    word<'use' | 'plan'>(),
    (id: number) => sql`
      SELECT billing FROM account WHERE id = ${id}`,
  ),
  ensure: change(
    (name: string) => sql`
      INSERT INTO account (name, billing) VALUES (${name}, 'use') ON CONFLICT DO NOTHING`,
  ),
  connect: change(
    (name: string, to: Connection) => sql`
      UPDATE account SET provider = ${to.provider}, base_url = ${to.url}, extra_ca = ${to.authority},
        organization = ${to.organization}, charged_elsewhere = ${to.chargedElsewhere ? 1 : 0},
        automatic = ${to.automatic ? 1 : 0}, first_day = ${to.firstDay}, connected_at = ${to.connectedAt},
        key_entry = ${to.keyEntry}, key_state = ${to.key}, found = ${to.found}, cursor = NULL, series = NULL
      WHERE name = ${name}`,
  ),
  setFound: change(
    (id: number, found: string) => sql`
      UPDATE account SET found = ${found} WHERE id = ${id}`,
  ),
  setKey: change(
    (id: number, key: KeyState, connectedAt: string, found: string) => sql`
      UPDATE account SET key_state = ${key}, connected_at = ${connectedAt}, found = ${found} WHERE id = ${id}`,
  ),
  setKeyState: change(
    (id: number, key: KeyState) => sql`
      UPDATE account SET key_state = ${key} WHERE id = ${id}`,
  ),
  disconnect: change(
    (id: number) => sql`
      UPDATE account SET base_url = NULL, extra_ca = NULL, organization = NULL, automatic = 0,
           connected_at = NULL, key_entry = NULL, key_state = 'missing', found = '[]', cursor = NULL,
           series = NULL, credit_left_micro = NULL, credit_bought_micro = NULL, credit_currency = NULL,
           credit_at = NULL WHERE id = ${id}`,
  ),
  /** Whether anything in the book came by the account or names it. */
  isUsed: sole(
    flag,
    (id: number) => sql`
      SELECT EXISTS (SELECT 1 FROM source WHERE account_id = ${id})
        OR EXISTS (SELECT 1 FROM subscription WHERE account_id = ${id})
        OR EXISTS (SELECT 1 FROM reported_seat WHERE account_id = ${id})
        OR EXISTS (SELECT 1 FROM sync_stream WHERE account_id = ${id})
        OR EXISTS (SELECT 1 FROM account_write WHERE account_id = ${id})
        OR EXISTS (SELECT 1 FROM invoice WHERE account_id = ${id})`,
  ),
  remove: change(
    (id: number) => sql`
      DELETE FROM account WHERE id = ${id}`,
  ),
  setWays: change(
    (id: number, automatic: boolean, chargedElsewhere: boolean) => sql`
      UPDATE account SET automatic = ${automatic ? 1 : 0}, charged_elsewhere = ${chargedElsewhere ? 1 : 0} WHERE id = ${id}`,
  ),
  readAnew: change(
    (id: number) => sql`
      UPDATE account SET cursor = NULL, series = NULL WHERE id = ${id}`,
  ),
  credit: row(
    credit,
    (id: number) => sql`
      SELECT credit_left_micro AS leftMicro, credit_bought_micro AS boughtMicro, credit_currency AS currency,
       credit_at AS at FROM account WHERE id = ${id}`,
  ),
  setCredit: change(
    (
      id: number,
      seen: {
        readonly leftMicro: bigint;
        readonly boughtMicro: bigint | null;
        readonly currency: string;
      },
      at: string,
    ) => sql`
      UPDATE account SET credit_left_micro = ${seen.leftMicro}, credit_bought_micro = ${seen.boughtMicro}, credit_currency = ${seen.currency}, credit_at = ${at}
       WHERE id = ${id}`,
  ),
  setCursor: change(
    (id: number, cursor: string | null, series: number) => sql`
      UPDATE account SET series = ${series}, cursor = ${cursor} WHERE id = ${id}`,
  ),
  /** Moves the cursor, unless another copy of the app moved it. */
  moveCursor: change(
    (id: number, from: string | null, to: string, series: number | null) => sql`
      UPDATE account SET cursor = ${to}, series = ${series} WHERE id = ${id} AND cursor IS ${from} AND key_entry IS NOT NULL`,
  ),
  /** What the account charged for a model in a month, and what its list price says, newest first. */
  costs: rows(
    cost,
    (id: number, months: number, most: number) => sql`
      WITH own AS (SELECT id FROM source WHERE account_id = ${id}),
       actor AS (SELECT id FROM identity WHERE source_id IN (SELECT id FROM own)),
       since AS (SELECT min(month) AS month FROM (
         SELECT DISTINCT month FROM usage_month WHERE identity_id IN (SELECT id FROM actor)
         ORDER BY month DESC LIMIT ${months})),
       listed AS (
         SELECT substr(day, 1, 7) AS month, model_id, sum(list_micro) AS micro,
           sum(CASE WHEN state = 'cost' THEN charge_micro ELSE 0 END) AS own_micro,
           max(state = 'cost' AND currency <> 'USD') AS is_other
         FROM usage
         WHERE identity_id IN (SELECT id FROM actor) AND day >= (SELECT month FROM since) AND model_id <> 0
           AND (state = 'report' OR (state = 'cost' AND charge_micro <> 0))
         GROUP BY 1, 2),
       reported AS (
         SELECT substr(day, 1, 7) AS month, model_id, sum(amount_micro) AS micro FROM charge
         WHERE source_id IN (SELECT id FROM own) AND kind = 'cost-report' AND currency = 'USD'
         GROUP BY 1, 2)
       SELECT listed.month, label.text AS model, listed.own_micro + coalesce(reported.micro, 0) AS chargedMicro,
         listed.micro AS listedMicro
       FROM listed JOIN label ON label.id = listed.model_id
       LEFT JOIN reported ON reported.month = listed.month AND reported.model_id = listed.model_id
       WHERE listed.micro > 0 AND listed.is_other = 0
         AND (listed.own_micro <> 0 OR reported.micro IS NOT NULL)
       ORDER BY listed.month DESC, label.text LIMIT ${most}`,
  ),
  /** Newest first. */
  writes: rows(
    write,
    (id: number) => sql`
      SELECT id, kind, at, who, target, sent, answered, error FROM account_write
       WHERE account_id = ${id} ORDER BY id DESC LIMIT 100`,
  ),
  addWrite: change(
    (
      id: number,
      made: {
        readonly kind: 'limit' | 'pause';
        readonly at: string;
        readonly who: string;
        readonly target: string | null;
        readonly sent: string;
      },
    ) => sql`
      INSERT INTO account_write (account_id, kind, at, who, target, sent) VALUES (${id}, ${made.kind}, ${made.at}, ${made.who}, ${made.target}, ${made.sent})`,
  ),
  setAnswered: change(
    (writeId: number, said: string) =>
      sql`UPDATE account_write SET answered = ${said} WHERE id = ${writeId}`,
  ),
  setError: change(
    (writeId: number, said: string) =>
      sql`UPDATE account_write SET error = ${said} WHERE id = ${writeId}`,
  ),
};
