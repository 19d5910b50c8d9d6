import type { Command } from 'commander';
import * as mine from '../../contract/mine.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { monthArgument } from '../value-forms.ts';

/** What is mine, in a person's own book. */
export function addMineCommands(program: Command): void {
  const group = program
    .command('mine')
    .description('what is mine, as the office told it last')
    .option('--month <month>', 'such as 2026-06', monthArgument)
    .action(({ month }: { month?: string }, command: Command) =>
      ask(
        command,
        mine.mineShow,
        { month: month ?? new Date().toISOString().slice(0, 7) },
        (document) => {
          const { statement, allowances, verdict } = document;
          say(
            statement
              ? `${document.month}, as sent on ${statement.sentAt.slice(0, 10)}:`
              : `${document.month}: the office has told nothing of it yet.`,
          );
          printTable(
            ['What', 'As told'],
            [
              ...Object.entries(statement ?? {}).map(([key, value]) => [
                key,
                JSON.stringify(value),
              ]),
              ...allowances.map((one) => ['allowance', JSON.stringify(one)]),
              ...(verdict ? [['verdict', JSON.stringify(verdict['verdict'] ?? null)]] : []),
            ],
          );
        },
      ),
    );
  group
    .command('held')
    .description('everything that the office holds about me')
    .option('--ask', 'ask for it with the next packet')
    .action(({ ask: isAsking }: { ask?: boolean }, command: Command) =>
      ask(command, isAsking ? mine.mineAsk : mine.mineHeld, {}, ({ held, askedAt }) =>
        say(
          held
            ? JSON.stringify(held, null, 2)
            : askedAt
              ? `Asked for on ${askedAt.slice(0, 10)}; it comes with the office's next packet.`
              : 'Not told yet. Ask for it with --ask.',
        ),
      ),
    );
}
