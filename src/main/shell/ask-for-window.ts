import { accessHere, accessPassphrase, accessUnlock, type HereDoc } from '../../contract/access.ts';
import { backupDaily } from '../../contract/close.ts';
import type { Reply, Request } from '../../contract/request.ts';
import type { Sitting } from '../services/access/sitting.ts';
import type { WorkerPool } from '../worker/pool.ts';
import type { WindowAccess } from './window-access.ts';

/** What the window asks for the app itself, whoever sits there: the day's copy must not wait for an owner. */
const FOR_THE_APP: ReadonlySet<string> = new Set([backupDaily.name]);

/** Asks the open book on behalf of whoever sits at the window, and remembers who sits down. */
export async function askForWindow(
  {
    pool,
    access,
    book,
  }: { pool: Pick<WorkerPool, 'ask'>; access: WindowAccess; book: string | null },
  request: Request,
  input: unknown,
): Promise<Reply> {
  const ask = ({ place, name }: Request, what: unknown, sitting: Sitting) =>
    pool.ask(place, name, what, sitting);
  if (request.name === accessPassphrase.name && access.of(book) === 'anybody') {
    // Whoever is in without a passphrase stays in with the one that they set now.
    const here = await ask(accessHere as Request, {}, 'anybody');
    if (here.ok) enter(here.value as HereDoc);
  }
  const sitting = FOR_THE_APP.has(request.name) ? 'app' : access.of(book);
  const reply = await ask(request, input, sitting);
  if (reply.ok && request.name === accessUnlock.name) enter(reply.value as HereDoc);
  return reply;

  function enter({ who }: HereDoc): void {
    if (who !== null) access.enter(book, who.email);
  }
}
