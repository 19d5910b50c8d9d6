/// <reference lib="dom" />
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchApp } from '../e2e/launch.ts';
import { emptyCompany, ROWS, tenYears } from './ten-years.ts';

const STARTS = 5;

/**
 * From starting the built app to its overview, or to the empty book's first words, in milliseconds: by
 * the window's own clock, since a driver's question waits its turn behind all that goes on beside it.
 */
async function startMs(book: string): Promise<number> {
  const beginMs = Date.now();
  const app = await launchApp({ book });
  const shownMs = await app.page.evaluate(
    () =>
      new Promise<number>((done) => {
        const look = (): void => {
          if (!document.querySelector('main section.card')) return;
          observer.disconnect();
          // The frame after the next has it painted.
          requestAnimationFrame(() =>
            requestAnimationFrame(() => done(performance.timeOrigin + performance.now())),
          );
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { childList: true, subtree: true });
        look();
      }),
  );
  await app.close();
  return shownMs - beginMs;
}

const medianOf = (times: number[]): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Start to the first useful screen with ten years of a company of 200, against an empty book. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-bench-'));
  try {
    const full = tenYears(folder);
    const empty = emptyCompany(folder, 'empty.seatworth');
    const books = { full: full.book.file, empty: empty.book.file };
    full.close();
    empty.close();
    const times = { full: [] as number[], empty: [] as number[] };
    for (let start = 0; start < STARTS; start += 1) {
      times.empty.push(await startMs(books.empty));
      times.full.push(await startMs(books.full));
    }
    const [fullMs, emptyMs] = [medianOf(times.full), medianOf(times.empty)];
    console.log(
      `start to the overview on ${ROWS} usage rows: ${fullMs.toFixed(0)} ms, to an empty book's first screen ${emptyMs.toFixed(0)} ms; ratio ${(fullMs / emptyMs).toFixed(2)} (bar 1.2)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
