import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

const point = z.number().min(-100_000).max(100_000);
const remembered = z.object({
  book: z.string().nullable().catch(null),
  language: z.enum(['en', 'zh-CN']).nullable().catch(null),
  colorScheme: z.enum(['auto', 'light', 'dark']).catch('auto'),
  /** Whether the newest version is asked for at every start. */
  checkUpdates: z.boolean().catch(false),
  place: z
    .object({
      x: point,
      y: point,
      width: point.min(200),
      height: point.min(200),
      maximised: z.boolean(),
      screen: z.number().nullable(),
    })
    .nullable()
    .catch(null),
});
export type Remembered = z.infer<typeof remembered>;
const NOTHING: Remembered = remembered.parse({});

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

  /**
   * Writes beside the file first, so that a crash leaves the old or the new one, never half. Where it
   * cannot be written it is remembered until the end alone: no window stays open and no book shut for it.
   */
  remember(change: Partial<Remembered>): void {
    this.#now = { ...this.#now, ...change };
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(`${this.#file}.new`, `${JSON.stringify(this.#now, null, 2)}\n`);
      renameSync(`${this.#file}.new`, this.#file);
    } catch (error) {
      console.error('What the window remembers could not be written:', error);
    }
  }
}

/** A missing or damaged file is a first start: nothing in it is worth stopping for. */
function read(file: string): Remembered {
  try {
    return remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return NOTHING;
  }
}
