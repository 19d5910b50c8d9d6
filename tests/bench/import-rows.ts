import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse';
import { importsRun } from '../../src/contract/imports.ts';
import { addDays } from '../../src/core/calendar.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices } from '../../src/main/services/services.ts';

const ROWS = Number(process.env['SEATWORTH_BENCH_ROWS'] ?? 1_000_000);
const PEOPLE = 200;
const MODELS = ['claude-sonnet-4-5', 'claude-opus-4-5', 'claude-haiku-4-5', 'gpt-5', 'gpt-5-mini'];

/** Writes usage of 200 people, day by day, as a provider's export would hold it. */
export async function writeUsageFile(
  file: string,
  rows: number,
  firstDay = '2025-01-01',
): Promise<void> {
  const out = createWriteStream(file);
  out.write(
    'date,identity,tool,model,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,requests\n',
  );
  const perDay = PEOPLE * MODELS.length * 2;
  let lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const person = row % PEOPLE;
    const model = MODELS[Math.floor(row / PEOPLE) % MODELS.length];
    const day = addDays(firstDay, Math.floor(row / perDay));
    lines.push(
      `${day},person${person}@company.example,API,${model},${1000 + ((row * 7919) % 90_000)},${(row * 104_729) % 9000},${(row * 31) % 50_000},${(row * 17) % 3000},${1 + (row % 40)}`,
    );
    if (lines.length === 5000) {
      if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
      lines = [];
    }
  }
  out.end(lines.length > 0 ? `${lines.join('\n')}\n` : '');
  await once(out, 'finish');
}

/** The same file through the parser and a bare prepared insert in one transaction. */
async function bareImport(file: string, book: string): Promise<number> {
  const startMs = performance.now();
  const db = new Database(book);
  db.pragma('journal_mode = WAL');
  db.exec(
    'CREATE TABLE usage (day TEXT, identity TEXT, tool TEXT, model TEXT, input INTEGER, output INTEGER, reads INTEGER, writes INTEGER, requests INTEGER) STRICT',
  );
  const insert = db.prepare('INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  db.exec('BEGIN');
  const rows = createReadStream(file).pipe(parse({ from_line: 2 })) as AsyncIterable<string[]>;
  for await (const [day, identity, tool, model, ...counts] of rows) {
    insert.run(day, identity, tool, model, ...counts.map(Number));
  }
  db.exec('COMMIT');
  db.close();
  return performance.now() - startMs;
}

async function ourImport(file: string, book: string): Promise<{ ms: number; peakMb: number }> {
  createCompany(book, {
    company: 'Bench',
    currency: 'USD',
    weekStart: 'monday',
    who: 'bench',
    at: '2026-01-01T00:00:00Z',
  }).close();
  const services = openServices({
    file: book,
    mode: 'write',
    resources: join(import.meta.dirname, '../../resources'),
    who: 'bench',
  });
  const startMs = performance.now();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const { imports } = await services.call(importsRun, { files: [file] });
  clearInterval(watch);
  const ms = performance.now() - startMs;
  services.close();
  if (imports[0]?.added !== ROWS)
    throw new Error(`Added ${imports[0]?.added} of ${ROWS} rows: ${imports[0]?.error?.message}`);
  return { ms, peakMb: Math.max(peak, process.memoryUsage.rss()) / 2 ** 20 };
}

/** Import of usage rows (parsed, checked, priced, known again, indexed, summed) against the bare parser and insert. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-bench-'));
  try {
    const file = join(folder, 'usage.csv');
    await writeUsageFile(file, ROWS);
    const ours = await ourImport(file, join(folder, 'ours.seatworth'));
    const bare = await bareImport(file, join(folder, 'bare.sqlite'));
    console.log(
      `import of ${ROWS} rows: ours ${(ours.ms / 1000).toFixed(1)} s, bare parser and insert ${(bare / 1000).toFixed(1)} s, ratio ${(ours.ms / bare).toFixed(2)} (bar 2.0); peak memory ${ours.peakMb.toFixed(0)} MB (bar 300)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
