import type { Handler } from './handler.ts';

/**
 * A request is answered by the folder that its name begins with: `claims/list` by `claims/index.ts`.
 * These are answered by another one; they go by their first word, or by their whole name.
 */
const ELSEWHERE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    accounts: 'keys limits providers runaways sync',
    allowances: 'allowance budget',
    audit: 'book',
    company: 'settings',
    exports: 'export list-export',
    imports: 'agents mappings',
    invoices: 'originals reconcile',
    ledger: 'vendors',
    mine: 'held',
    output: 'baseline kinds',
    overview: 'output/months seats spend/months',
    people: 'identities subscriptions',
    rates: 'models',
    spend: 'unassigned usage',
    verdict: 'worth',
  }).flatMap(([folder, names]) => names.split(' ').map((name) => [name, folder])),
);

const loaded = new Map<string, Handler>();

/**
 * What answers a request; `undefined` where there is none of this name. A folder is loaded when it is
 * first asked: a short command waits for what it needs alone.
 */
export async function handlerOf(name: string): Promise<Handler | undefined> {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const [subject = ''] = name.split('/');
  const folder = ELSEWHERE.get(name) ?? ELSEWHERE.get(subject) ?? subject;
  for (const handler of await handlersIn(folder)) loaded.set(handler.request.name, handler);
  return loaded.get(name);
}

async function handlersIn(folder: string): Promise<readonly Handler[]> {
  if (!/^[a-z-]+$/.test(folder)) return [];
  return ((await import(`./${folder}/index.ts`)) as { readonly handlers: readonly Handler[] })
    .handlers;
}
