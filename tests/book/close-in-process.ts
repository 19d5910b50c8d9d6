// Closes a month of a book and writes its exports, in a process of its own: node close-in-process.ts BOOK MONTH FOLDER
import { join } from 'node:path';
import { exportRun } from '../../src/contract/book.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { openServices } from '../../src/main/services/services.ts';

const [file = '', month = '', folder = ''] = process.argv.slice(2);
const resources = join(import.meta.dirname, '../../resources');
const services = openServices({ file, mode: 'write', resources, who: 'Acc' });
const { digest, total } = await services.call(closeMonth, { month });
const wanted = [
  { kind: 'charges', format: 'xlsx' },
  { kind: 'charges', bom: true, decimal: 'comma' },
  { kind: 'charges', by: 'person' },
  { kind: 'seats' },
  { kind: 'focus' },
  { kind: 'journal' },
  { kind: 'journal', flavour: 'kingdee' },
  { kind: 'journal', flavour: 'quickbooks' },
  { kind: 'journal', flavour: 'yonyou' },
] as const;
const hashes: string[] = [];
for (const [index, one] of wanted.entries()) {
  const out = join(folder, `export-${index}`);
  hashes.push((await services.call(exportRun, { ...one, month, out })).sha256);
}
services.close();
process.stdout.write(
  JSON.stringify({ digest, total, hashes, shown: new Date(0).toLocaleString() }),
);
