import type { Command } from 'commander';
import * as allowances from '../../contract/allowances.ts';
import { printTable } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument } from '../value-forms.ts';
import { several } from './allowance-options.ts';
import { showLines, showPools } from './allowance-tables.ts';

type PresetOptions = {
  scope?: string;
  from: string;
  limit?: string[];
  currency?: string;
  role?: string[];
  slice?: string[];
  why?: string;
};

/** Policies to start from, each amount as the owner wants it. */
export function addPresetCommands(allowance: Command): void {
  allowance
    .command('presets')
    .description('policies to start from')
    .action((_options, command: Command) =>
      ask(command, allowances.allowancePresets, {}, ({ presets }) =>
        printTable(
          ['Preset', 'What it sets'],
          presets.map(({ id, text }) => [id, text]),
        ),
      ),
    );
  allowance
    .command('preset <name>')
    .description('set the lines, or the pool, of a preset')
    .option('--scope <scope>', 'company, role:NAME, team:NAME or person:EMAIL')
    .requiredOption('--from <day>', 'the first day', dayArgument)
    .option('--limit <amount>', "in place of the preset's limits, in their order", several)
    .option('--currency <code>')
    .option('--role <name...>', 'of a pool: the roles, in the order of the slices')
    .option('--slice <amount>', 'of a pool: what each person of those roles gets', several)
    .option('--why <text>')
    .action((preset: string, options: PresetOptions, command: Command) => {
      const { role, limit, slice, ...rest } = options;
      return ask(
        command,
        allowances.allowancePreset,
        {
          preset,
          ...rest,
          ...(limit ? { limits: limit } : {}),
          ...(role ? { roles: role } : {}),
          ...(slice ? { slices: slice } : {}),
        },
        ({ lines, pools }) => {
          if (lines.length > 0) showLines({ lines });
          if (pools.length > 0) showPools({ pools });
        },
      );
    });
}
