import type { Command } from 'commander';
import * as assets from '../../contract/assets.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument, monthArgument } from '../value-forms.ts';
import { countArgument } from './allowance-options.ts';
import { withAsOf } from './decisions.ts';

type AddOptions = {
  name: string;
  kind: string;
  maker?: string;
  person?: string;
  from: string;
  to?: string;
  share?: string;
  hours?: string;
  months?: string;
  place?: string;
  tool?: string;
  survives?: string;
};

/** `asset`: what spend left behind that can be used again, and what came of it. */
export function addAssetCommands(program: Command): void {
  const group = program
    .command('asset')
    .description('what spend left behind that can be used again');
  withAsOf(group.command('add'))
    .description('record something reusable, with what it cost to make')
    .requiredOption('--name <name>')
    .requiredOption(
      '--kind <kind>',
      'workflow, prompt, knowledge base, evaluation set or routing rule',
    )
    .option('--maker <email>', 'who made it; else whoever --as names')
    .option('--person <email>', 'the same')
    .requiredOption('--from <month-or-day>', 'the first month in which it was made, or a day of it')
    .option('--to <month-or-day>', 'the last; else the same')
    .option('--share <percent>', "of the maker's spend of these months")
    .option('--hours <hours>', 'of the maker')
    .option('--months <number>', 'over which the cost is spread; else 12')
    .option('--place <text>', 'where it lives')
    .option('--tool <tool>', 'the tool or model that it is for')
    .option('--survives <word>', 'a change of model: yes, no or unknown')
    .action((options: AddOptions, command: Command) => {
      const { name, kind, maker = options.person, from, to, months } = options;
      const said = { share: options.share, hours: options.hours, place: options.place };
      return ask(
        command,
        assets.assetsAdd,
        {
          name,
          kind,
          from,
          ...(maker === undefined ? {} : { maker }),
          ...(to === undefined ? {} : { to }),
          ...(months === undefined ? {} : { months: wholeOrNone(months) }),
          ...given({ ...said, tool: options.tool, survives: options.survives }),
        },
        (document) => {
          say(`Asset ${document.id} is recorded.`);
          showAssets(document);
        },
      );
    });
  withAsOf(group.command('list'))
    .description('assets with their cost, what is left of it, and their uses')
    .option('--tool <tool>', 'what a tool or model would take along')
    .action(({ tool }: { tool?: string }, command: Command) =>
      ask(command, assets.assetsList, tool === undefined ? {} : { tool }, showAssets),
    );
  withAsOf(group.command('month'))
    .description('what a month’s spend left behind, and what was used in it')
    .requiredOption('--month <month>', 'such as 2026-06', monthArgument)
    .action(({ month }: { month: string }, command: Command) =>
      ask(command, assets.assetsMonth, { month }, showMonth),
    );
  withAsOf(group.command('retire <id>'))
    .description('it is used no more; what is left of its cost is borne')
    .option('--day <day>', 'else today', dayArgument)
    .option('--take-back', 'it is used again')
    .action((id: string, { day, takeBack }: { day?: string; takeBack?: boolean }, self: Command) =>
      ask(
        self,
        assets.assetsRetire,
        {
          id: countArgument(id),
          ...(day === undefined ? {} : { day }),
          isRetired: takeBack !== true,
        },
        showAssets,
      ),
    );
  withAsOf(group.command('remove <id>'))
    .description('take an asset out of the book, with its uses')
    .action((id: string, _options, command: Command) =>
      ask(command, assets.assetsRemove, { id: countArgument(id) }, showAssets),
    );
  addUseCommands(group);
}

type UseOptions = { person?: string; minutes?: string; item?: string; day?: string };

function addUseCommands(group: Command): void {
  withAsOf(group.command('use <id>'))
    .description('it was used; without minutes or item, as the last time')
    .option('--person <email>', 'who used it; else whoever --as names')
    .option('--minutes <number>', 'what its user believes to have saved: felt, not measured')
    .option('--item <id>', 'the accepted item that it served')
    .option('--day <day>', 'else today', dayArgument)
    .action((id: string, { minutes, item, ...said }: UseOptions, command: Command) =>
      ask(
        command,
        assets.assetsUse,
        {
          id: countArgument(id),
          ...given({ person: said.person, day: said.day }),
          ...(minutes === undefined ? {} : { minutes: wholeOrNone(minutes) }),
          ...(item === undefined ? {} : { item: countArgument(item) }),
        },
        (document) => {
          say(`Use ${document.use} is noted.`);
          showAssets(document);
        },
      ),
    );
  group
    .command('uses <id>')
    .description('the uses of an asset')
    .action((id: string, _options, command: Command) =>
      ask(command, assets.assetsUses, { id: countArgument(id) }, ({ uses }) =>
        printTable(
          ['Use', 'Day', 'Who', 'Minutes (felt)', 'Item'],
          uses.map((one) => [
            String(one.id),
            one.day,
            one.person ?? '',
            one.minutes === null ? '' : String(one.minutes),
            one.item === null ? '' : `${one.item.id} ${one.item.title ?? ''}`.trim(),
          ]),
        ),
      ),
    );
  withAsOf(group.command('unuse <use>'))
    .description('take a use back, by its number')
    .action((use: string, _options, command: Command) =>
      ask(command, assets.assetsUnuse, { use: countArgument(use) }, showAssets),
    );
}

/** What was said; what was not is left out. */
const given = <T extends Record<string, string | undefined>>(
  said: T,
): { [Key in keyof T]?: string } =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: string;
  };

/** What is no whole number is refused by its own sentence. */
const wholeOrNone = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : -1);

function showAssets({ assets: list, share }: assets.AssetsDoc): void {
  printTable(
    ['Id', 'Name', 'Kind', 'Made by', 'Cost', 'Left', 'Uses', 'By others', 'Felt', 'Units', ''],
    list.map((one) => [
      String(one.id),
      one.name,
      one.kind,
      one.maker?.name ?? one.email,
      moneyCell(one.cost),
      moneyCell(one.left),
      String(one.uses),
      String(one.byOthers),
      one.feltMinutes === null ? '' : `${one.feltMinutes} min`,
      String(Math.round(one.units * 100) / 100),
      one.retired === null ? '' : `retired ${one.retired}`,
    ]),
  );
  if (share !== null) say(`Of all that was spent, ${percent(share)} became assets.`);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

function showMonth(one: assets.AssetMonthDoc): void {
  say(
    `${one.month}: ${moneyCell(one.made)} became assets${one.share === null ? '' : `, ${percent(one.share)} of the spend`}. ${one.uses} uses, ${one.byOthers} by others; ${one.feltMinutes} minutes felt; ${Math.round(one.units * 100) / 100} units served.`,
  );
}
