// npm run pack: the app as it will be installed, unpacked into release/, and looked over.
//   npm run pack -- --installers   this system's installers after it; only with Electron's own runtime
//   npm run pack -- --if-older     nothing where release/ is newer than what it is made from; asks no network
// Where the runtime cannot be had a stub stands in its place, on Linux alone, in release/stub/.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { build, buildIfOlder, newest } from './build-if-older.mjs';
import { removeOldChunks } from './bundle-cli.mjs';
import { electronBinary, fetchElectron } from './electron-binary.ts';
import { findPacked, packedFaults, packedSize } from './packed-app.ts';
import { makeStubRuntime } from './stub-runtime.ts';

const root = resolve(import.meta.dirname, '..');
const asked = new Set(process.argv.slice(2));
const ifOlder = asked.has('--if-older');

process.exitCode = pack();

function pack() {
  const runtime = ifOlder ? { binary: electronBinary(), reason: '' } : electronOrReason();
  const { binary } = runtime;
  if (binary === null && process.platform !== 'linux') {
    return refuse(
      `Electron's runtime is not here (${runtime.reason}); its stub is for Linux alone.`,
    );
  }
  if (binary === null && asked.has('--installers')) {
    return refuse(`Installers need Electron's own runtime, which is not here (${runtime.reason}).`);
  }
  const output = join(root, binary ? 'release' : 'release/stub');
  const built = ifOlder ? buildIfOlder() : build();
  if (built !== 0) return built;
  if (ifOlder && isFresh(output)) return 0;
  removeOldChunks();
  rmSync(output, { recursive: true, force: true });
  const dist = binary ? dirname(binary) : makeStubRuntime(join(root, 'release/stub-runtime'));
  const status = electronBuilder(
    '--dir',
    `--${process.arch}`,
    `-c.electronDist=${runtimeFolder(dist)}`,
    `-c.directories.output=${output}`,
  );
  return (
    status ||
    lookOver(output, binary === null) ||
    (asked.has('--installers') ? electronBuilder() : 0)
  );
}

function lookOver(output, isStub) {
  const packed = findPacked(output);
  if (packed === null) return refuse(`electron-builder left no package in ${output}.`);
  const faults = packedFaults(packed, root);
  for (const fault of faults) console.error(fault);
  const size = (packedSize(packed) / 1_000_000).toFixed(1);
  console.log(
    `${relative(root, packed.folder)}: ${size} MB of ours${isStub ? ', with a stub in the place of Electron: to try, not to give away' : ''}.`,
  );
  return faults.length === 0 ? 0 : 1;
}

function electronOrReason() {
  const binary = electronBinary();
  return binary ? { binary, reason: '' } : fetchElectron();
}

/** On a Mac the runtime is an app, which lies beside its licences. */
function runtimeFolder(dist) {
  return dist.replace(/\/Electron\.app\/.*$/, '');
}

function isFresh(output) {
  const packed = findPacked(output);
  const sources = ['out', 'resources', 'electron-builder.yml', 'package-lock.json', 'tools'];
  const changed = Math.max(...sources.map((source) => newest(join(root, source))));
  return packed !== null && newest(packed.archive) > changed;
}

function electronBuilder(...args) {
  const program = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const all = [program, '--publish', 'never', ...args];
  return spawnSync(process.execPath, all, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function refuse(sentence) {
  console.error(sentence);
  return 1;
}
