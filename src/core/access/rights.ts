/** Who may see and do what in the company's book, once access is set (RULES.md, Access). */

export const ACCESS_LEVELS = ['owner', 'manager', 'accountant', 'employee'] as const;
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** The least characters of a passphrase or PIN that unlocks the window. */
export const SHORTEST_PASSPHRASE = 6;

/** Everybody's: what is one's own, and what everybody has to know of the company. */
const EVERYBODY: readonly string[] = [
  'access/here',
  'access/list',
  'access/passphrase',
  'allowance/list',
  'allowance/topUpAsk',
  'allowance/topUpDecide',
  'allowance/topUps',
  'assets/add',
  'assets/list',
  'assets/remove',
  'assets/restore',
  'assets/retire',
  'assets/unuse',
  'assets/use',
  'assets/uses',
  'claims/check',
  'claims/list',
  'claims/policy',
  'claims/readReceipt',
  'claims/receipt',
  'claims/save',
  'claims/show',
  'claims/withdraw',
  'company/show',
  'company/steps',
  'imports/template',
  'kinds/list',
  'output/accept',
  'output/list',
  'output/log',
  'output/nothing',
  'output/remove',
  'output/restore',
  'people/list',
  'sync/cancel',
  'trials/consent',
  'trials/leave',
  'trials/list',
  'trials/task-add',
  'trials/task-done',
  'trials/task-drop',
  'trials/task-timer',
  'trials/tasks',
  'work/cancel',
];

/** A manager's besides: their own team's claims, requests, output and seats. */
const MANAGER: readonly string[] = [
  'allowance/lines',
  'claims/decide',
  'claims/tax',
  'output/reopen',
  'seats/month',
  'seats/span',
  'verdict/month',
];

/** An accountant's besides: charges, claims, payments, closing, exports. */
const ACCOUNTANT: readonly string[] = [
  'accounts/list',
  'accounts/show',
  'allowance/lines',
  'allowance/pools',
  'assets/month',
  'budget/calendar',
  'budget/forecast',
  'book/verify',
  'claims/bank',
  'claims/bankSet',
  'claims/batch',
  'claims/batchCancel',
  'claims/batchFile',
  'claims/batchPaid',
  'claims/batches',
  'claims/failed',
  'claims/pay',
  'claims/payCut',
  'claims/tax',
  'claims/waiting',
  'close/*',
  'export/given',
  'export/run',
  'export/table',
  'identities/list',
  'imports/followers',
  'imports/list',
  'imports/rejects',
  'invoices/*',
  'ledger/*',
  'mappings/list',
  'models/list',
  'originals/read',
  'output/months',
  'overview/month',
  'overview/span',
  'providers/list',
  'rates/*',
  'reconcile/*',
  'runaways/list',
  'seats/month',
  'seats/span',
  'settings/list',
  'spend/*',
  'subscriptions/list',
  'sync/rejects',
  'sync/rejectsFile',
  'unassigned/show',
  'usage/show',
  'vendors/*',
];

const OF: Readonly<Record<Exclude<AccessLevel, 'owner'>, readonly string[]>> = {
  employee: EVERYBODY,
  manager: [...EVERYBODY, ...MANAGER],
  accountant: [...EVERYBODY, ...ACCOUNTANT],
};

/** Whether a level has a request at all; what it sees of the answer is a second question. */
export function hasRequest(level: AccessLevel, request: string): boolean {
  if (level === 'owner') return true;
  const [subject = ''] = request.split('/');
  return OF[level].includes(request) || OF[level].includes(`${subject}/*`);
}

/** Whether somebody sees a person's figures: their own, their team's as a manager, everybody's else. */
export function seesPerson(
  who: { readonly level: AccessLevel; readonly email: string; readonly team: string | null },
  person: { readonly email: string; readonly team: string | null },
): boolean {
  if (person.email.toLowerCase() === who.email.toLowerCase()) return true;
  if (who.level === 'owner' || who.level === 'accountant') return true;
  return who.level === 'manager' && who.team !== null && person.team === who.team;
}
