import type { Command } from 'commander';
import * as budget from '../../contract/budget.ts';
import * as signals from '../../contract/signals.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument, monthArgument } from '../value-forms.ts';
import { countArgument } from './allowance-options.ts';

/** It stands under `allowance` too, where one looks for it. */
export function addForecastCommand(parent: Command): void {
  parent
    .command('forecast')
    .description('when the yearly budget will be used up')
    .option('--year <year>', '', countArgument)
    .action((options: { year?: number }, command: Command) =>
      ask(command, budget.forecastShow, options, showForecast),
    );
}

export function addBudgetCommands(program: Command): void {
  addForecastCommand(program);
  program
    .command('budget')
    .description('the yearly budget')
    .command('set <year> <amount>')
    .description('in base currency')
    .option('--why <text>')
    .action((year: string, amount: string, options: { why?: string }, command: Command) =>
      ask(
        command,
        budget.budgetSet,
        { year: countArgument(year), amount, ...options },
        showForecast,
      ),
    );
  const calendar = program
    .command('calendar')
    .description('working days and days off')
    .action((_options, command: Command) => ask(command, budget.calendarList, {}, showCalendar));
  for (const kind of ['holiday', 'workday', 'plain'] as const) {
    calendar
      .command(`${kind} <day>`)
      .description(
        kind === 'holiday' ? 'a day off' : kind === 'workday' ? 'a day worked' : 'as the week says',
      )
      .option('--name <name>')
      .action((day: string, { name }: { name?: string }, command: Command) =>
        ask(
          command,
          budget.calendarSet,
          { day: dayArgument(day), kind, ...(name === undefined ? {} : { name }) },
          showCalendar,
        ),
      );
  }
  addSignalCommands(program);
}

function showForecast(forecast: budget.ForecastDoc): void {
  const { runsOut } = forecast;
  say(sentenceOf(forecast));
  for (const sentence of besides(forecast)) say(sentence);
  printTable(
    ['Month', 'Spend', 'In all', 'Low', 'High'],
    forecast.months.map((one) => [
      one.month,
      moneyCell(one.spend),
      `${moneyCell(one.total)}${one.isProjected ? ' *' : ''}`,
      moneyCell(one.low80),
      moneyCell(one.high80),
    ]),
  );
  if (runsOut) say('* projected at this pace; low and high hold 8 times in 10.');
}

function sentenceOf({
  state,
  year,
  budget: planned,
  used,
  runsOut,
  asOf,
}: budget.ForecastDoc): string {
  const summary = `${year}: ${moneyCell(used)} of ${moneyCell(planned)} by ${asOf}.`;
  switch (state) {
    case 'no budget':
      return `${year} has no budget yet: "budget set ${year} AMOUNT". ${moneyCell(used)} so far.`;
    case 'not begun':
      return `${summary} The year has not begun.`;
    case 'not enough':
      return `${summary} Under 14 days of spend say nothing about the rest yet.`;
    case 'used up':
      return `${summary} Used up on ${runsOut?.date}.`;
    case 'runs out':
      return `${summary} Used up on ${runsOut?.date} at this pace (${runsOut?.low80} to ${runsOut?.high80 ?? 'later'}).`;
    default:
      return `${summary} It lasts for the year at this pace.`;
  }
}

/** What the date stands on where spend lately changed. */
function besides({ newLevel, burst, waitingForRate }: budget.ForecastDoc): string[] {
  const level =
    newLevel === null
      ? []
      : [
          `Spend runs on a new level since ${newLevel.since}; only the days since then count.${newLevel.isFresh ? ' The level is younger than 14 days: the range holds less often.' : ''}`,
        ];
  const outlier =
    burst === null
      ? []
      : [
          `${moneyCell(burst.amount)} on ${burst.day} is far outside the usual ${moneyCell(burst.usual)}: if it goes on, the budget is used up in ${burst.usedUpInDays} days.`,
        ];
  const waiting =
    waitingForRate.length === 0
      ? []
      : [`Spend that waits for a rate is missing here: ${waitingForRate.join(', ')}.`];
  return [...level, ...outlier, ...waiting];
}

function showCalendar(document: {
  workdays: string[];
  days: { day: string; kind: string; name: string }[];
}): void {
  say(`Working days: ${document.workdays.join(', ')}.`);
  printTable(
    ['Day', 'Kind', 'Name'],
    document.days.map(({ day, kind, name }) => [day, kind, name]),
  );
}

type SignalOptions = { month: string; person?: string; dismissed?: boolean };

function addSignalCommands(program: Command): void {
  const list = program
    .command('signals')
    .description('questions to ask, not accusations')
    .option('--month <month>', '', monthArgument)
    .option('--person <email>')
    .option('--dismissed', 'those that were answered too')
    .action(({ month, person, dismissed }: SignalOptions, command: Command) =>
      ask(
        command,
        signals.signalsMonth,
        {
          month: monthArgument(month ?? ''),
          ...(person === undefined ? {} : { person }),
          withDismissed: dismissed ?? false,
        },
        ({ signals: found }) =>
          printTable(
            ['Person', 'Signal', 'Key'],
            found.map((one) => [one.person?.name ?? '', one.text, one.key]),
          ),
      ),
    );
  list
    .command('dismiss <key>')
    .description('it is answered; remembered for that pair or cause')
    .requiredOption('--reason <text>')
    .action((key: string, { reason }: { reason: string }, command: Command) =>
      ask(command, signals.signalDismiss, { key, why: reason }, () => say(`Dismissed ${key}.`)),
    );
  list
    .command('restore <key>')
    .description('take a dismissal back')
    .action((key: string, _options, command: Command) =>
      ask(command, signals.signalRestore, { key }, () => say(`${key} is asked again.`)),
    );
}
