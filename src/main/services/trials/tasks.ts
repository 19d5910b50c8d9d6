import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type {
  TrialTaskDoc,
  trialTaskAdd,
  trialTaskDone,
  trialTaskDrop,
  trialTasks,
  trialTaskTimer,
} from '../../../contract/trials.ts';
import { Failure } from '../../../core/failure.ts';
import { type Micro, parseMicro } from '../../../core/money.ts';
import { drawArms } from '../../../core/trials/draw-arms.ts';
import { audit } from '../../book/audit.ts';
import type { HeldTask } from '../../book/stores/trials.ts';
import type { Context } from '../context.ts';
import { byName, heldPeople, personByEmail } from '../people/people.ts';
import { digest, mustWorkHere, sha256, tasksOf, trialNamed } from './held-trials.ts';
import { mustBe } from './trials.ts';

type TaskAnswer = OutputOf<typeof trialTaskAdd>;

/** A trial's tasks by the person's name, in the order in which they were entered; or one person's. */
export function listTasks(
  context: Context,
  { name, person }: InputOf<typeof trialTasks>,
): OutputOf<typeof trialTasks> {
  const { book } = context;
  const trial = trialNamed(book, name);
  const people = new Map(heldPeople(book).map((one) => [one.email.toLowerCase(), one]));
  const inOrder = byName(book);
  const of = (label: string) =>
    people.get(label.toLowerCase()) ?? { name: label, email: label.toLowerCase() };
  const wanted = person?.trim().toLowerCase();
  return {
    tasks: tasksOf(book, trial)
      .filter((one) => wanted === undefined || one.person.toLowerCase() === wanted)
      .sort((a, b) => inOrder(of(a.person), of(b.person)) || a.seq - b.seq)
      .map((task) => (isTold(context, task) ? taskDoc(task) : withoutTimes(taskDoc(task)))),
  };
}

/** Once access is set, how long a task took is its person's own: nobody's effect can be read off a list. */
function isTold({ access }: Context, { person }: HeldTask): boolean {
  return !access || access.email.toLowerCase() === person.toLowerCase();
}

const withoutTimes = (task: TrialTaskDoc): TrialTaskDoc => ({
  ...task,
  minutes: null,
  felt: null,
  accepted: null,
  timer: 0,
  timerSince: null,
});

const taskDoc = (task: HeldTask): TrialTaskDoc => ({
  id: task.id,
  person: task.person,
  arm: task.arm,
  seq: task.seq,
  title: task.title,
  project: task.project,
  estimate: task.estimate,
  forecast: task.forecast,
  minutes: task.minutes,
  felt: task.felt,
  accepted: task.accepted,
  dropped: task.droppedWhy,
  state: task.minutes !== null ? 'done' : task.droppedWhy !== null ? 'dropped' : 'open',
  timer: task.timerSeconds / 60,
  timerSince: task.timerSince,
});

/** Enters a task with what it is expected to take, and draws its arm: from then on neither changes. */
export function addTask(context: Context, input: InputOf<typeof trialTaskAdd>): TaskAnswer {
  const { book } = context;
  const person = personByEmail(book, input.person);
  if (!(input.estimate > 0) || !(input.forecast > 0)) throw estimateRefused();
  const id = book.transaction(() => {
    const trial = trialNamed(book, input.name);
    mustBe(trial, 'running');
    mustWorkHere(context, person);
    const text = sha256(trial.consentText);
    const hasAgreed = book.trials
      .consents()
      .some(
        (one) =>
          one.trialId === trial.id &&
          one.personId === person.id &&
          one.textSha256 === text &&
          one.leftAt === null,
      );
    if (!hasAgreed) {
      throw new Failure(
        'consent_missing',
        `${person.name} has not agreed to the trial’s text, or has left. Nothing was drawn.`,
        { name: person.name },
      );
    }
    const label = person.email.toLowerCase();
    const before = tasksOf(book, trial).filter((one) => one.person.toLowerCase() === label);
    const seed = book.trials.seed(trial.id) ?? '';
    const arm = drawArms(seed, label, before.length + 1, digest).at(-1) ?? 'A';
    const added = book.trials.addTask({
      trialId: trial.id,
      person: label,
      seq: before.length + 1,
      arm,
      title: input.title,
      estimate: input.estimate,
      forecast: input.forecast,
      project: input.project ?? null,
      day: context.today(),
      minutes: null,
      felt: null,
      accepted: null,
      costMicro: null,
      settledDay: null,
      droppedWhy: null,
      importId: null,
    });
    note(context, 'draw task', added.id, {
      trial: trial.name,
      person: label,
      seq: before.length + 1,
      arm,
      estimate: input.estimate,
      forecast: input.forecast,
    });
    return added.id;
  });
  return { task: taskDoc(taskOf(context, id)) };
}

