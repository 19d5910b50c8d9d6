import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type {
  folderRun,
  folderSet,
  packetsTake,
  SentPacketDoc,
  SyncFolderDoc,
} from '../../../contract/packets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { HOURS_24_MS } from '../../../core/packets/whole-day.ts';
import { audit } from '../../book/audit.ts';
import type { HeldPairing, OwnInstallation } from '../../book/stores/pairings.ts';
import type { PrivateKeys } from '../../packets/installation-keys.ts';
import { acknowledgementName, packetName } from '../../packets/packet-name.ts';
import { readMarks } from '../../packets/sent-marks.ts';
import { isSignedBy, signText, unverifiedText } from '../../packets/signed-text.ts';
import { writeOwnFile } from '../../whole-file.ts';
import { type Context, settingOf } from '../context.ts';
import { isPersonBook, ownInstallation, privateKeys } from './installation.ts';
import type { Sending } from './make-packets.ts';
import { noteMarks } from './streams.ts';
import { takeFiles } from './take-packets.ts';
import { writeAcknowledgement, writeOutgoing } from './write-packets.ts';

const FOLDER = 'packets.folder';
const LAST_RUN = 'packets.last-run';
const OFFICE_TYPE = 'seatworth-office+jws';
/** How long another copy of the office's book is taken to be at work. */
const ELSEWHERE_MS = 15 * 60_000;

const officeFile = z.object({
  company: z.string().max(300),
  installation: z.string().max(100),
  run: z.string().max(100),
  seenAt: z.string().max(40),
});
type OfficeMark = z.infer<typeof officeFile>;

/** The folder that is set, with what of it is ours; `null` where none is. */
export function folderOf({ book }: Context): string | null {
  return book.settings.value(FOLDER) || null;
}

const partOf = (folder: string): string => join(folder, 'seatworth');
const boxOf = (folder: string, receiver: string): string => join(partOf(folder), 'to', receiver);

export function showFolder(context: Context): SyncFolderDoc {
  const { book } = context;
  const folder = folderOf(context);
  const mark = folder === null ? null : officeMark(folder);
  return {
    folder,
    state: folder === null ? 'off' : existsSync(folder) ? 'ready' : 'missing',
    office: mark && {
      company: mark.said.company,
      installation: mark.said.installation,
      seenAt: mark.said.seenAt,
    },
    waitingIn: book.packets.held().length,
    waitingOut: book.pairings
      .all()
      .reduce((sum, { installation }) => sum + book.packets.outgoing(installation).length, 0),
    lastRun: book.settings.value(LAST_RUN) || null,
  };
}

/** Sets the folder that carries packets, or none; one that another office uses only by taking it over. */
export async function setFolder(
  context: Context,
  { folder, takeOver = false }: InputOf<typeof folderSet>,
): Promise<SyncFolderDoc> {
  const { book } = context;
  const own = ownInstallation(context);
  const path = folder === null ? null : resolve(folder);
  if (path !== null) {
    if (!existsSync(path) || !statSync(path).isDirectory()) {
      throw new Failure('folder_missing', `The folder of ${path} does not exist.`, { file: path });
    }
    await refuseOthersFolder(context, own, path, takeOver);
  }
  book.transaction(() => {
    book.settings.set(FOLDER, path ?? '', context.today());
    book.packets.forgetFiles();
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set packet folder',
      subject: own.uuid,
      detail: { folder: path, takeOver },
    });
  });
  if (path !== null && !isPersonBook(book)) {
    noteMarks(context);
    await markOffice(context, await privateKeys(context, own), own, path);
  }
  return showFolder(context);
}

