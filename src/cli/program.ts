import { Command, CommanderError } from 'commander';
import { Failure } from '../core/failure.ts';
import { addAccountCommands } from './commands/accounts.ts';
import { addAllowanceCommands } from './commands/allowances.ts';
import { addBackupCommands } from './commands/backup.ts';
import { addBookCommands } from './commands/book.ts';
import { addBudgetCommands } from './commands/budget.ts';
import { addClaimCommands } from './commands/claims.ts';
import { addCloseCommands } from './commands/close.ts';
import { addCompanyCommands } from './commands/company.ts';
import { addImportCommands } from './commands/imports.ts';
import { addInvoiceCommands } from './commands/invoices.ts';
import { addMonthCommands } from './commands/month.ts';
import { addRateCommands } from './commands/rates.ts';
import { printError } from './print.ts';
import { exitState } from './session.ts';

const makers = [
  addCompanyCommands,
  addAccountCommands,
  addImportCommands,
  addMonthCommands,
  addAllowanceCommands,
  addBudgetCommands,
  addInvoiceCommands,
  addRateCommands,
  addBookCommands,
  addClaimCommands,
  addCloseCommands,
  addBackupCommands,
];

const USAGE_CODES = new Set(['wrong_usage', 'bad_input', 'book_unnamed']);

/** Runs one command, its words as they stand in `process.argv`; gives the exit code. */
export async function runCommand(words: readonly string[]): Promise<number> {
  exitState.code = 0;
  const isJson = words.includes('--json');
  try {
    await commands().parseAsync(words);
    return exitState.code;
  } catch (error) {
    if (error instanceof CommanderError) {
      const isHelp = error.exitCode === 0;
      return isHelp ? 0 : printError(usageFailure(error), isJson, 2);
    }
    const isUsage = error instanceof Failure && USAGE_CODES.has(error.code);
    return printError(error, isJson, isUsage ? 2 : 1);
  }
}

function commands(): Command {
  const program = new Command('seatworth')
    .description(
      'What AI tools cost, and whether each seat is justified. Works on a book, one file.',
    )
    .option('--book <file>', 'the book; else SEATWORTH_BOOK')
    .option('--json', 'print one JSON document')
    .option('--as <name>', 'who does it, for the trail; else the system user')
    .exitOverride()
    .configureOutput({ writeOut: (text) => process.stdout.write(text), writeErr: () => {} })
    .showHelpAfterError(false);
  for (const add of makers) add(program);
  shareOptions(program);
  return program;
}

/** `--json`, `--book` and `--as` may stand before or after the command. */
function shareOptions(parent: Command): void {
  for (const command of parent.commands) {
    command
      .option('--book <file>', 'the book; else SEATWORTH_BOOK')
      .option('--json', 'print one JSON document')
      .option('--as <name>', 'who does it, for the trail')
      .exitOverride();
    shareOptions(command);
  }
}

function usageFailure(error: CommanderError): Failure {
  // A group of commands alone, such as "claim": its help is for people, programs get a sentence.
  const message =
    error.code === 'commander.help'
      ? 'Name a command; --help lists them.'
      : error.message.replace(/^error: /, '');
  return new Failure('wrong_usage', message, {});
}
