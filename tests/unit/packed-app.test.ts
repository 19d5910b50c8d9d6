import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPacked, layOut, packedFaults, removeLaidOut } from '../../tools/packed-app.ts';
import { makeStubRuntime } from '../../tools/stub-runtime.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-packed-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A package of these files, whose program's fuses nobody has flipped. */
async function packageOf(name: string, files: Readonly<Record<string, string>>) {
  const unpacked = join(folder, name, 'linux-unpacked');
  const written = (file: string, text: string): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const [file, text] of Object.entries(files)) written(join(folder, name, 'app', file), text);
  written(join(unpacked, 'resources/bin/seatworth'), '#!/bin/sh\n');
  const archive = join(unpacked, 'resources/app.asar');
  await createPackageWithOptions(join(folder, name, 'app'), archive, { unpack: '**/keytar.node' });
  const runtime = makeStubRuntime(join(folder, name, 'runtime'));
  writeFileSync(join(unpacked, 'seatworth'), readFileSync(join(runtime, 'electron')));
  const packed = findPacked(join(folder, name));
  if (packed === null) throw new Error('There is no package.');
  return packed;
}

test('a package that lacks a part, carries what is not for it, or is too large is told by name', async () => {
  const packed = await packageOf('faulty', {
    'package.json': '{}',
    'out/main/index.js': 'x'.repeat(25_000_001),
    'out/cli/.compiled/v24/a': 'cache',
    'out/main/index.js.map': '{}',
    'node_modules/better-sqlite3/prebuilds/linux-x64.node': 'inside',
    'node_modules/keytar/prebuilds/keytar.node': 'beside',
  });
  const faults = packedFaults(packed, root);
  expect(faults).toContainEqual(expect.stringMatching(/^The app takes 25\d+ bytes, more than/));
  expect(faults).toContain('out/preload/index.cjs is missing in the package.');
  expect(faults).toContain('node_modules/unpdf/package.json is missing in the package.');
  expect(faults).toContain('out/cli/.compiled/v24/a was packed.');
  expect(faults).toContain('out/main/index.js.map was packed.');
  expect(faults.filter((fault) => /archive|native/.test(fault))).toEqual([
    'node_modules/better-sqlite3/prebuilds/linux-x64.node cannot be loaded from inside the archive.',
  ]);
  expect(faults).toContain('The fuse runAsNode is not off.');
  expect(faults).toContain('The fuse onlyLoadAppFromAsar is not on.');
});

test('a package is laid out with its natives in place, and can be neither written nor be left behind', async () => {
  const packed = await packageOf('laid', {
    'package.json': '{}',
    'node_modules/keytar/prebuilds/keytar.node': 'beside',
  });
  const target = join(folder, 'target');
  const app = layOut(packed, target);
  const native = join(app, 'node_modules/keytar/prebuilds/keytar.node');
  expect(readFileSync(native, 'utf8')).toBe('beside');
  for (const path of [target, app, native]) expect(statSync(path).mode & 0o222).toBe(0);
  removeLaidOut(target);
  expect(statSync(target, { throwIfNoEntry: false })).toBeUndefined();
});
