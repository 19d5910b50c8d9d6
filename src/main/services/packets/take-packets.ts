import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { PacketDoc, packetsInspect } from '../../../contract/packets.ts';
import type { InputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { turnOf } from '../../../core/packets/packet-order.ts';
import { audit } from '../../book/audit.ts';
import type { HeldPairing, OwnInstallation } from '../../book/stores/pairings.ts';
import { ordinaryFile } from '../../ordinary-file.ts';
import type { PrivateKeys } from '../../packets/installation-keys.ts';
import {
  type OpenedPacket,
  tooLarge,
  unsealPacket,
  verifyPacket,
} from '../../packets/open-packet.ts';
import { PACKET_LIMITS } from '../../packets/packet-shape.ts';
import type { Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import { ownInstallation, privateKeys } from './installation.ts';
import { documentOf, notesOf } from './packet-document.ts';
import { revokedSender } from './pairing.ts';
import { beginStream } from './streams.ts';
import { openJoin, takeJoin } from './take-join.ts';
import { stageMessages, takeMessages } from './take-messages.ts';

/** A packet's file as it lies somewhere. */
type Arrived = { readonly file: string; readonly content: Buffer; readonly sha256: string };

/** Who opens packets here, for one round of taking. */
type Opener = {
  readonly context: Context;
  readonly own: OwnInstallation;
  readonly keys: PrivateKeys;
};

type Opened = OpenedPacket & { readonly pairing: HeldPairing | null };

const DAY_MS = 86_400_000;
/** What a file that a sync has not brought whole yet looks like. */
const UNAUTHENTIC: ReadonlySet<string> = new Set(['packet_damaged', 'packet_not_for_us']);
/** How long attachments wait for their message. */
const ATTACHMENT_DAYS = 30;

/** Takes packets' files one after the other, then what was held and fits now. */
export async function takeFiles(
  context: Context,
  files: readonly string[],
  isArriving: (file: string) => boolean = () => false,
): Promise<PacketDoc[]> {
  const opener = await openerOf(context);
  const documents: PacketDoc[] = [];
  for (const file of files) {
    const path = resolve(file);
    const arrived = await arrivedAt(path);
    const taken =
      arrived instanceof Failure
        ? await unread(context, path, arrived)
        : await takeOne(opener, arrived, isArriving(path));
    documents.push(taken);
    documents.push(...(await drainHeld(opener)));
  }
  if (files.length === 0) documents.push(...(await drainHeld(opener)));
  return documents;
}

/** Takes what was held and fits now. */
export async function takeHeld(context: Context): Promise<PacketDoc[]> {
  return context.book.packets.held().length === 0 ? [] : drainHeld(await openerOf(context));
}

async function openerOf(context: Context): Promise<Opener> {
  const own = ownInstallation(context);
  const keys = await privateKeys(context, own);
  const before = Date.parse(context.now()) - ATTACHMENT_DAYS * DAY_MS;
  context.book.packets.dropAttachmentsBefore(new Date(before).toISOString());
  return { context, own, keys };
}

async function arrivedAt(file: string): Promise<Arrived | Failure> {
  try {
    if (ordinaryFile(file).size > PACKET_LIMITS.fileBytes) return tooLarge();
    const content = readFileSync(file);
    return { file: basename(file), content, sha256: sha256Of(content) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('file_missing', `${file} cannot be read.`, { file });
  }
}

const sha256Of = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** Notes a file that was refused before it was read. */
async function unread(context: Context, file: string, why: Failure): Promise<PacketDoc> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  const arrived = { file: basename(file), content: Buffer.alloc(0), sha256: hash.digest('hex') };
  return refuse(context, arrived, why, null, null);
}

/** Decrypts a packet and makes sure who sent it, or says in a `Failure` why not. */
async function openPacket({ context, own, keys }: Opener, arrived: Arrived): Promise<Opened> {
  const { book } = context;
  const at = { installation: own.uuid, age: keys.age };
  const unsealed = await unsealPacket(arrived.content, arrived.file, at);
  const pairing = book.pairings.one(unsealed.kid);
  if (!pairing) return { ...(await openJoin(context, unsealed, own)), pairing: null };
  const name = heldPeople(book).find(({ id }) => id === pairing.personId)?.name ?? '';
  const opened = await verifyPacket(
    unsealed,
    { installation: pairing.installation, sign: pairing.sign, name },
    own.uuid,
    () => (pairing.state === 'revoked' ? revokedSender(context, pairing) : null),
  );
  return { ...opened, pairing };
}

async function takeOne(opener: Opener, arrived: Arrived, isArriving = false): Promise<PacketDoc> {
  const { context } = opener;
  let opened: Opened;
  try {
    opened = await openPacket(opener, arrived);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (isArriving && UNAUTHENTIC.has(error.code)) return incomplete(context, arrived);
    if (error.code !== 'packet_too_new') return refuse(context, arrived, error, null, null);
    return hold(context, arrived, error, 'unknown', null);
  }
  const { pairing, payload } = opened;
  if (pairing === null) return takeJoin(context, arrived, opened);
  if (pairing.state === 'joined' && !isKnownJoin(opener, opened)) {
    const words = new Failure(
      'pairing_not_confirmed',
      'The packet waits until the six words were compared. Confirm the pairing first.',
    );
    return hold(context, arrived, words, pairing.installation, opened);
  }
  if (payload.seq === 0) return takeAcknowledgement(context, arrived, opened, pairing);
  const { packets } = context.book;
  const current = packets.stream(pairing.installation, 'in') ?? null;
  const left = packets
    .streamNames(pairing.installation, 'in')
    .filter((name) => name !== current?.stream);
  const taken = packets.ofNumber(pairing.installation, payload.stream, payload.seq);
  const turn = turnOf(
    { ...payload, epoch: payload.epoch ?? null },
    current,
    left,
    taken?.packet ?? null,
  );
  switch (turn.turn) {
    case 'replayed':
      return replayed(context, arrived, opened, pairing, taken?.at ?? null);
    case 'reused':
      return refuse(
        context,
        arrived,
        new Failure(
          'packet_sequence_reused',
          `Number ${payload.seq} came twice with different contents: a book was copied or put back. Let its owner send everything again, with "packets send --again".`,
          { number: payload.seq },
        ),
        pairing,
        opened,
      );
    case 'wait':
      return wait(context, arrived, opened, pairing, turn.for);
    case 'take':
      return take(opener, arrived, opened, pairing, turn.isNewStream);
  }
}

/** A join that comes again before the words were compared: it is known, and nothing waits for them. */
const isKnownJoin = ({ context }: Opener, { payload, pairing }: Opened): boolean =>
  pairing !== null &&
  context.book.packets.ofNumber(pairing.installation, payload.stream, payload.seq)?.packet ===
    payload.id;

async function take(
  opener: Opener,
  arrived: Arrived,
  opened: Opened,
  pairing: HeldPairing,
  isNewStream: boolean,
): Promise<PacketDoc> {
  const { context } = opener;
  const { book } = context;
  const { payload } = opened;
  const staged = await stageMessages(context, pairing, opened);
  const results = book.transaction(() => {
    if (isNewStream) {
      const begin = payload.begin ?? 'first';
      book.packets.beginStream(pairing.installation, 'in', {
        stream: payload.stream,
        begin,
        epoch: payload.epoch ?? null,
      });
      if (begin === 'restored') {
        book.packets.forgetRevs(pairing.installation);
        beginStream(context, pairing.installation, 'resend');
      }
    }
    book.packets.advance(pairing.installation, 'in', payload.stream, payload.seq);
    acknowledged(context, pairing, payload.ack);
    book.pairings.heard(pairing.installation, context.now());
    book.packets.release(arrived.sha256);
    const taken = takeMessages(context, pairing, opened, staged);
    book.packets.note({
      ...about(arrived, opened, pairing),
      status: 'taken',
      code: null,
      message: null,
      at: context.now(),
    });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'take packet',
      subject: pairing.installation,
      detail: {
        packet: payload.id,
        stream: payload.stream,
        seq: payload.seq,
        sha256: arrived.sha256,
        messages: payload.messages.length,
      },
    });
    return taken;
  });
  return {
    ...documentOf(context, arrived, opened, pairing),
    status: 'taken',
    notes: notesOf(context, opened),
    messages: results,
  };
}

