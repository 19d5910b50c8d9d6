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
import { rechargeAccount, rechargeTool } from '../spend/recharge.ts';
import { type HeldAccount, heldAccounts } from './account-record.ts';
import { accountSeats, isUnused } from './account-seats.ts';
import { syncHistory } from './sync-record.ts';
import { billingOfTool, setToolBilling } from './tool-billing.ts';

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
  return {
    accounts: heldAccounts(context.book).map((one) => accountLineOf(context, one)),
    tools: context.book.sources.toolBillings(),
    creditPrices: creditPricesOf(context),
  };
}

/** What a credit costs, per account (or tool without one) whose credits are money, with the rows that wait. */
function creditPricesOf({ book }: Context): OutputOf<typeof accountsList>['creditPrices'] {
  const prices = book.credits.prices();
  return book.credits.waiting().map(({ sourceId, name, rows }) => ({
    account: name,
    waiting: rows,
    prices: prices
      .filter((one) => one.sourceId === sourceId)
      .map(({ from, price, currency }) => ({ from, price, currency })),
  }));
}

export function accountLineOf(context: Context, account: HeldAccount): AccountLine {
  const { book } = context;
  const seats = accountSeats(context, account);
  const [lastSync = null] = syncHistory(book, account, 1);
  const counts = book.accountLists.counts(account.id);
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

/**
 * Says how the use of an account is billed, or that of a tool where no account is named: by use, covered
 * by a plan, or (a tool alone) covered while the person holds a plan of it.
 */
export function setAccountBilling(
  context: Context,
  input: InputOf<typeof accountsBilling>,
): OutputOf<typeof accountsBilling> {
  const { book } = context;
  book.transaction(() => {
    const account = heldAccounts(book).find(
      ({ name }) => name.toLowerCase() === input.account.trim().toLowerCase(),
    );
    const before = account?.billing ?? billingOfTool(book, input.account);
    if (account) {
      // An account has a plan or has not: what is not said of it is billed by use.
      const billing = input.billing === 'auto' ? 'use' : input.billing;
      book.accounts.setBilling(account.id, billing);
      rechargeAccount(context, account.id);
    } else {
      setToolBilling(book, input.account, input.billing);
      rechargeTool(context, input.account.trim());
    }
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set billing',
      subject: account?.name ?? input.account.trim(),
      detail: { before, after: input.billing },
    });
  });
  return listAccounts(context);
}
