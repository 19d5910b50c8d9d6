import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let checkout = '';

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'seatworth-checkout-'));
  for (const part of [
    'src',
    'resources',
    'tools',
    'tsconfig.json',
    'package.json',
    'package-lock.json',
  ]) {
    cpSync(join(root, part), join(checkout, part), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

const bundle = (): string => join(checkout, 'out/cli/index.js');
function seatworth(...args: string[]): string {
  const done = spawnSync(process.execPath, [join(checkout, 'tools/seatworth.mjs'), ...args], {
    encoding: 'utf8',
  });
  expect(done.stderr).toBe('');
  return done.stdout;
}
function rewrite(file: string, from: string, to: string): void {
  const path = join(checkout, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

test('the first command of a fresh checkout bundles the command line, and the bundle does the work', () => {
  expect(existsSync(bundle())).toBe(false);
  const book = join(checkout, 'c.seatworth');
  const made = seatworth(
    ...['--book', book, '--json', 'init', '--company', 'A', '--currency', 'EUR'],
  );
  expect(JSON.parse(made)).toMatchObject({ company: 'A', currency: 'EUR' });
  expect(existsSync(bundle())).toBe(true);
  const asked = spawnSync(process.execPath, [bundle(), '--book', book, '--json', 'people'], {
    encoding: 'utf8',
  });
  expect(JSON.parse(asked.stdout)).toEqual({ people: [] });
});

test('a bundle that is older than a source is made anew before it runs', () => {
  rewrite('src/cli/program.ts', 'What AI tools cost', 'What tools of today cost');
  expect(seatworth('--help')).toContain('What tools of today cost');
  expect(readFileSync(bundle(), 'utf8')).not.toBe('');
});

test('while another process bundles, a changed command line runs from its sources', () => {
  rewrite('src/cli/program.ts', 'What tools of today cost', 'What they cost');
  mkdirSync(join(checkout, 'out/.cli-lock'));
  expect(seatworth('--help')).toContain('What they cost');
  rmSync(join(checkout, 'out/.cli-lock'), { recursive: true });
  expect(seatworth('--help')).toContain('What they cost');
});