const estimateRefused = (): Failure =>
  new Failure(
    'estimate_not_positive',
    'Estimate and forecast are minutes above 0. Say both before the task is drawn.',
  );

const LONGEST_SECONDS = 12 * 3600;

/** Starts, pauses or stops a task's timer; a person has one that runs. */
export function moveTimer(
  context: Context,
  { id, act }: InputOf<typeof trialTaskTimer>,
): TaskAnswer {
  const { book } = context;
  book.transaction(() => {
    const task = openTask(context, id);
    if (act === 'start') {
      const running = book.trials
        .tasks()
        .find((one) => one.timerSince !== null && one.person === task.person);
      if (running) {
        throw new Failure(
          'timer_running',
          `The timer of “${running.title}” runs already. Pause or stop that one first.`,
          { title: running.title },
        );
      }
      book.trials.setTimer(id, task.timerSeconds, context.now());
      return;
    }
    book.trials.setTimer(id, secondsOn(context, task), null);
  });
  return { task: taskDoc(taskOf(context, id)) };
}

/** What a timer shows now. One that ran for more than 12 hours was forgotten: that is asked, not believed. */
function secondsOn(context: Context, { timerSeconds, timerSince, title }: HeldTask): number {
  if (timerSince === null) return timerSeconds;
  const seconds = Math.max(0, (Date.parse(context.now()) - Date.parse(timerSince)) / 1000);
  if (seconds <= LONGEST_SECONDS) return timerSeconds + seconds;
  throw new Failure(
    'timer_long',
    `The timer of “${title}” has run for more than 12 hours. Enter the minutes it really took.`,
    { title },
  );
}

/** A task is done: how long it took, and what it would have taken in the other arm, as it feels. */
export function finishTask(context: Context, input: InputOf<typeof trialTaskDone>): TaskAnswer {
  const { book } = context;
  const { id, felt } = input;
  book.transaction(() => {
    const task = openTask(context, id);
    const minutes = input.minutes ?? secondsOn(context, task) / 60;
    if (!(minutes > 0) || (felt !== undefined && !(felt > 0))) {
      throw new Failure(
        'minutes_not_positive',
        'Minutes are a number above 0. Enter them, or start the timer first.',
      );
    }
    const costMicro = input.cost === undefined ? null : readCost(input.cost);
    book.trials.settle(id, {
      minutes,
      felt: felt ?? null,
      accepted: input.accepted ?? null,
      costMicro,
      settledDay: context.today(),
      droppedWhy: null,
    });
    note(context, 'finish task', id, {
      minutes,
      felt: felt ?? null,
      accepted: input.accepted ?? null,
      cost: costMicro,
    });
  });
  return { task: taskDoc(taskOf(context, id)) };
}

function readCost(text: string): Micro {
  const micro = parseMicro(text);
  if (micro !== null && micro >= 0n) return micro;
  throw new Failure(
    'amount_refused',
    `An amount is a number such as 200 or 49.90, not "${text}".`,
    { value: text },
  );
}

/** A task is not done after all: it stays in the list, with its slot and the reason. */
export function dropTask(context: Context, { id, why }: InputOf<typeof trialTaskDrop>): TaskAnswer {
  const { book } = context;
  if (why.trim() === '') {
    throw new Failure('why_missing', 'Say why, in a sentence; nothing was recorded.');
  }
  book.transaction(() => {
    openTask(context, id);
    book.trials.settle(id, {
      minutes: null,
      felt: null,
      accepted: null,
      costMicro: null,
      settledDay: context.today(),
      droppedWhy: why.trim(),
    });
    note(context, 'drop task', id, { why: why.trim() });
  });
  return { task: taskDoc(taskOf(context, id)) };
}

function taskOf(context: Context, id: number): HeldTask {
  const found = context.book.trials.tasks().find((one) => one.id === id);
  if (!found) throw new Failure('task_missing', `There is no task ${id}.`, { id });
  return found;
}

/** A task that is neither done nor dropped, of a trial that runs. */
function openTask(context: Context, id: number): HeldTask {
  const task = taskOf(context, id);
  if (task.minutes !== null || task.droppedWhy !== null) {
    throw new Failure(
      'task_settled',
      `“${task.title}” was ${task.minutes === null ? 'dropped' : 'done'} already and stays as it is.`,
      { title: task.title },
    );
  }
  const trial = context.book.trials.all().find((one) => one.id === task.trialId);
  if (trial) mustBe(trial, 'running');
  return task;
}

function note(context: Context, action: string, id: number, detail: unknown): void {
  audit(context.book, {
    at: context.now(),
    who: context.who,
    action,
    subject: `task ${id}`,
    detail,
  });
}
