import { filled, flag, micro, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, rows, sole, sql } from '../statement.ts';

const subscription = {
  id: whole,
  tool: text,
  email: optional(text),
  personId: optional(whole),
  startDay: text,
  endDay: optional(text),
  priceMicro: micro,
  currency: text,
  cadence: word<'month' | 'year'>(),
  account: optional(text),
  // As the contract says; of a person's setting before the file's.
  renewalDay: optional(text),
  noticeDays: optional(whole),
  downgradeMicro: optional(micro),
};
const term = { tool: text, email: filled(text), start: text, end: optional(text) };
const billing = { tool: text, billing: word<'use' | 'plan'>() };

export type HeldSubscription = RowOf<typeof subscription>;
type Said = Omit<
  HeldSubscription,
  'id' | 'personId' | 'account' | 'renewalDay' | 'noticeDays' | 'downgradeMicro'
> & {
  readonly accountId: number | null;
};

/** Priced licences, and how tools without an account are billed. */
export const subscriptions = {
  all: rows(
    subscription,
    () => sql`
      SELECT subscription.id, tool, subscription.email, person.id AS personId,
        subscription.start_day AS startDay, subscription.end_day AS endDay,
        price_micro AS priceMicro, currency, cadence, account.name AS account,
        coalesce(setting.renewal_day, subscription.renewal_day) AS renewalDay,
        coalesce(setting.notice_days, subscription.notice_days) AS noticeDays,
        coalesce(setting.downgrade_micro, subscription.downgrade_micro) AS downgradeMicro
      FROM subscription
      LEFT JOIN renewal_setting AS setting ON setting.subscription_id = subscription.id
      LEFT JOIN person ON person.email = subscription.email
      LEFT JOIN account ON account.id = subscription.account_id
      ORDER BY tool, subscription.email, startDay, subscription.id`,
  ),
  /** The days on which somebody holds a plan, by tool and e-mail. */
  held: rows(
    term,
    () => sql`
      SELECT tool, lower(email) AS email, start_day AS start, end_day AS end
      FROM subscription WHERE email IS NOT NULL`,
  ),
  isAnyConverted: sole(
    flag,
    (base: string) => sql`SELECT EXISTS (SELECT 1 FROM subscription WHERE currency <> ${base})`,
  ),
  /** The next ordinal among equals, but for the one of this id. */
  nextOrdinal: sole(
    whole,
    (said: Said, id: number | null) => sql`
      SELECT coalesce(max(ordinal) + 1, 0) FROM subscription
      WHERE tool = ${said.tool} AND coalesce(email, '') = ${said.email ?? ''}
        AND start_day = ${said.startDay} AND coalesce(account_id, 0) = ${said.accountId ?? 0}
        AND id IS NOT ${id}`,
  ),
  add: change(
    (said: Said, ordinal: number) => sql`
      INSERT INTO subscription (tool, email, start_day, end_day, price_micro, currency, cadence, account_id, ordinal)
      VALUES (${said.tool}, ${said.email}, ${said.startDay}, ${said.endDay}, ${said.priceMicro},
        ${said.currency}, ${said.cadence}, ${said.accountId}, ${ordinal})`,
  ),
  change: change(
    (id: number, said: Said, ordinal: number) => sql`
      UPDATE subscription SET tool = ${said.tool}, email = ${said.email}, start_day = ${said.startDay},
        end_day = ${said.endDay}, price_micro = ${said.priceMicro}, currency = ${said.currency},
        cadence = ${said.cadence}, account_id = ${said.accountId}, ordinal = ${ordinal} WHERE id = ${id}`,
  ),
  /** What is left out stays as it is. */
  setRenewal: change(
    (
      id: number,
      set: {
        readonly renewalDay: string | null;
        readonly noticeDays: number | null;
        readonly downgradeMicro: bigint | null;
      },
    ) => sql`
      INSERT INTO renewal_setting (subscription_id, renewal_day, notice_days, downgrade_micro)
      VALUES (${id}, ${set.renewalDay}, ${set.noticeDays}, ${set.downgradeMicro})
      ON CONFLICT (subscription_id) DO UPDATE SET
        renewal_day = coalesce(excluded.renewal_day, renewal_day),
        notice_days = coalesce(excluded.notice_days, notice_days),
        downgrade_micro = coalesce(excluded.downgrade_micro, downgrade_micro)`,
  ),
  billingOfTools: rows(billing, () => sql`SELECT tool, billing FROM tool_billing`),
};
