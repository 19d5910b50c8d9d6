import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createCompany } from '../../src/main/services/company/company.ts';
import { WorkerPool } from '../../src/main/worker/pool.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';

/**
 * A key goes in and nowhere else: after everything that is done with an account, it stands in no
 * file beside the book, in no answer to the window, in no line of the command line's output.
 */

const ROOT = join(import.meta.dirname, '../..');
const CANARY = 'sk-canary-KEEP-ME-SECRET-8f2c41d09b7e';
const SPELLINGS = [
  CANARY,
  encodeURIComponent(CANARY),
  Buffer.from(CANARY).toString('base64').replace(/=+$/, ''),
  Buffer.from(`${CANARY}:`).toString('base64').replace(/=+$/, ''),
  Buffer.from(CANARY).toString('hex'),
];

const leaksIn = (bytes: Buffer | string): boolean =>
  SPELLINGS.some((one) => bytes.includes(one) || bytes.includes(one.slice(0, -4)));

function leakingFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && leaksIn(readFileSync(path)));
}

function freshFolder(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-leak-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'book.seatworth');
  const at = '2026-10-01T00:00:00.000Z';
  createCompany(file, {
    company: 'Test',
    currency: 'USD',
    weekStart: 'monday',
    who: 'test',
    at,
  }).close();
  return { folder, file };
}

/** A server that, when it refuses, repeats the key that it was sent, as some do. */
async function talkativeServer() {
  const server = await litellmServer(litellmRecords('2026-10-01', 30, 3, 2), CANARY);
  onTestFinished(() => server.close());
  const body = JSON.stringify({ error: { message: `Invalid key ${CANARY} (Bearer ${CANARY})` } });
  const refuse = (status: number): void => {
    server.faults.set(server.asked.length + 1, { kind: 'status', status, body });
  };
  return { server, refuse };
}

test('the key stands in no file and in no answer to the window', async () => {
  const { folder, file } = freshFolder();
  const { server, refuse } = await talkativeServer();
  const entry = pathToFileURL(join(ROOT, 'src/main/worker/worker.ts'));
  const said: string[] = [];
  const pool = new WorkerPool(entry, join(ROOT, 'resources'), (event) =>
    said.push(JSON.stringify(event)),
  );
  onTestFinished(() => pool.stop(1_000));
  const ask = async (mode: 'read' | 'write', name: string, input: unknown) => {
    const reply = await pool.ask(mode, name, input);
    said.push(JSON.stringify(reply));
    return reply;
  };
  await pool.open(file);
  const account = 'Gateway';
  const way = { account, provider: 'litellm', url: server.base, firstDay: '2026-10-01' };
  refuse(401);
  expect(await ask('write', 'accounts/add', { ...way, key: CANARY, keepKey: 'run' })).toMatchObject(
    {
      ok: false,
      error: { code: 'key_refused' },
    },
  );
  const added = await ask('write', 'accounts/add', { ...way, key: CANARY, keepKey: 'run' });
  expect(added.ok).toBe(true);
  expect(await ask('write', 'sync/run', {})).toMatchObject({
    value: { syncs: [{ status: 'done' }] },
  });
  for (const status of [401, 400, 403]) {
    refuse(status);
    await ask('write', 'sync/run', { account });
  }
  refuse(500);
  await ask('write', 'keys/pause', { account, key: 'token0', paused: true, confirmed: true });
  await ask('write', 'accounts/check', { account });
  await ask('write', 'sync/run', { account, key: CANARY, again: 'all' });
  await ask('read', 'accounts/show', { account });
  await ask('read', 'accounts/list', {});
  await ask('read', 'audit/list', {});
  expect(leakingFiles(folder)).toEqual([]);
  for (const kind of ['charges', 'focus', 'seats'])
    await ask('read', 'export/run', { kind, month: '2026-10', out: join(folder, `${kind}.csv`) });
  const copied = await ask('read', 'backup/run', { out: join(folder, 'copy.seatworth-backup') });
  expect(copied.ok).toBe(true);
  await ask('write', 'accounts/remove', { account });
  await pool.close();
  expect(readdirSync(folder).length).toBeGreaterThan(4);
  expect(leakingFiles(folder)).toEqual([]);
  expect(said.filter(leaksIn)).toEqual([]);
}, 300_000);

type Ran = { code: number | null; out: string; err: string };

function cli(args: readonly string[], input: string): Promise<Ran> {
  return new Promise((resolve) => {
    const { DBUS_SESSION_BUS_ADDRESS: _, ...env } = process.env;
    const child = spawn(process.execPath, [join(ROOT, 'tools/seatworth.mjs'), ...args], { env });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

test('the command line adds, syncs and fails without saying the key', async () => {
  const { folder, file } = freshFolder();
  const { server, refuse } = await talkativeServer();
  const ran: Ran[] = [];
  const run = async (args: readonly string[], input = ''): Promise<Ran> => {
    const one = await cli(['--book', file, '--json', ...args], input);
    ran.push(one);
    return one;
  };
  const add = ['accounts', 'add', 'Gateway', '--provider', 'litellm', '--url', server.base];
  const more = ['--from', '2026-10-01', '--this-run-only'];
  expect((await run([...add, ...more], '')).out).toContain('key_empty');
  refuse(401);
  expect(await run([...add, ...more], `${CANARY}\n`)).toMatchObject({ code: 1 });
  expect(await run([...add, ...more], `${CANARY}\n`)).toMatchObject({ code: 0 });
  // No desktop session: the keychain is not there, and the sentence says how to go on.
  const closed = await run(['sync', 'Gateway']);
  expect(closed.code).toBe(1);
  expect(closed.out).toContain('for this run only');
  const synced = await run(['sync', 'Gateway', '--key'], CANARY);
  expect(synced.code).toBe(0);
  const { syncs } = JSON.parse(synced.out) as { syncs: Record<string, unknown>[] };
  expect(syncs[0]).toMatchObject({
    account: 'Gateway',
    provider: 'litellm',
    status: 'done',
    error: null,
  });
  const { accounts } = JSON.parse((await run(['accounts'])).out) as { accounts: { key: string }[] };
  expect(accounts[0]?.key).toMatch(/^(set|missing|locked)$/);
  expect(await run(['accounts', 'remove', 'Gateway'])).toMatchObject({ code: 0 });
  expect(ran.filter(({ out, err }) => leaksIn(out) || leaksIn(err))).toEqual([]);
  expect(leakingFiles(folder)).toEqual([]);
}, 300_000);
