import type { Command } from 'commander';
import * as company from '../../contract/company.ts';
import { modelsMatch } from '../../contract/models.ts';
import type { OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';

type ModelOptions = {
  class?: 'flagship' | 'standard' | 'light';
  input?: string;
  output?: string;
  cacheRead?: string;
  cacheWrite?: string;
  cacheWrite1h?: string;
  context?: 'short' | 'long';
  account?: string;
  lower?: string;
  from?: string;
};

export function addModelCommands(program: Command): void {
  const showModels = (doc: OutputOf<typeof company.modelsList>): void => {
    printTable(
      ['Model', 'Class', 'Input', 'Output', 'From'],
      doc.models.map((one) => [
        one.model,
        one.class ?? '',
        one.input ?? '',
        one.output ?? '',
        one.from ?? '',
      ]),
    );
    for (const { rows, text } of doc.unpriced) say(`Waiting (${rows}): ${text}.`);
    for (const { model, rows } of doc.lengthUnstated)
      say(`${model}: rows that do not state their length, priced as short requests: ${rows}.`);
    for (const { model, account, context, from } of doc.lengths)
      say(`${model}, ${account ?? 'every source'}: ${context} requests from ${from}.`);
  };
  program
    .command('prices')
    .description('the list of prices per million tokens')
    .action((_options, command: Command) => ask(command, company.modelsList, {}, showModels))
    .command('update <file>')
    .description('take a list (JSON, as resources/prices.json) from a file; open months follow')
    .action((file: string, _options, command: Command) =>
      ask(command, company.pricesUpdate, { file }, ({ update }) =>
        say(`${update.lines} prices: ${update.added} new, ${update.changed} changed.`),
      ),
    );
  const models = program
    .command('models')
    .description('prices (USD per million tokens) and classes of models')
    .action((_options, command: Command) => ask(command, company.modelsList, {}, showModels));
  models
    .command('set <model>')
    .option('--class <class>')
    .option('--input <price>')
    .option('--output <price>')
    .option('--cache-read <price>')
    .option('--cache-write <price>')
    .option('--cache-write-1h <price>')
    .option('--context <length>', 'short or long: the requests of rows that do not say so')
    .option('--account <name>', 'with --context: of one account, or of a tool without one')
    .option('--lower <model>', "the next model down, where it is not the provider's next class")
    .option('--from <day>', 'from when it holds; of --lower alone left out')
    .action((model: string, { from, ...options }: ModelOptions, command: Command) => {
      const saysMore = Object.keys(options).some(
        (name) => !['lower', 'book', 'json', 'as'].includes(name),
      );
      if (from === undefined && (saysMore || options.lower === undefined)) {
        throw new Failure(
          'wrong_usage',
          'Say from which day it holds, with --from 2026-06-01.',
          {},
        );
      }
      const day = from ?? new Date().toISOString().slice(0, 10);
      return ask(command, company.modelsSet, { model, ...options, from: day }, showModels);
    });
  models
    .command('match')
    .description('what the same use would have cost on the next model down')
    .requiredOption('--month <month>')
    .option('--person <email>')
    .action((options: { month: string; person?: string }, command: Command) =>
      ask(command, modelsMatch, options, ({ rows }) =>
        printTable(
          [
            'Person',
            'Model',
            'Requests',
            'Charged',
            'API value',
            'Lower',
            'There',
            'Break-even',
            'Short days',
            'Saves',
          ],
          rows.map((one) => [
            one.person.name,
            one.model,
            String(one.requests),
            moneyCell(one.charged),
            moneyCell(one.apiValue),
            one.lower ?? `(${one.missing ?? ''})`,
            moneyCell(one.lowerCost),
            one.breakEven === null ? '' : one.breakEven.toFixed(3),
            String(one.movable.days),
            moneyCell(one.movable.saves),
          ]),
        ),
      ),
    );
}
