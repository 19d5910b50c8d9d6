import { type Command, InvalidArgumentError } from 'commander';
import * as output from '../../contract/output.ts';
import type { OutputOf } from '../../contract/request.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument, monthArgument } from '../value-forms.ts';

/** A list for a script is whole. */
const MOST = 1_000_000;

/** Output: what was logged, and what becomes of it. */
export function addOutputCommands(program: Command): void {
  const command = program.command('output').description('output items: list, log, accept, reopen');
  command
    .command('list')
    .description('the items of a month, the newest first')
    .requiredOption('--month <month>', 'the month, such as 2026-06', monthArgument)
    .option('--person <email>', 'of one person')
    .action(({ month, person }: { month: string; person?: string }, self: Command) =>
      ask(
        self,
        output.outputList,
        { month, most: MOST, ...(person === undefined ? {} : { email: person }) },
        showItems,
      ),
    );
  addLogCommand(command);
  command
    .command('accept <id>')
    .description('accept an item; --as says who accepts it, who is not its author')
    .action((id: string, _options, self: Command) =>
      ask(self, output.outputAccept, { id: idArgument(id) }, () => say(`Item ${id} counts now.`)),
    );
  command
    .command('reopen <id>')
    .description('an item stops counting from a day on')
    .option('--day <day>', 'from this day on; else from today', dayArgument)
    .option('--take-back', 'it was not reopened: it counts again')
    .action((id: string, options: { day?: string; takeBack?: boolean }, self: Command) => {
      const day = options.takeBack ? { day: null } : { ...(options.day && { day: options.day }) };
      return ask(self, output.outputReopen, { id: idArgument(id), ...day }, () =>
        say(options.takeBack ? `Item ${id} counts again.` : `Item ${id} stops counting.`),
      );
    });
  command
    .command('remove <id>')
    .description('take an item out of the book')
    .action((id: string, _options, self: Command) =>
      ask(self, output.outputRemove, { id: idArgument(id) }, () => say(`Removed item ${id}.`)),
    );
  addNothingCommand(command);
}

function idArgument(text: string): number {
  const id = Number(text);
  if (/^\d{1,15}$/.test(text)) return id;
  throw new InvalidArgumentError(`An item is named by its number, not "${text}".`);
}

type LogOptions = {
  kind: string;
  title: string;
  day?: string;
  quantity: string;
  link?: string;
  minutesSaved?: string;
  accepter?: string;
  person?: string;
};

function addLogCommand(command: Command): void {
  command
    .command('log')
    .description('log an item; it counts once somebody other than its author accepts it')
    .requiredOption('--kind <kind>', 'ticket, pull request, document, …')
    .requiredOption('--title <text>', 'what was done')
    .option('--day <day>', 'when it was done; else today', dayArgument)
    .option('--quantity <number>', 'how many', '1')
    .option('--link <address>', 'where it can be seen')
    .option(
      '--minutes-saved <number>',
      'what the author believes to have saved: felt, not measured',
    )
    .option('--accepter <name>', 'who accepted it already')
    .option('--person <email>', 'whose work it is; else of whoever --as names')
    .action((options: LogOptions, self: Command) => {
      const { kind, title, day, quantity, link, minutesSaved, accepter, person } = options;
      return ask(
        self,
        output.outputLog,
        {
          kind,
          title,
          quantity,
          link: link ?? null,
          acceptedBy: accepter ?? null,
          minutesSaved: minutesSaved === undefined ? null : minutesArgument(minutesSaved),
          ...(day === undefined ? {} : { day }),
          ...(person === undefined ? {} : { email: person }),
        },
        ({ id, isAccepted }) =>
          say(
            isAccepted
              ? `Logged as item ${id}.`
              : `Logged as item ${id}; it waits until somebody other than the author accepts it.`,
          ),
      );
    });
}

function minutesArgument(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`Minutes are a whole number, not "${text}".`);
}

function addNothingCommand(command: Command): void {
  command
    .command('nothing')
    .description('note that a person finished nothing in a month: an answer, not missing data')
    .option('--person <email>', 'who; in a person’s own book they themselves', '')
    .option('--month <month>', 'the month, such as 2026-06; else the current one', monthArgument)
    .option('--take-back', 'it was not so')
    .action((options: { person: string; month?: string; takeBack?: boolean }, self: Command) => {
      const { person, month, takeBack } = options;
      return ask(
        self,
        output.outputNothing,
        { email: person, isNothing: takeBack !== true, ...(month === undefined ? {} : { month }) },
        (done) =>
          say(
            takeBack
              ? `${done.email} is not noted for ${done.month} any more.`
              : `${done.email} finished nothing in ${done.month}.`,
          ),
      );
    });
}

function showItems({ items, nothingFinished }: OutputOf<typeof output.outputList>): void {
  printTable(
    ['Id', 'Day', 'Person', 'Kind', 'Quantity', 'What', 'State', 'Accepted by', 'Tracker'],
    items.map((one) => [
      String(one.id),
      one.day,
      one.person?.name ?? one.email,
      one.kind,
      String(one.quantity),
      one.title ?? one.link ?? '',
      one.reopened === null ? one.state : `${one.state} ${one.reopened}`,
      one.acceptedBy ?? '',
      one.tracker === null ? '' : `${one.tracker.name} ${one.tracker.key}`,
    ]),
  );
  if (nothingFinished.length > 0) say(`Finished nothing: ${nothingFinished.join(', ')}.`);
}
