import { type Command, Option } from 'commander';
import {
  openingCreditsList,
  openingCreditsRemove,
  openingCreditsSet,
} from '../../contract/ledger.ts';
import type { OutputOf } from '../../contract/request.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable } from '../print.ts';
import { ask } from '../session.ts';
import { monthArgument } from '../value-forms.ts';

/** `settings opening-credits`: credits that no invoice of the book tells. */
export function addOpeningCreditsCommand(settings: Command): void {
  settings
    .command('opening-credits [account]')
    .description(
      "what was left of an account's credits as a month began, where no invoice tells it; alone all are listed",
    )
    .addOption(new Option('--month <month>', 'the month').argParser(monthArgument))
    .option('--amount <amount>', 'in base currency')
    .option('--remove', 'forget them')
    .action((account: string | undefined, options: OpeningOptions, command: Command) => {
      const { month, amount, remove } = options;
      if (account === undefined) {
        return ask(command, openingCreditsList, {}, showOpeningCredits);
      }
      if (remove) return ask(command, openingCreditsRemove, { account }, showOpeningCredits);
      if (month === undefined || amount === undefined) {
        command.error('error: say --month and --amount, or --remove');
      }
      return ask(command, openingCreditsSet, { account, month, amount }, showOpeningCredits);
    });
}

type OpeningOptions = {
  readonly month?: string;
  readonly amount?: string;
  readonly remove?: boolean;
};

function showOpeningCredits({ credits }: OutputOf<typeof openingCreditsList>): void {
  printTable(
    ['Account', 'As month began', 'Credits'],
    credits.map(({ account, month, amount }) => [account, month, moneyCell(amount)]),
  );
}
