import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { WorkerPool } from '../../src/main/worker/pool.ts';
import type { WorkerEvent } from '../../src/main/worker/protocol.ts';

/** A worker that remembers what it was told, and dies when asked to. */
const PROBE = `
import { parentPort, workerData } from 'node:worker_threads';
let book = null;
let full = 2;
parentPort.on('message', ({ id, name, input }) => {
  if (name === 'die') process.exit(1);
  if (name === 'hang' || input.hang) return;
  if (name === 'complain') console.error('The page was not read:', new RangeError(input.about));
  if (name === 'tell') parentPort.postMessage({ event: 'progress', payload: input });
  if (name === 'open' && input.book === 'damaged')
    return parentPort.postMessage({ id, reply: { ok: false, error: { code: 'book_damaged', message: '', details: {} } } });
  if (name === 'open' && input.book === 'on a full disk' && workerData.mode === 'write' && full-- > 0)
    return parentPort.postMessage({ id, reply: { ok: false, error: { code: 'disk_full', message: '', details: {} } } });
  if (name === 'open') book = input.book;
  if (name === 'close') book = null;
  parentPort.postMessage({ id, reply: { ok: true, value: { mode: workerData.mode, book } } });
});
`;

let folder: string;
let entry: URL;
let pool: WorkerPool;
const heard: WorkerEvent[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-pool-'));
  writeFileSync(join(folder, 'probe.mjs'), PROBE);
  entry = pathToFileURL(join(folder, 'probe.mjs'));
});
afterEach(() => pool.stop(50));
afterAll(() => rmSync(folder, { recursive: true }));

function start(): WorkerPool {
  pool = new WorkerPool(entry, folder, (event) => heard.push(event));
  return pool;
}

test('reads and writes go to threads of their own, on the same book', async () => {
  start();
  await pool.open('/a');
  expect(await pool.ask('read', 'x', {})).toEqual({
    ok: true,
    value: { mode: 'read', book: '/a' },
  });
  expect(await pool.ask('write', 'x', {})).toEqual({
    ok: true,
    value: { mode: 'write', book: '/a' },
  });
});

test('a book on a full disk is read, and each change tries anew whether there is room', async () => {
  start();
  const book = 'on a full disk';
  expect(await pool.open(book)).toMatchObject({ ok: true });
  expect(await pool.ask('read', 'x', {})).toMatchObject({ value: { mode: 'read', book } });
  expect(await pool.ask('write', 'x', {})).toMatchObject({ error: { code: 'disk_full' } });
  expect(await pool.ask('write', 'x', {})).toMatchObject({ value: { mode: 'write', book } });
  expect(await pool.open('damaged')).toMatchObject({ error: { code: 'book_damaged' } });
});

test('a copy of the book is made on a thread of its own, so that reads go on', async () => {
  start();
  await pool.open('/a');
  const hanging = pool.ask('read alone', 'backup/run', { hang: true });
  const listing = await pool.ask('read', 'backup/list', {});
  expect(listing).toMatchObject({ value: { mode: 'read', book: '/a' } });
  await pool.close();
  expect(await hanging).toMatchObject({ error: { code: 'worker_stopped' } });
});

test('slow questions wait on a thread of their own, which follows to the next book', async () => {
  start();
  await pool.open('/a');
  const hanging = pool.ask('read slowly', 'signals/month', { hang: true });
  expect(await pool.ask('read', 'overview/month', {})).toMatchObject({ value: { book: '/a' } });
  await pool.open('/b');
  expect(await hanging).toMatchObject({ error: { code: 'worker_stopped' } });
  expect(await pool.ask('read slowly', 'signals/month', {})).toMatchObject({
    value: { mode: 'read', book: '/b' },
  });
});

test('what a thread complains of is said by main, where the log hears it', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    start();
    await pool.ask('read', 'complain', { about: 'line 7' });
    await vi.waitFor(() => expect(said).toHaveBeenCalled(), 30_000);
    expect(said.mock.calls.join()).toMatch(/^The page was not read: RangeError: line 7\n +at /);
  } finally {
    said.mockRestore();
  }
});

test('a book that does not open for writing is not read either', async () => {
  start();
  expect(await pool.open('damaged')).toMatchObject({ error: { code: 'book_damaged' } });
  expect(await pool.ask('read', 'x', {})).toMatchObject({ value: { book: null } });
});

test('who waits on a thread that dies is told so, and the next one finds the book open', async () => {
  start();
  await pool.open('/a');
  const waiting = [pool.ask('write', 'hang', {}), pool.ask('write', 'die', {})];
  for (const reply of await Promise.all(waiting)) {
    expect(reply).toMatchObject({ ok: false, error: { code: 'worker_stopped' } });
  }
  expect(await pool.ask('write', 'x', {})).toEqual({
    ok: true,
    value: { mode: 'write', book: '/a' },
  });
});

test('after the pool has stopped, nobody is left waiting', async () => {
  start();
  const hanging = pool.ask('read', 'hang', {});
  await pool.stop(50);
  const stopped = { error: { code: 'worker_stopped' } };
  expect(await hanging).toMatchObject(stopped);
  expect(await pool.ask('read', 'x', {})).toMatchObject(stopped);
});

test('what a thread tells without being asked is passed on', async () => {
  start();
  await pool.ask('write', 'tell', { rows: 7 });
  expect(heard).toEqual([{ event: 'progress', payload: { rows: 7 } }]);
});
