import { resolve } from 'node:path';
import type { PacketDoc } from '../../../contract/packets.ts';
import { addDays } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { turnOf } from '../../../core/packets/packet-order.ts';
import { audit } from '../../book/audit.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import type { OpenedPacket } from '../../packets/open-packet.ts';
import type { Context } from '../context.ts';
import { ownInstallation, privateKeys } from './installation.ts';
import { type Arrived, arrivedAt, type Opened, type Opener, openPacket } from './opened-packet.ts';
import { documentOf, notesOf } from './packet-document.ts';
import { beginStream } from './streams.ts';
import { takeJoin } from './take-join.ts';
import { stageMessages, takeMessages } from './take-messages.ts';
import { about, hold, incomplete, refuse, replayed, unread, wait } from './untaken-packets.ts';

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
  context.book.packets.dropAttachmentsBefore(addDays(context.now().slice(0, 10), -ATTACHMENT_DAYS));
  return { context, own, keys };
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
      details: null,
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
