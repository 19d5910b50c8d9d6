import { type Command, InvalidArgumentError, Option } from 'commander';
import { chargesKey, exportKind, exportRun, journalFlavour } from '../../contract/book.ts';
import { closeChecklist, closeCorrect, closeMonth, closeReopen } from '../../contract/close.ts';
import type { InputOf } from '../../contract/request.ts';
import { warehouseExport } from '../../contract/warehouse.ts';
import { Failure } from '../../core/failure.ts';
import { microText, parseMicro } from '../../core/money.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { moneyCell } from './company.ts';
import { dayArgument, monthArgument } from './month.ts';

type CloseOptions = {
  month: string;
  check?: boolean;
  reopen?: boolean;
  anyway?: boolean;
  reason?: string;
};

/** Closing a month, correcting a closed one, and writing its figures out. */
export function addCloseCommands(program: Command): void {
  program
    .command('close')
    .description('freeze a month, or open it again')
    .requiredOption('--month <month>', '', monthArgument)
    .option('--check', 'only list what stands in the way')
    .option('--anyway', 'close although something blocks; needs --reason')
    .option('--reopen', 'open a closed month again; needs --reason')
    .option('--reason <text>', 'why; the trail keeps it')
    .action((options: CloseOptions, command: Command) => close(options, command));

  program
    .command('correct')
    .description('post a correction of a closed month in an open one')
    .requiredOption('--corrects <month>', 'the closed month', monthArgument)
    .requiredOption('--day <day>', 'the day it is posted on', dayArgument)
    .requiredOption('--amount <amount>', 'below zero: a credit', amountArgument)
    .requiredOption('--currency <code>')
    .requiredOption('--description <text>')
    .option('--reference <text>')
    .option('--person <email>')
    .option('--tool <tool>')
    .action(correct);

  program
    .command('export <kind>')
    .description('write a month out: charges, seats, claims, payouts, journal, focus')
    .requiredOption('--month <month>', '', monthArgument)
    .requiredOption('--out <file>')
    .addOption(new Option('--format <format>', '').choices(['csv', 'xlsx']))
    .addOption(new Option('--by <key>', 'add charges up').choices(chargesKey.options))
    .addOption(
      new Option('--flavour <software>', "a journal's columns").choices(journalFlavour.options),
    )
    .option('--bom', 'begin with a byte-order mark, for Excel')
    .addOption(new Option('--decimal <mark>', '').choices(['point', 'comma']))
    .action((kind: string, options: Omit<InputOf<typeof exportRun>, 'kind'>, command: Command) =>
      ask(command, exportRun, { ...options, kind: kindArgument(kind) }, (done) => {
        const { file, rows, total, waitingForRate } = done;
        say(`Wrote ${rows} rows to ${file}${total ? `, ${moneyCell(total)} in all` : ''}.`);
        if (waitingForRate > 0) {
          say(
            `No total: ${waitingForRate} of the month's charges ${waitingForRate === 1 ? 'waits' : 'wait'} for a rate.`,
          );
        }
      }),
    );
  addWarehouseCommand(program);
}

/** Every table of the book as Parquet, for those who have a warehouse. */
function addWarehouseCommand(program: Command): void {
  program
    .command('warehouse')
    .description('write every table as Parquet into a folder')
    .requiredOption('--out <folder>')
    .action((options: { out: string }, command: Command) =>
      ask(command, warehouseExport, options, ({ files }) =>
        printTable(
          ['File', 'Rows'],
          files.map((one) => [one.file, String(one.rows)]),
        ),
      ),
    );
}

function close(options: CloseOptions, command: Command): Promise<void> {
  const { month, reason } = options;
  if (options.check) {
    return ask(command, closeChecklist, { month }, ({ items, total, closed }) => {
      say(closed ? `${month} is closed.` : `${month} is open: ${moneyCell(total)}.`);
      printTable(
        ['', 'What'],
        items.map((one) => [one.severity, one.text]),
      );
    });
  }
  if ((options.reopen || options.anyway) && !reason) {
    throw new Failure('reason_missing', 'Say why with --reason.', { month });
  }
  if (options.reopen) {
    return ask(command, closeReopen, { month, reason: reason ?? '' }, ({ reopenedAt }) =>
      say(`${month} is open again since ${reopenedAt}.`),
    );
  }
  const anyway = options.anyway && reason ? { anyway: reason } : {};
  return ask(command, closeMonth, { month, ...anyway }, ({ total, digest }) =>
    say(`${month} is closed with ${moneyCell(total)}. Digest ${digest}.`),
  );
}

type CorrectOptions = {
  corrects: string;
  day: string;
  amount: string;
  currency: string;
  description: string;
  reference?: string;
  person?: string;
  tool?: string;
};

function correct(options: CorrectOptions, command: Command): Promise<void> {
  const { amount, currency, person, ...rest } = options;
  const input = {
    ...rest,
    amount: { amount, currency: currency.toUpperCase() },
    ...(person === undefined ? {} : { email: person }),
  };
  return ask(command, closeCorrect, input, ({ month, reference }) =>
    say(`Posted in ${month}: ${reference}.`),
  );
}

function amountArgument(text: string): string {
  const micro = parseMicro(text);
  if (micro === null) throw new InvalidArgumentError('An amount looks like -12.50.');
  return microText(micro);
}

function kindArgument(text: string): InputOf<typeof exportRun>['kind'] {
  const kind = exportKind.safeParse(text);
  if (kind.success) return kind.data;
  throw new InvalidArgumentError(`Exports are ${exportKind.options.join(', ')}.`);
}
