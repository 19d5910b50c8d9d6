import type { AccountDoc, accountShow, accountsPeople } from '../../../contract/accounts.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { addDays, daysBetween, type IsoDay } from '../../../core/calendar.ts';
import { moneyText } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import { assignByEmail } from '../../book/sources.ts';
import type { Provider } from '../../providers/provider.ts';
import { findProvider } from '../../providers/registry.ts';
import type { Context } from '../context.ts';
import { rechargePlans } from '../recharge.ts';
import { type HeldAccount, requireAccount } from './account-record.ts';
import { accountSeats } from './account-seats.ts';
import { accountWrites } from './account-writes.ts';
import { costTruth } from './cost-truth.ts';
import { accountLineOf, capabilityDoc } from './list-accounts.ts';
import { HISTORY, syncHistory } from './sync-record.ts';

/** All that the book knows of one account. */
export function showAccount(
  context: Context,
  input: InputOf<typeof accountShow>,
): OutputOf<typeof accountShow> {
  const { book } = context;
  const account = requireAccount(book, input.account);
  const provider = account.provider === null ? null : findProvider(account.provider);
  return {
    ...accountLineOf(context, account),
    url: account.url ?? provider?.baseUrl ?? null,
    organization: account.organization,
    ownAuthority: account.authority !== null,
    chargedElsewhere: account.chargedElsewhere === 1,
    firstDay: account.firstDay,
    capabilities: provider === null ? null : capabilityDoc(provider),
    keyHint: provider?.keyHint ?? null,
    found: JSON.parse(account.found) as string[],
    streams: book.all<{
      stream: string;
      from: IsoDay | null;
      to: IsoDay | null;
      closed: string | null;
    }>(
      `SELECT stream, from_day AS "from", through_day AS "to", closed FROM sync_stream
       WHERE account_id = ? ORDER BY stream`,
      account.id,
    ),
    memberList: memberList(context, account),
    seatList: accountSeats(context, account),
    keyList: keyList(context, account),
    limitList: limitList(context, account),
    credit: creditOf(context, account),
    lostAfter: lostAfter(context, account, provider),
    truth: costTruth(context, account),
    history: syncHistory(book, account, HISTORY),
    writes: accountWrites(book, account.id),
  };
}

function memberList({ book }: Context, { id }: HeldAccount): AccountDoc['memberList'] {
  return book
    .all<Omit<AccountDoc['memberList'][number], 'active'> & { active: number }>(
      `SELECT member.identity, member.email, member.name, member.role, member.active,
         coalesce(known.email, held.email) AS person
       FROM account_member AS member
       LEFT JOIN person AS known ON known.email = member.email
       LEFT JOIN source ON source.account_id = member.account_id
       LEFT JOIN identity ON identity.source_id = source.id AND identity.key = member.identity
       LEFT JOIN person AS held ON held.id = (SELECT person_id FROM identity_assignment
         WHERE identity_id = identity.id ORDER BY id DESC LIMIT 1)
       WHERE member.account_id = ? GROUP BY member.identity
       ORDER BY coalesce(member.name, member.email, member.identity) COLLATE NOCASE`,
      id,
    )
    .map(({ active, ...one }) => ({ ...one, active: active === 1 }));
}

type HeldKey = Omit<AccountDoc['keyList'][number], 'limit'> & {
  readonly limitMicro: bigint | null;
  readonly currency: string | null;
  readonly period: NonNullable<AccountDoc['keyList'][number]['limit']>['period'] | null;
};

function keyList({ book }: Context, { id }: HeldAccount): AccountDoc['keyList'] {
  return book
    .all<HeldKey>(
      `SELECT api_key.key_id AS id, api_key.name, api_key.status, api_key.owner, api_key.project,
         person.email AS person, limit_micro AS limitMicro, limit_currency AS currency, limit_period AS period
       FROM account_key AS api_key
       LEFT JOIN source ON source.account_id = api_key.account_id
       LEFT JOIN identity ON identity.source_id = source.id AND identity.key = api_key.key_id
       LEFT JOIN account_member AS member
         ON member.account_id = api_key.account_id AND member.identity = api_key.owner
       LEFT JOIN person ON person.id = coalesce(
         (SELECT person_id FROM identity_assignment WHERE identity_id = identity.id ORDER BY id DESC LIMIT 1),
         (SELECT id FROM person WHERE person.email = coalesce(member.email, api_key.owner)))
       WHERE api_key.account_id = ? GROUP BY api_key.key_id
       ORDER BY coalesce(api_key.name, api_key.key_id) COLLATE NOCASE`,
      id,
    )
    .map(({ limitMicro, currency, period, ...one }) => ({
      ...one,
      limit:
        period === null
          ? null
          : {
              amount: limitMicro === null ? null : moneyText(limitMicro, currency ?? 'USD'),
              period,
            },
    }));
}

