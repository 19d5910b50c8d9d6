import type { Command } from 'commander';
import * as rates from '../../contract/rates.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument } from '../value-forms.ts';

/** `rates`: what is known, what waits; typed in, or fetched where the owner allows it. */
export function addRateCommands(program: Command): void {
  const command = program
    .command('rates')
    .description('the newest rate of each pair, and what waits for one')
    .option('--from <currency>', 'the history of a pair')
    .option('--to <currency>', 'the history of a pair')
    .action((options: { from?: string; to?: string }, self: Command) =>
      ask(self, rates.ratesList, options, show),
    );
  command
    .command('set <day> <from> <to> <rate>')
    .description('units of <to> for one unit of <from>, in force from that day on')
    .action(
      (day: string, from: string, to: string, rate: string, _options: unknown, self: Command) =>
        ask(self, rates.ratesSet, { day: dayArgument(day), from, to, rate }, show),
    );
  command
    .command('fetch')
    .description('the ECB’s last 90 days; only with the setting rates.fetch on')
    .action((_options, self: Command) =>
      ask(self, rates.ratesFetch, {}, ({ added, replaced, from, to }) =>
        say(`${added} rates added, ${replaced} replaced (${from ?? ''} to ${to ?? ''}).`),
      ),
    );
}

function show(document: {
  readonly rates: readonly {
    day: string;
    from: string;
    to: string;
    rate: string;
    source: string;
  }[];
  readonly waiting: readonly {
    currency: string;
    month: string;
    count: number;
    amount: { amount: string; currency: string };
  }[];
}): void {
  printTable(
    ['Day', 'From', 'To', 'Rate', 'Source'],
    document.rates.map((one) => [one.day, one.from, one.to, one.rate, one.source]),
  );
  for (const { count, currency, month, amount } of document.waiting) {
    say(
      `${count} ${count === 1 ? 'charge waits' : 'charges wait'} for a ${currency} rate for ${month}: ${moneyCell(amount)}.`,
    );
  }
}
