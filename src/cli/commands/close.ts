import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  chargesKey,
  exportFlavour,
  exportGiven,
  exportKind,
  exportRun,
  focusVersion,
} from '../../contract/book.ts';
import { closeChecklist, closeCorrect, closeMonth, closeReopen } from '../../contract/close.ts';
import { listExport, listExportKind } from '../../contract/list-exports.ts';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import { warehouseExport } from '../../contract/warehouse.ts';
import { Failure } from '../../core/failure.ts';
import { microText, parseMicro } from '../../core/money.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask, withBook } from '../session.ts';
import { dayArgument, monthArgument } from '../value-forms.ts';
import { quarterArgument, type SpanOptions, spanAsked, yearArgument } from './month.ts';

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
    .description(
      `write a month, quarter or year out: ${exportKind.options.join(', ')}; without a month: ${listExportKind.options.join(', ')}`,
    )
    .option('--month <month>', 'vendors alone go without', monthArgument)
    .option('--quarter <quarter>', '2026-Q2, in place of a month', quarterArgument)
    .option('--year <year>', '2026, in place of a month', yearArgument)
    .requiredOption('--out <file>')
    .option('--as-of <day>', 'stands for today, of lists without a month', dayArgument)
    .addOption(new Option('--format <format>', '').choices(['csv', 'xlsx', 'ics']))
    .addOption(new Option('--by <key>', 'add charges up').choices(chargesKey.options))
    .addOption(
      new Option('--flavour <software>', "a journal's, bills' or vendors' columns").choices(
        exportFlavour.options,
      ),
    )
    .addOption(
      new Option('--focus-version <version>', '1.4 unless said').choices(focusVersion.options),
    )
    .option('--first-number <number>', 'of the vouchers', numberArgument)
    .option('--without-bills', 'a journal for QuickBooks without what its bills hold')
    .option('--bom', 'begin with a byte-order mark, for Excel; DATEV: UTF-8')
    .addOption(new Option('--decimal <mark>', '').choices(['point', 'comma']))
    .action(writeOut);
  addWarehouseCommand(program);
}

type ExportOptions = Omit<InputOf<typeof exportRun>, 'kind' | 'month' | 'span' | 'format'> &
  SpanOptions & {
    readonly asOf?: string;
    readonly format?: InputOf<typeof listExport>['format'];
  };

/** Writes an export, says what is worth knowing of it, and notes which entries it gave away. */
async function writeOut(
  kind: string,
  { month, quarter, year, asOf: _, format, ...options }: ExportOptions,
  command: Command,
): Promise<void> {
  const list = listExportKind.safeParse(kind);
  if (list.success) {
    return await writeList({ ...options, kind: list.data, format }, command);
  }
  if (format === 'ics') {
    throw new Failure('wrong_usage', 'A calendar file is written of renewals alone.', {});
  }
  const known = kindArgument(kind);
  const isOfNoMonth = known === 'vendors' && (month ?? quarter ?? year) === undefined;
  const span = isOfNoMonth ? null : spanAsked({ month, quarter, year });
  const months = span === null ? {} : span.from === span.to ? { month: span.from } : { span };
  const input = { ...options, ...months, ...(format ? { format } : {}), kind: known };
  const { flavour = 'plain' } = options;
  let given: OutputOf<typeof exportRun>['given'] = [];
  const show = (done: OutputOf<typeof exportRun>): void => {
    const { file, rows, total, waitingForRate, warnings } = done;
    say(`Wrote ${rows} rows to ${file}${total ? `, ${moneyCell(total)} in all` : ''}.`);
    if (waitingForRate > 0) {
      const wait = waitingForRate === 1 ? 'waits' : 'wait';
      say(`No total: ${waitingForRate} of the charges ${wait} for a rate.`);
    }
    for (const { text } of warnings) say(text);
  };
  await ask(command, exportRun, input, show, (done) => {
    given = done.given;
  });
  if (given.length === 0) return;
  try {
    await withBook(command, 'write', async (services) => {
      for (const one of given) await services.call(exportGiven, { ...one, flavour });
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The file is written; only a second export of the same entries will not be told apart.
    say(`The file is whole, but that it was written could not be noted: ${error.message}`);
  }
}

/** A list that is of no month. */
function writeList(
  { kind, out, format, bom, decimal }: InputOf<typeof listExport>,
  command: Command,
): Promise<void> {
  const input = {
    kind,
    out,
    ...(format ? { format } : {}),
    ...(bom ? { bom } : {}),
    ...(decimal ? { decimal } : {}),
  };
  return ask(command, listExport, input, ({ file, rows }) =>
    say(`Wrote ${rows} ${rows === 1 ? 'row' : 'rows'} to ${file}.`),
  );
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

function numberArgument(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('A number looks like 12.');
}

function kindArgument(text: string): InputOf<typeof exportRun>['kind'] {
  const kind = exportKind.safeParse(text);
  if (kind.success) return kind.data;
  throw new InvalidArgumentError(
    `Exports are ${[...exportKind.options, ...listExportKind.options].join(', ')}.`,
  );
}
