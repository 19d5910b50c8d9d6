import { lastDay } from '../../src/core/calendar.ts';
import { openServices } from '../../src/main/services/services.ts';
import { contractRequests } from '../contract-requests.ts';

/** They answer with the network, the keychain or this computer's folders, or write files. */
const ELSEWHERE =
  /^(desktop|rates\/fetch|sync|keys|limits|export|warehouse|backup|accounts\/check|agents|update)/;

/**
 * What every reading request of the contract answers, asked with the inputs that can be guessed: so
 * that what the window alone asks is held too.
 */
export async function answeredRequests(
  file: string,
  resources: string,
  month: string,
  person: string,
): Promise<string> {
  const range = { from: `${month}-01`, to: lastDay(month) };
  const guesses: readonly Record<string, unknown>[] = [
    {},
    { month },
    range,
    { id: 1 },
    { id: 2 },
    { person },
    { month, person },
    { month, email: person },
    { invoice: 1 },
    { account: 'Console' },
    { ...range, account: 'Console' },
  ];
  const services = openServices({ file, mode: 'read', resources, who: 'reader' });
  const answers: Record<string, unknown> = {};
  const byName = Object.entries(await contractRequests()).toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, { mode, input }] of byName) {
    if (mode !== 'read' || ELSEWHERE.test(name)) continue;
    for (const guess of guesses) {
      const read = input.safeParse(guess);
      if (!read.success) continue;
      const key = `${name} ${JSON.stringify(read.data)}`;
      answers[key] ??= await services
        .answer(name, guess)
        .catch((error: unknown) => ({ thrown: String(error) }));
    }
  }
  services.close();
  return `${JSON.stringify(answers, withBytes, 1)}\n`;
}

function withBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
