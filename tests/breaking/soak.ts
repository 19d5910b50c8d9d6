// Works with the built app for a while, as a person who clicks through all screens while files are imported, undone
// and accounts are synced, and says by minute what each process holds. Not part of npm test; `npm run build` first.
//
//   tools/with-keyring.sh npx -c 'node tests/breaking/soak.ts 10'        ten minutes
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '../../src/core/calendar.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { dropFiles, launchApp } from '../e2e/launch.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';

declare const window: Window & {
  readonly seatworth: { request(name: string, input: unknown): Promise<Reply> };
};
type Reply = { readonly ok: boolean; readonly value?: unknown; readonly error?: unknown };

const [minutes = 10] = process.argv.slice(2).map(Number);
const KEY = 'sk-canary-of-the-soak-0123456789';
const folder = mkdtempSync(join(tmpdir(), 'seatworth-soak-'));
const book = join(folder, 'Sample company.seatworth');
await createSampleBook(book, join(import.meta.dirname, '../../resources'));
const firstDay = addDays(new Date().toISOString().slice(0, 10), -20);
const server = await litellmServer(litellmRecords(firstDay, 20, 20, 3), KEY);
const app = await launchApp({ book, size: { width: 1280, height: 800 } });
const { page } = app;
const told = { clicks: 0, imports: 0, undone: 0, syncs: 0, faults: 0 };
page.on('pageerror', (error) => {
  told.faults += 1;
  console.log('page error:', error.message);
});

/** A request of the window, as its own code asks. */
async function ask(name: string, input: unknown): Promise<unknown> {
  const reply = await page.evaluate(([to, what]) => window.seatworth.request(to as string, what), [
    name,
    input,
  ] as const);
  if (reply.ok) return reply.value;
  told.faults += 1;
  console.log(name, JSON.stringify(reply.error));
  return null;
}

/** Another file each time: two hundred rows of people that the book knows, some damaged. */
function writeUsage(file: string, round: number): void {
  const rows = Array.from({ length: 200 }, (_, n) => {
    const who = ['anna.keller', 'li.xiaomei', 'chen.wei'][n % 3];
    const day = addDays('2026-06-01', n % 28);
    return `${day},${who}@fernwerk.example,Claude API,soak-${round}-${n},${n * 10},5,${n % 50 === 0 ? 'x' : '0.01'},USD`;
  });
  const header = 'date,identity,tool,model,input_tokens,output_tokens,cost,currency';
  writeFileSync(file, `${header}\n${rows.join('\n')}\n`);
}

/** Imports a file of its own, undoes it every other time, and syncs now and then. */
async function work(until: number, file: string): Promise<void> {
  for (let round = 0; Date.now() < until; round += 1) {
    writeUsage(file, round);
    const done = (await ask('imports/run', { files: [file] })) as {
      imports?: { id?: number | null }[];
    } | null;
    told.imports += 1;
    const id = done?.imports?.[0]?.id;
    if (typeof id === 'number' && round % 2 === 0) {
      await ask('imports/undo', { id });
      told.undone += 1;
    }
    if (round % 5 === 0) {
      await ask('sync/run', { account: 'Gateway' });
      told.syncs += 1;
    }
    // A person's own pace, and the same amount of work in each minute.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
}

/** Goes through all screens by the rail, again and again, and looks at the month before on each that has one. */
async function click(until: number): Promise<void> {
  const links = page.locator('nav a');
  while (Date.now() < until) {
    for (let n = 0; n < (await links.count()) && Date.now() < until; n += 1) {
      await links.nth(n).click();
      await page.locator('h1:not(:has(.skeleton))').first().waitFor();
      const steps = page.locator('.page-head .month').locator('..').getByRole('button');
      // Back to the first month, and then forth again.
      if (n % 3 === 0 && (await steps.count()) > 0) {
        const before = steps.first();
        await ((await before.isEnabled()) ? before : steps.last())
          .click({ timeout: 5_000 })
          .catch(() => {});
      }
      told.clicks += 1;
    }
  }
}

/** What the processes below this one hold, by program, in megabytes, shared pages counted once (PSS). */
function heldMb(): Map<string, number> {
  const parents = new Map<string, string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = textOf(`/proc/${pid}/stat`);
    parents.set(pid, stat.slice(stat.lastIndexOf(')')).split(' ')[2] ?? '');
  }
  const isOurs = (pid: string): boolean => {
    const parent = parents.get(pid);
    return (
      parent === String(process.pid) ||
      (parent !== undefined && parent !== '' && parent !== '0' && isOurs(parent))
    );
  };
  const held = new Map<string, number>();
  for (const pid of parents.keys()) {
    if (!isOurs(pid)) continue;
    const kind = textOf(`/proc/${pid}/cmdline`).match(/--type=([\w-]+)/)?.[1];
    const name = kind ?? (textOf(`/proc/${pid}/comm`).trim() || 'gone');
    const kilobytes = Number(textOf(`/proc/${pid}/smaps_rollup`).match(/^Pss:\s+(\d+)/m)?.[1] ?? 0);
    held.set(name, (held.get(name) ?? 0) + kilobytes / 1024);
  }
  return held;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function say(minute: number): Promise<void> {
  const held = heldMb();
  // What is garbage is no leak: the page's heap is looked at after it was collected.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const heap = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number };
  await cdp.detach();
  const main = await app.main(() => process.memoryUsage().heapUsed);
  const parts = [...held].sort().map(([name, mb]) => `${name} ${Math.round(mb)}`);
  const all = [...held.values()].reduce((sum, mb) => sum + mb, 0);
  console.log(
    `minute ${minute}: all ${Math.round(all)} MB (${parts.join(', ')}); heap of the page ${(heap.usedSize / 1e6).toFixed(1)}, of main ${(main / 1e6).toFixed(1)}; ${JSON.stringify(told)}`,
  );
}

try {
  await page.waitForSelector('nav a');
  const file = join(folder, 'usage.csv');
  writeUsage(file, -1);
  // A file that was dropped may be read from then on.
  await page.evaluate(() => {
    window.location.hash = '#/imports';
  });
  await page.locator('h1').first().waitFor();
  await dropFiles(page, 'main', [file]);
  await ask('accounts/add', {
    account: 'Gateway',
    provider: 'litellm',
    url: server.base,
    key: KEY,
    keepKey: 'run',
    firstDay,
  });
  const until = Date.now() + minutes * 60_000;
  const busy = Promise.all([work(until, file), click(until)]);
  busy.catch(() => {}); // it is waited for at the end
  await say(0);
  for (let minute = 1; minute <= minutes; minute += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    await say(minute);
  }
  await busy;
  process.exitCode = told.faults === 0 ? 0 : 1;
} finally {
  await app.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
