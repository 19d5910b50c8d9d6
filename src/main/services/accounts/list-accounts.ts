import type {
  AccountLine,
  accountsBilling,
  accountsList,
  providersList,
} from '../../../contract/accounts.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { capabilityWords } from '../../../core/accounts/capability-words.ts';
import { audit } from '../../book/audit.ts';
import type { Provider } from '../../providers/provider.ts';
import { PROVIDERS } from '../../providers/registry.ts';
import type { Context } from '../context.ts';
import { rechargeAccount } from '../recharge.ts';
import { accountNamed, type HeldAccount, heldAccounts } from './account-record.ts';
import { accountSeats, isUnused } from './account-seats.ts';
import { syncHistory } from './sync-record.ts';

export function listProviders(_context: Context): OutputOf<typeof providersList> {
  return {
    providers: PROVIDERS.map((one) => {
      const { id, name, keyHint, baseUrl, allowsCustomUrl, needsOrganization } = one;
      return {
        id,
        name,
        keyHint,
        baseUrl,
        allowsCustomUrl,
        needsOrganization,
        capabilities: capabilityDoc(one),
      };
    }),
  };
}

export function capabilityDoc({
  capabilities,
}: Provider): OutputOf<typeof providersList>['providers'][number]['capabilities'] {
  const { usage, costs, members, seats, setLimit, pauseKey } = capabilities;
  return {
    usage,
    costs,
    members,
    seats,
    setLimit: [...setLimit],
    pauseKey,
    words: capabilityWords(capabilities).map((one) => ({ ...one })),
  };
}

/** Every account by name; what its key's state was when it was last needed, never the key. */
export function listAccounts(context: Context): OutputOf<typeof accountsList> {
  return { accounts: heldAccounts(context.book).map((one) => accountLineOf(context, one)) };
}

export function accountLineOf(context: Context, account: HeldAccount): AccountLine {
  const { book } = context;
  const seats = accountSeats(context, account);
  const [lastSync = null] = syncHistory(book, account, 1);
  const counts = book.get<{ members: number; newPeople: number }>(
    `SELECT count(*) AS members,
       count(CASE WHEN active = 1 AND email IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM person WHERE person.email = account_member.email) THEN 1 END) AS newPeople
     FROM account_member WHERE account_id = ?`,
    account.id,
  );
  return {
    name: account.name,
    provider: account.provider,
    billing: account.billing,
    key: account.key,
    connected: account.keyEntry !== null,
    automatic: account.automatic === 1,
    lastSync,
    members: counts?.members ?? 0,
    seats: seats.length,
    unusedSeats: seats.filter(isUnused).length,
    newPeople: counts?.newPeople ?? 0,
  };
}

/** Says how an account's use is billed: by use, or covered by a plan (DESIGN §3). */
export function setAccountBilling(
  context: Context,
  input: InputOf<typeof accountsBilling>,
): OutputOf<typeof accountsBilling> {
  const { book } = context;
  book.transaction(() => {
    const { id, name, billing } = accountNamed(book, input.account);
    book.run('UPDATE account SET billing = ? WHERE id = ?', input.billing, id);
    rechargeAccount(context, id);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set billing',
      subject: name,
      detail: { before: billing, after: input.billing },
    });
  });
  return listAccounts(context);
}