/** What the other side has does not go out again. */
function acknowledged(
  { book }: Context,
  { installation }: HeldPairing,
  ack: OpenedPacket['payload']['ack'],
): boolean {
  if (ack === null) return false;
  const out = book.packets.stream(installation, 'out');
  if (out?.stream !== ack.stream || ack.seq <= out.acked || ack.seq > out.seq) return false;
  book.packets.acknowledge(installation, 'out', ack.stream, ack.seq);
  book.packets.dropArrived(installation, ack.stream, ack.seq);
  return true;
}

function takeAcknowledgement(
  context: Context,
  arrived: Arrived,
  opened: Opened,
  pairing: HeldPairing,
): PacketDoc {
  const { book } = context;
  const isNew = book.transaction(() => {
    const isTold = acknowledged(context, pairing, opened.payload.ack);
    if (isTold) book.pairings.heard(pairing.installation, context.now());
    return isTold;
  });
  return { ...documentOf(context, arrived, opened, pairing), status: isNew ? 'taken' : 'known' };
}

function replayed(
  context: Context,
  arrived: Arrived,
  opened: Opened,
  pairing: HeldPairing,
  takenAt: string | null,
): PacketDoc {
  const { packets } = context.book;
  const day = takenAt?.slice(0, 10) ?? null;
  const failure = new Failure(
    'packet_replayed',
    day === null
      ? 'The packet belongs to an earlier series that was replaced. Nothing was changed.'
      : `The packet was taken on ${day}. Nothing was changed.`,
    { day },
  );
  context.book.transaction(() => {
    packets.release(arrived.sha256);
    // It came again because its sender does not know: the next answer tells once more.
    packets.tellAgain(pairing.installation, opened.payload.stream);
    if (!packets.seen(arrived.sha256)) {
      packets.note({
        ...about(arrived, opened, pairing),
        status: 'known',
        code: failure.code,
        message: failure.message,
        at: context.now(),
      });
    }
  });
  return {
    ...documentOf(context, arrived, opened, pairing),
    status: 'known',
    code: failure.code,
    message: failure.message,
  };
}

