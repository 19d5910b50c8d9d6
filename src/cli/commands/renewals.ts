import type { Command } from 'commander';
import * as renewals from '../../contract/renewals.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument } from '../value-forms.ts';
import { countArgument } from './allowance-options.ts';
import { withAsOf } from './decisions.ts';

type SetOptions = { renewal?: string; noticeDays?: string; downgradeTo?: string };

/** `renewals`: when subscriptions renew, until when that can be stopped, what it would save. */
export function addRenewalCommands(program: Command): void {
  const list = withAsOf(program.command('renewals'))
    .description('subscriptions with their renewal and notice day, and what ending them saves')
    .option('--until <day>', 'notice days up to this one', dayArgument)
    .action(({ until }: { until?: string }, command: Command) =>
      ask(command, renewals.renewalsList, until === undefined ? {} : { until }, showRenewals),
    );
  withAsOf(list.command('set <id>'))
    .description('when a subscription renews; goes before what files say')
    .option('--renewal <day>', '', dayArgument)
    .option('--notice-days <days>', '0 to 366')
    .option('--downgrade-to <price>', 'what the next plan down costs')
    .action((id: string, { renewal, noticeDays, downgradeTo }: SetOptions, command: Command) =>
      ask(
        command,
        renewals.renewalsSet,
        {
          id: countArgument(id),
          ...(renewal === undefined ? {} : { renewal }),
          ...(noticeDays === undefined ? {} : { noticeDays: wholeOrNone(noticeDays) }),
          ...(downgradeTo === undefined ? {} : { downgradeTo }),
        },
        showRenewals,
      ),
    );
}

/** What is no whole number is refused as a notice, with its own sentence. */
const wholeOrNone = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : -1);

function showRenewals({ renewals: list, perYear, waitingForRate }: renewals.RenewalsDoc): void {
  printTable(
    [
      'Id',
      'Tool',
      'Who',
      'Notice day',
      'Renewal',
      'Price',
      'Unused',
      'Saves a year',
      'From',
      'Overlap',
    ],
    list.map((one) => [
      String(one.id),
      one.tool,
      one.person?.name ?? '(spare)',
      one.noticeDay,
      one.renewal,
      `${moneyCell(one.price)} a ${one.cadence}`,
      one.unusedReason === null ? '' : `${one.unusedReason}: ${one.class ?? 'let in'}`,
      moneyCell(one.saves),
      one.from ?? '',
      one.overlapsWith ?? '',
    ]),
  );
  say(
    `Of unused licences, a year: hand on ${moneyCell(perYear.reassign)}; end now ${moneyCell(perYear.endNow)}; end at the renewal ${moneyCell(perYear.endAtRenewal)}.`,
  );
  if (waitingForRate.length > 0) {
    say(`Without a rate, and in none of them: ${waitingForRate.join(', ')}.`);
  }
}
