import type { Command } from 'commander';
import {
  agentsList,
  type ImportDoc,
  type ImportKindName,
  importsList,
  importsRejects,
  importsRun,
  importsTemplate,
  importsUndo,
  mappingsForget,
  mappingsList,
  mappingsSet,
} from '../../contract/imports.ts';
import type { OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { smallText } from '../../main/ordinary-file.ts';
import { printTable, say } from '../print.ts';
import { ask, exitState } from '../session.ts';

type ImportOptions = {
  kind?: ImportKindName;
  account?: string;
  person?: string;
  mapping?: string;
  answer?: string[];
  device?: string;
  dryRun?: boolean;
};

export function addImportCommands(program: Command): void {
  addMappingCommands(program);
  program
    .command('agents')
    .description('coding agents that have logs on this computer, before anything is imported')
    .action((_options, command: Command) =>
      ask(command, agentsList, {}, ({ agents }) => {
        printTable(
          ['Agent', 'Place', 'From', 'To', 'Days', 'Events', 'Input', 'Output'],
          agents.map((one) => [
            ...[one.agent, one.place, one.from ?? '', one.to ?? ''],
            ...[one.days, one.events].map(String),
            String(one.inputTokens + one.cacheReadTokens + one.cacheWriteTokens),
            String(one.outputTokens),
          ]),
        );
        say('To take one: import --kind agent-log --person EMAIL PLACE. Input includes caches.');
      }),
    );
  program
    .command('import <file...>')
    .description('take files into the book')
    .option(
      '--kind <kind>',
      'people, subscriptions, usage, charges, output, invoice, rates, agent-log, focus, seats, assets',
    )
    .option('--account <name>', 'the account that the rows belong to')
    .option('--person <email>', 'whose computer an agent log comes from')
    .option('--mapping <file>', 'which column is which, as JSON')
    .option(
      '--answer <key=value>',
      'the answer to what a file asks, e.g. decimal=, or period=2026-06; may be given again',
      (value: string, all: string[] = []) => [...all, value],
    )
    .option('--device <name>', 'the computer that agent logs come from')
    .option('--dry-run', 'say what would happen, change nothing')
    .action((files: string[], options: ImportOptions, command: Command) => {
      const { kind, account, person, mapping, answer, device, dryRun } = options;
      return ask(
        command,
        importsRun,
        {
          files,
          ...(kind === undefined ? {} : { kind }),
          ...(account === undefined ? {} : { account }),
          ...(person === undefined ? {} : { person }),
          ...(mapping === undefined ? {} : { mapping: readMapping(mapping) }),
          ...(answer === undefined ? {} : { answers: readAnswers(answer) }),
          ...(device === undefined ? {} : { device }),
          ...(dryRun === undefined ? {} : { dryRun }),
        },
        (document) => showImports(document.imports),
        (document) => {
          for (const one of document.imports) if (one.error) say(one.error.message);
          if (document.imports.some((one) => one.status === 'refused')) exitState.code = 1;
        },
      );
    });

  const imports = program
    .command('imports')
    .description('the history of imports, newest first')
    .action((_options, command: Command) =>
      ask(command, importsList, {}, (document) => showImports(document.imports)),
    );
  imports
    .command('undo <id>')
    .action((id: string, _options, command: Command) =>
      ask(command, importsUndo, { id: idOf(id) }, (document) => showImports(document.imports)),
    );
  imports
    .command('rejects <id>')
    .requiredOption('--out <file>')
    .action((id: string, options: { out: string }, command: Command) =>
      ask(command, importsRejects, { id: idOf(id), out: options.out }, ({ file, rows }) =>
        say(`Wrote ${rows} rejects to ${file}.`),
      ),
    );
  imports
    .command('template <kind>')
    .requiredOption('--out <file>')
    .action((kind: ImportKindName, options: { out: string }, command: Command) =>
      ask(command, importsTemplate, { kind, out: options.out }, ({ file }) =>
        say(`Wrote ${file}.`),
      ),
    );
}

function addMappingCommands(program: Command): void {
  const mappings = program
    .command('mappings')
    .description('how tables with columns of their own are read, as it was said once')
    .action((_options, command: Command) => ask(command, mappingsList, {}, showMappings));
  mappings
    .command('set <id> <file>')
    .description('change how such files are read; FILE is a mapping as JSON')
    .action((id: string, file: string, _options, command: Command) =>
      ask(command, mappingsSet, { id: idOf(id), mapping: readMapping(file) }, showMappings),
    );
  mappings
    .command('forget <id>')
    .action((id: string, _options, command: Command) =>
      ask(command, mappingsForget, { id: idOf(id) }, showMappings),
    );
}

function showMappings({ mappings }: OutputOf<typeof mappingsList>): void {
  printTable(
    ['Id', 'Kind', 'Header', 'Said'],
    mappings.map((one) => [
      String(one.id),
      one.kind,
      one.header.filter((name) => name !== '').join(', '),
      one.at.slice(0, 10),
    ]),
  );
}

function readAnswers(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) {
        throw new Failure('wrong_usage', `--answer takes KEY=VALUE, not "${pair}".`, { pair });
      }
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function idOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Failure('wrong_usage', `"${text}" is no id of an import. "imports" lists them all.`, {
    id: text,
  });
}

