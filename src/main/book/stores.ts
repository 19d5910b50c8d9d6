import type Database from 'better-sqlite3';
import { bindFamily, type Family, type Store } from './statement.ts';
import { access } from './stores/access.ts';
import { accountLists } from './stores/account-lists.ts';
import { accounts } from './stores/accounts.ts';
import { agentLogs } from './stores/agent-logs.ts';
import { assets } from './stores/assets.ts';
import { calendar } from './stores/calendar.ts';
import { charges } from './stores/charges.ts';
import { checks } from './stores/checks.ts';
import { claims } from './stores/claims.ts';
import { closures } from './stores/closures.ts';
import { credits } from './stores/credits.ts';
import { decisions } from './stores/decisions.ts';
import { dismissals } from './stores/dismissals.ts';
import { exports } from './stores/exports.ts';
import { identities } from './stores/identities.ts';
import { imports } from './stores/imports.ts';
import { invoices } from './stores/invoices.ts';
import { ledger } from './stores/ledger.ts';
import { mappings } from './stores/mappings.ts';
import { models } from './stores/models.ts';
import { output } from './stores/output.ts';
import { packets } from './stores/packets.ts';
import { pairings } from './stores/pairings.ts';
import { payouts } from './stores/payouts.ts';
import { people } from './stores/people.ts';
import { rates } from './stores/rates.ts';
import { receipts } from './stores/receipts.ts';
import { recharges } from './stores/recharges.ts';
import { settings } from './stores/settings.ts';
import { labels, sources } from './stores/sources.ts';
import { subscriptions } from './stores/subscriptions.ts';
import { syncs } from './stores/syncs.ts';
import { topUps } from './stores/top-ups.ts';
import { trackerItems } from './stores/tracker-items.ts';
import { trackers } from './stores/trackers.ts';
import { trail } from './stores/trail.ts';
import { trials } from './stores/trials.ts';
import { usage } from './stores/usage.ts';
import { variances } from './stores/variances.ts';

/** Every statement of the book, by the family of tables that it belongs to. */
export const families = {
  access,
  accountLists,
  accounts,
  agentLogs,
  assets,
  calendar,
  charges,
  checks,
  claims,
  closures,
  decisions,
  credits,
  dismissals,
  exports,
  identities,
  imports,
  invoices,
  labels,
  ledger,
  mappings,
  models,
  output,
  packets,
  pairings,
  payouts,
  people,
  rates,
  receipts,
  recharges,
  settings,
  sources,
  subscriptions,
  syncs,
  topUps,
  trackerItems,
  trackers,
  trail,
  trials,
  usage,
  variances,
};

/** What stands in the book, family by family: each statement as a function. */
export type Stores = { readonly [Name in keyof typeof families]: Store<(typeof families)[Name]> };

export function storesOn(db: Database.Database): Stores {
  const bound = Object.entries<Family>(families).map(([name, one]) => [name, bindFamily(db, one)]);
  return Object.fromEntries(bound) as Stores;
}
