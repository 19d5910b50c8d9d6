import { drawArms } from '../../../core/trials/draw-arms.ts';
import type { Book } from '../../book/book.ts';
import { digest, sha256, tasksOf } from './held-trials.ts';

type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** Draws every trial's tasks again: the secret is the one of the start, and each arm the drawn one. */
export function trialDraws(book: Book): Check {
  const name = 'trial-draws';
  // Arms were drawn by the e-mail that is not known any more.
  const erased = new Set(book.people.erased().map((one) => one.toLowerCase()));
  let notDrawn = 0;
  for (const trial of book.trials.all()) {
    if (trial.isImported || trial.startedAt === null) continue;
    const seed = book.trials.seed(trial.id) ?? '';
    if (sha256(seed) !== trial.seedSha256) {
      return {
        name,
        ok: false,
        detail: `the secret of trial ${trial.name} is not that of its start`,
      };
    }
    const byPerson = Map.groupBy(tasksOf(book, trial), ({ person }) => person.toLowerCase());
    for (const [person, tasks] of byPerson) {
      if (erased.has(person)) {
        notDrawn += tasks.length;
        continue;
      }
      const arms = drawArms(seed, person, tasks.length, digest);
      const wrong = tasks.find(({ arm, seq }) => arms[seq - 1] !== arm);
      if (wrong)
        return {
          name,
          ok: false,
          detail: `task ${wrong.id} of ${trial.name} has another arm than was drawn`,
        };
    }
  }
  const detail =
    notDrawn === 0 ? 'ok' : `ok; ${notDrawn} of people who were erased cannot be drawn again`;
  return { name, ok: true, detail };
}
