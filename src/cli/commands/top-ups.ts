import { type Command, Option } from 'commander';
import * as allowances from '../../contract/allowances.ts';
import type { OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument } from '../value-forms.ts';
import { verdictCell } from './month.ts';

export const quantityCell = (quantity: allowances.QuantityShape | null): string =>
  quantity === null
    ? '–'
    : 'tokens' in quantity
      ? `${quantity.tokens} tokens`
      : `${quantity.amount} ${quantity.currency}`;

type KeyOptions = {
  cadence?: 'week' | 'month' | 'quarter' | 'year' | 'once';
  class?: 'all' | 'flagship' | 'standard' | 'light';
  tokens?: boolean;
  claims?: boolean;
};

/** Says which allowance is meant; without any of it the person's main one. */
function withKey(command: Command): Command {
  return command
    .addOption(
      new Option('--cadence <cadence>', 'of which allowance').choices([
        'week',
        'month',
        'quarter',
        'year',
        'once',
      ]),
    )
    .addOption(new Option('--class <class>').choices(['all', 'flagship', 'standard', 'light']))
    .option('--tokens', 'the allowance in tokens')
    .option('--claims', 'the allowance for claims');
}

const keyOf = ({ cadence, class: modelClass, tokens, claims }: KeyOptions) => ({
  ...(cadence === undefined ? {} : { cadence }),
  ...(modelClass === undefined ? {} : { modelClass }),
  ...(tokens ? { unit: 'tokens' as const } : {}),
  ...(claims ? { counts: 'claims' as const } : {}),
});

type AskOptions = KeyOptions & {
  person: string;
  amount: string;
  currency?: string;
  reason: string;
  expected: string;
  permanent?: boolean;
  day?: string;
};
type DecideOptions = {
  approve?: boolean;
  reject?: boolean;
  withdraw?: boolean;
  amount?: string;
  permanent?: boolean;
  by: 'owner' | 'manager';
  why?: string;
};

export function addTopUpCommands(allowance: Command): void {
  const topUp = allowance.command('top-up').description('more, on request');
  withKey(
    topUp
      .command('ask')
      .description('ask for more')
      .option('--person <email>', 'who; in a person’s own book they themselves', '')
      .requiredOption('--amount <amount>')
      .option('--currency <code>', "else the allowance's own")
      .requiredOption('--reason <text>', 'what it is for')
      .requiredOption('--expected <text>', 'the output that is expected of it')
      .option('--permanent', 'from now on; else for one period')
      .option('--day <day>', 'a day of the period; else today', dayArgument),
  ).action((options: AskOptions, command: Command) => {
    const { person, amount, currency, reason, expected, permanent = false, day } = options;
    return ask(
      command,
      allowances.topUpAsk,
      {
        person,
        amount,
        reason,
        expectedOutput: expected,
        permanent,
        ...(currency === undefined ? {} : { currency }),
        ...(day === undefined ? {} : { day }),
        ...keyOf(options),
      },
      showTopUps,
    );
  });
  topUp
    .command('decide <id>')
    .description('approve, in full or in part, or reject')
    .addOption(new Option('--approve').conflicts(['reject', 'withdraw']))
    .addOption(new Option('--reject').conflicts(['approve', 'withdraw']))
    .addOption(new Option('--withdraw', 'by whoever asked').conflicts(['approve', 'reject']))
    .option('--amount <amount>', 'another amount than was asked for')
    .option('--permanent', 'from now on')
    .option('--no-permanent', 'for one period')
    .addOption(
      new Option('--by <who>', 'beyond the pool only the owner can')
        .choices(['owner', 'manager'])
        .default('owner'),
    )
    .option('--why <text>')
    .action((id: string, options: DecideOptions, command: Command) => {
      const { amount, permanent, why } = options;
      const decision = (['approve', 'reject', 'withdraw'] as const).find((one) => options[one]);
      if (decision === undefined) {
        throw new Failure('wrong_usage', 'Say --approve, --reject or --withdraw.', {});
      }
      return ask(
        command,
        allowances.topUpDecide,
        {
          id: Number(id),
          decision,
          as: options.by,
          ...(amount === undefined ? {} : { amount }),
          ...(permanent === undefined ? {} : { permanent }),
          ...(why === undefined ? {} : { why }),
        },
        showTopUps,
      );
    });
  topUp
    .command('end <id>')
    .description('take back a permanent one')
    .requiredOption('--to <day>', 'the last day on which it counts', dayArgument)
    .option('--why <text>')
    .action((id: string, options: { to: string; why?: string }, command: Command) =>
      ask(command, allowances.topUpEnd, { id: Number(id), ...options }, showTopUps),
    );
  topUp
    .command('list')
    .addOption(
      new Option('--state <state>').choices(['asked', 'approved', 'rejected', 'withdrawn']),
    )
    .option('--person <email>')
    .action(
      (
        options: { state?: 'asked' | 'approved' | 'rejected' | 'withdrawn'; person?: string },
        command: Command,
      ) => ask(command, allowances.topUpList, options, showTopUps),
    );
  addTransferCommand(allowance);
}

type TransferOptions = KeyOptions & {
  fromPerson: string;
  toPerson: string;
  amount: string;
  day?: string;
  why?: string;
};

function addTransferCommand(allowance: Command): void {
  withKey(
    allowance
      .command('transfer')
      .description('from one person to another, in one period')
      .requiredOption('--from-person <email>')
      .requiredOption('--to-person <email>')
      .requiredOption('--amount <amount>')
      .option('--day <day>', 'a day of the period; else today', dayArgument)
      .option('--why <text>'),
  ).action((options: TransferOptions, command: Command) => {
    return ask(
      command,
      allowances.allowanceTransfer,
      {
        from: options.fromPerson,
        to: options.toPerson,
        amount: options.amount,
        why: options.why ?? '',
        ...(options.day === undefined ? {} : { day: options.day }),
        ...keyOf(options),
      },
      ({ allowances: list }) =>
        printTable(
          ['Person', 'Limit', 'Left'],
          list.map((one) => [one.person.name, quantityCell(one.limit), quantityCell(one.left)]),
        ),
    );
  });
}

function showTopUps({ topUps }: OutputOf<typeof allowances.topUpList>): void {
  printTable(
    [
      'Id',
      'Person',
      'Amount',
      'For',
      'Expected',
      'Period',
      'State',
      'Verdict',
      'Expected net a month',
      'Bought',
    ],
    topUps.map((one) => [
      String(one.id),
      one.person.name,
      quantityCell(one.amount),
      one.reason,
      one.expectedOutput,
      one.permanent ? `from ${one.day}` : `${one.period.from} to ${one.period.to ?? '…'}`,
      one.state,
      one.verdict ? verdictCell(one.verdict.verdict, one.verdict.lean) : '',
      moneyCell(one.verdict?.expectedNet ?? null),
      one.review?.outcome ?? '',
    ]),
  );
}
