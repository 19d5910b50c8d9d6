import type { Book } from '../../book/book.ts';
import { assignByEmail } from '../../book/sources.ts';
import type { SyncPage } from '../../providers/provider.ts';

type Place = { readonly accountId: number; readonly series: number; readonly today: string };

/** Takes the members, seats and keys of one page into the account's lists. */
export function takeLists(book: Book, page: SyncPage, { accountId, series, today }: Place): void {
  for (const { identity, email, name, role, active } of page.members)
    book.run(
      `INSERT INTO account_member (account_id, identity, email, name, role, active, stream, series)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET email = excluded.email, name = excluded.name, role = excluded.role,
         active = excluded.active, stream = excluded.stream, series = excluded.series`,
      accountId,
      identity,
      email,
      name,
      role,
      active ? 1 : 0,
      page.stream,
      series,
    );
  // One answer lists the seats, another the days of activity: neither takes back what the other said.
  for (const { identity, tool, plan, priceMicro, currency, lastActivityDay, endsDay } of page.seats)
    book.run(
      `INSERT INTO account_seat (account_id, identity, tool, plan, price_micro, currency, last_activity_day, ends_day, first_seen_day, stream, series)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET plan = coalesce(excluded.plan, plan),
         price_micro = coalesce(excluded.price_micro, price_micro), currency = excluded.currency,
         last_activity_day = nullif(max(coalesce(excluded.last_activity_day, ''), coalesce(last_activity_day, '')), ''),
         ends_day = CASE WHEN ? THEN excluded.ends_day ELSE ends_day END,
         stream = excluded.stream, series = excluded.series`,
      accountId,
      identity,
      tool,
      plan,
      priceMicro,
      currency,
      lastActivityDay,
      endsDay ?? null,
      today,
      page.stream,
      series,
      endsDay === undefined ? 0 : 1,
    );
  for (const { id, name, status, owner, project, limit } of page.keys)
    book.run(
      `INSERT INTO account_key (account_id, key_id, name, status, owner, project, limit_micro, limit_currency, limit_period, stream, series)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, status = excluded.status, owner = excluded.owner,
         project = excluded.project, limit_micro = excluded.limit_micro,
         limit_currency = excluded.limit_currency, limit_period = excluded.limit_period,
         stream = excluded.stream, series = excluded.series`,
      accountId,
      id,
      name,
      status,
      owner,
      project,
      limit?.amountMicro ?? null,
      limit?.currency ?? null,
      limit?.period ?? null,
      page.stream,
      series,
    );
  takeLimits(book, page, { accountId, series, today });
}

function takeLimits(book: Book, page: SyncPage, { accountId, series }: Place): void {
  for (const { scope, target, name, limit, usedMicro } of page.limits)
    book.run(
      `INSERT INTO account_limit (account_id, scope, target, name, limit_micro, limit_currency, limit_period, used_micro, stream, series)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, limit_micro = excluded.limit_micro,
         limit_currency = excluded.limit_currency, used_micro = excluded.used_micro,
         stream = excluded.stream, series = excluded.series`,
      accountId,
      scope,
      target ?? '',
      name,
      limit.amountMicro,
      limit.currency,
      limit.period,
      usedMicro,
      page.stream,
      series,
    );
}

/** At a sync's end: whoever was not named by the lists that were read through is there no more. */
export function pruneLists(
  book: Book,
  accountId: number,
  series: number,
  failed: readonly string[],
): void {
  for (const list of ['account_member', 'account_seat', 'account_key', 'account_limit'])
    book.run(
      `DELETE FROM ${list} WHERE account_id = ? AND series <> ?
         AND stream IN (SELECT stream FROM sync_stream WHERE account_id = ? AND read_in = ? AND closed IS NULL
           AND stream NOT IN (SELECT value FROM json_each(?)))`,
      accountId,
      series,
      accountId,
      series,
      JSON.stringify(failed),
    );
}

/** Gives identities the names that the account knows them by, and to people those whose e-mail it tells. */
export function nameIdentities(book: Book, accountId: number): void {
  book.run(
    `UPDATE identity SET name = known.name
     FROM (SELECT source.id AS source_id, member.identity AS key, member.name
             FROM account_member AS member JOIN source ON source.account_id = member.account_id
             WHERE member.account_id = ?
           UNION ALL
           SELECT source.id, api_key.key_id, coalesce(api_key.name, owner.name)
             FROM account_key AS api_key JOIN source ON source.account_id = api_key.account_id
             LEFT JOIN account_member AS owner
               ON owner.account_id = api_key.account_id AND owner.identity = api_key.owner
             WHERE api_key.account_id = ?) AS known
     WHERE identity.source_id = known.source_id AND identity.key = known.key
       AND known.name IS NOT NULL AND identity.name IS NOT known.name`,
    accountId,
    accountId,
  );
  assignByEmail(book);
}
