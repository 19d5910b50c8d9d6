import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IViolation,
} from 'dependency-cruiser';
import { afterAll, expect, test } from 'vitest';

/** Who may know whom: each forbidden import, written once into a made-up tree, is refused by the rule named beside it. */

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
  options: ICruiseOptions;
};

const FORBIDDEN: readonly [rule: string, from: string, to: string][] = [
  ['core-knows-nobody', 'src/core/a1.ts', 'src/contract/z.ts'],
  ['core-knows-nobody', 'src/core/a2.ts', 'src/main/services/z.ts'],
  ['core-knows-nobody', 'src/core/a3.ts', 'src/renderer/z.ts'],
  ['core-is-pure', 'src/core/a4.ts', 'node:fs'],
  ['core-is-pure', 'src/core/a5.ts', 'node:crypto'],
  ['core-without-screens', 'src/core/a6.ts', 'react'],
  ['core-without-screens', 'src/core/a7.ts', 'zod'],
  ['core-without-screens', 'src/core/a8.ts', 'better-sqlite3'],
  ['contract-knows-core', 'src/contract/b1.ts', 'src/main/services/z.ts'],
  ['contract-knows-core', 'src/contract/b2.ts', 'src/renderer/z.ts'],
  ['preload-knows-contract', 'src/preload/c1.ts', 'src/core/z.ts'],
  ['preload-knows-contract', 'src/preload/c2.ts', 'src/main/services/z.ts'],
  ['renderer-never-main', 'src/renderer/d1.ts', 'src/main/services/z.ts'],
  ['renderer-never-main', 'src/renderer/d2.ts', 'src/preload/z.ts'],
  ['renderer-never-main', 'src/renderer/d3.ts', 'src/cli/z.ts'],
  ['renderer-never-node', 'src/renderer/d4.ts', 'node:path'],
  ['imports-never-book', 'src/main/imports/e1.ts', 'src/main/book/z.ts'],
  ['imports-never-book', 'src/main/imports/e2.ts', 'src/main/services/z.ts'],
  ['imports-never-book', 'src/main/providers/e3.ts', 'src/main/book/z.ts'],
  ['imports-never-book', 'src/main/providers/e4.ts', 'src/main/services/z.ts'],
  ['book-never-services', 'src/main/book/f1.ts', 'src/main/services/z.ts'],
  ['book-never-services', 'src/main/book/f2.ts', 'src/main/imports/z.ts'],
  ['book-never-services', 'src/main/book/f3.ts', 'src/main/providers/z.ts'],
  ['connection-in-book', 'src/main/services/f4.ts', 'src/main/book/connection.ts'],
  ['connection-in-book', 'src/cli/f5.ts', 'src/main/book/connection.ts'],
  ['sqlite-in-book', 'src/main/services/f6.ts', 'better-sqlite3'],
  ['sqlite-in-book', 'src/main/imports/f7.ts', 'better-sqlite3'],
  ['services-never-electron', 'src/main/services/g1.ts', 'electron'],
  ['services-never-electron', 'src/main/book/g2.ts', 'electron'],
  ['services-never-electron', 'src/main/imports/g3.ts', 'electron'],
  ['services-never-electron', 'src/main/providers/g4.ts', 'electron'],
  ['services-never-electron', 'src/cli/g5.ts', 'electron'],
  ['main-never-screens', 'src/main/h1.ts', 'src/renderer/z.ts'],
  ['main-never-screens', 'src/cli/h2.ts', 'src/renderer/z.ts'],
  ['main-never-cli', 'src/main/i1.ts', 'src/cli/z.ts'],
  ['no-circles', 'src/core/j1.ts', 'src/core/j2.ts'],
];

const ALLOWED: readonly [from: string, to: string][] = [
  ['src/contract/k1.ts', 'src/core/z.ts'],
  ['src/contract/k2.ts', 'zod'],
  ['src/preload/k3.ts', 'src/contract/z.ts'],
  ['src/renderer/k4.ts', 'src/core/z.ts'],
  ['src/renderer/k5.ts', 'react'],
  ['src/main/services/k6.ts', 'src/main/book/z.ts'],
  ['src/main/services/k7.ts', 'src/main/imports/z.ts'],
  ['src/main/imports/k8.ts', 'node:fs'],
  ['src/main/book/k11.ts', 'src/main/book/connection.ts'],
  ['src/main/book/k12.ts', 'better-sqlite3'],
  ['src/main/imports/agent-log/k13.ts', 'better-sqlite3'],
  ['src/main/k9.ts', 'electron'],
  ['src/cli/k10.ts', 'src/main/services/z.ts'],
];

const folder = mkdtempSync(join(tmpdir(), 'seatworth-rooms-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const importOf = (from: string, to: string): string =>
  `import ${JSON.stringify(to.startsWith('src/') ? `${'../'.repeat(from.split('/').length - 1)}${to}` : to)};\n`;

async function violationsOf(): Promise<readonly IViolation[]> {
  for (const [, from, to] of FORBIDDEN) write(from, importOf(from, to));
  for (const [from, to] of ALLOWED) write(from, importOf(from, to));
  write('src/core/j2.ts', importOf('src/core/j2.ts', 'src/core/j1.ts'));
  const rooms = new Set([...FORBIDDEN.map(([, , to]) => to), ...ALLOWED.map(([, to]) => to)]);
  for (const to of rooms) if (/\/(z|connection)\.ts$/.test(to)) write(to, 'export const z = 1;\n');
  for (const name of ['react', 'zod', 'better-sqlite3', 'electron']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  write('package.json', '{}');
  const { tsConfig: _, ...options } = config.options;
  const { output } = await cruise(['src'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: config.forbidden as never },
  });
  return (output as ICruiseResult).summary.violations;
}

const violations = await violationsOf();

test.each(FORBIDDEN)('%s: %s may not know %s', (rule, from) => {
  const found = violations.filter((one) => one.from === from).map((one) => one.rule.name);
  expect(found).toContain(rule);
});

test.each(ALLOWED)('%s may know %s', (from) => {
  expect(violations.filter((one) => one.from === from)).toEqual([]);
});

test('every rule is tried', () => {
  const tried = new Set(FORBIDDEN.map(([rule]) => rule));
  expect(config.forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
});
