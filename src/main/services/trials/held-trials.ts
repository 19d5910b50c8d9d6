import { createHash } from 'node:crypto';
import { Failure } from '../../../core/failure.ts';
import type { TrialTask } from '../../../core/trials/trial-result.ts';
import type { Book } from '../../book/book.ts';
import type { HeldTask, HeldTrial } from '../../book/stores/trials.ts';
import type { Context } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';

export const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The trial of this name, in whatever case, if there is one. */
export function trialOf(book: Book, name: string): HeldTrial | undefined {
  const wanted = name.trim().toLowerCase();
  return book.trials.all().find((one) => one.name.toLowerCase() === wanted);
}

/** The trial of this name; refused where there is none. */
export function trialNamed(book: Book, name: string): HeldTrial {
  const found = trialOf(book, name);
  if (!found) throw new Failure('trial_missing', `There is no trial ${name}.`, { name });
  return found;
}

export type TrialStatus = 'planned' | 'running' | 'ended';

export function statusOf({ startedAt, endedAt }: HeldTrial): TrialStatus {
  if (endedAt !== null) return 'ended';
  return startedAt === null ? 'planned' : 'running';
}

export function tasksOf(book: Book, trial: HeldTrial): HeldTask[] {
  return book.trials.tasks().filter(({ trialId }) => trialId === trial.id);
}

export const asTrialTask = (task: HeldTask): TrialTask => ({
  person: task.person.toLowerCase(),
  arm: task.arm,
  estimate: task.estimate,
  forecast: task.forecast,
  minutes: task.minutes,
  felt: task.felt,
  isDropped: task.droppedWhy !== null,
});

/** Refuses whoever works here no more (or not yet): nothing is agreed to or drawn for them. */
export function mustWorkHere(
  { today }: Context,
  { name, startDay, endDay }: Pick<HeldPerson, 'name' | 'startDay' | 'endDay'>,
): void {
  const day = today();
  if ((startDay ?? day) <= day && day <= (endDay ?? day)) return;
  throw new Failure(
    'trial_person_away',
    `${name} does not work here on ${day}: nothing is agreed to or drawn for them. Correct the dates in People if they are wrong.`,
    { name, day },
  );
}
