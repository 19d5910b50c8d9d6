import { sql as first } from './0010-first.ts';
import { sql as invoices } from './0030-invoices.ts';
import { sql as claims } from './0050-claims.ts';
import { sql as closure } from './0060-closure.ts';
import { sql as accounts } from './0065-accounts.ts';
import { sql as allowances } from './0066-allowances.ts';
import { sql as accountLimits } from './0067-account-limits.ts';
import { sql as auditHead } from './0068-audit-head.ts';
import { sql as syncRejectDays } from './0071-sync-reject-days.ts';
import { sql as firstCharges } from './0072-first-charges.ts';
import { sql as agentEvents } from './0080-agent-events.ts';
import { sql as priceTiers } from './0082-price-tiers.ts';
import { sql as toolBilling } from './0083-tool-billing.ts';
import { sql as mappings } from './0084-mappings.ts';
import { sql as payableClaims } from './0086-payable-claims.ts';
import { sql as syncStreams } from './0088-sync-streams.ts';
import { sql as toldAmounts } from './0090-told-amounts.ts';
import { sql as agentLogReadings } from './0091-agent-log-readings.ts';
import { sql as ledger } from './0093-ledger.ts';
import { sql as payoutFiles } from './0097-payout-files.ts';
import { sql as consoleExports } from './0105-exports.ts';
import { sql as priceLists } from './0106-price-lists.ts';
import { sql as decisions } from './0110-decisions.ts';
import { sql as renewals } from './0112-renewals.ts';
import { sql as packets } from './0120-packets.ts';
import { sql as trackers } from './0130-trackers.ts';
import type { Migration } from './migration.ts';

/** In the order in which they run; a test holds the list against the folder. */
export const migrations: readonly Migration[] = [
  { version: 10, name: '0010-first', sql: first },
  { version: 30, name: '0030-invoices', sql: invoices },
  { version: 50, name: '0050-claims', sql: claims },
  { version: 60, name: '0060-closure', sql: closure },
  { version: 65, name: '0065-accounts', sql: accounts },
  { version: 66, name: '0066-allowances', sql: allowances },
  { version: 67, name: '0067-account-limits', sql: accountLimits },
  { version: 68, name: '0068-audit-head', sql: auditHead },
  { version: 71, name: '0071-sync-reject-days', sql: syncRejectDays },
  { version: 72, name: '0072-first-charges', sql: firstCharges },
  { version: 80, name: '0080-agent-events', sql: agentEvents },
  { version: 82, name: '0082-price-tiers', sql: priceTiers },
  { version: 83, name: '0083-tool-billing', sql: toolBilling },
  { version: 84, name: '0084-mappings', sql: mappings },
  { version: 86, name: '0086-payable-claims', sql: payableClaims },
  { version: 88, name: '0088-sync-streams', sql: syncStreams },
  { version: 90, name: '0090-told-amounts', sql: toldAmounts },
  { version: 91, name: '0091-agent-log-readings', sql: agentLogReadings },
  { version: 93, name: '0093-ledger', sql: ledger },
  { version: 97, name: '0097-payout-files', sql: payoutFiles },
  { version: 105, name: '0105-exports', sql: consoleExports },
  { version: 106, name: '0106-price-lists', sql: priceLists },
  { version: 110, name: '0110-decisions', sql: decisions },
  { version: 112, name: '0112-renewals', sql: renewals },
  { version: 120, name: '0120-packets', sql: packets },
  { version: 130, name: '0130-trackers', sql: trackers },
];
