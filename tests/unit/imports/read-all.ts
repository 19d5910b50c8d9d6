import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportRow, RowReject } from '../../../src/core/spend/rows.ts';
import type { OpenedImport, OpenImportOptions } from '../../../src/main/imports/open-import.ts';
import { openImport } from '../../../src/main/imports/open-import.ts';

const folder = mkdtempSync(join(tmpdir(), 'seatworth-tables-'));
let count = 0;

/** Writes a file of these contents and gives its path. */
export function fileOf(contents: string | Uint8Array, name = 'table.csv'): string {
  count += 1;
  const path = join(folder, `${count}-${name}`);
  writeFileSync(path, contents);
  return path;
}

export async function opened(
  path: string,
  options: Partial<OpenImportOptions> = {},
): Promise<OpenedImport> {
  const found = await openImport(path, { baseCurrency: 'USD', ...options });
  if (found.format === null) throw new Error(`Unknown header: ${found.header.join(',')}`);
  return found;
}

export async function collected(
  found: OpenedImport,
): Promise<{ rows: ImportRow[]; rejects: RowReject[] }> {
  const rows: ImportRow[] = [];
  const rejects: RowReject[] = [];
  for await (const batch of found.rows()) {
    for (const row of batch) {
      if (row.kind === 'reject') rejects.push(row);
      else rows.push(row);
    }
  }
  return { rows, rejects };
}

/** All rows and rejects of a table of these contents. */
export async function readAll(
  contents: string | Uint8Array,
  options: Partial<OpenImportOptions> = {},
): Promise<{ rows: ImportRow[]; rejects: RowReject[]; found: OpenedImport }> {
  const found = await opened(fileOf(contents), options);
  return { ...(await collected(found)), found };
}
