import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import * as trials from '../../contract/trials.ts';
import { Failure } from '../../core/failure.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { countArgument } from './allowance-options.ts';
import { withAsOf } from './decisions.ts';

const numberArgument = (text: string): number => {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('A number looks like -20 or 0.64.');
};
const yesOrNo = (text: string): boolean => {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new InvalidArgumentError('Say yes or no.');
};
const kinds = new Option('--kind <kind>').choices(trials.trialKind.options);
type Kind = (typeof trials.trialKind.options)[number];

/** `trial`: two arms, tasks drawn before they begin, and the effect with its interval. */
export function addTrialCommands(program: Command): void {
  const group = program.command('trial').description('two ways to work, drawn task by task');
  group
    .command('plan')
    .description('how many tasks tell an effect 8 times in 10')
    .requiredOption('--effect <percent>', 'change of time, such as -20', numberArgument)
    .option('--sigma <deviation>', 'of ln(minutes)', numberArgument)
    .action((options: { effect: number; sigma?: number }, command: Command) =>
      ask(command, trials.trialsPlan, options, ({ tasks, sigma, shows }) =>
        say(
          `${tasks} tasks (deviation ${sigma.toFixed(2)}) tell ${percent(shows.faster)} or ${percent(shows.slower)} 8 times in 10.`,
        ),
      ),
    );
  withAsOf(group.command('new <name>'))
    .description('plan a trial; people agree to its text before anything is drawn')
    .addOption(kinds.makeOptionMandatory())
    .requiredOption('--a <arm>', 'what is tried')
    .requiredOption('--b <arm>', 'as usual')
    .requiredOption('--tasks <number>', '', countArgument)
    .requiredOption('--consent <file>', 'a text: what is kept, who sees it, that one may leave')
    .action(
      (
        name: string,
        options: { kind: Kind; a: string; b: string; tasks: number; consent: string },
        command: Command,
      ) =>
        ask(
          command,
          trials.trialsNew,
          {
            name,
            kind: options.kind,
            a: options.a,
            b: options.b,
            tasks: options.tasks,
            consent: textOf(options.consent),
          },
          showTrials,
        ),
    );
  withAsOf(group.command('start <name>'))
    .description('draw from here on')
    .action((name: string, _options, command: Command) =>
      ask(command, trials.trialsStart, { name }, showTrials),
    );
  withAsOf(group.command('end <name>'))
    .description('draw no more, and show the secret of the draw')
    .action((name: string, _options, command: Command) =>
      ask(command, trials.trialsEnd, { name }, (document) => {
        showTrials(document);
        say(`Seed: ${document.seed ?? 'none'}`);
      }),
    );
  for (const [word, request] of [
    ['consent', trials.trialsConsent],
    ['leave', trials.trialsLeave],
  ] as const) {
    withAsOf(group.command(`${word} <name>`))
      .requiredOption('--person <email>')
      .action((name: string, { person }: { person: string }, command: Command) =>
        ask(command, request, { name, person }, showTrials),
      );
  }
  group
    .command('list')
    .action((_options, command: Command) => ask(command, trials.trialsList, {}, showTrials));
  withAsOf(group.command('import <name> <file>'))
    .description(
      'a trial held elsewhere: person, task, arm, estimate, forecast, minutes, felt, accepted',
    )
    .addOption(new Option('--kind <kind>').choices(trials.trialKind.options))
    .option('--a <arm>')
    .option('--b <arm>')
    .action(
      (
        name: string,
        file: string,
        { kind, a, b }: { kind?: Kind; a?: string; b?: string },
        command: Command,
      ) =>
        ask(
          command,
          trials.trialsImport,
          {
            name,
            file,
            ...(kind === undefined ? {} : { kind }),
            ...(a === undefined ? {} : { a }),
            ...(b === undefined ? {} : { b }),
          },
          ({ imports }) => {
            for (const one of imports) {
              say(
                `${one.rows} rows: ${one.added} added, ${one.unchanged} unchanged, ${one.rejected} rejected.`,
              );
              for (const { line, text, reason } of one.rejects)
                say(`  line ${line}: ${text} (${reason})`);
            }
          },
        ),
    );
  withAsOf(group.command('result <name>'))
    .description('time in arm A to time in arm B; looking early is noted')
    .action((name: string, _options, command: Command) =>
      ask(command, trials.trialResult, { name }, showResult),
    );
  addTaskCommands(group);
}

