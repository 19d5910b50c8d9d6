import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * Files and folders that work needs only while it runs. Their names tell whose they are, so that what a
 * killed process had to leave is known as nobody's and goes at the next start.
 */

type Purpose = 'snapshot' | 'part' | 'restoring' | 'salvaging';

const WORKING =
  /\.(?:snapshot|part|restoring|salvaging)-(?<pid>\d+)-[a-z0-9]{6}(?:-wal|-shm|-journal)?$/;
const TEMPORARY = /^seatworth-(?:paste|rates|agent|copy)-(?<pid>\d+)-[A-Za-z0-9]{6}$/;
/** No work takes a day: by then a number may stand for another process. */
const NOBODYS_AFTER_MS = 24 * 3_600_000;

let made = 0;

/** A name beside `file` for what this process makes of it or for it. */
export function workingName(file: string, purpose: Purpose): string {
  made += 1;
  const own = Math.floor(Math.random() * 36 ** 4) + made * 36 ** 4;
  return `${file}.${purpose}-${process.pid}-${own.toString(36).padStart(6, '0').slice(-6)}`;
}

/** Makes an empty file that nobody else may read, for a writer that would give it more rights. */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, 'wx', 0o600));
}

/** Takes everybody else's rights from files and folders that earlier versions left open to them; where it may. */
export function makePrivate(paths: readonly string[]): void {
  if (process.platform === 'win32') return;
  for (const path of paths) {
    try {
      const { mode } = statSync(path);
      if ((mode & 0o077) !== 0) chmodSync(path, mode & 0o700);
    } catch {
      // It is not there, or another person's.
    }
  }
}

/** A folder of this process in the computer's temporary one, for a copy that a reader wants as a file. */
export function makeTemporaryFolder(purpose: 'paste' | 'rates' | 'agent' | 'copy'): string {
  return mkdtempSync(join(tmpdir(), `seatworth-${purpose}-${process.pid}-`));
}

/** Removes what ended processes left beside a file and for it. */
export function sweepBeside(file: string): void {
  const stem = `${basename(file)}.`;
  sweep(dirname(file), (name) => (name.startsWith(stem) ? WORKING.exec(name) : null));
}

/** Removes what ended processes left in a folder of ours. */
export function sweepFolder(folder: string): void {
  sweep(folder, (name) => WORKING.exec(name));
}

/** Removes what ended processes left in the computer's temporary folder. */
export function sweepTemporary(): void {
  sweep(tmpdir(), (name) => TEMPORARY.exec(name));
}

/** A folder that cannot be read or written keeps its strays: nothing depends on their going. */
function sweep(folder: string, known: (name: string) => RegExpExecArray | null): void {
  for (const name of namesIn(folder)) {
    const pid = Number(known(name)?.groups?.['pid'] ?? Number.NaN);
    if (Number.isNaN(pid)) continue;
    const path = join(folder, name);
    try {
      if (isNobodys(path, pid)) rmSync(path, { recursive: true, force: true });
    } catch {}
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isNobodys(path: string, pid: number): boolean {
  const { mtimeMs } = lstatSync(path);
  if (Date.now() - mtimeMs > NOBODYS_AFTER_MS) return true;
  // In a container numbers come again: what is older than this process is not this process's.
  if (pid === process.pid) return mtimeMs < Date.now() - process.uptime() * 1000 - 1000;
  return !isAlive(pid);
}

/** Whether a process of this number runs, also another person's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
