import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const CLI = join(import.meta.dirname, '../../src/cli/index.ts');
const OF_OTHERS = 0o077;

it.skipIf(process.platform === 'win32')(
  'what the command line makes is nobody else’s to read: book, originals, exports, copies',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatworth-rights-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const usage = join(folder, 'usage.csv');
    writeFileSync(usage, 'date,identity,tool,cost,currency\n2026-06-01,a@x.example,API,4.00,EUR\n');
    const given = new Set(readdirSync(folder));
    const book = join(folder, 'made.seatworth');
    const run = (...args: readonly string[]): void => {
      execFileSync(process.execPath, [CLI, '--book', book, ...args], {
        env: { ...process.env, SEATWORTH_BOOK: '' },
      });
    };
    run('init', '--company', 'Made', '--currency', 'EUR');
    run('import', usage);
    run('export', 'charges', '--month', '2026-06', '--out', join(folder, 'charges.csv'));
    run('backup', join(folder, 'copy.backup'));
    run('warehouse', '--out', join(folder, 'warehouse'));
    const made = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !given.has(name),
    );
    expect(made.length).toBeGreaterThan(6);
    const open = made.filter((name) => (statSync(join(folder, name)).mode & OF_OTHERS) !== 0);
    expect(open).toEqual([]);
  },
);
