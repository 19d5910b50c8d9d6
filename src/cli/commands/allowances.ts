import { type Command, Option } from 'commander';
import * as policy from '../../contract/allowance-policy.ts';
import * as allowances from '../../contract/allowances.ts';
import type { OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument, monthArgument } from '../value-forms.ts';
import {
  type Cadence,
  type CappedClass,
  cadenceOption,
  classOption,
  countArgument,
  countsArgument,
  several,
  weekArgument,
} from './allowance-options.ts';
import { addPresetCommands } from './allowance-presets.ts';
import { showLines, showPools } from './allowance-tables.ts';
import { addForecastCommand } from './budget.ts';
import { verdictCell } from './month.ts';
import { addTopUpCommands, quantityCell } from './top-ups.ts';

export function addAllowanceCommands(program: Command): void {
  const allowance = program.command('allowance').description('what each person may spend, and why');
  addListCommand(allowance);
  addLineCommands(allowance);
  addPresetCommands(allowance);
  addPoolCommands(allowance);
  addTopUpCommands(allowance);
  addPolicyCommands(allowance);
  addForecastCommand(allowance);
}

type ListOptions = { month?: string; week?: string; day?: string; person?: string };

function addListCommand(allowance: Command): void {
  allowance
    .command('list')
    .description('every allowance with its entries, by name')
    .option('--month <month>', 'every period that the month touches', monthArgument)
    .option('--week <week>', 'the periods that hold this week, such as 2026-W24', weekArgument)
    .option('--day <day>', 'the periods that hold this day', dayArgument)
    .option('--person <email>')
    .action(({ month, week, day, person }: ListOptions, command: Command) => {
      if ([month, week, day].filter((one) => one !== undefined).length > 1) {
        throw new Failure('wrong_usage', 'Name a month, a week or a day, one of them.', {});
      }
      return ask(
        command,
        allowances.allowanceList,
        {
          ...(month === undefined ? {} : { month }),
          ...(day === undefined ? {} : { day }),
          ...(week === undefined ? {} : { week }),
          ...(person === undefined ? {} : { person }),
        },
        showList,
      );
    });
}

function showList({
  allowances: list,
  pools,
  withoutClass = [],
}: OutputOf<typeof allowances.allowanceList>): void {
  if (withoutClass.length > 0)
    say(`Without a class, so counted against the cap of every class: ${withoutClass.join(', ')}.`);
  printTable(
    ['Person', 'For', 'Period', 'Limit', 'Used', 'Left', 'Projected', 'State', 'Why'],
    list.map((one) => [
      one.person.name,
      one.line.counts.includes('spend') ? one.line.modelClass : 'claims',
      `${one.period.from} to ${one.period.to ?? '…'}`,
      one.limit ? quantityCell(one.limit) : 'unlimited',
      quantityCell(one.used),
      quantityCell(one.left),
      quantityCell(one.projected),
      one.state,
      one.entries.map(({ kind, amount }) => `${kind} ${quantityCell(amount)}`).join(', '),
    ]),
  );
  if (pools.length > 0) showPools({ pools });
}

type LineOptions = {
  scope: string;
  limit: string;
  currency?: string;
  tokens?: boolean;
  cadence: Cadence;
  class?: CappedClass;
  atLimit?: 'ask' | 'inform';
  informAt?: string[];
  approver?: 'owner' | 'manager';
  carryOver?: number;
  counts?: ('spend' | 'claims')[];
  from: string;
  to?: string;
  why?: string;
};