/** Takes what lies in the folder for this installation, then writes what is to go. */
export async function runFolder(context: Context): Promise<OutputOf<typeof folderRun>> {
  const { book } = context;
  const folder = folderOf(context);
  if (folder === null) {
    throw new Failure('wrong_usage', 'No folder is set. Set one with "sync-folder set DIR".');
  }
  if (!existsSync(folder)) {
    throw new Failure('folder_missing', `The folder of ${folder} does not exist.`, {
      file: folder,
    });
  }
  const own = ownInstallation(context);
  const keys = await privateKeys(context, own);
  const packets = await takeFromFolder(context, keys, own, folder);
  const sent = await sendIntoFolder(context, keys, book.pairings.all(), {});
  book.settings.set(LAST_RUN, context.now(), context.today());
  return { ...showFolder(context), packets, sent };
}

/** Takes packets' files; without any, what lies in the folder that is set. */
export async function takePackets(
  context: Context,
  { files }: InputOf<typeof packetsTake>,
): Promise<OutputOf<typeof packetsTake>> {
  const folder = folderOf(context);
  if (files.length > 0 || folder === null) return { packets: await takeFiles(context, files) };
  const own = ownInstallation(context);
  return { packets: await takeFromFolder(context, await privateKeys(context, own), own, folder) };
}

/** Takes what lies there for us, whatever its name, each file once per size and time. */
async function takeFromFolder(
  context: Context,
  keys: PrivateKeys,
  own: OwnInstallation,
  folder: string,
): Promise<OutputOf<typeof folderRun>['packets']> {
  const { packets } = context.book;
  await refuseElsewhere(context, keys, own, folder);
  const box = boxOf(folder, own.uuid);
  const files = filesIn(box).filter(
    ({ name, size, changedMs }) => !packets.isFileKnown(name, size, changedMs),
  );
  const now = Date.parse(context.now());
  const arriving = new Set(
    files.filter(({ changedMs }) => now - changedMs < HOURS_24_MS).map(({ path }) => path),
  );
  const documents = await takeFiles(
    context,
    files.map(({ path }) => path),
    (path) => arriving.has(path),
  );
  const waiting = new Set(
    documents.filter(({ code }) => code === 'packet_incomplete').map(({ file }) => file),
  );
  context.book.transaction(() => {
    for (const { name, size, changedMs } of files) {
      if (!waiting.has(name)) packets.knowFile(name, size, changedMs);
    }
  });
  return documents;
}

type FolderFile = {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly changedMs: number;
};

function filesIn(box: string): FolderFile[] {
  if (!existsSync(box)) return [];
  return readdirSync(box)
    .filter((name) => name.endsWith('.swpacket'))
    .sort()
    .flatMap((name) => {
      const path = join(box, name);
      try {
        const { size, mtimeMs } = statSync(path);
        return { name, path, size, changedMs: Math.floor(mtimeMs) };
      } catch {
        return []; // it went while the folder was listed
      }
    });
}

/** Makes what is new, writes what is not there, and takes away what has arrived. */
export async function sendIntoFolder(
  context: Context,
  keys: PrivateKeys,
  receivers: readonly HeldPairing[],
  how: Sending,
): Promise<SentPacketDoc[]> {
  const { book } = context;
  const own = ownInstallation(context);
  const folder = folderOf(context);
  if (folder === null) return [];
  await refuseElsewhere(context, keys, own, folder);
  // What is sent comes from every part of the book; whoever only takes packets does not wait for it.
  const { makePackets } = await import('./make-packets.ts');
  await makePackets(context, keys, receivers, how);
  const written: SentPacketDoc[] = [];
  for (const pairing of receivers) {
    if (pairing.state === 'revoked' && isPersonBook(book)) continue;
    const box = boxOf(folder, pairing.installation);
    mkdirSync(box, { recursive: true });
    written.push(...writeOutgoing(context, pairing, box, isWhole));
    const told = await writeAcknowledgement(
      context,
      keys,
      pairing,
      box,
      (file) => !existsSync(file),
    );
    if (told) written.push(told);
    takeAwayArrived(context, own, pairing, box);
  }
  return written;
}

/** Whether a file of ours still lies there as it was written: a sync may have cut it, or lost it. */
function isWhole(file: string, content: Buffer): boolean {
  return existsSync(file) && readFileSync(file).equals(content);
}

