import * as writes from '../../../contract/account-writes.ts';
import * as accounts from '../../../contract/accounts.ts';
import * as sync from '../../../contract/syncs.ts';
import { bind, type Handler } from '../handler.ts';
import { pauseKey, planLimit, planPause, pushLimit } from './account-writes.ts';
import {
  addAccount,
  changeAccount,
  checkAccount,
  removeAccount,
  setAccountKey,
} from './add-account.ts';
import { setCreditPrice } from './credit-prices.ts';
import { listAccounts, listProviders, setAccountBilling } from './list-accounts.ts';
import { runSync } from './run-sync.ts';
import { listRunaways } from './runaway-signals.ts';
import { addMembersAsPeople, showAccount } from './show-account.ts';
import { listSyncRejects, writeSyncRejects } from './sync-rejects.ts';

export const handlers: readonly Handler[] = [
  bind(accounts.providersList, listProviders),
  bind(accounts.accountsList, listAccounts),
  bind(accounts.accountShow, showAccount),
  bind(accounts.accountsBilling, setAccountBilling),
  bind(accounts.accountsCreditPrice, setCreditPrice),
  bind(accounts.accountsAdd, addAccount),
  bind(accounts.accountsCheck, checkAccount),
  bind(accounts.accountsKey, setAccountKey),
  bind(accounts.accountsRemove, removeAccount),
  bind(accounts.accountsChange, changeAccount),
  bind(accounts.accountsPeople, addMembersAsPeople),
  bind(sync.runawaysList, listRunaways),
  bind(sync.syncRun, runSync),
  bind(sync.syncRejects, listSyncRejects),
  bind(sync.syncRejectsFile, writeSyncRejects),
  bind(writes.limitsPlan, planLimit),
  bind(writes.limitsPush, pushLimit),
  bind(writes.keysPlanPause, planPause),
  bind(writes.keysPause, pauseKey),
];
