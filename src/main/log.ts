import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { withoutKeys } from './providers/redact.ts';
import { makePrivate } from './working-files.ts';

/** One file and the one before it, so that the log never takes more than twice this. */
const LIMIT_BYTES = 1_000_000;
/** Longer than any stack; a whole answer of a server does not belong into the log. */
const ENTRY_CHARACTERS = 8_000;

/**
 * What went wrong, for whoever is asked about it: `seatworth.log` in one folder, and the file before as
 * `seatworth.old.log`. Keys are taken out. A log that cannot be written stops nothing.
 */
export class Log {
  readonly file: string;
  readonly #old: string;
  readonly #limit: number;
  #bytes: number;

  constructor(folder: string, limitBytes = LIMIT_BYTES) {
    this.file = join(folder, 'seatworth.log');
    this.#old = join(folder, 'seatworth.old.log');
    this.#limit = limitBytes;
    this.#bytes = sizeOf(this.file);
    quietly(() => mkdirSync(folder, { recursive: true }));
    makePrivate([folder, this.file, this.#old]);
  }

  /** Writes one entry, with its moment; `parts` as `console.error` takes them. */
  write(kind: 'error' | 'warning' | 'note', ...parts: readonly unknown[]): void {
    const text = withoutKeys(format(...parts)).slice(0, ENTRY_CHARACTERS);
    const entry = `${new Date().toISOString()} ${kind}: ${text}\n`;
    quietly(() => {
      if (this.#bytes + Buffer.byteLength(entry) > this.#limit && this.#bytes > 0) {
        renameSync(this.file, this.#old);
        this.#bytes = 0;
      }
      appendFileSync(this.file, entry);
      this.#bytes += Buffer.byteLength(entry);
    });
  }
}

/**
 * Puts what the app says on `console.error` and `console.warn` into the log as well: a packaged app's
 * output goes nowhere, and a closed one must not raise an error of its own.
 */
export function logConsole(log: Log): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const pairs = [
    ['error', 'error'],
    ['warn', 'warning'],
  ] as const;
  for (const [method, kind] of pairs) {
    const say = console[method].bind(console);
    console[method] = (...parts: unknown[]) => {
      log.write(kind, ...parts);
      say(...parts);
    };
  }
}

function sizeOf(file: string): number {
  let bytes = 0;
  quietly(() => {
    bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  });
  return bytes;
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // A full or a read-only disk: nobody is left to be told.
  }
}
