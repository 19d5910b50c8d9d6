import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { InvoiceDraft } from '../../src/core/invoices/invoice.ts';
import { checkSums } from '../../src/core/invoices/postable.ts';
import type { VendorTemplate } from '../../src/core/invoices/vendor-template.ts';
import { parseMicro } from '../../src/core/money.ts';
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
const SETS = join(ROOT, '..', 'shared', 'data', 'invoices');

/** One line of the bench. Shares are of fields that the set states; `wrong` names the others. */
export type InvoiceBench = {
  readonly set: string;
  readonly right: number;
  readonly fields: number;
  readonly wrong: readonly string[];
  readonly tied: number;
  readonly files: number;
};
export type InvoiceSpeed = {
  readonly files: number;
  readonly middleMs: number;
  readonly ninetyFifthMs: number;
};

/**
 * How many fields of public invoices are read right (the sets state issuer, number, day, currency,
 * net, tax, total, due day and period), how many files tie out, and the time per file through the
 * reading thread, on `count` invoices of our own in six layouts.
 *
 * `SEATWORTH_INVOICES=FOLDER` measures a folder of your own instead: invoices (PDF, XML, OFD, ZIP of
 * one) and an `expected.json` that names each file with what it states, of which any part may be left
 * out: `{"a.pdf": {"number": "A-1", "vendor": "Acme Ltd", "buyer": "…", "issued": "2026-07-01",
 * "due": "2026-07-15", "from": "2026-06-01", "to": "2026-06-30", "currency": "EUR", "net": "100.00",
 * "tax": "19.00", "total": "119.00", "payable": "119.00", "credits": null, "lines": 2,
 * "linesTotal": "100.00", "isCredit": false, "isOwed": true}}`. Amounts are decimals, negative on a
 * credit note; `null` must not be found; `isOwed: false` must wait for a person.
 */
export async function run(
  count = 500,
): Promise<{ sets: InvoiceBench[]; speed: InvoiceSpeed | null }> {
  const vendors: { templates: VendorTemplate[] } = JSON.parse(
    readFileSync(join(ROOT, 'resources', 'invoice-vendors.json'), 'utf8'),
  );
  const reader = openInvoiceProcess({
    workerUrl: new URL('../../src/main/imports/invoice/invoice-worker.ts', import.meta.url),
    timeoutMs: 30_000,
  });
  const read = async (path: string): Promise<InvoiceDraft[]> =>
    reader.read(readFileSync(path), basename(path), vendors.templates);
  const own = process.env['SEATWORTH_INVOICES'];
  try {
    if (own !== undefined) {
      sayFolder(own, await scoreFolder(own, read));
      return { sets: [], speed: null };
    }
    const sets: InvoiceBench[] = [];
    if (!existsSync(SETS))
      console.log('invoices: public sets left out, ../shared/data/invoices is not here');
    else {
      sets.push(await plainSet(join(SETS, 'pdf-plain'), read));
      for (const folder of ['pdf-facturx', 'xml', 'cn'])
        sets.push(await tiedSet(join(SETS, folder), folder, read));
    }
    for (const set of sets) {
      const share = set.fields === 0 ? '' : `${set.right} of ${set.fields} fields right; `;
      console.log(
        `invoices, ${set.set}: ${share}${set.tied} of ${set.files} files tie out${set.wrong.length > 0 ? `; not: ${set.wrong.join(', ')}` : ''}`,
      );
    }
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
    return { sets, speed };
  } finally {
    await reader.close();
  }
}

function sayFolder(folder: string, score: FolderScore): void {
  const counts = [...score.fields.entries()];
  const right = counts.reduce((sum, [, each]) => sum + each.right, 0);
  const stated = counts.reduce((sum, [, each]) => sum + each.stated, 0);
  const share = stated === 0 ? 0 : (100 * right) / stated;
  const each = counts.map(([key, count]) => `${key} ${count.right}/${count.stated}`).join(', ');
  console.log(
    `invoices, ${basename(folder)}: ${right} of ${stated} fields right (${share.toFixed(1)} %) in ${score.files} files; ${each}`,
  );
  console.log(
    `invoices, ${basename(folder)}: ${score.tied} tie out, ${score.refused.length} refused, ${score.postedWrong.length} would be posted wrong`,
  );
  for (const line of [...score.misses, ...score.refused, ...score.postedWrong])
    console.log(`  ${line}`);
}

type Stated = Readonly<Record<string, unknown>>;

/** Stated name in the public set, and ours. A `#` before a number is punctuation; an issuer may be shortened. */
const FIELDS: readonly (readonly [string, (draft: InvoiceDraft, stated: unknown) => boolean])[] = [
  [
    'partner_name',
    (draft, stated) => plain(draft.vendor?.value ?? '').includes(plain(String(stated))),
  ],
  ['invoice_number', (draft, stated) => draft.number?.value === String(stated).replace(/^#/, '')],
  ['date', (draft, stated) => draft.issueDay?.value === stated],
  ['date_due', (draft, stated) => draft.dueDay?.value === stated],
  ['date_start', (draft, stated) => draft.periodStart?.value === stated],
  ['date_end', (draft, stated) => draft.periodEnd?.value === stated],
  ['currency', (draft, stated) => draft.currency?.value === stated],
  ['amount', (draft, stated) => draft.totalMicro?.value === parseMicro(String(stated))],
  ['amount_untaxed', (draft, stated) => draft.netMicro?.value === parseMicro(String(stated))],
  ['amount_tax', (draft, stated) => draft.taxMicro?.value === parseMicro(String(stated))],
];

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

type Read = (path: string) => Promise<InvoiceDraft[]>;

async function plainSet(folder: string, read: Read): Promise<InvoiceBench> {
  const wrong: string[] = [];
  let right = 0;
  let fields = 0;
  let tied = 0;
  const names = readdirSync(folder).filter((name) => name.endsWith('.pdf'));
  for (const name of names) {
    const [stated]: Stated[] = JSON.parse(
      readFileSync(join(folder, name.replace('.pdf', '.expected.json')), 'utf8'),
    );
    const [draft] = await read(join(folder, name));
    if (!stated || !draft) continue;
    if (checkSums(draft).ok) tied += 1;
    for (const [key, isRight] of FIELDS) {
      if (!(key in stated)) continue;
      fields += 1;
      if (isRight(draft, stated[key])) right += 1;
      else wrong.push(`${name} ${key}`);
    }
  }
  return { set: 'invoice2data plain PDFs', right, fields, wrong, tied, files: names.length };
}

async function tiedSet(folder: string, set: string, read: Read): Promise<InvoiceBench> {
  const wrong: string[] = [];
  const names = readdirSync(folder).filter((name) => /\.(?:xml|pdf)$/.test(name));
  for (const name of names) {
    const [draft] = await read(join(folder, name));
    if (!draft || !checkSums(draft).ok) wrong.push(name);
  }
  return {
    set,
    right: 0,
    fields: 0,
    wrong,
    tied: names.length - wrong.length,
    files: names.length,
  };
}