function readMapping(file: string): unknown {
  const text = smallText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure('mapping_unreadable', `${file} is not a mapping in JSON.`, { file });
  }
}

function showImports(imports: readonly ImportDoc[]): void {
  printTable(
    ['Id', 'File', 'Kind', 'Status', 'Rows', 'Added', 'Replaced', 'Unchanged', 'Rejected'],
    imports.map((one) => [
      one.id === null ? '' : String(one.id),
      one.file,
      one.kind ?? '',
      'undone' in one && one.undone ? 'undone' : one.status,
      ...[one.rows, one.added, one.replaced, one.unchanged, one.rejected].map(String),
    ]),
  );
  for (const one of imports) {
    for (const note of one.notes ?? []) {
      const [code, count] = note.split(':');
      if (code === 'length_unstated')
        say(`${one.file}: rows that do not state their length, priced as up to 200k: ${count}.`);
      if (code === 'unread_logs')
        say(
          `${one.file}: files of coding agents that were not read, being of a version that is not known, damaged or too large: ${count}.`,
        );
      if (code === 'period_from_name')
        say(`${one.file}: the period ends on ${count}, as the file's name says.`);
      if (code === 'cache_unknown') say(`${one.file}: what of the input was cached is not told.`);
      if (code === 'left_out')
        say(`${one.file}: rows of other products, left out and counted as unchanged: ${count}.`);
      if (code === 'account_tells')
        say(`${one.file}: rows of days that the connected account tells, left out: ${count}.`);
      if (code === 'names_concealed')
        say(
          `${one.file}: ${count} names are concealed. Switch off concealed names in the admin centre's report settings and export again.`,
        );
      if (code === 'bill_final_later')
        say(
          `${one.file}: a month's bill is final on the 3rd of the next month, 12:00 Beijing time.`,
        );
      if (code === 'held_events')
        say(
          `${one.file}: events that may be copied, since their parent's log is missing: ${count}. They do not count until it comes.`,
        );
    }
    if (one.ignoredColumns.length > 0) {
      say(`${one.file}: columns that are not used: ${one.ignoredColumns.join(', ')}.`);
    }
    for (const ask of one.asks) say(`${one.file}: ${ask.question}`);
    for (const reject of one.rejects.slice(0, 20)) {
      const value = reject.value === null ? '' : ` "${reject.value}"`;
      say(`${one.file} line ${reject.line}, ${reject.field ?? 'row'}${value}: ${reject.reason}`);
    }
  }
}
