import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import { packetsAnswers } from '../../src/contract/packets.ts';
import { Failure } from '../../src/core/failure.ts';
import { acts, agentTokens, figures, World } from './packets-world.ts';
import { pairedBooks } from './paired-books.ts';

const failed = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    // What the rules refuse in this state is no fault of the packets.
    if (!(error instanceof Failure)) throw error;
  }
};

/** Of the five at the most, one person has two computers. */
const PEOPLE: readonly [string, string][] = [
  ['anna@example.com', 'laptop'],
  ['anna@example.com', 'tower'],
  ['wei@example.com', 'wei'],
  ['bea@example.com', 'bea'],
];

/** Short by default; `MODEL_RUNS=200 npx vitest run tests/book/packets-model.test.ts` asks widely. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 5);
const EACH_ACT = [
  ...['asset', 'claim', 'output', 'ask for more', 'use', 'use agents', 'run', 'run office'],
  ...['accept', 'approve', 'decide on more', 'use at office', 'retire', 'run', 'use', 'run office'],
].map((act, pick) => ({ act, who: pick, pick }));
const asked = new Map<number, number>();

it('ends with equal figures on all sides, whatever the folder did', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: PEOPLE.length }), acts, async (count, steps) => {
      const world = new World(await pairedBooks());
      await world.begin(PEOPLE.slice(0, count));
      for (const step of steps) await failed(() => world.step(step));
      await world.settle();
      for (const person of world.books.people) {
        const email = person.email ?? '';
        const atHome = await figures(person, email);
        const atOffice = await figures(world.books.office, email);
        const { answers } = await person.services.call(packetsAnswers, {});
        for (const { type, about, status } of answers) {
          // Refused with a sentence, as a use of what was retired meanwhile: it stands at home alone.
          if (status === 'refused') delete atHome[`${type} ${about}`];
        }
        expect(withoutLost(atHome, atOffice), person.name).toEqual(atOffice);
        const { home, office } = agentTokens(world.books, person);
        expect(home, person.name).toBe(office);
      }
      for (const { services } of world.all) {
        expect((await services.call(bookVerify, {})).ok).toBe(true);
      }
      for (const one of world.all) one.close();
      asked.set(count + 1, (asked.get(count + 1) ?? 0) + 1);
    }),
    {
      numRuns: RUNS,
      interruptAfterTimeLimit: Number(process.env['MODEL_MS'] ?? 600_000),
      // Each number of installations is asked once at least.
      examples: [1, 2, 3, 4].map((count) => [count, EACH_ACT]),
      ...(process.env['MODEL_SEED'] === undefined
        ? {}
        : { seed: Number(process.env['MODEL_SEED']) }),
    },
  );
  const counts = [...asked].sort().map(([size, runs]) => `${size} installations: ${runs}`);
  process.stdout.write(`packets' model, seeds asked: ${counts.join(', ')}\n`);
  expect([...asked.keys()].sort()).toEqual([2, 3, 4, 5]);
}, 3_600_000);

/** Withdrawn before the office ever heard of it: it stands at home alone. */
const withoutLost = (
  home: Record<string, string>,
  office: Record<string, string>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(home).filter(([key, said]) => key in office || said !== 'withdrawn'),
  );
