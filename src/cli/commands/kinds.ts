import type { Command } from 'commander';
import * as company from '../../contract/company.ts';
import { printTable } from '../print.ts';
import { ask } from '../session.ts';

type KindOptions = { weight: string; value?: string; from: string };
type BaselineOptions = { person?: string; role?: string; units: string; per: 'month' };

/** What output weighs, and what there was before a seat: the kinds and the stated baselines. */
export function addKindCommands(program: Command): void {
  const showKinds = ({
    kinds,
  }: {
    kinds: readonly { kind: string; weights: readonly { from: string; weight: number }[] }[];
  }): void =>
    printTable(
      ['Kind', 'Weights'],
      kinds.map((one) => [
        one.kind,
        one.weights.map(({ from, weight }) => `${weight} from ${from}`).join(', ') || '1',
      ]),
    );
  const kinds = program
    .command('kinds')
    .description('kinds of output and their weights')
    .action((_options, command: Command) => ask(command, company.kindsList, {}, showKinds));
  kinds
    .command('set <kind>')
    .requiredOption('--weight <number>')
    .option('--value <amount>', 'what one unit is worth, in base currency')
    .requiredOption('--from <month>')
    .action((kind: string, options: KindOptions, command: Command) =>
      ask(command, company.kindsSet, { kind, ...options }, showKinds),
    );

  const showBaselines = ({
    baselines,
  }: {
    baselines: readonly { person: { email: string } | null; role: string | null; units: number }[];
  }): void =>
    printTable(
      ['Person or role', 'Units a month'],
      baselines.map((one) => [one.person?.email ?? one.role ?? '', String(one.units)]),
    );
  const baseline = program
    .command('baseline')
    .description('stated baselines')
    .action((_options, command: Command) => ask(command, company.baselinesList, {}, showBaselines));
  baseline
    .command('set')
    .option('--person <email>')
    .option('--role <role>')
    .requiredOption('--units <number>')
    .option('--per <period>', 'month', 'month')
    .action((options: BaselineOptions, command: Command) =>
      ask(command, company.baselineSet, options, showBaselines),
    );
}
