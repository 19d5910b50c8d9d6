// Flips single bits of the sample company's book and says what became of each: found by opening or verify, without
// any effect on what the book answers, or not found. Not part of npm test.
//
//   npx -c 'node tests/breaking/bit-flips.ts 200 7'           200 places, drawn from seed 7
//   npx -c 'node tests/breaking/bit-flips.ts 200 7 50 100'    of them the 51st to the 100th
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { answersOf, draws, flipBit, forgetBook, outcomeOf } from './damaged-books.ts';

const [count = 200, seed = 7, from = 0, to = count] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'seatworth-flips-'));
try {
  const sample = join(folder, 'sample.sw');
  const file = join(folder, 'flipped.sw');
  await createSampleBook(sample, join(import.meta.dirname, '../../resources'));
  copyFileSync(sample, file);
  const sound = await answersOf(file);
  const draw = draws(seed);
  const { size } = statSync(sample);
  const told = new Map<string, number>();
  for (let flip = 0; flip < count; flip += 1) {
    const [byte, bit] = [draw(size), draw(8)];
    if (flip < from || flip >= to) continue;
    forgetBook(file);
    copyFileSync(sample, file);
    flipBit(file, byte, bit);
    const outcome = await outcomeOf(file, sound);
    const name = outcome.is === 'found' ? `found by ${outcome.by}` : outcome.is;
    told.set(name, (told.get(name) ?? 0) + 1);
    if (outcome.is === 'unseen') console.log(`byte ${byte}, bit ${bit}: ${outcome.request}`);
  }
  for (const [name, times] of told) console.log(`${name}: ${times} of ${to - from}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
