import { join } from 'node:path';
import { exportRun } from '../../src/contract/book.ts';
import type { Services } from '../../src/main/services/services.ts';

const MONTH = '2026-05';
const KINDS = [
  { kind: 'charges', format: 'csv' },
  { kind: 'charges', format: 'xlsx' },
  { kind: 'seats', format: 'csv' },
  { kind: 'focus', format: 'csv' },
] as const;

/** Writes some exports of each way to write one into a folder. */
export async function runExports(services: Services, folder: string): Promise<void> {
  for (const { kind, format } of KINDS) {
    const out = join(folder, `${kind}.${format}`);
    await services.call(exportRun, { kind, format, month: MONTH, out });
  }
}
