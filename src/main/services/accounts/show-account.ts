import type { AccountDoc, accountShow, accountsPeople } from '../../../contract/accounts.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { addDays, daysBetween } from '../../../core/calendar.ts';
import { moneyText } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import { assignByEmail } from '../../book/sources.ts';
import type { Provider } from '../../providers/provider.ts';
import { findProvider } from '../../providers/registry.ts';
import type { Context } from '../context.ts';
import { rechargePlans } from '../spend/recharge.ts';
import { settleOvertaken } from '../trackers/settle-items.ts';
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
    streams: book.syncs.streamDays(account.id),
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
  return book.accountLists.members(id);
}

function keyList({ book }: Context, { id }: HeldAccount): AccountDoc['keyList'] {
  return book.accountLists.keys(id).map(({ limitMicro, currency, period, ...one }) => ({
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

/** Limits that the provider has in force, by scope and then by name. */
function limitList({ book }: Context, { id }: HeldAccount): AccountDoc['limitList'] {
  return book.accountLists
    .limits(id)
    .map(({ target, limitMicro, usedMicro, currency, period, ...one }) => ({
      ...one,
      target: target === '' ? null : target,
      limit: { amount: limitMicro === null ? null : moneyText(limitMicro, currency), period },
      used: usedMicro === null ? null : moneyText(usedMicro, currency),
    }));
}

function creditOf({ book }: Context, { id }: HeldAccount): AccountDoc['credit'] {
  const held = book.accounts.credit(id);
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
  const held = context.book.syncs.lastDay(account.id);
  if (held === null) return null;
  if (daysBetween(held, context.today()) <= FORGETS_SOON_DAYS) return null;
  return addDays(held, historyDays);
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
    const members = book.accountLists
      .newcomers(account.id)
      .filter(({ email }) => wanted === null || wanted.has(email));
    for (const { email, name: called } of members) {
      book.people.add({
        name: called?.trim() || email,
        email,
        role: null,
        team: null,
        startDay: null,
        endDay: null,
        monthlyCostMicro: null,
        costCurrency: null,
      });
      audit(book, {
        at: context.now(),
        who: context.who,
        action: 'add person',
        subject: email,
        detail: { from: account.name },
      });
    }
    assignByEmail(book);
    settleOvertaken(context);
    if (members.length > 0) rechargePlans(context);
    return { added: members.length };
  });
}
