import * as writes from '../../../contract/account-writes.ts';
import * as accounts from '../../../contract/accounts.ts';
import { pauseKey, planLimit, planPause, pushLimit } from '../accounts/account-writes.ts';
import {
  addAccount,
  changeAccount,
  checkAccount,
  removeAccount,
  setAccountKey,
} from '../accounts/add-account.ts';
import { listAccounts, listProviders, setAccountBilling } from '../accounts/list-accounts.ts';
import { runSync } from '../accounts/run-sync.ts';
import { listRunaways } from '../accounts/runaway-signals.ts';
import { addMembersAsPeople, showAccount } from '../accounts/show-account.ts';
import { listSyncRejects, writeSyncRejects } from '../accounts/sync-rejects.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [
  bind(accounts.providersList, listProviders),
  bind(accounts.accountsList, listAccounts),
  bind(accounts.accountShow, showAccount),
  bind(accounts.accountsBilling, setAccountBilling),
  bind(accounts.accountsAdd, addAccount),
  bind(accounts.accountsCheck, checkAccount),
  bind(accounts.accountsKey, setAccountKey),
  bind(accounts.accountsRemove, removeAccount),
  bind(accounts.accountsChange, changeAccount),
  bind(accounts.accountsPeople, addMembersAsPeople),
  bind(accounts.runawaysList, listRunaways),
  bind(accounts.syncRun, runSync),
  bind(accounts.syncRejects, listSyncRejects),
  bind(accounts.syncRejectsFile, writeSyncRejects),
  bind(writes.limitsPlan, planLimit),
  bind(writes.limitsPush, pushLimit),
  bind(writes.keysPlanPause, planPause),
  bind(writes.keysPause, pauseKey),
];
