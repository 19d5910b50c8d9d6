import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** What a second start tells the first. */
export type SecondStart = { readonly argv: string[]; readonly cwd: string; readonly data: unknown };

const TELL = `const { connect } = require('node:net');
  const socket = connect(process.argv[1], () => socket.end(require('node:fs').readFileSync(0)));
  socket.on('error', (error) => { console.error(error.message); process.exitCode = 1; });`;

/**
 * Takes the folder's lock for this process and hears of later starts; or tells the process that
 * holds it, at once and before this gives false, because the app ends right afterwards.
 */
export function takeLock(
  folder: string,
  node: string,
  ownStart: SecondStart,
  heard: (later: SecondStart) => void,
): boolean {
  const lock = join(folder, 'SingletonLock');
  const socket = join(folder, 'SingletonSocket');
  if (!isHeld(lock)) {
    rmSync(lock, { force: true });
    rmSync(socket, { force: true });
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    const server = createServer((from) => {
      const parts: Buffer[] = [];
      from.on('data', (bytes) => parts.push(bytes));
      from.on('end', () => heard(JSON.parse(Buffer.concat(parts).toString()) as SecondStart));
    });
    server.listen(socket);
    server.unref();
    process.once('exit', () => {
      rmSync(lock, { force: true });
      rmSync(socket, { force: true });
    });
    return true;
  }
  const input = JSON.stringify({ ...ownStart, argv: reordered(ownStart.argv) });
  const told = spawnSync(node, ['-e', TELL, socket], { input, encoding: 'utf8' });
  if (told.status !== 0) console.error(`The first copy was not told: ${told.stderr}`);
  return false;
}

function isHeld(lock: string): boolean {
  if (!existsSync(lock)) return false;
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false; // left behind by a process that was killed
  }
}

/** Chromium hands the arguments on with its switches first: a switch's value does not follow it. */
function reordered([program = '', ...args]: readonly string[]): string[] {
  const isSwitch = (arg: string): boolean => arg.startsWith('--');
  return [
    program,
    ...args.filter(isSwitch),
    '--allow-file-access-from-files',
    ...args.filter((arg) => !isSwitch(arg)),
  ];
}
