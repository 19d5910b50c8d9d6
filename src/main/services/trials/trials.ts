import { randomBytes } from 'node:crypto';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type {
  TrialDoc,
  TrialsDoc,
  trialsConsent,
  trialsEnd,
  trialsNew,
  trialsPlan,
  trialsStart,
} from '../../../contract/trials.ts';
import { Failure } from '../../../core/failure.ts';
import { tasksToTell, toldBy, USUAL_SPREAD } from '../../../core/trials/trial-plan.ts';
import { trialResult } from '../../../core/trials/trial-result.ts';
import type { HeldTrial } from '../../book/stores/trials.ts';
import { note } from '../audit/note.ts';
import type { Context } from '../context.ts';
import { heldPeople, personByEmail } from '../people/people.ts';
import { asTrialTask, mustWorkHere, sha256, statusOf, tasksOf, trialNamed } from './held-trials.ts';

/** Every trial by name, with who agreed to it and how far it is. */
export function listTrials(context: Context): TrialsDoc {
  const { book } = context;
  const people = new Map(heldPeople(book).map(({ id, email }) => [id, email]));
  const consents = book.trials.consents();
  return {
    trials: book.trials.all().map((one): TrialDoc => {
      const tasks = tasksOf(book, one);
      const text = sha256(one.consentText);
      const consented = consents.flatMap(({ trialId, personId, textSha256, leftAt }) =>
        trialId === one.id && textSha256 === text && leftAt === null
          ? [people.get(personId) ?? '']
          : [],
      );
      return {
        name: one.name,
        kind: one.kind,
        a: one.armA,
        b: one.armB,
        status: statusOf(one),
        tasks: one.planned,
        entered: tasks.length,
        done: tasks.filter(({ minutes }) => minutes !== null).length,
        open: tasks.filter(({ minutes, droppedWhy }) => minutes === null && droppedWhy === null)
          .length,
        people: new Set(tasks.map(({ person }) => person.toLowerCase())).size,
        imported: one.isImported,
        consentText: one.consentText,
        consented: [...new Set(consented)].sort(),
      };
    }),
  };
}

const ENOUGH_FOR_SPREAD = 20;

/** How many tasks it takes; the deviation is the last own trial's where that had 20. */
export function planTrial(
  { book }: Context,
  { effect, sigma }: InputOf<typeof trialsPlan>,
): OutputOf<typeof trialsPlan> {
  if (effect === 0 || effect <= -100 || !Number.isFinite(effect)) throw effectRefused();
  const own = sigma === undefined ? ownSpread(book) : null;
  const spread = sigma ?? own?.sigma ?? USUAL_SPREAD;
  const tasks = tasksToTell(effect / 100, spread);
  // Next to no effect: no number of tasks would tell it.
  if (!Number.isSafeInteger(tasks)) throw effectRefused();
  return { tasks, sigma: spread, sigmaFrom: own?.name ?? null, shows: toldBy(tasks, spread) };
}

const effectRefused = (): Failure =>
  new Failure(
    'effect_refused',
    'An effect is a change of time in per cent, above −100 and not 0, such as −20.',
  );

function ownSpread(book: Context['book']): { sigma: number; name: string } | null {
  const drawn = book.trials
    .all()
    .filter(({ isImported, startedAt }) => !isImported && startedAt !== null)
    .sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? 1 : -1));
  for (const one of drawn) {
    const result = trialResult(tasksOf(book, one).map(asTrialTask));
    if (result.tasks >= ENOUGH_FOR_SPREAD && result.effect && result.effect.sigma > 0) {
      return { sigma: result.effect.sigma, name: one.name };
    }
  }
  return null;
}

export function newTrial(context: Context, input: InputOf<typeof trialsNew>): TrialsDoc {
  const { book } = context;
  book.transaction(() => {
    const known = book.trials.all().some(({ name }) => isSame(name, input.name));
    if (known) {
      throw new Failure(
        'trial_exists',
        `There is a trial ${input.name} already. Choose another name.`,
        { name: input.name },
      );
    }
    book.trials.add({
      name: input.name,
      kind: input.kind,
      armA: input.a,
      armB: input.b,
      planned: input.tasks,
      consentText: input.consent,
      isImported: false,
      at: context.now(),
      startedAt: null,
      endedAt: null,
    });
    note(context, 'plan trial', input.name, {
      kind: input.kind,
      a: input.a,
      b: input.b,
      tasks: input.tasks,
      consent: sha256(input.consent),
    });
  });
  return listTrials(context);
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.trim().toLowerCase();

/** Takes the secret of the draw; the trail keeps its SHA-256, so that nobody can choose another later. */
export function startTrial(context: Context, { name }: InputOf<typeof trialsStart>): TrialsDoc {
  const { book } = context;
  book.transaction(() => {
    const trial = trialNamed(book, name);
    mustBe(trial, 'planned');
    const seed = randomBytes(32).toString('hex');
    book.trials.keepSeed(trial.id, seed);
    book.trials.start(trial.id, context.now(), sha256(seed));
    note(context, 'start trial', trial.name, { seedSha256: sha256(seed) });
  });
  return listTrials(context);
}

export function endTrial(
  context: Context,
  { name }: InputOf<typeof trialsEnd>,
): OutputOf<typeof trialsEnd> {
  const { book } = context;
  const seed = book.transaction(() => {
    const trial = trialNamed(book, name);
    mustBe(trial, 'running');
    book.trials.end(trial.id, context.now());
    const found = book.trials.seed(trial.id) ?? null;
    note(context, 'end trial', trial.name, { seed: found });
    return found;
  });
  return { ...listTrials(context), seed };
}

/** A person agrees to the trial's text. */
export function agree(context: Context, input: InputOf<typeof trialsConsent>): TrialsDoc {
  const { book } = context;
  book.transaction(() => {
    const trial = trialNamed(book, input.name);
    const person = personByEmail(book, input.person);
    mustWorkHere(context, person);
    if (statusOf(trial) === 'ended' || trial.isImported) mustBe(trial, 'running');
    const text = sha256(trial.consentText);
    book.trials.leave(trial.id, person.id, context.now());
    book.trials.consent(trial.id, person.id, text, context.now());
    note(context, 'agree to trial', trial.name, { person: person.email, text });
  });
  return listTrials(context);
}

/** A person takes part no longer: what was drawn stays, nothing more is. */
export function leaveTrial(context: Context, input: InputOf<typeof trialsConsent>): TrialsDoc {
  const { book } = context;
  book.transaction(() => {
    const trial = trialNamed(book, input.name);
    const person = personByEmail(book, input.person);
    book.trials.leave(trial.id, person.id, context.now());
    note(context, 'leave trial', trial.name, { person: person.email });
  });
  return listTrials(context);
}

const WORDS = { planned: 'planned', running: 'running', ended: 'over' } as const;

/** Refuses what a trial of this standing does not take. */
export function mustBe(trial: HeldTrial, wanted: 'planned' | 'running'): void {
  const status = statusOf(trial);
  if (status === wanted) return;
  throw new Failure(
    wanted === 'planned' ? 'trial_started' : 'trial_not_running',
    `The trial ${trial.name} is ${WORDS[status]}, not ${WORDS[wanted]}. Nothing was changed.`,
    { name: trial.name },
  );
}
