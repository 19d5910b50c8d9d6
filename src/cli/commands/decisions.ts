import { Argument, type Command } from 'commander';
import * as decisions from '../../contract/decisions.ts';
import type { InputOf } from '../../contract/request.ts';
import { DECISION_KINDS } from '../../core/decisions/decision.ts';
import { checkedInput } from '../../main/services/checked-input.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument, monthArgument } from '../value-forms.ts';
import { countArgument } from './allowance-options.ts';

/** `--as-of`: a day that stands for the company's today. */
export function withAsOf(command: Command): Command {
  return command.option('--as-of <day>', 'stands for today', dayArgument);
}

type AddOptions = Omit<InputOf<typeof decisions.decisionsAdd>, 'kind' | 'setAllowance'> & {
  asOf?: string;
  allowance?: boolean;
};

/** `decision`: what was decided on a seat, and what came of it. */
export function addDecisionCommands(program: Command): void {
  const group = program
    .command('decision')
    .description('what was decided on seats, and what came of it');
  withAsOf(group.command('add'))
    .description('record what was decided on a seat, or on one tool of it')
    .addArgument(new Argument('<kind>').choices(DECISION_KINDS))
    .requiredOption('--person <email>')
    .option('--tool <tool>', 'one tool of the seat; else all of it')
    .option('--to <amount>', 'of a trim or a raise: what a month may cost, in base currency')
    .option('--expected <amount>', 'of a switch: what it is expected to save a month')
    .option('--from <day>', 'when it takes effect; else today', dayArgument)
    .option('--month <month>', 'the month whose verdict was looked at', monthArgument)
    .option('--handed-on', 'the licence goes to somebody else, and is paid on')
    .option('--allowance', 'set the amount as the monthly allowance too')
    .option('--why <text>', 'the reason', '')
    .action((kind: string, { asOf: _, allowance, ...options }: AddOptions, command: Command) =>
      ask(
        command,
        decisions.decisionsAdd,
        checkedInput(decisions.decisionsAdd.input, {
          ...options,
          kind,
          setAllowance: allowance ?? false,
        }),
        showDecisions,
      ),
    );
  for (const [name, request] of [
    ['confirm', decisions.decisionsConfirm],
    ['take-back', decisions.decisionsTakeBack],
  ] as const) {
    withAsOf(group.command(`${name} <id>`))
      .description(name === 'confirm' ? 'it stays' : 'it counts no more from today on')
      .option('--why <text>', 'the reason', '')
      .action((id: string, { why }: { why: string }, command: Command) =>
        ask(command, request, { id: countArgument(id), why }, showDecisions),
      );
  }
  withAsOf(group.command('list'))
    .description('decisions, what they saved, and whether output held')
    .option('--person <email>')
    .option('--month <month>', 'as it stood at the end of this month', monthArgument)
    .action(({ person, month }: { person?: string; month?: string }, command: Command) =>
      ask(
        command,
        decisions.decisionsList,
        {
          ...(person === undefined ? {} : { person }),
          ...(month === undefined ? {} : { month }),
        },
        showDecisions,
      ),
    );
}

function showDecisions({ decisions: list, saved }: decisions.DecisionsDoc): void {
  printTable(
    [
      'Id',
      'Person',
      'Decision',
      'From',
      'Before, a month',
      'Saved so far',
      'Output',
      'Next',
      'State',
    ],
    list.map((one) => {
      const last = one.followUps.at(-1);
      return [
        String(one.id),
        one.person.name,
        `${one.kind}${one.tool === null ? '' : ` ${one.tool}`}${one.to === null ? '' : ` to ${moneyCell(one.to)}`}`,
        one.from,
        moneyCell(one.pace),
        moneyCell(one.saved),
        last === undefined ? '' : `${last.word} (after ${last.after})`,
        last?.suggest ?? (one.nextDue === null ? '' : `look on ${one.nextDue}`),
        one.state,
      ];
    }),
  );
  say(
    `Saved where output held: ${moneyCell(saved.held)}; where it fell: ${moneyCell(saved.fell)}; not told yet: ${moneyCell(saved.notTold)}.`,
  );
}
