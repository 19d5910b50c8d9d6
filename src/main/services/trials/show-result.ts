import type { InputOf } from '../../../contract/request.ts';
import type { trialResult as resultRequest, TrialResultDoc } from '../../../contract/trials.ts';
import { divideHalfEven, type Micro, moneyText } from '../../../core/money.ts';
import type { Arm } from '../../../core/trials/draw-arms.ts';
import { trialResult } from '../../../core/trials/trial-result.ts';
import { audit } from '../../book/audit.ts';
import type { HeldTask } from '../../book/stores/trials.ts';
import { baseCurrency, type Context } from '../context.ts';
import { asTrialTask, statusOf, tasksOf, trialNamed } from './held-trials.ts';
import { taskCosts } from './task-costs.ts';

/** What a trial measured; a look before the planned number of tasks is noted as such. */
export function showResult(
  context: Context,
  { name }: InputOf<typeof resultRequest>,
): TrialResultDoc {
  const { book } = context;
  const trial = trialNamed(book, name);
  const tasks = tasksOf(book, trial);
  const result = trialResult(tasks.map(asTrialTask));
  const isFinal = trial.isImported || result.tasks >= trial.planned;
  const costs = taskCosts(context, tasks);
  const hasEnded = statusOf(trial) === 'ended';
  if (!isFinal) {
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'look at trial early',
      subject: trial.name,
      detail: { tasks: result.tasks, planned: trial.planned },
    });
  }
  const { effect } = result;
  const labels = new Map(tasks.map(({ person }) => [person.toLowerCase(), person]));
  const done = tasks.filter(({ minutes }) => minutes !== null);
  const armOf = (arm: Arm) =>
    armResult(
      context,
      done.filter((one) => one.arm === arm),
      costs,
    );
  return {
    trial: trial.name,
    kind: trial.kind,
    a: trial.armA,
    b: trial.armB,
    status: effect === null ? 'too-few' : 'result',
    final: isFinal,
    tasks: result.tasks,
    planned: trial.planned,
    people: result.people,
    done: result.tasks,
    dropped: { a: result.dropped.A, b: result.dropped.B },
    ratio: effect?.ratio ?? null,
    low95: effect?.low95 ?? null,
    high95: effect?.high95 ?? null,
    se: 'HC3',
    quantile: 'normal',
    adjusted: effect?.adjusted ?? false,
    expectedChange: result.expectedChange,
    feltChange: result.feltChange,
    // As they are written; they are told apart without regard to case.
    oneArmOnly: result.oneArmOnly.map((key) => labels.get(key) ?? key),
    withPersons: result.withPersons,
    arms: { a: armOf('A'), b: armOf('B') },
    seed: hasEnded && !trial.isImported ? (book.trials.seed(trial.id) ?? null) : null,
  };
}

function armResult(
  context: Context,
  done: readonly HeldTask[],
  costs: ReadonlyMap<number, Micro>,
): TrialResultDoc['arms']['a'] {
  const costed = done.flatMap(({ id }) => costs.get(id) ?? []);
  const sum = costed.reduce((total, one) => total + one, 0n);
  const judged = done.filter(({ accepted }) => accepted !== null);
  return {
    done: done.length,
    costed: costed.length,
    costPerTask:
      costed.length === 0
        ? null
        : moneyText(divideHalfEven(sum, BigInt(costed.length)), baseCurrency(context)),
    acceptedShare:
      judged.length === 0 ? null : judged.filter(({ accepted }) => accepted).length / judged.length,
  };
}
