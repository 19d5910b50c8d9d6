import { vi } from 'vitest';
import { runCommand } from '../../src/cli/program.ts';

/** What a command said and ended with. `document` is `null` where it printed none. */
export type Said = {
  readonly code: number;
  readonly document: Record<string, unknown> | null;
  readonly err: string;
};

/**
 * The command line on a book with `--json`, as a script would run it, in this process: starting a
 * program takes ten times as long as most commands work. One command at a time.
 */
export async function runHere(book: string, words: readonly string[]): Promise<Said> {
  let out = '';
  let err = '';
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += text;
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += text;
      return true;
    }),
  ];
  try {
    const code = await runCommand(['node', 'seatworth', ...words, '--book', book, '--json']);
    return { code, document: out === '' ? null : JSON.parse(out), err };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
