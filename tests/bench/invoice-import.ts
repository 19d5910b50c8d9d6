import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importsRun } from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { WorkerPool } from '../../src/main/worker/pool.ts';
import { billXml } from '../fixtures/invoices/made-bill.ts';
import { seatBill } from '../fixtures/invoices/made-invoices.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export type InvoiceImportBench = {
  readonly files: number;
  readonly seconds: number;
  readonly asked: number;
  /** The longest wait for the month's overview while invoices came in, and the wait of 95 of 100. */
  readonly longestMs: number;
  readonly ninetyFifthMs: number;
  /** The same question before, with nothing else going on. */
  readonly alone: number;
};

/**
 * Imports 500 invoices (a third of them PDFs) as the window does, over the book's two threads, and
 * asks for the month's overview all the while: how long did the window wait?
 */
export async function run(count = 500): Promise<InvoiceImportBench> {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-invoices-'));
  const book = join(folder, 'book.seatworth');
  const made = { company: 'Bench', currency: 'USD', weekStart: 'monday', who: 'bench' };
  createCompany(book, { ...made, at: '2026-07-01T00:00:00.000Z' }).close();
  const files = Array.from({ length: count }, (_, index) => write(folder, index));
  const pool = new WorkerPool(
    new URL('../../src/main/worker/worker.ts', import.meta.url),
    join(ROOT, 'resources'),
    () => {},
  );
  try {
    await pool.open(book);
    const ask = async (): Promise<number> => {
      const start = performance.now();
      await pool.ask('read', overviewMonth.name, { month: '2026-06' });
      return performance.now() - start;
    };
    await ask();
    const alone = await ask();
    const start = performance.now();
    const work = { isDone: false };
    const importing = pool
      .ask('write', importsRun.name, { files, kind: 'invoice', account: 'Console' })
      .finally(() => {
        work.isDone = true;
      });
    const waits: number[] = [];
    while (!work.isDone) {
      waits.push(await ask());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const reply = await importing;
    if (!reply.ok) throw new Error(reply.error.message);
    const { imports } = importsRun.output.parse(reply.value);
    const taken = imports.filter((one) => one.status === 'committed').length;
    if (taken !== count) throw new Error(`${taken} of ${count} invoices were taken.`);
    const seconds = (performance.now() - start) / 1000;
    waits.sort((a, b) => a - b);
    const longestMs = waits.at(-1) ?? 0;
    const ninetyFifthMs = waits[Math.floor(waits.length * 0.95)] ?? 0;
    console.log(
      `invoice-import: ${count} invoices in ${seconds.toFixed(1)} s; the overview was asked ${waits.length} times meanwhile and came in ${ninetyFifthMs.toFixed(0)} ms (95 of 100), ${longestMs.toFixed(0)} ms at the most; ${alone.toFixed(0)} ms alone`,
    );
    return { files: count, seconds, asked: waits.length, longestMs, ninetyFifthMs, alone };
  } finally {
    await pool.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A third PDFs, the rest XML; each a bill of its own. */
function write(folder: string, index: number): string {
  const month = String((index % 12) + 1).padStart(2, '0');
  if (index % 3 === 0) {
    const file = join(folder, `${index}.pdf`);
    // The same bill with another number: its text stands in the PDF as hexadecimal codes.
    const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
    const number = `QX7Y2K1M-${String(index).padStart(4, '0')}`;
    const pdf = Buffer.from(seatBill()).toString('latin1');
    writeFileSync(file, pdf.replaceAll(hex('QX7Y2K1M-0007'), hex(number)), 'latin1');
    return file;
  }
  const file = join(folder, `${index}.xml`);
  const days = { from: `2026-${month}-01`, to: `2026-${month}-28` };
  writeFileSync(file, billXml({ number: `N-${index}`, net: `${index}.50`, ...days }));
  return file;
}
