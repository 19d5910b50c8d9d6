import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { inferSchema, initParser } from 'udsv';
import { openImport } from '../../src/main/imports/open-import.ts';

/**
 * Reads a made-up usage file into checked, typed rows, and the same file into bare arrays of cells
 * with csv-parse and with udsv, in turns, and prints the ratios. ROWS sets the size.
 */
const ROWS = Number(process.env['ROWS'] ?? 1_000_000);

function writeUsage(path: string): void {
  const models = [
    'claude-sonnet-4-5-20250929',
    'claude-opus-5',
    'gpt-5-2025-08-07',
    'deepseek-chat',
  ];
  const file = openSync(path, 'w');
  let text =
    'date,identity,tool,model,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,requests,cost,currency\n';
  for (let row = 0; row < ROWS; row += 1) {
    const day = String((row % 28) + 1).padStart(2, '0');
    const month = String((row % 12) + 1).padStart(2, '0');
    const cost = `${row % 7}.${String((row * 7919) % 1_000_000).padStart(6, '0')}`;
    text += `2026-${month}-${day},person${row % 200}@example.com,Claude API,${models[row % 4]},${(row * 31) % 200_000},${(row * 17) % 9000},${(row * 13) % 50_000},${row % 1000},${row % 40},${cost},USD\n`;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

async function seatworth(path: string): Promise<number> {
  const found = await openImport(path, { baseCurrency: 'USD' });
  if (found.format === null) throw new Error('The header was not known.');
  let rows = 0;
  for await (const batch of found.rows()) rows += batch.length;
  return rows;
}

async function csvParse(path: string): Promise<number> {
  let rows = 0;
  for await (const cells of createReadStream(path).pipe(parse({}))) {
    if (Array.isArray(cells)) rows += 1;
  }
  return rows - 1;
}

/** csv-parse without the cost of an async step per record. */
function csvParseEvents(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    const parser = parse({});
    parser.on('data', () => {
      rows += 1;
    });
    parser.on('end', () => resolve(rows - 1));
    parser.on('error', reject);
    createReadStream(path).pipe(parser);
  });
}

async function udsv(path: string): Promise<number> {
  let rows = 0;
  let parser: ReturnType<typeof initParser> | null = null;
  for await (const piece of createReadStream(path, {
    encoding: 'utf8',
    highWaterMark: 128 * 1024,
  })) {
    const text = String(piece);
    parser ??= initParser(inferSchema(text));
    parser.chunk<string[]>(text, parser.stringArrs, () => {
      rows += 1;
    });
  }
  parser?.end();
  return rows;
}

const READERS = {
  seatworth,
  'csv-parse': csvParseEvents,
  'csv-parse (for await)': csvParse,
  udsv,
} as const;

/** Prints the times and their ratios, best of three turns. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-bench-'));
  try {
    const path = join(folder, 'usage.csv');
    writeUsage(path);
    const megabytes = statSync(path).size / 1e6;
    const best = new Map<string, number>();
    for (let turn = 0; turn < 3; turn += 1) {
      for (const [name, read] of Object.entries(READERS)) {
        const from = performance.now();
        const rows = await read(path);
        const took = performance.now() - from;
        if (Math.abs(rows - ROWS) > 1) throw new Error(`${name} read ${rows} rows of ${ROWS}.`);
        best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, took));
      }
    }
    const ours = best.get('seatworth') ?? 0;
    for (const [name, took] of best) {
      const rate = (megabytes / took) * 1000;
      console.log(
        `${name.padEnd(24)} ${took.toFixed(0).padStart(7)} ms ${rate.toFixed(0).padStart(5)} MB/s   ours / this ${(ours / took).toFixed(2)}`,
      );
    }
    console.log(`memory at the end: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
