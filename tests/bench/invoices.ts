import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { InvoiceDraft } from '../../src/core/invoices/invoice.ts';
import type { VendorTemplate } from '../../src/core/invoices/vendor-template.ts';
import { openInvoiceProcess } from '../../src/main/imports/invoice/invoice-process.ts';
import {
  chinesePage,
  frenchCreditNote,
  germanBill,
  seatBill,
} from '../fixtures/invoices/made-invoices.ts';
import { ciiXml, ublXml } from '../fixtures/invoices/made-xml.ts';
import { type FolderScore, scoreFolder } from './invoice-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export type InvoiceSpeed = {
  readonly files: number;
  readonly middleMs: number;
  readonly ninetyFifthMs: number;
};

/**
 * The time per file through the reading thread, on `count` invoices of our own in six layouts.
 *
 * With `SEATWORTH_INVOICES=FOLDER` also how many fields of the invoices in a folder are read right,
 * and which of them would be posted wrong. The folder holds the files (PDF, XML, OFD, ZIP of one) and
 * an `expected.json` that names each file with what it states, of which any part may be left out:
 * `{"a.pdf": {"number": "A-1", "vendor": "Acme Ltd", "buyer": "Lindt GmbH", "issued": "2026-07-01",
 * "due": "2026-07-15", "from": "2026-06-01", "to": "2026-06-30", "currency": "EUR", "net": "100.00",
 * "tax": "19.00", "total": "119.00", "payable": "119.00", "credits": null, "lines": 2,
 * "linesTotal": "100.00", "isCredit": false, "isOwed": true}}`. Amounts are decimals, negative on a
 * credit note; `null` must not be found; `isOwed: false` must wait for a person.
 */
export async function run(
  count = 500,
): Promise<{ folder: FolderScore | null; speed: InvoiceSpeed }> {
  const vendors: { templates: VendorTemplate[] } = JSON.parse(
    readFileSync(join(ROOT, 'resources', 'invoice-vendors.json'), 'utf8'),
  );
  const reader = openInvoiceProcess({
    workerUrl: new URL('../../src/main/imports/invoice/invoice-worker.ts', import.meta.url),
    timeoutMs: 30_000,
  });
  const read = async (path: string): Promise<InvoiceDraft[]> =>
    reader.read(readFileSync(path), basename(path), vendors.templates);
  try {
    const place = process.env['SEATWORTH_INVOICES'];
    const folder = place === undefined ? null : await scoreFolder(place, read);
    if (folder) sayFolder(folder);
    const made = [
      seatBill(),
      germanBill(),
      frenchCreditNote(),
      chinesePage(),
      Buffer.from(ublXml()),
      Buffer.from(ciiXml()),
    ];
    const times: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const bytes = made[index % made.length] ?? seatBill();
      const start = performance.now();
      await reader.read(bytes, 'made', vendors.templates);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const quantile = (share: number): number =>
      times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    const speed = { files: count, middleMs: quantile(0.5), ninetyFifthMs: quantile(0.95) };
    console.log(
      `invoices: ${count} made files through the thread, ${speed.middleMs.toFixed(1)} ms each (95 of 100 under ${speed.ninetyFifthMs.toFixed(1)} ms)`,
    );
    return { folder, speed };
  } finally {
    await reader.close();
  }
}

function sayFolder(score: FolderScore): void {
  const counts = [...score.fields.entries()];
  const right = counts.reduce((sum, [, each]) => sum + each.right, 0);
  const stated = counts.reduce((sum, [, each]) => sum + each.stated, 0);
  const share = stated === 0 ? 0 : (100 * right) / stated;
  const each = counts.map(([key, count]) => `${key} ${count.right}/${count.stated}`).join(', ');
  console.log(
    `invoices: ${right} of ${stated} fields right (${share.toFixed(1)} %) in ${score.files} files; ${each}`,
  );
  console.log(
    `invoices: ${score.tied} tie out, ${score.refused.length} refused, ${score.postedWrong.length} would be posted wrong`,
  );
  for (const line of score.misses) console.log(`  not right: ${line}`);
  for (const line of score.refused) console.log(`  refused: ${line}`);
  for (const line of score.postedWrong) console.log(`  would be posted wrong: ${line}`);
}
