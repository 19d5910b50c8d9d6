import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MADE = 'SEATWORTH_E2E_SAMPLE';
const NAME = 'Sample company.seatworth';
const resources = resolve(import.meta.dirname, '../../resources');

/**
 * Makes the sample company once for all specs; each works in a copy of its own. `npm test` has made it
 * before, while a core was free: `node tests/e2e/sample-book.ts FOLDER`.
 */
export default async function makeSampleOnce(): Promise<() => void> {
  if (process.env[MADE] && existsSync(join(process.env[MADE], NAME))) return () => {};
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-sample-'));
  await makeSample(folder);
  process.env[MADE] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** The services are loaded only where a book is made: loading them takes as long as a test. */
async function makeSample(folder: string): Promise<void> {
  const { createSampleBook } = await import('../../src/main/services/sample/sample-company.ts');
  await createSampleBook(join(folder, NAME), resources);
}

/** A copy of the sample company in a folder of its own, which goes with `remove`. */
export function copyOfSample(): { readonly book: string; readonly remove: () => void } {
  const made = process.env[MADE];
  if (made === undefined) throw new Error('The sample company was not made before the specs.');
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-e2e-sample-'));
  cpSync(made, folder, { recursive: true });
  return {
    book: join(folder, NAME),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

const [, program, into] = process.argv;
if (program && into && import.meta.filename === resolve(program)) {
  mkdirSync(into, { recursive: true });
  await makeSample(into);
}
