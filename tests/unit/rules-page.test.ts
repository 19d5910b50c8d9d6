import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const rules = readFileSync(join(root, 'RULES.md'), 'utf8');
const named = [...rules.matchAll(/`((?:src|tests)\/[^`\s]+)`/g)].map((match) => match[1] ?? '');

test('every file that the page of rules names is there', () => {
  expect(named.length).toBeGreaterThan(80);
  expect([...new Set(named)].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('every rule of a file in core is guarded by a test that the same section names', () => {
  const unguarded = rules
    .split(/^## /m)
    .filter((part) => part.includes('`src/core/') && !part.includes('`tests/'))
    .map((part) => part.split('\n')[0]);
  expect(unguarded).toEqual([]);
});

test('the page of rules can be read in one sitting', () => {
  expect(rules.split('\n').length).toBeLessThanOrEqual(430);
});

test('every section that a comment points to is on the page', () => {
  const sections = new Set([...rules.matchAll(/^## (.+)$/gm)].map((match) => match[1]));
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const pointed = files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(root, 'src', file), 'utf8').matchAll(/RULES\.md, ([A-Z][a-z -]+)/g),
    ])
    .map((match) => (match[1] ?? '').trim());
  expect(pointed.length).toBeGreaterThan(10);
  expect([...new Set(pointed)].filter((section) => !sections.has(section))).toEqual([]);
});
