import { closeSync, openSync, readSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { bookVerify } from '../../src/contract/book.ts';
import { Failure } from '../../src/core/failure.ts';
import { salvageBook } from '../../src/main/book/salvage/salvage-book.ts';
import { openServices } from '../../src/main/services/services.ts';
import { answeredRequests } from '../../tools/documents/answered-requests.ts';

const resources = join(import.meta.dirname, '../../resources');
const MONTH = '2026-06';
const PERSON = 'anna.keller@acme.example';
const AT = '2026-07-01T00:00:00.000Z';

/** What became of a damage: found and by which check or refusal, without any effect, or not found though figures differ. */
type Outcome =
  | { readonly is: 'found'; readonly by: string }
  | { readonly is: 'harmless' }
  | { readonly is: 'unseen'; readonly request: string };

/** Small numbers that look random and come again for the same seed (Marsaglia's xorshift). */
export function draws(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export function flipBit(file: string, byte: number, bit: number): void {
  const handle = openSync(file, 'r+');
  const one = Buffer.alloc(1);
  readSync(handle, one, 0, 1, byte);
  writeSync(handle, Buffer.of((one[0] ?? 0) ^ (1 << bit)), 0, 1, byte);
  closeSync(handle);
}

export function overwrite(file: string, byte: number, length: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(length, 0x5a), 0, length, byte);
  closeSync(handle);
}

export function cut(file: string, bytes: number): void {
  truncateSync(file, statSync(file).size - bytes);
}

export function forgetBook(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal'])
    rmSync(`${file}${ending}`, { force: true });
}

/** What every reading request answers, as one text. */
export const answersOf = (file: string): Promise<string> =>
  answeredRequests(file, resources, MONTH, PERSON);

/** Whether a damaged book's damage is found when it is opened and verified; else whether anything that it answers differs. */
export async function outcomeOf(file: string, sound: string): Promise<Outcome> {
  const refused = await verified(file);
  if (refused !== null) return { is: 'found', by: refused };
  const answers = await answersOf(file);
  if (answers === sound) return { is: 'harmless' };
  return { is: 'unseen', request: firstDifference(sound, answers) };
}

/** The check or the refusal that tells; `null` where nothing does. Anything but a sentence is thrown. */
async function verified(file: string): Promise<string | null> {
  try {
    const services = openServices({ file, mode: 'write', resources, who: 'Test', now: () => AT });
    try {
      const { checks } = await services.call(bookVerify, {});
      return checks.find((one) => !one.ok)?.name ?? null;
    } finally {
      services.close();
    }
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

function firstDifference(before: string, after: string): string {
  const lines = before.split('\n');
  const others = after.split('\n');
  const at = lines.findIndex((line, index) => line !== others[index]);
  const request = lines.slice(0, at + 1).findLast((line) => /^ "/.test(line));
  return `${request?.trim() ?? ''} ${lines[at]?.trim()} | ${others[at]?.trim()}`.slice(0, 200);
}

/** What is wrong with what salvage makes of a damaged book: a crash, a screen that does not open, a book that is not sound. */
export async function salvageFaults(file: string, out: string): Promise<string[]> {
  const faults: string[] = [];
  try {
    salvageBook({ file, out, who: 'Test', at: AT });
  } catch (error) {
    if (error instanceof Failure) return [];
    return [`salvage: ${String(error)}`];
  }
  const checked = await verified(out);
  // What a close froze is held against rows that may be lost.
  if (checked !== null && checked !== 'closed-months' && checked !== 'ledger-entries') {
    faults.push(`verify: ${checked}`);
  }
  const thrown = (await answersOf(out)).match(/^ {2}"thrown": .*$/gm) ?? [];
  faults.push(...thrown.slice(0, 3).map((one) => one.trim()));
  forgetBook(out);
  return faults;
}
