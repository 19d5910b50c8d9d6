import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';

const MADE = 'SEATWORTH_E2E_SAMPLE';
const resources = resolve(import.meta.dirname, '../../resources');

/** Makes the sample company once for all specs; each works in a copy of its own. */
export default async function makeSampleOnce(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-sample-'));
  await createSampleBook(join(folder, 'Sample company.seatworth'), resources);
  process.env[MADE] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** A copy of the sample company in a folder of its own, which goes with `remove`. */
export function copyOfSample(): { readonly book: string; readonly remove: () => void } {
  const made = process.env[MADE];
  if (made === undefined) throw new Error('The sample company was not made before the specs.');
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-e2e-sample-'));
  cpSync(made, folder, { recursive: true });
  return {
    book: join(folder, 'Sample company.seatworth'),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
