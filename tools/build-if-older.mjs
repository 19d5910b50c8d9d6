import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

// As a program it builds where that is due; with --anyway in any case.
const root = resolve(import.meta.dirname, '..');
const SOURCES = ['src', 'electron.vite.config.ts', 'package-lock.json'];

/** Builds out/ if it is missing or older than what it is made from. Gives the exit code. */
export function buildIfOlder() {
  const built = newest(join(root, 'out/main'));
  const changed = Math.max(...SOURCES.map((source) => newest(join(root, source))));
  return existsSync(join(root, 'out/main/index.js')) && built > changed ? 0 : build();
}

/** Builds out/ anew: the app, then the command line. Gives the exit code. */
export function build() {
  const program = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  return run([program, 'build', '--logLevel', 'warn']) || run(['tools/bundle-cli.mjs']);
}

function run(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** When the newest file in here was last changed, in milliseconds; 0 where there is nothing. */
export function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (process.argv[1] && import.meta.filename === resolve(process.argv[1])) {
  process.exitCode = process.argv.includes('--anyway') ? build() : buildIfOlder();
}
