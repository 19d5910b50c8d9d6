import { existsSync, rmSync } from 'node:fs';
import type { Command } from 'commander';
import * as packets from '../../contract/packets.ts';
import { printTable, say } from '../print.ts';
import { actor, ask, bookFile, exitState, globalOptions } from '../session.ts';

type KeyStore = 'keychain' | 'file';

/** Several people without a server: invite, join, compare, send, take. */
export function addPacketCommands(program: Command): void {
  program
    .command('invite')
    .description('write an invitation for one person')
    .requiredOption('--person <email>')
    .requiredOption('--out <file>', 'such as anna.swinvite')
    .option('--expires <at>', 'a day or an instant; else 14 days from now')
    .option('--key-store <place>', 'where the keys lie the first time: keychain or file')
    .action(
      (
        options: { person: string; out: string; expires?: string; keyStore?: KeyStore },
        command: Command,
      ) =>
        ask(
          command,
          packets.inviteMake,
          {
            person: options.person,
            out: options.out,
            ...(options.expires === undefined ? {} : { expiresAt: options.expires }),
            ...(options.keyStore === undefined ? {} : { keyStore: options.keyStore }),
          },
          ({ invitation }) =>
            say(
              `Give ${invitation.file} to ${invitation.person.name}. It is good once, until ${invitation.expiresAt.slice(0, 10)}.`,
            ),
        ),
    );
  program
    .command('join <invitation>')
    .description('make an own book of an invitation; --book is the new one')
    .requiredOption('--device <name>', 'how this computer is called')
    .option('--out <dir>', 'where the packet for the office goes')
    .option('--key-store <place>', 'where the keys lie: keychain or file')
    .action(joinWith);
  addPairCommands(program);
  addPacketsCommands(program);
  addFolderCommands(program);
  program
    .command('keys')
    .description('the keys of this book')
    .command('export <out>')
    .description('write them under the passphrase in SEATWORTH_KEYS_PASSPHRASE')
    .action((out: string, _options, command: Command) =>
      ask(command, packets.keysExport, { out }, ({ file }) => say(`The keys are in ${file}.`)),
    );
}

async function joinWith(
  invitation: string,
  options: { device: string; out?: string; keyStore?: KeyStore },
  command: Command,
): Promise<void> {
  const file = bookFile(globalOptions(command));
  const { createPersonBook } = await import('../../main/services/packets/person-book.ts');
  const isNew = !existsSync(file);
  await createPersonBook(file, invitation, {
    who: actor(globalOptions(command)),
    at: new Date().toISOString(),
  });
  try {
    await ask(
      command,
      packets.joinMake,
      {
        invitation,
        device: options.device,
        ...(options.out === undefined ? {} : { out: options.out }),
        ...(options.keyStore === undefined ? {} : { keyStore: options.keyStore }),
      },
      (document) => {
        say(`Made ${document.book} for ${document.person.name} at ${document.company}.`);
        if (document.packet) say(`Give ${document.packet} to the office.`);
        say(`Compare by voice: ${document.words} (${document.numbers.join(' ')}).`);
      },
    );
  } catch (error) {
    if (isNew) for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    throw error;
  }
}

function addPairCommands(program: Command): void {
  const pair = program
    .command('pair')
    .description('installations that this book exchanges packets with');
  pair
    .command('list')
    .action((_options, command: Command) => ask(command, packets.pairList, {}, showPairings));
  pair
    .command('confirm <installation>')
    .description("once the other side's words are the same")
    .requiredOption('--words <words>', 'six words, four letters of each, or six numbers')
    .action((installation: string, { words }: { words: string }, command: Command) =>
      ask(command, packets.pairConfirm, { installation, words }, showPairings),
    );
  pair
    .command('revoke <installation>')
    .description('take nothing more from it')
    .requiredOption('--reason <text>')
    .option('--since <at>', 'list what was taken since this day or instant')
    .action((installation: string, options: { reason: string; since?: string }, command: Command) =>
      ask(command, packets.pairRevoke, { installation, ...options }, (document) => {
        showPairings(document);
        printTable(
          ['Taken', 'What', 'About', 'Status'],
          document.takenSince.map((one) => [one.takenAt, one.type, one.about, one.status]),
        );
      }),
    );
  pair
    .command('cancel <invitation>')
    .description('take an invitation back')
    .action((invitation: string, _options, command: Command) =>
      ask(command, packets.pairCancel, { invitation }, showPairings),
    );
}

