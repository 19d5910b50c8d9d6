import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCompany } from '../../src/main/services/company/company.ts';
import { litellmRecords, litellmServer } from './servers/litellm.ts';

// Only in a keyring of its own (tools/with-keyring.sh), never in that of whoever runs the tests.
const ready = process.env['SEATWORTH_KEYRING'] === 'ready';
if (!ready)
  console.warn(
    'No keyring of its own (tools/with-keyring.sh): keys of accounts are not kept for real.',
  );

const CLI = join(import.meta.dirname, '../../tools/seatworth.mjs');
const KEY = 'sk-kept-by-the-secret-service-0123456789';

function cli(args: readonly string[], input = ''): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, '--json', ...args]);
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.on('close', () => resolve(JSON.parse(out) as Record<string, unknown>));
    child.stdin.end(input);
  });
}

describe.skipIf(!ready)('an account whose key the keychain keeps', () => {
  it('is added by one command, synced by another, and forgotten by a third', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatworth-keyring-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'book.seatworth');
    const at = '2026-10-01T00:00:00.000Z';
    createCompany(file, {
      company: 'T',
      currency: 'USD',
      weekStart: 'monday',
      who: 't',
      at,
    }).close();
    const today = new Date().toISOString().slice(0, 10);
    const server = await litellmServer(litellmRecords(today, 1, 2, 1), KEY);
    onTestFinished(() => server.close());
    const run = (args: readonly string[], input?: string) => cli(['--book', file, ...args], input);
    const way = ['--provider', 'litellm', '--url', server.base, '--from', today];
    expect(await run(['accounts', 'add', 'Gateway', ...way], KEY)).toMatchObject({ key: 'set' });
    expect(await run(['sync'])).toMatchObject({ syncs: [{ status: 'done', added: 2 }] });
    expect(await run(['accounts'])).toMatchObject({ accounts: [{ name: 'Gateway', key: 'set' }] });
    expect(await run(['accounts', 'remove', 'Gateway'])).toMatchObject({ keyLeft: false });
    const again = ['accounts', 'add', 'Gateway', ...way, '--this-run-only'];
    expect(await run(again, KEY)).toMatchObject({ key: 'missing' });
    expect(await run(['sync'])).toMatchObject({
      syncs: [{ status: 'failed', error: { code: 'key_missing' } }],
    });
  }, 300_000);
});
