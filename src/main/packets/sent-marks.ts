import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { writeOwnFile } from '../whole-file.ts';

/**
 * How far an installation has sent, kept outside its book: a book that is behind these was put back from
 * a copy, and would give numbers a second time.
 */
const marks = z.object({
  /** The highest revision that was given to a message. */
  rev: z.number().int().catch(0),
  epoch: z.number().int().catch(0),
  /** Tells this computer's copy of the book from one that was copied elsewhere. */
  run: z.string().catch(''),
  sent: z.record(z.string(), z.object({ stream: z.string(), seq: z.number().int() })).catch({}),
  revoked: z.record(z.string(), z.object({ at: z.string(), reason: z.string() })).catch({}),
});
export type SentMarks = z.infer<typeof marks>;

const NONE: SentMarks = marks.parse({});

/** The app's own folder of this person on this computer, as the window's shell has it. */
export function settingsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'win32') return join(environment['APPDATA'] ?? homedir(), 'Seatworth');
  if (process.platform === 'darwin')
    return join(homedir(), 'Library/Application Support/Seatworth');
  return join(environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Seatworth');
}

export function readMarks(folder: string, installation: string): SentMarks {
  try {
    return marks.parse(JSON.parse(readFileSync(fileOf(folder, installation), 'utf8')));
  } catch {
    return NONE; // none yet, or nothing that can be read: the receiver then tells
  }
}

/** Keeps the marks, whole or not at all; a computer that cannot keep them still sends. */
export function writeMarks(folder: string, installation: string, kept: SentMarks): void {
  const file = fileOf(folder, installation);
  try {
    mkdirSync(join(folder, 'installations'), { recursive: true, mode: 0o700 });
    writeOwnFile(file, Buffer.from(JSON.stringify(kept)));
  } catch {
    // A read-only home: what was put back is then told by the numbers that come twice.
  }
}

const fileOf = (folder: string, installation: string): string =>
  join(folder, 'installations', `${installation}.json`);
