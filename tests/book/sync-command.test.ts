import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { syncRun } from '../../src/contract/syncs.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import { TEST_KEY } from '../providers/sync-harness.ts';

const root = join(import.meta.dirname, '../..');

type Said = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the command line as a script does, the key on its standard input. */
async function seatworth(book: string, ...words: string[]): Promise<Said> {
  const child = spawn(process.execPath, [
    ...[join(root, 'src/cli/index.ts'), '--book', book],
    ...words,
  ]);
  child.stdin.end(TEST_KEY);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: Number(code), out, err };
}

test('a sync exits 0 when all was read, and 1 with its reason when a part is missing or nothing came', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const server = await litellmServer(litellmRecords(today, 1, 2, 1), TEST_KEY);
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-sync-command-'));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });
  const book = join(folder, 'c.seatworth');
  await seatworth(book, 'init', '--company', 'Test', '--currency', 'USD');
  const added = await seatworth(
    book,
    ...['accounts', 'add', 'Gateway', '--provider', 'litellm', '--url', server.base],
    ...['--from', today, '--this-run-only'],
  );
  expect(added).toMatchObject({ code: 0 });
  const sync = async () => {
    const said = await seatworth(book, 'sync', 'Gateway', '--key', '--json');
    const { syncs } = syncRun.output.parse(JSON.parse(said.out));
    return { ...said, status: syncs[0]?.status, requests: syncs[0]?.requests ?? 0 };
  };

  const whole = await sync();
  expect(whole).toMatchObject({ code: 0, status: 'done', err: '' });
  server.bend.answer = ({ path }, reply) =>
    path === '/user/daily/activity' ? { status: 400, json: {} } : reply;
  const part = await sync();
  expect(part).toMatchObject({ code: 1, status: 'partial' });
  expect(part.err).toContain('Gateway: all was read except activity');
  server.bend.answer = () => ({ status: 401, json: {} });
  const none = await sync();
  expect(none).toMatchObject({ code: 1 });
  expect(none.status).not.toBe('done');
  expect(none.err).toContain('Gateway:');
}, 120_000);
