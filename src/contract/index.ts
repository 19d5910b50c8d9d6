import * as access from './access.ts';
import * as accountWrites from './account-writes.ts';
import * as accounts from './accounts.ts';
import * as allowancePolicy from './allowance-policy.ts';
import * as allowances from './allowances.ts';
import * as assets from './assets.ts';
import * as book from './book.ts';
import * as budget from './budget.ts';
import * as claims from './claims.ts';
import * as close from './close.ts';
import * as company from './company.ts';
import * as decisions from './decisions.ts';
import * as desktop from './desktop.ts';
import * as imports from './imports.ts';
import * as invoices from './invoices.ts';
import * as ledger from './ledger.ts';
import * as listExports from './list-exports.ts';
import * as mine from './mine.ts';
import * as models from './models.ts';
import * as month from './month.ts';
import * as originals from './originals.ts';
import * as output from './output.ts';
import * as packets from './packets.ts';
import * as rates from './rates.ts';
import * as renewals from './renewals.ts';
import type { Request } from './request.ts';
import * as signals from './signals.ts';
import * as spend from './spend.ts';
import * as spendMonths from './spend-months.ts';
import * as tableSave from './table-save.ts';
import * as trackers from './trackers.ts';
import * as trials from './trials.ts';
import * as warehouse from './warehouse.ts';

const subjects = [
  access,
  accountWrites,
  accounts,
  allowancePolicy,
  allowances,
  assets,
  book,
  budget,
  claims,
  close,
  company,
  decisions,
  desktop,
  imports,
  invoices,
  ledger,
  listExports,
  models,
  mine,
  month,
  originals,
  output,
  packets,
  rates,
  renewals,
  signals,
  spend,
  spendMonths,
  tableSave,
  trials,
  trackers,
  warehouse,
];

const isRequest = (value: unknown): value is Request =>
  typeof value === 'object' &&
  value !== null &&
  'mode' in value &&
  'input' in value &&
  'output' in value;

/** Every request between the window and the book, by name. */
export const requests: Readonly<Record<string, Request>> = Object.fromEntries(
  subjects
    .flatMap((subject) => Object.values(subject) as unknown[])
    .filter(isRequest)
    .map((one) => [one.name, one]),
);

/** What main tells the window without being asked: how far long work is; that the book has changed. */
export const events = ['progress', 'changed'] as const;
export type EventName = (typeof events)[number];
