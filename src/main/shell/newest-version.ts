import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import type { NetworkAccess } from '../providers/provider-client.ts';
import { errorCodeOf } from '../providers/response-body.ts';

const PATIENCE_MS = 15_000;
const release = z.object({ tag_name: z.string().regex(/^v?\d+\.\d+\.\d+$/) });

/**
 * The newest version's number, by the project's own account. Nothing of this computer is sent but what
 * any request carries. Throws `Failure('no_newest_version')`, or `Failure('proxy_refused')` where a proxy wants a login.
 */
export async function newestVersion(
  fetch: NetworkAccess['fetch'],
  address: string,
): Promise<string> {
  let status = 0;
  try {
    const headers = { accept: 'application/json', 'user-agent': 'Seatworth' };
    const answer = await fetch(address, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    status = answer.status;
    if (!answer.ok) throw new Error(`It answered ${answer.status}.`);
    return release.parse(await answer.json()).tag_name.replace(/^v/, '');
  } catch (error) {
    console.error(`${address} did not tell the newest version:`, error);
    if (status === 407 || errorCodeOf(error, false) === 'proxy_refused')
      throw new Failure('proxy_refused', 'The proxy does not let this computer through.', {});
    throw new Failure('no_newest_version', 'The newest version could not be asked for.', {});
  }
}

/** Whether `version` is newer than `than`; both as `1.20.3`. Anything that is no version is not. */
export function isNewer(version: string, than: string): boolean {
  const numbers = (text: string): number[] | null =>
    /^\d+\.\d+\.\d+$/.test(text) ? text.split('.').map(Number) : null;
  const [a, b] = [numbers(version), numbers(than)];
  if (a === null || b === null) return false;
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}