/** It may still be on its way: nothing is noted of it, and it is looked at again. */
function incomplete(context: Context, arrived: Arrived): PacketDoc {
  return {
    ...documentOf(context, arrived, null, null),
    status: 'held',
    code: 'packet_incomplete',
    message: 'The packet is still arriving. It is looked at again; nothing has to be done.',
  };
}

function wait(
  context: Context,
  arrived: Arrived,
  opened: Opened,
  pairing: HeldPairing,
  number: number,
): PacketDoc {
  const { packets } = context.book;
  const isHeld = packets.isHeld(arrived.sha256);
  if (!isHeld && packets.heldOf(pairing.installation) >= PACKET_LIMITS.held) {
    const full = new Failure(
      'packet_too_many_held',
      `${PACKET_LIMITS.held} packets wait for number ${number}. Ask for that one.`,
      { count: PACKET_LIMITS.held, number },
    );
    return refuse(context, arrived, full, pairing, opened);
  }
  const gap = new Failure(
    'packet_gap',
    `The packet waits for number ${number}, which has not arrived yet. Nothing has to be done.`,
    { number },
  );
  return hold(context, arrived, gap, pairing.installation, opened);
}

function hold(
  context: Context,
  arrived: Arrived,
  why: Failure,
  pairing: string,
  opened: Opened | null,
): PacketDoc {
  const { book } = context;
  const { stream = null, seq = null } = opened?.payload ?? {};
  const sender = opened?.pairing ?? null;
  book.transaction(() => {
    const at = context.now();
    book.packets.hold(
      { sha256: arrived.sha256, file: arrived.file, pairing, stream, seq, code: why.code, at },
      arrived.content,
    );
    book.packets.note({
      ...about(arrived, opened, sender),
      status: 'held',
      code: why.code,
      message: why.message,
      at,
    });
  });
  return {
    ...documentOf(context, arrived, opened, sender),
    status: 'held',
    code: why.code,
    message: why.message,
  };
}

