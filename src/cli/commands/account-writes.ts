import { type Command, Option } from 'commander';
import * as writes from '../../contract/account-writes.ts';
import type { InputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { microText, parseMicro } from '../../core/money.ts';
import { moneyCell } from '../money-cell.ts';
import { say } from '../print.ts';
import { ask } from '../session.ts';

type LimitInput = InputOf<typeof writes.limitsPlan>;
type PushOptions = {
  scope: LimitInput['scope'];
  target?: string;
  amount?: string;
  none?: boolean;
  period: LimitInput['period'];
  yes?: boolean;
};

/** What is sent to a provider: without --yes only what would be. */
export function addAccountWriteCommands(command: Command): void {
  command
    .command('push <name>')
    .description('set a limit at the provider; shows what would be sent, sends it with --yes')
    .addOption(
      new Option('--scope <scope>', 'what the limit holds for')
        .choices(['person', 'key', 'team', 'project', 'workspace', 'organization'])
        .default('person'),
    )
    .option('--target <text>', "the provider's id of the person, key, team or project")
    .option('--amount <dollars>')
    .option('--none', 'take the limit away')
    .addOption(
      new Option('--period <period>')
        .choices(['day', 'week', 'month', 'lifetime', 'cycle'])
        .default('month'),
    )
    .option('--yes', 'send it')
    .action((account: string, options: PushOptions, self: Command) => {
      const change: LimitInput = {
        account,
        scope: options.scope,
        target: options.target ?? null,
        amount: amountOf(options),
        period: options.period,
      };
      if (!options.yes) return ask(self, writes.limitsPlan, change, showPlan);
      return ask(self, writes.limitsPush, { ...change, confirmed: true }, ({ sent, limit }) => {
        say(sent.words.text);
        say(
          limit.amount === null
            ? 'The provider now shows no limit.'
            : `The provider now shows ${moneyCell(limit.amount)} per ${limit.period}.`,
        );
      });
    });
  for (const [name, paused, words] of [
    ['pause', true, 'pause a key at the provider'],
    ['unpause', false, 'take a paused key up again'],
  ] as const)
    command
      .command(`${name} <name> <key>`)
      .description(`${words}; shows what would be sent, sends it with --yes`)
      .option('--yes', 'send it')
      .action((account: string, key: string, options: { yes?: boolean }, self: Command) => {
        const change = { account, key, paused };
        if (!options.yes) return ask(self, writes.keysPlanPause, change, showPlan);
        return ask(self, writes.keysPause, { ...change, confirmed: true }, ({ status }) =>
          say(`The provider now says: ${status}.`),
        );
      });
}

function amountOf({ amount, none }: PushOptions): LimitInput['amount'] {
  if (none) return null;
  const micro = amount === undefined ? null : parseMicro(amount);
  if (micro === null || micro < 0n) {
    throw new Failure('amount_refused', 'Give --amount in US dollars, or --none.', {
      value: amount ?? null,
    });
  }
  return { amount: microText(micro), currency: 'USD' };
}

function showPlan({ method, url, body, words, reversible }: writes.PlannedWriteDoc): void {
  say(words.text);
  say(`${method} ${url}${body === null ? '' : `\n${body}`}`);
  if (!reversible) say('This cannot be undone.');
  say('Nothing was sent. Add --yes to send it.');
}