function addLineCommands(allowance: Command): void {
  allowance
    .command('lines')
    .description('every line ever set')
    .action((_options, command: Command) => ask(command, allowances.allowanceLines, {}, showLines));
  allowance
    .command('set')
    .description('set a line from a day on; what held before is kept')
    .requiredOption('--scope <scope>', 'company, role:NAME, team:NAME or person:EMAIL')
    .requiredOption('--limit <amount>', 'an amount, or unlimited')
    .option('--currency <code>', 'else the base currency')
    .option('--tokens', 'the limit is a number of tokens')
    .addOption(cadenceOption().makeOptionMandatory())
    .addOption(classOption())
    .addOption(new Option('--at-limit <what>', 'what happens then').choices(['ask', 'inform']))
    .option('--inform-at <amount>', 'tell when so much is used; may be given again', several)
    .addOption(new Option('--approver <who>', 'who approves').choices(['owner', 'manager']))
    .option('--carry-over <periods>', 'for how many periods what is left goes on', countArgument)
    .option('--counts <what>', 'spend, claims, or both', countsArgument)
    .requiredOption('--from <day>', 'the first day', dayArgument)
    .option('--to <day>', 'the last day', dayArgument)
    .option('--why <text>')
    .action((options: LineOptions, command: Command) =>
      ask(command, allowances.allowanceSet, lineOf(options), showLines),
    );
  allowance
    .command('end <id>')
    .description('set the last day of a line')
    .requiredOption('--to <day>', 'the last day on which it holds', dayArgument)
    .action((id: string, { to }: { to: string }, command: Command) =>
      ask(command, allowances.allowanceEnd, { id, to }, showLines),
    );
}

function lineOf({ class: modelClass, tokens, to, ...options }: LineOptions) {
  return {
    ...options,
    modelClass: modelClass ?? ('all' as const),
    unit: tokens ? ('tokens' as const) : ('money' as const),
    to: to ?? null,
  };
}

type PoolOptions = Omit<LineOptions, 'scope' | 'approver' | 'cadence'> & {
  team: string;
  cadence?: Exclude<Cadence, 'once'>;
};
type SliceOptions = {
  team: string;
  person?: string;
  role?: string;
  amount: string;
  cadence?: Exclude<Cadence, 'once'>;
  from: string;
  to?: string;
  why?: string;
};

function addPoolCommands(allowance: Command): void {
  const pool = allowance.command('pool').description('what a team may spend, and its slices');
  pool
    .command('list')
    .option('--day <day>', '', dayArgument)
    .action((options: { day?: string }, command: Command) =>
      ask(command, allowances.poolList, options, showPools),
    );
  pool
    .command('set')
    .description("set a team's pool from a day on")
    .requiredOption('--team <name>')
    .requiredOption('--limit <amount>')
    .option('--currency <code>')
    .option('--tokens')
    .addOption(cadenceOption())
    .addOption(classOption())
    .addOption(new Option('--at-limit <what>').choices(['ask', 'inform']))
    .option('--carry-over <periods>', '', countArgument)
    .option('--counts <what>', 'spend, claims, or both', countsArgument)
    .requiredOption('--from <day>', '', dayArgument)
    .option('--to <day>', '', dayArgument)
    .option('--why <text>')
    .action(({ class: modelClass, tokens, to, ...options }: PoolOptions, command: Command) =>
      ask(
        command,
        allowances.poolSet,
        {
          ...options,
          ...(modelClass === undefined ? {} : { modelClass }),
          unit: tokens ? ('tokens' as const) : ('money' as const),
          to: to ?? null,
        },
        showPools,
      ),
    );
  pool
    .command('slice')
    .description('give a person, or everyone of a role, a part of it')
    .requiredOption('--team <name>')
    .option('--person <email>')
    .option('--role <name>')
    .requiredOption('--amount <amount>')
    .addOption(cadenceOption())
    .requiredOption('--from <day>', '', dayArgument)
    .option('--to <day>', '', dayArgument)
    .option('--why <text>')
    .action(({ to, ...options }: SliceOptions, command: Command) =>
      ask(command, allowances.poolSlice, { ...options, to: to ?? null }, showPools),
    );
}