function showPairings({ pairings }: packets.PairingsDoc): void {
  printTable(
    ['Installation', 'Person', 'Device', 'State', 'Words', 'Sent', 'Arrived', 'Taken', 'Held'],
    pairings.map((one) => [
      one.installation ?? one.invitation,
      one.person.name,
      one.device ?? '',
      one.state,
      one.words ?? '',
      String(one.sent?.seq ?? ''),
      String(one.sent?.acked ?? ''),
      String(one.taken?.seq ?? ''),
      String(one.taken?.held ?? ''),
    ]),
  );
}

function addPacketsCommands(program: Command): void {
  const group = program.command('packets').description('what goes between installations');
  group
    .command('send')
    .description('everything that the other sides do not know yet')
    .option('--to <installation>')
    .option('--out <dir>', 'else into the folder that is set')
    .option('--again', 'everything once more, from a new beginning')
    .option('--dry-run', 'only say what would go')
    .action(
      (
        options: { to?: string; out?: string; again?: boolean; dryRun?: boolean },
        command: Command,
      ) => ask(command, packets.packetsSend, options, showSent),
    );
  group
    .command('take [files...]')
    .description('these files, or what lies in the folder that is set')
    .action((files: string[], _options, command: Command) =>
      ask(command, packets.packetsTake, { files }, showTaken, exitWhereRefused),
    );
  group
    .command('list')
    .description('every packet that was looked at, the newest first')
    .option('--refused', 'those alone that were refused')
    .action((options: { refused?: boolean }, command: Command) =>
      ask(command, packets.packetsList, options, showTaken),
    );
  group
    .command('inspect <file>')
    .description('what a packet says; nothing is taken')
    .action((file: string, _options, command: Command) =>
      ask(command, packets.packetsInspect, { file }, (document) => {
        showTaken(document);
        for (const one of document.packets.flatMap(({ messages }) => messages)) {
          say(`${one.type} ${one.about ?? ''}: ${JSON.stringify(one.body ?? {})}`);
        }
      }),
    );
}

function showSent({ packets: list }: { readonly packets: readonly packets.SentPacketDoc[] }): void {
  printTable(
    ['File', 'To', 'Number', 'Bytes', 'Messages', 'Status'],
    list.map((one) => [
      one.file,
      one.person?.name ?? one.to,
      String(one.seq),
      String(one.bytes),
      String(one.messages.length),
      one.status,
    ]),
  );
}

function showTaken({ packets: list }: { readonly packets: readonly packets.PacketDoc[] }): void {
  printTable(
    ['File', 'From', 'Number', 'Status', 'Messages', 'Why'],
    list.map((one) => [
      one.file,
      one.person?.name ?? one.from ?? '',
      String(one.seq ?? ''),
      one.status,
      String(one.messages.length),
      one.message ?? '',
    ]),
  );
}

function exitWhereRefused({
  packets: list,
}: {
  readonly packets: readonly packets.PacketDoc[];
}): void {
  if (list.some(({ status }) => status === 'refused')) exitState.code = 1;
}

function addFolderCommands(program: Command): void {
  const show = (one: packets.SyncFolderDoc): void =>
    printTable(
      ['Folder', 'State', 'Office', 'Waiting in', 'Waiting out', 'Last run'],
      [
        [
          one.folder ?? '',
          one.state,
          one.office?.company ?? '',
          String(one.waitingIn),
          String(one.waitingOut),
          one.lastRun ?? '',
        ],
      ],
    );
  const folder = program.command('sync-folder').description('the folder that carries packets');
  folder
    .command('set <dir>')
    .option('--take-over', 'from another office')
    .action((dir: string, { takeOver = false }: { takeOver?: boolean }, command: Command) =>
      ask(command, packets.folderSet, { folder: dir, takeOver }, show),
    );
  folder
    .command('status')
    .action((_options, command: Command) => ask(command, packets.folderShow, {}, show));
  folder
    .command('run')
    .description('take what lies there, then send')
    .action((_options, command: Command) =>
      ask(
        command,
        packets.folderRun,
        {},
        (document) => {
          showTaken(document);
          showSent({ packets: document.sent });
          show(document);
        },
        exitWhereRefused,
      ),
    );
  folder
    .command('off')
    .action((_options, command: Command) =>
      ask(command, packets.folderSet, { folder: null }, show),
    );
}
