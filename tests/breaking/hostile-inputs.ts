// Gives bent inputs to every reader and says what became of them: taken, refused with a sentence, or a fault (anything
// but a Failure, a row that is neither kept nor rejected by name, too much processor time). Not part of npm test.
//
//   npx -c 'node tests/breaking/hostile-inputs.ts 100000 7'               100,000 inputs, drawn from seed 7
//   npx -c 'node tests/breaking/hostile-inputs.ts 100000 7 0 25000'       of them the first quarter
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../src/core/failure.ts';
import { bend } from './bent-bytes.ts';
import { draws } from './damaged-books.ts';
import { hostileReaders } from './hostile-readers.ts';

/** Processor time that no small input may take. */
const MOST_MS = 10_000;
const [count = 8_000, seed = 7, from = 0, to = count] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'seatworth-hostile-'));
try {
  const readers = await hostileReaders(folder);
  const told = new Map<string, number>();
  const tell = (text: string): void => {
    told.set(text, (told.get(text) ?? 0) + 1);
  };
  let slowest = { ms: 0, what: '' };
  let faults = 0;
  for (let n = from; n < to; n += 1) {
    const reader = readers[n % readers.length];
    if (!reader) break;
    // Each input has draws of its own, so that one can be made again alone.
    const draw = draws(seed * 1_000_003 + n * 7919 + 1);
    for (let warm = 0; warm < 4; warm += 1) draw(2);
    const begin = process.threadCpuUsage();
    try {
      const bytes = bend(reader.samples, draw);
      tell(`${reader.name}: ${await reader.read(bytes)}`);
    } catch (error) {
      if (error instanceof Failure && error.message !== '') tell(`${reader.name}: refused`);
      else {
        faults += 1;
        console.log(`fault: input ${n} of ${reader.name}:`, error);
      }
    }
    const { user, system } = process.threadCpuUsage(begin);
    const ms = (user + system) / 1000;
    if (ms > slowest.ms) slowest = { ms, what: `${reader.name}, input ${n}` };
    if (ms > MOST_MS) {
      faults += 1;
      console.log(`slow: input ${n} of ${reader.name} took ${Math.round(ms)} ms`);
    }
  }
  for (const [text, times] of [...told].sort()) console.log(`${text}: ${times}`);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${to - from} inputs, ${faults} faults; slowest ${Math.round(slowest.ms)} ms (${slowest.what}); ${megabytes} MB at most`,
  );
  process.exitCode = faults === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
