import { type Command, InvalidArgumentError, Option } from 'commander';
import type { OutputOf } from '../../contract/request.ts';
import * as trackers from '../../contract/trackers.ts';
import { Failure } from '../../core/failure.ts';
import { smallText } from '../../main/ordinary-file.ts';
import { printTable, say } from '../print.ts';
import { KEY_QUESTION, readKeyText } from '../read-key.ts';
import { ask, exitState, globalOptions } from '../session.ts';

const NONE = 'No tracker is connected. Add one with "trackers add".';

/** Trackers: where accepted output comes from by itself. */
export function addTrackerCommands(program: Command): void {
  const command = program
    .command('trackers')
    .description('where accepted output comes from: git repositories, code hosts, issue trackers')
    .action((_options, self: Command) => ask(self, trackers.trackersList, {}, showTrackers));
  addAddCommand(command);
  command
    .command('check <name>')
    .description('ask what can be read')
    .option('--key', 'with a key from standard input or a prompt, in place of the stored one')
    .action(async (tracker: string, options: { key?: boolean }, self: Command) => {
      const key = options.key ? { key: await readKeyText(KEY_QUESTION) } : {};
      await ask(self, trackers.trackersCheck, { tracker, ...key }, showCheck, ({ ok }) => {
        if (!ok) exitState.code = 1;
      });
    });
  command
    .command('key <name>')
    .description('set or replace the key, from standard input or a prompt')
    .action(async (tracker: string, _options, self: Command) => {
      const key = await readKeyText(KEY_QUESTION);
      await ask(self, trackers.trackersKey, { tracker, key }, showCheck);
    });
  addSyncCommand(command);
  command
    .command('show <name>')
    .description('what became of its items, whom they are of, what stands beside them')
    .action((tracker: string, _options, self: Command) =>
      ask(self, trackers.trackerShow, { tracker }, showTracker),
    );
  command
    .command('set <name> <key> <value>')
    .description(
      'rules "label:bug=ticket; *=pull request" · accepted closed|others · titles on|off · side pull-request|ticket · co-authors first|split · bots LIST · columns "person=Owner; day=Done on; state=Status; done=Done" · automatic on|off',
    )
    .action((tracker: string, key: string, value: string, _options, self: Command) =>
      settingCommand(tracker, key, value, self),
    );
  command
    .command('remove <name>')
    .description('forget its key; its items leave open months, closed months keep theirs')
    .action((tracker: string, _options, self: Command) =>
      ask(self, trackers.trackersRemove, { tracker }, ({ keyLeft, removed, kept }) => {
        say(`Removed ${tracker} with ${removed} items; ${kept} of closed months stay.`);
        if (keyLeft) say('The keychain did not open: the key is still in it, under "Seatworth".');
      }),
    );
}

type AddOptions = {
  place?: string[];
  authority?: string;
  unchecked?: boolean;
  thisRunOnly?: boolean;
};

function addAddCommand(command: Command): void {
  command
    .command('add <kind> <name>')
    .description(
      `connect one of ${trackers.trackerKind.options.join(', ')}; its key comes from standard input or a prompt`,
    )
    .option(
      '--place <place...>',
      'the folder (git), OWNER/REPO (github), URL PROJECT (gitlab, gitea), URL KEY (jira), the table’s link (feishu, lark, notion) …',
    )
    .option('--authority <file>', "certificates (PEM) of your company's own authority")
    .option('--unchecked', 'add it although it cannot be reached now')
    .option('--this-run-only', 'check with this key, but do not keep it in the keychain')
    .action(async (kind: string, tracker: string, options: AddOptions, self: Command) => {
      const known = trackers.trackerKind.safeParse(kind.toLowerCase());
      if (!known.success)
        throw new InvalidArgumentError(
          `A tracker is one of ${trackers.trackerKind.options.join(', ')}, not "${kind}".`,
        );
      const key = known.data === 'git' ? {} : { key: await readKeyText(KEY_QUESTION) };
      const { place = [], authority, unchecked, thisRunOnly } = options;
      await ask(
        self,
        trackers.trackersAdd,
        {
          tracker,
          kind: known.data,
          place,
          ...key,
          keepKey: thisRunOnly ? 'run' : 'keychain',
          authority: authority === undefined ? null : readAuthority(authority),
          unchecked: unchecked ?? false,
        },
        showCheck,
      );
    });
}

function readAuthority(file: string): string {
  try {
    return smallText(file);
  } catch (error) {
    if (error instanceof Failure && error.code !== 'file_missing') throw error;
    throw new Failure('file_missing', `${file} cannot be read.`, { file });
  }
}

function settingCommand(tracker: string, key: string, value: string, self: Command): Promise<void> {
  const known = trackers.TRACKER_SETTINGS.find((one) => one === key);
  if (known === undefined)
    throw new InvalidArgumentError(
      `A tracker's settings are ${trackers.TRACKER_SETTINGS.join(', ')}, not "${key}".`,
    );
  return ask(self, trackers.trackersSet, { tracker, key: known, value }, showTrackers);
}

function addSyncCommand(command: Command): void {
  command
    .command('sync [name]')
    .description('read trackers from where the last sync ended; exits 1 when one was read in part')
    .option('--key', 'with a key from standard input or a prompt, for this run only')
    .addOption(new Option('--again', 'read everything that the source has'))
    .action(
      async (
        tracker: string | undefined,
        options: { key?: boolean; again?: boolean },
        self: Command,
      ) => {
        if (options.key && tracker === undefined)
          throw new Failure('tracker_needed', 'A key is for one tracker: name it.', {});
        const key = options.key ? { key: await readKeyText(KEY_QUESTION) } : {};
        await ask(
          self,
          trackers.trackersSync,
          { ...(tracker === undefined ? {} : { tracker }), ...key, again: options.again ?? false },
          ({ syncs }) => showSyncs(syncs),
          ({ syncs }) => {
            if (syncs.every(({ status }) => status === 'done')) return;
            exitState.code = 1;
            if (globalOptions(self).json) saySyncs(syncs);
          },
        );
      },
    );
}

