import type { Handler } from './handlers/handler.ts';

/**
 * Which file answers the requests of a subject, the part of their names before the stroke, or one request by its whole name. Each is
 * loaded when it is first asked: a short command waits for what it needs alone.
 */
const SUBJECTS: Readonly<Record<string, () => Promise<{ readonly handlers: readonly Handler[] }>>> =
  {
    accounts: () => import('./handlers/accounts.ts'),
    agents: () => import('./handlers/agents.ts'),
    allowance: () => import('./handlers/allowances.ts'),
    audit: () => import('./handlers/close.ts'),
    backup: () => import('./handlers/close.ts'),
    baseline: () => import('./handlers/output.ts'),
    book: () => import('./handlers/close.ts'),
    budget: () => import('./handlers/allowances.ts'),
    claims: () => import('./handlers/claims.ts'),
    close: () => import('./handlers/close.ts'),
    company: () => import('./handlers/people.ts'),
    export: () => import('./handlers/close.ts'),
    identities: () => import('./handlers/people.ts'),
    imports: () => import('./handlers/imports.ts'),
    invoices: () => import('./handlers/invoices.ts'),
    keys: () => import('./handlers/accounts.ts'),
    kinds: () => import('./handlers/output.ts'),
    limits: () => import('./handlers/accounts.ts'),
    'imports/look': () => import('./handlers/import-form.ts'),
    mappings: () => import('./handlers/import-form.ts'),
    models: () => import('./handlers/rates.ts'),
    originals: () => import('./handlers/invoices.ts'),
    output: () => import('./handlers/output.ts'),
    overview: () => import('./handlers/month.ts'),
    people: () => import('./handlers/people.ts'),
    providers: () => import('./handlers/accounts.ts'),
    rates: () => import('./handlers/rates.ts'),
    reconcile: () => import('./handlers/invoices.ts'),
    runaways: () => import('./handlers/accounts.ts'),
    seats: () => import('./handlers/month.ts'),
    settings: () => import('./handlers/people.ts'),
    signals: () => import('./handlers/month.ts'),
    spend: () => import('./handlers/spend.ts'),
    'spend/months': () => import('./handlers/month.ts'),
    'output/months': () => import('./handlers/month.ts'),
    worth: () => import('./handlers/month.ts'),
    subscriptions: () => import('./handlers/people.ts'),
    sync: () => import('./handlers/accounts.ts'),
    unassigned: () => import('./handlers/spend.ts'),
    usage: () => import('./handlers/spend.ts'),
    verdict: () => import('./handlers/month.ts'),
  };

const loaded = new Map<string, Handler>();

/** What answers a request; `undefined` where there is none of this name. */
export async function handlerOf(name: string): Promise<Handler | undefined> {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const subject = name.slice(0, Math.max(0, name.indexOf('/')));
  const key = Object.hasOwn(SUBJECTS, name) ? name : subject;
  const load = Object.hasOwn(SUBJECTS, key) ? SUBJECTS[key] : undefined;
  for (const handler of (await load?.())?.handlers ?? []) loaded.set(handler.request.name, handler);
  return loaded.get(name);
}
