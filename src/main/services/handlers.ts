import type { Handler } from './handler.ts';

type Load = () => Promise<{ readonly handlers: readonly Handler[] }>;

/**
 * One line per subject: its requests, by the part of their names before the stroke or by the whole
 * name, and where they are answered. A subject is loaded when it is first asked: a short command
 * waits for what it needs alone.
 */
const SUBJECTS: readonly (readonly [requests: string, load: Load])[] = [
  ['accounts keys limits providers runaways sync', () => import('./accounts/index.ts')],
  ['access', () => import('./access/index.ts')],
  ['allowance budget', () => import('./allowances/index.ts')],
  ['assets', () => import('./assets/index.ts')],
  ['audit book', () => import('./audit/index.ts')],
  ['backup', () => import('./backup/index.ts')],
  ['claims', () => import('./claims/index.ts')],
  ['close', () => import('./close/index.ts')],
  ['company settings', () => import('./company/index.ts')],
  ['decisions', () => import('./decisions/index.ts')],
  ['export list-export', () => import('./exports/index.ts')],
  ['agents imports mappings', () => import('./imports/index.ts')],
  ['invoices originals reconcile', () => import('./invoices/index.ts')],
  ['baseline kinds output', () => import('./output/index.ts')],
  ['ledger vendors', () => import('./ledger/index.ts')],
  ['output/months overview seats spend/months', () => import('./overview/index.ts')],
  ['identities people subscriptions', () => import('./people/index.ts')],
  ['models rates', () => import('./rates/index.ts')],
  ['held mine', () => import('./mine/index.ts')],
  ['packets', () => import('./packets/index.ts')],
  ['renewals', () => import('./renewals/index.ts')],
  ['signals', () => import('./signals/index.ts')],
  ['spend unassigned usage', () => import('./spend/index.ts')],
  ['trackers', () => import('./trackers/index.ts')],
  ['trials', () => import('./trials/index.ts')],
  ['verdict worth', () => import('./verdict/index.ts')],
];

const loads = new Map(
  SUBJECTS.flatMap(([requests, load]) => requests.split(' ').map((name) => [name, load])),
);
const loaded = new Map<string, Handler>();

/** What answers a request; `undefined` where there is none of this name. */
export async function handlerOf(name: string): Promise<Handler | undefined> {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const [subject = ''] = name.split('/');
  const load = loads.get(name) ?? loads.get(subject);
  for (const handler of (await load?.())?.handlers ?? []) loaded.set(handler.request.name, handler);
  return loaded.get(name);
}