/** Notes a refusal, and nothing else. */
function refuse(
  context: Context,
  arrived: Arrived,
  why: Failure,
  pairing: HeldPairing | null,
  opened: Opened | null,
): PacketDoc {
  const { book } = context;
  book.transaction(() => {
    book.packets.release(arrived.sha256);
    book.packets.note({
      ...about(arrived, opened, pairing),
      status: 'refused',
      code: why.code,
      message: why.message,
      at: context.now(),
    });
  });
  return {
    ...documentOf(context, arrived, opened, pairing),
    status: 'refused',
    code: why.code,
    message: why.message,
  };
}

/** One after the other what waits and can be taken now, until nothing more fits. */
async function drainHeld(opener: Opener): Promise<PacketDoc[]> {
  const { context } = opener;
  const { book } = context;
  const documents: PacketDoc[] = [];
  for (;;) {
    const next = book.packets.held().find((one) => {
      if (documents.some(({ sha256 }) => sha256 === one.sha256)) return false;
      if (one.code === 'packet_too_new') return true;
      const pairing = book.pairings.one(one.pairing);
      if (pairing?.state !== 'confirmed') return false;
      const current = book.packets.stream(one.pairing, 'in');
      if (one.code === 'pairing_not_confirmed') return true;
      if (current?.stream === one.stream) return (one.seq ?? 0) <= current.seq + 1;
      return (
        one.seq === 1 || book.packets.streamNames(one.pairing, 'in').includes(one.stream ?? '')
      );
    });
    const content = next && book.packets.heldContent(next.sha256);
    if (!next || !content) return documents.filter(({ status }) => status !== 'held');
    documents.push(await takeOne(opener, { file: next.file, content, sha256: next.sha256 }));
  }
}

const about = (arrived: Arrived, opened: Opened | null, pairing: HeldPairing | null) => ({
  sha256: arrived.sha256,
  file: arrived.file,
  packet: opened?.payload.id ?? null,
  pairing: pairing?.installation ?? null,
  stream: opened?.payload.stream ?? null,
  seq: opened?.payload.seq ?? null,
});

/** Says what a packet holds, and changes nothing. */
export async function inspectPacket(
  context: Context,
  { file }: InputOf<typeof packetsInspect>,
): Promise<{ packets: PacketDoc[] }> {
  const own = ownInstallation(context);
  const opener = { context, own, keys: await privateKeys(context, own) };
  const arrived = await arrivedAt(resolve(file));
  if (arrived instanceof Failure) throw arrived;
  const opened = await openPacket(opener, arrived);
  const seen = context.book.packets.seen(arrived.sha256);
  const status = seen?.status ?? 'held';
  return {
    packets: [
      {
        ...documentOf(context, arrived, opened, opened.pairing),
        status,
        code: seen?.code ?? null,
        message: seen?.message ?? null,
        notes: [...notesOf(context, opened), ...(seen ? [] : ['not_taken_yet'])],
        messages: opened.payload.messages.map(({ id, type, about: of, body }) => {
          const taken = context.book.packets.message(id);
          return {
            id,
            type,
            about: of,
            status: taken?.status ?? null,
            code: taken?.code ?? null,
            body,
          };
        }),
      },
    ],
  };
}
