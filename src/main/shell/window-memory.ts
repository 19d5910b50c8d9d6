import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

const remembered = z.object({
  book: z.string().nullable().catch(null),
  language: z.enum(['en', 'zh-CN']).nullable().catch(null),
  size: z
    .object({ width: z.int().min(200), height: z.int().min(200) })
    .nullable()
    .catch(null),
});
export type Remembered = z.infer<typeof remembered>;

/** What the app remembers between two starts beside the book: window.json in its own folder. */
export class WindowMemory {
  readonly #file: string;
  #now: Remembered;

  constructor(file: string) {
    this.#file = file;
    this.#now = read(file);
  }

  get now(): Remembered {
    return this.#now;
  }

  /** Writes beside the file first, so that a crash leaves the old or the new one, never half. */
  remember(change: Partial<Remembered>): void {
    this.#now = { ...this.#now, ...change };
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(this.#now, null, 2)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** A missing or damaged file is a first start: nothing in it is worth stopping for. */
function read(file: string): Remembered {
  try {
    return remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { book: null, language: null, size: null };
  }
}