function showTrackers({ trackers: lines }: OutputOf<typeof trackers.trackersList>): void {
  if (lines.length === 0) {
    say(NONE);
    return;
  }
  printTable(
    ['Tracker', 'Kind', 'Place', 'Key', 'Counts', 'Items', 'From', 'To', 'Last sync'],
    lines.map((one) => [
      one.name,
      one.kind,
      one.place,
      one.key ?? '–',
      one.rules.map(({ from, kind }) => `${from}=${kind ?? 'nothing'}`).join('; '),
      String(one.items),
      one.from ?? '',
      one.to ?? '',
      one.lastSync ? `${one.lastSync.status} ${one.lastSync.at.slice(0, 16)}` : '–',
    ]),
  );
}

function showCheck(check: trackers.TrackerCheckDoc): void {
  if (check.error) {
    say(check.error.message);
    return;
  }
  say(`${check.tracker}: it can be read${check.who === null ? '' : ` as ${check.who}`}.`);
  if (check.found.length > 0) say(`What is read: ${check.found.join(', ')}.`);
  for (const { text } of check.notes) say(text);
}

function showSyncs(syncs: readonly trackers.TrackerSyncDoc[]): void {
  if (syncs.length === 0) {
    say(NONE);
    return;
  }
  printTable(
    [
      'Tracker',
      'Status',
      'From',
      'To',
      'Added',
      'Replaced',
      'Unchanged',
      'Gone',
      'Rejected',
      'Requests',
    ],
    syncs.map((one) => [
      one.tracker,
      one.status,
      one.from ?? '',
      one.to ?? '',
      ...[one.added, one.replaced, one.unchanged, one.removed, one.rejected, one.requests].map(
        String,
      ),
    ]),
  );
  saySyncs(syncs);
}

/** What kept each sync from being whole, and what else is to be known of it. */
function saySyncs(syncs: readonly trackers.TrackerSyncDoc[]): void {
  for (const { tracker, error, nextTry, notes, places } of syncs) {
    for (const one of places)
      say(`${tracker}: ${one.place}: ${one.error?.message ?? 'it failed.'}`);
    if (error && places.length === 0) say(`${tracker}: ${error.message}`);
    if (nextTry) say(`${tracker}: next try after ${nextTry}.`);
    for (const { text } of notes) say(`${tracker}: ${text}`);
  }
}

const percent = (share: number | null): string =>
  share === null ? '–' : `${Math.round(share * 100)} %`;
const figure = (value: number | null): string =>
  value === null ? '–' : String(Math.round(value * 10) / 10);

/** The columns as `trackers set NAME columns` takes them. */
function columnsSaid({ done, ...roles }: NonNullable<trackers.TrackerDoc['columns']>): string {
  const named = Object.entries(roles).flatMap(([role, name]) =>
    name === null ? [] : [`${role}=${name}`],
  );
  return [...named, ...(done.length > 0 ? [`done=${done.join(', ')}`] : [])].join('; ');
}

function showTracker(one: trackers.TrackerDoc): void {
  const { counted, waiting, reopened, twice, nobody, late, leftOut } = one.standings;
  say(
    `${one.name}: ${counted} items count, ${waiting} wait, ${reopened} were taken back, ${twice} count with another, ${nobody} are nobody's, ${late} came after their month was closed, ${leftOut} are left out.`,
  );
  if (one.columns !== null) say(`Columns: ${columnsSaid(one.columns)}.`);
  else if (one.fields.length > 0) say('Columns: nobody said which tells what.');
  if (one.fields.length > 0)
    say(`The table has ${one.fields.map(({ name, form }) => `${name} (${form})`).join(', ')}.`);
  const weights = [one.weights.before, one.weights.since].filter((each) => each !== null);
  printTable(
    ['Days', 'Items', 'By others', 'Taken back', 'Days to accept', 'Rounds', 'Size', 'Tiny'],
    weights.map((each) => [
      `${each.days.from} to ${each.days.to}`,
      String(each.items),
      percent(each.acceptedByOthers),
      percent(each.takenBack),
      figure(each.daysToAccept),
      figure(each.rounds),
      figure(each.size),
      percent(each.tinyShare),
    ]),
  );
  for (const { person, before, since } of one.smaller)
    say(
      `${person.name}: items were ${figure(before)} large before the seat and are ${figure(since)} now. Is work cut smaller, or is it other work?`,
    );
  if (one.unmatched.length > 0)
    printTable(
      ['Nobody yet', 'Items', 'Perhaps'],
      one.unmatched.map(({ identity, name, items, suggestion }) => [
        name === null ? identity : `${name} (${identity})`,
        String(items),
        suggestion ?? '',
      ]),
    );
  if (one.rejects.length > 0) {
    say(`${one.unread} items could not be read, and are counted nowhere:`);
    printTable(
      ['Place', 'Item', 'Field', 'Value', 'Why'],
      one.rejects.map(({ place, name, field, value, reason }) => [
        place,
        name ?? '–',
        field ?? '–',
        value ?? '–',
        reason,
      ]),
    );
  }
  if (one.seats.length > 0)
    printTable(
      ['Seat', 'Month', 'Verdict', 'Items', 'Months before the seat'],
      one.seats.map((seat) => [
        seat.person.name,
        seat.month,
        seat.lean === null ? seat.verdict : `${seat.verdict}, leans ${seat.lean}`,
        String(seat.items),
        String(seat.baselineMonths),
      ]),
    );
}