type WhatIfOptions = {
  preset?: string;
  scope?: string;
  limit?: string[];
  currency?: string;
  tokens?: boolean;
  cadence?: Cadence;
  class?: CappedClass;
  carryOver?: number;
  counts?: ('spend' | 'claims')[];
  month?: string;
  months?: number;
};

function addPolicyCommands(allowance: Command): void {
  allowance
    .command('what-if')
    .description('a policy on the last six months, before it is switched on')
    .option('--preset <name>')
    .option('--scope <scope>', 'company, role:NAME, team:NAME or person:EMAIL')
    .option('--limit <amount>', 'of a preset: its limits, in their order', several)
    .option('--currency <code>')
    .option('--tokens')
    .addOption(cadenceOption())
    .addOption(classOption())
    .option('--carry-over <periods>', '', countArgument)
    .option('--counts <what>', 'spend, claims, or both', countsArgument)
    .option('--month <month>', 'the last month looked at', monthArgument)
    .option('--months <number>', 'how many', countArgument)
    .action((options: WhatIfOptions, command: Command) =>
      ask(
        command,
        policy.allowanceWhatIf,
        whatIfInput(options),
        ({ from, to, affected, people, hits }) => {
          process.stdout.write(
            `${from} to ${to}: ${affected} of ${people} people would have gone over.\n`,
          );
          printTable(
            ['Person', 'Period', 'Limit', 'Over on', 'Beyond', 'Output by then'],
            hits.map((one) => [
              one.person.name,
              `${one.period.from} to ${one.period.to ?? '…'}`,
              quantityCell(one.limit),
              one.day,
              quantityCell(one.beyond),
              String(one.outputInPeriod),
            ]),
          );
        },
      ),
    );
  allowance
    .command('advice')
    .description('whom to raise, keep and trim, by the verdicts')
    .requiredOption('--month <month>', '', monthArgument)
    .option('--raise <percent>', 'by how much to raise', countArgument)
    .option('--start <amount>', 'where nothing was justified, back to this')
    .action(
      (
        { month, raise, start }: { month: string; raise?: number; start?: string },
        command: Command,
      ) =>
        ask(
          command,
          policy.allowanceAdvice,
          {
            month,
            ...(raise === undefined ? {} : { raisePercent: raise }),
            ...(start === undefined ? {} : { start }),
          },
          (advice) => {
            printTable(
              ['Person', 'Verdict', 'Expected net a month', 'Step', 'From', 'To'],
              advice.steps.map((one) => [
                one.person.name,
                verdictCell(one.verdict, one.lean),
                moneyCell(one.expectedNet),
                one.code,
                quantityCell(one.from),
                quantityCell(one.to),
              ]),
            );
            process.stdout.write(
              `The month now: ${quantityCell(advice.monthNow)}; then ${quantityCell(advice.monthThenLeast)} to ${quantityCell(advice.monthThenMost)}.\n`,
            );
          },
        ),
    );
}

function whatIfInput({
  preset,
  month,
  months,
  scope,
  limit,
  cadence,
  class: modelClass,
  tokens,
  ...more
}: WhatIfOptions) {
  const looked = {
    ...(month === undefined ? {} : { month }),
    ...(months === undefined ? {} : { months }),
    ...(scope === undefined ? {} : { scope }),
  };
  if (preset !== undefined) {
    const { currency } = more;
    return {
      preset,
      ...looked,
      ...(limit === undefined ? {} : { limits: limit }),
      ...(currency === undefined ? {} : { currency }),
    };
  }
  if (limit?.length !== 1 || cadence === undefined) {
    throw new Failure('wrong_usage', 'Name a preset, or a limit and its cadence.', {});
  }
  const line = {
    ...more,
    scope: scope ?? 'company',
    limit: limit[0] ?? '',
    cadence,
    modelClass: modelClass ?? ('all' as const),
    unit: tokens ? ('tokens' as const) : ('money' as const),
  };
  return { ...looked, lines: [line] };
}