function addTaskCommands(group: Command): void {
  const task = group.command('task').description('the tasks of a trial');
  task
    .command('list <name>')
    .option('--person <email>')
    .action((name: string, { person }: { person?: string }, command: Command) =>
      ask(
        command,
        trials.trialTasks,
        { name, ...(person === undefined ? {} : { person }) },
        ({ tasks }) => showTasks(tasks),
      ),
    );
  const showTask = ({ task: one }: { task: trials.TrialTaskDoc }): void => showTasks([one]);
  withAsOf(task.command('add <name>'))
    .description('enter a task, which draws its arm')
    .requiredOption('--person <email>')
    .requiredOption('--title <title>')
    .requiredOption('--estimate <minutes>', 'in arm B, as usual', numberArgument)
    .requiredOption('--forecast <minutes>', 'in arm A', numberArgument)
    .option('--project <project>')
    .action(
      (
        name: string,
        options: {
          person: string;
          title: string;
          estimate: number;
          forecast: number;
          project?: string;
        },
        command: Command,
      ) => {
        const { asOf: _, ...said } = options as typeof options & { asOf?: string };
        return ask(command, trials.trialTaskAdd, { name, ...said }, showTask);
      },
    );
  task
    .command('timer <id> <act>')
    .description('start, pause or stop')
    .action((id: string, act: string, _options, command: Command) =>
      ask(command, trials.trialTaskTimer, { id: countArgument(id), act: actOf(act) }, showTask),
    );
  withAsOf(task.command('done <id>'))
    .option('--minutes <minutes>', 'else what the timer says', numberArgument)
    .option('--felt <minutes>', 'in the other arm, as it feels', numberArgument)
    .option('--accepted <yes|no>', '', yesOrNo)
    .option('--cost <amount>')
    .action(
      (
        id: string,
        options: { minutes?: number; felt?: number; accepted?: boolean; cost?: string },
        command: Command,
      ) => {
        const { asOf: _, ...said } = options as typeof options & { asOf?: string };
        return ask(command, trials.trialTaskDone, { id: countArgument(id), ...said }, showTask);
      },
    );
  withAsOf(task.command('drop <id>'))
    .option('--why <text>', '', '')
    .action((id: string, { why }: { why: string }, command: Command) =>
      ask(command, trials.trialTaskDrop, { id: countArgument(id), why }, showTask),
    );
}

function actOf(text: string): 'start' | 'pause' | 'stop' {
  if (text === 'start' || text === 'pause' || text === 'stop') return text;
  throw new Failure('wrong_usage', 'A timer is told start, pause or stop.', {});
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Failure('file_missing', `There is no file ${file} any more.`, { file });
  }
}

const percent = (change: number): string =>
  `${change < 0 ? '−' : '+'}${Math.abs(change * 100).toFixed(0)}%`;

function showTrials({ trials: list }: trials.TrialsDoc): void {
  printTable(
    ['Trial', 'Kind', 'A', 'B', 'Status', 'Planned', 'Done', 'People'],
    list.map((one) => [
      one.name,
      one.kind,
      one.a,
      one.b,
      one.status,
      String(one.tasks),
      String(one.done),
      String(one.people),
    ]),
  );
}

function showTasks(tasks: readonly trials.TrialTaskDoc[]): void {
  printTable(
    ['Id', 'Person', 'Task', 'Arm', 'Estimate', 'Forecast', 'Minutes', 'Felt', 'State'],
    tasks.map((one) => [
      String(one.id),
      one.person,
      one.title,
      one.arm,
      String(one.estimate),
      one.forecast === null ? '' : String(one.forecast),
      one.minutes === null ? '' : one.minutes.toFixed(1),
      one.felt === null ? '' : String(one.felt),
      one.dropped ? `dropped: ${one.dropped}` : one.state,
    ]),
  );
}

function showResult(doc: trials.TrialResultDoc): void {
  if (doc.ratio === null || doc.low95 === null || doc.high95 === null) {
    say(`Too few: ${doc.done} done; it takes 12, and 5 in each arm.`);
  } else {
    say(
      `${doc.a} against ${doc.b}: ${percent(doc.ratio - 1)} time (95 in 100: ${percent(doc.low95 - 1)} to ${percent(doc.high95 - 1)}), ${doc.done} tasks of ${doc.people} people.`,
    );
  }
  if (!doc.final) say(`Looked at before the ${doc.planned} planned tasks: not final, and noted.`);
  if (doc.expectedChange !== null) say(`Expected before: ${percent(doc.expectedChange)}.`);
  if (doc.feltChange !== null) say(`Felt after: ${percent(doc.feltChange)}.`);
  if (doc.oneArmOnly.length > 0) say(`In one arm only: ${doc.oneArmOnly.join(', ')}.`);
  printTable(
    ['Arm', 'Done', 'Cost per task', 'Accepted'],
    (['a', 'b'] as const).map((arm) => [
      doc[arm],
      String(doc.arms[arm].done),
      moneyCell(doc.arms[arm].costPerTask),
      doc.arms[arm].acceptedShare === null
        ? ''
        : `${(doc.arms[arm].acceptedShare * 100).toFixed(0)}%`,
    ]),
  );
  if (doc.seed !== null) say(`Seed: ${doc.seed}`);
}
