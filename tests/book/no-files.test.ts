import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importsLook, importsRun } from '../../src/contract/imports.ts';
import { salvageBook } from '../../src/main/book/salvage/salvage-book.ts';
import { smallText } from '../../src/main/ordinary-file.ts';
import { restoreBackup } from '../../src/main/services/backup/restore-backup.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';

const resources = join(import.meta.dirname, '../../resources');
const AT = '2026-07-01T00:00:00.000Z';
const folder = mkdtempSync(join(tmpdir(), 'seatworth-no-files-'));
const pipe = join(folder, 'pipe.csv');
let services: Services;

beforeAll(() => {
  const file = join(folder, 'book.sw');
  const company = { company: 'Made', currency: 'EUR', weekStart: 'monday', who: 'Test' } as const;
  createCompany(file, { ...company, at: AT }).close();
  services = openServices({ file, mode: 'write', resources, who: 'Test' });
});
afterAll(() => {
  services.close();
  rmSync(folder, { recursive: true, force: true });
});

async function codeOf(file: string, more: object = {}): Promise<string | undefined> {
  const { imports } = await services.call(importsRun, { files: [file], ...more });
  return imports[0]?.error?.code;
}

describe.skipIf(process.platform === 'win32' || spawnSync('mkfifo', [pipe]).status !== 0)(
  'what never ends is refused in a sentence',
  () => {
    const places = [pipe, '/dev/zero', '/dev/null'];
    test.each(places)('as an import: %s', async (place) => {
      for (const kind of [undefined, 'usage', 'invoice', 'rates'] as const) {
        expect(await codeOf(place, kind ? { kind } : {})).toBe('file_not_ordinary');
      }
      await expect(services.call(importsLook, { file: place })).rejects.toMatchObject({
        code: 'file_not_ordinary',
      });
    });
    test.each(places)('as a book, a copy, a small file: %s', async (place) => {
      const failure = expect.objectContaining({ code: 'file_not_ordinary' });
      for (const mode of ['read', 'write'] as const) {
        expect(() => openServices({ file: place, mode, resources })).toThrow(failure);
      }
      const out = join(folder, 'out.sw');
      expect(() => salvageBook({ file: place, out, who: 'Test', at: AT })).toThrow(failure);
      expect(() => smallText(place)).toThrow(failure);
      const order = { file: place, target: out, passphrase: null, replace: false, resources };
      await expect(restoreBackup({ ...order, who: 'Test', now: () => AT })).rejects.toThrow(
        failure,
      );
    });
  },
);

test('a name with a NUL in it is a file that is not there, and the files after it are taken', async () => {
  const good = join(folder, 'people.csv');
  writeFileSync(good, 'name,email\nAda,ada@x.example\n');
  const { imports } = await services.call(importsRun, { files: [`${folder}/a\0b.csv`, good] });
  expect(imports.map((one) => one.error?.code ?? one.status)).toEqual([
    'file_missing',
    'committed',
  ]);
});

test('a mapping of any depth is refused in a sentence', async () => {
  const file = join(folder, 'odd.csv');
  writeFileSync(file, 'a,b\n1,2\n');
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const depth = 150_000;
    const mapping: unknown = JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`);
    await expect(services.call(importsRun, { files: [file], mapping })).rejects.toMatchObject({
      code: 'bad_input',
    });
    await expect(services.call(importsLook, { file, mapping })).rejects.toMatchObject({
      code: 'bad_input',
    });
    expect(await codeOf(file, { mapping: `${open.repeat(depth)}1${close.repeat(depth)}` })).toBe(
      'mapping_wrong',
    );
  }
});

test.each([50_000, 17_000])('a header of %i columns is told as such', async (count) => {
  const file = join(folder, `wide-${count}.csv`);
  const line = (cell: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => cell(n)).join(',');
  writeFileSync(file, `${line((n) => `c${n}`)}\n${line(() => '1')}\n`);
  expect(await codeOf(file)).toBe('header_too_wide');
});