type HeldLimit = Pick<AccountDoc['limitList'][number], 'scope' | 'name' | 'person'> & {
  readonly target: string;
  readonly limitMicro: bigint | null;
  readonly usedMicro: bigint | null;
  readonly currency: string;
  readonly period: AccountDoc['limitList'][number]['limit']['period'];
};

/** Limits that the provider has in force, by scope and then by name. */
function limitList({ book }: Context, { id }: HeldAccount): AccountDoc['limitList'] {
  return book
    .all<HeldLimit>(
      `SELECT held.scope, held.target, coalesce(held.name, member.name) AS name, held.limit_micro AS limitMicro,
         held.used_micro AS usedMicro, held.limit_currency AS currency, held.limit_period AS period,
         (SELECT email FROM person WHERE person.email = coalesce(member.email, held.target)) AS person
       FROM account_limit AS held
       LEFT JOIN account_member AS member
         ON held.scope = 'person' AND member.account_id = held.account_id AND member.identity = held.target
       WHERE held.account_id = ?
       ORDER BY held.scope, coalesce(held.name, member.name, held.target) COLLATE NOCASE, held.limit_period`,
      id,
    )
    .map(({ target, limitMicro, usedMicro, currency, period, ...one }) => ({
      ...one,
      target: target === '' ? null : target,
      limit: { amount: limitMicro === null ? null : moneyText(limitMicro, currency), period },
      used: usedMicro === null ? null : moneyText(usedMicro, currency),
    }));
}

function creditOf({ book }: Context, { id }: HeldAccount): AccountDoc['credit'] {
  const held = book.get<{
    leftMicro: bigint | null;
    boughtMicro: bigint | null;
    currency: string | null;
    at: string | null;
  }>(
    `SELECT credit_left_micro AS leftMicro, credit_bought_micro AS boughtMicro, credit_currency AS currency,
       credit_at AS at FROM account WHERE id = ?`,
    id,
  );
  if (!held || held.leftMicro === null || held.currency === null || held.at === null) return null;
  const { leftMicro, boughtMicro, currency, at } = held;
  return {
    left: moneyText(leftMicro, currency),
    bought: moneyText(boughtMicro ?? 0n, currency),
    at,
  };
}

/** From so many days without a sync on it is said that the provider forgets. */
const FORGETS_SOON_DAYS = 20;

/**
 * Where a provider keeps few days and the last sync is long ago: after this day, days are lost for
 * good. `null` where nothing is in danger.
 */
function lostAfter(
  context: Context,
  account: HeldAccount,
  provider: Provider | null,
): AccountDoc['lostAfter'] {
  const { historyDays = null } = provider ?? {};
  if (historyDays === null || historyDays > 60 || account.keyEntry === null) return null;
  const held = context.book.get<{ through: IsoDay | null }>(
    'SELECT max(through_day) AS through FROM sync_stream WHERE account_id = ?',
    account.id,
  );
  if (!held || held.through === null) return null;
  if (daysBetween(held.through, context.today()) <= FORGETS_SOON_DAYS) return null;
  return addDays(held.through, historyDays);
}

/** Makes people of members with an e-mail address; who is a person already stays as they are. */
export function addMembersAsPeople(
  context: Context,
  { account: name, emails }: InputOf<typeof accountsPeople>,
): OutputOf<typeof accountsPeople> {
  const { book } = context;
  return book.transaction(() => {
    const account = requireAccount(book, name);
    const wanted = emails === undefined ? null : new Set(emails.map((one) => one.toLowerCase()));
    const members = book
      .all<{ email: string; name: string | null }>(
        `SELECT lower(email) AS email, max(name) AS name FROM account_member
         WHERE account_id = ? AND active = 1 AND email LIKE '%_@_%'
           AND NOT EXISTS (SELECT 1 FROM person WHERE person.email = account_member.email)
         GROUP BY lower(email) ORDER BY 1`,
        account.id,
      )
      .filter(({ email }) => wanted === null || wanted.has(email));
    for (const { email, name: called } of members) {
      book.run('INSERT INTO person (name, email) VALUES (?, ?)', called?.trim() || email, email);
      audit(book, {
        at: context.now(),
        who: context.who,
        action: 'add person',
        subject: email,
        detail: { from: account.name },
      });
    }
    assignByEmail(book);
    if (members.length > 0) rechargePlans(context);
    return { added: members.length };
  });
}
