import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../working-files.ts';

const BEGINNING = 'seatworth-demo-';
/** Names the process that a folder belongs to. */
const OWNER = 'owner.pid';
const BEGINS_WITHIN_MS = 60_000;

/** A folder of its own for a demonstration; what earlier ones had to leave behind goes first. */
export function makeDemoFolder(temporary: string, pid: number): string {
  for (const name of readdirSync(temporary)) {
    const folder = join(temporary, name);
    if (name.startsWith(BEGINNING) && isLeft(folder)) removeDemoFolder(folder);
  }
  const folder = mkdtempSync(join(temporary, BEGINNING));
  writeFileSync(join(folder, OWNER), String(pid));
  return folder;
}

/** Removes it as far as the system lets go of it; the rest goes at the next demonstration. */
export function removeDemoFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  } catch (error) {
    console.warn(`${folder} is still in use and goes at the next demonstration:`, error);
  }
}

/** Left by a demonstration that has ended; one that is just beginning may not have named itself yet. */
function isLeft(folder: string): boolean {
  const owner = ownerOf(folder);
  if (owner !== null) return !isAlive(owner);
  const madeMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - madeMs > BEGINS_WITHIN_MS;
}

function ownerOf(folder: string): number | null {
  try {
    const pid = Number(readFileSync(join(folder, OWNER), 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null; // half removed, or of a version that named no owner
  }
}