/** Of our own files those that the other side has, their copies by the sync, and writing that never ended. */
function takeAwayArrived(
  { book, now }: Context,
  own: OwnInstallation,
  { installation }: HeldPairing,
  box: string,
): void {
  const kept = new Set(book.packets.outgoing(installation).map(({ file }) => file));
  kept.add(acknowledgementName(own.uuid));
  const [mine = ''] = packetName(installation, own.uuid, '', 0).split('--');
  for (const name of readdirSync(box)) {
    if (!name.startsWith(mine) || kept.has(name)) continue;
    const path = join(box, name);
    if (name.endsWith('.part')) {
      const isOld = Date.parse(now()) - statSync(path).mtimeMs > HOURS_24_MS;
      if (isOld) rmSync(path, { force: true });
    } else if (name.endsWith('.swpacket')) rmSync(path, { force: true });
  }
}

function officeMark(folder: string): { readonly text: string; readonly said: OfficeMark } | null {
  const file = join(partOf(folder), 'office.json');
  try {
    const text = readFileSync(file, 'utf8').trim();
    const said = officeFile.safeParse(unverifiedText(text)?.payload);
    return said.success ? { text, said: said.data } : null;
  } catch {
    return null; // nobody has been here
  }
}

async function refuseOthersFolder(
  context: Context,
  own: OwnInstallation,
  folder: string,
  takeOver: boolean,
): Promise<void> {
  const mark = officeMark(folder);
  if (mark === null || takeOver) return;
  const isOurs = isPersonBook(context.book)
    ? await isOfficeOf(context, mark)
    : mark.said.installation === own.uuid;
  if (isOurs) return;
  throw new Failure(
    'folder_taken',
    `${folder} carries the packets of ${mark.said.company}. Choose another folder, or take it over with --take-over.`,
    { folder, company: mark.said.company },
  );
}

async function isOfficeOf(
  { book }: Context,
  { text, said }: NonNullable<ReturnType<typeof officeMark>>,
): Promise<boolean> {
  const office = book.pairings.one(said.installation);
  return office !== undefined && (await isSignedBy(text, office.sign, OFFICE_TYPE));
}

/** Two copies of the office's book would give every number twice: the one that comes later stops. */
async function refuseElsewhere(
  context: Context,
  keys: PrivateKeys,
  own: OwnInstallation,
  folder: string,
): Promise<void> {
  if (isPersonBook(context.book)) return;
  const mark = officeMark(folder)?.said;
  if (mark && mark.installation !== own.uuid) {
    await refuseOthersFolder(context, own, folder, false);
  }
  const seen = mark
    ? Date.parse(context.now()) - Date.parse(mark.seenAt)
    : Number.POSITIVE_INFINITY;
  if (mark && mark.run !== runOf(context, own) && Math.abs(seen) < ELSEWHERE_MS) {
    throw new Failure(
      'office_elsewhere',
      'The office’s book is open on another computer, or was a moment ago. Close it there, or wait 15 minutes; nothing was read or written.',
      { seenAt: mark.seenAt },
    );
  }
  await markOffice(context, keys, own, folder);
}

async function markOffice(
  context: Context,
  keys: PrivateKeys,
  own: OwnInstallation,
  folder: string,
): Promise<void> {
  const mark: OfficeMark = {
    company: settingOf(context, 'company.name'),
    installation: own.uuid,
    run: runOf(context, own),
    seenAt: context.now(),
  };
  const signed = await signText(
    mark,
    { typ: OFFICE_TYPE, kid: own.uuid, v: 1 },
    { secret: keys.sign, open: own.sign },
  );
  mkdirSync(partOf(folder), { recursive: true });
  writeOwnFile(join(partOf(folder), 'office.json'), Buffer.from(signed));
}

/** Tells this book on this computer from a copy of it. */
function runOf({ book, settingsFolder }: Context, own: OwnInstallation): string {
  const { run } = readMarks(settingsFolder, own.uuid);
  return createHash('sha256')
    .update(`${run}\n${realpathSync(book.file)}`)
    .digest('hex')
    .slice(0, 32);
}
