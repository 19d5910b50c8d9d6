import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Log, logConsole } from '../../../src/main/log.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-log-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('an entry has its moment, its kind, and an error’s stack', () => {
  const log = new Log(join(folder, 'new/logs'));
  log.write('error', 'The reader stopped:', new RangeError('too far'));
  const text = readFileSync(log.file, 'utf8');
  expect(text).toMatch(
    /^\d{4}-\d\d-\d\dT[\d:.]+Z error: The reader stopped: RangeError: too far\n/,
  );
  expect(text).toContain('log.test.ts');
});

test('no key reaches the log, in whatever it stands', () => {
  const log = new Log(join(folder, 'keys'));
  log.write('error', 'sk-ant-admin01-abcdefgh', { authorization: 'Bearer abcdefgh12345' });
  log.write('error', 'GET https://x.example/?api_key=0123456789abcdef&limit=1');
  log.write('warning', 'headers: {"x-api-key":"plainvalue123","password": "hunter2hunter2"}');
  log.write('note', new Error('token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'));
  const text = readFileSync(log.file, 'utf8');
  for (const secret of ['abcdefgh', '0123456789abcdef', 'plainvalue', 'hunter2', 'c2lnbmF0'])
    expect(text).not.toContain(secret);
  expect(text).toContain('https://x.example/');
});

test('two files of the limit are the most that the log takes', () => {
  const log = new Log(join(folder, 'full'), 2_000);
  for (let n = 0; n < 100; n += 1) log.write('note', `entry ${n} ${'x'.repeat(80)}`);
  const old = join(folder, 'full/seatworth.old.log');
  expect(statSync(log.file).size).toBeLessThanOrEqual(2_000);
  expect(statSync(old).size).toBeLessThanOrEqual(2_000);
  expect(readFileSync(log.file, 'utf8')).toContain('entry 99 ');
});

test('a log goes on where an earlier run ended', () => {
  const first = new Log(join(folder, 'again'), 300);
  first.write('note', 'x'.repeat(200));
  new Log(join(folder, 'again'), 300).write('note', 'y'.repeat(200));
  expect(readFileSync(join(folder, 'again/seatworth.old.log'), 'utf8')).toContain('xxx');
});

test('one answer of a megabyte is cut', () => {
  const log = new Log(join(folder, 'long'));
  log.write('error', 'z'.repeat(1_000_000));
  expect(statSync(log.file).size).toBeLessThan(9_000);
});

test('a log that cannot be written stops nothing', () => {
  const inTheWay = join(folder, 'in-the-way');
  writeFileSync(inTheWay, '');
  const log = new Log(join(inTheWay, 'logs'));
  log.write('error', 'unheard');
  expect(existsSync(log.file)).toBe(false);
});

test('what is said on the console is in the log too', () => {
  const log = new Log(join(folder, 'console'));
  const { error, warn } = console;
  console.error = () => {};
  console.warn = () => {};
  try {
    logConsole(log);
    console.error('The writer stopped:', 7);
    console.warn('slow');
  } finally {
    console.error = error;
    console.warn = warn;
  }
  expect(readFileSync(log.file, 'utf8')).toMatch(/error: The writer stopped: 7\n.*warning: slow\n/);
});
