import { Command, CommanderError } from 'commander';
import { Failure } from '../core/failure.ts';
import { diskFailure } from '../main/disk-failure.ts';
import { addCommandsFor } from './command-groups.ts';
import { printError } from './print.ts';
import { exitState } from './session.ts';
import { checkValueForms } from './value-forms.ts';

/** What says that the words of a command are wrong, whatever the book holds. */
const USAGE_CODES: ReadonlySet<string> = new Set(
  `wrong_usage bad_input kind_unknown book_unnamed setting_unknown setting_refused
    currency_unknown rate_refused rate_same_currency price_half price_refused amount_refused
    amount_typed_wrong amount_too_large_typed number_too_large number_refused value_refused
    quantity_refused tokens_refused day_refused instant_refused scope_refused notice_bad
    minutes_bad months_bad credit_price_wrong tax_line_refused vendor_refused survives_unknown
    baseline_of_whom slice_of_whom claim_of_whom share_refused share_twice shares_over_whole
    dates_reversed allowance_negative slice_negative minutes_not_positive estimate_not_positive
    effect_refused finding_unknown claim_amount_invalid claim_day_invalid claim_share_invalid
    claim_tax_invalid claim_currency_invalid top_up_not_positive transfer_to_self flavour_unknown
    policy_cap policy_currency decision_to email_refused opening_credit_refused`.split(/\s+/),
);

/** Runs one command, its words as they stand in `process.argv`; gives the exit code. */
export async function runCommand(words: readonly string[]): Promise<number> {
  exitState.code = 0;
  const isJson = words.includes('--json');
  try {
    const program = await commandsFor(words.slice(2));
    // Left alone, commander looks whether this is Electron, and for where its arguments begin there.
    await program.parseAsync(words.slice(2), { from: 'user' });
    return exitState.code;
  } catch (error) {
    if (error instanceof CommanderError) {
      const isHelp = error.exitCode === 0;
      return isHelp ? 0 : printError(usageFailure(error), isJson, 2);
    }
    const told =
      error instanceof Failure ? error : (diskFailure(pathOf(error, words), error) ?? error);
    const isUsage = told instanceof Failure && USAGE_CODES.has(told.code);
    return printError(told, isJson, isUsage ? 2 : 1);
  }
}

/** What a command was about when the system refused it: the file that the system names, else the book. */
function pathOf(error: unknown, words: readonly string[]): string {
  const named = (error as NodeJS.ErrnoException | null)?.path;
  return named ?? words[words.indexOf('--book') + 1] ?? process.env['SEATWORTH_BOOK'] ?? '';
}

async function commandsFor(args: readonly string[]): Promise<Command> {
  const program = new Command('seatworth')
    .description(
      'What AI tools cost, and whether each seat is justified. Works on a book, one file.',
    )
    .option('--book <file>', 'the book; else SEATWORTH_BOOK')
    .option('--json', 'print one JSON document')
    .option('--as <name>', 'who does it, for the trail; else the system user')
    .exitOverride()
    .configureOutput({ writeOut: (text) => process.stdout.write(text), writeErr: () => {} })
    .showHelpAfterError(false)
    .hook('preAction', (_program, command) => checkValueForms(command));
  await addCommandsFor(program, args);
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
      : sentence(error.message.replace(/^error: /, ''));
  return new Failure('wrong_usage', message, {});
}

/** `unknown command 'x'\n(Did you mean y?)` as one says it. */
function sentence(text: string): string {
  const line = text.replace(/\s*\n\(?/g, '. ').replace(/\?\)$/, '?');
  const whole = /[.?!]$/.test(line) ? line : `${line}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
