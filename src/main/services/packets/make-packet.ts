import { randomUUID } from 'node:crypto';
import { Failure } from '../../../core/failure.ts';
import { appVersion } from '../../app-version.ts';
import { audit } from '../../book/audit.ts';
import type { HeldStream } from '../../book/stores/packets.ts';
import type { HeldPairing, OwnInstallation } from '../../book/stores/pairings.ts';
import type { PrivateKeys } from '../../packets/installation-keys.ts';
import { packetName } from '../../packets/packet-name.ts';
import type { PacketMessage, PacketPayload } from '../../packets/packet-shape.ts';
import { sealPacket } from '../../packets/seal-packet.ts';
import type { Context } from '../context.ts';
import { ownInstallation } from './installation.ts';
import type { PacketPlan } from './plan-packets.ts';
import { outgoingStream } from './streams.ts';

/** Numbers and seals one packet, and keeps it in the book until it has arrived. */
export async function makePacket(
  context: Context,
  keys: PrivateKeys,
  pairing: HeldPairing,
  plan: PacketPlan,
): Promise<void> {
  const { book } = context;
  const own = ownInstallation(context);
  const stream = book.transaction(() => outgoingStream(context, pairing.installation));
  const seq = stream.seq + 1;
  const payload = payloadOf(context, own, pairing, stream, seq, plan);
  const contents = new Map(plan.attachments.map(({ sha256, content }) => [sha256, content]));
  const sealed = await sealPacket(
    payload,
    contents,
    { secret: keys.sign, open: own.sign },
    pairing.age,
  );
  book.transaction(() => {
    const now = book.packets.stream(pairing.installation, 'out');
    if (now?.stream !== stream.stream || now.seq !== stream.seq) throw busy(book.file);
    book.packets.keepOutgoing(
      {
        pairing: pairing.installation,
        stream: stream.stream,
        seq,
        file: packetName(pairing.installation, own.uuid, stream.stream, seq),
        sha256: sealed.sha256,
        messages: JSON.stringify(plan.messages),
        madeAt: payload.madeAt,
      },
      sealed.content,
    );
    book.packets.advance(pairing.installation, 'out', stream.stream, seq);
    for (const { id, type, about } of plan.messages) {
      book.packets.noteSent(pairing.installation, {
        id,
        type,
        about: about ?? '',
        stream: stream.stream,
        seq,
      });
    }
    for (const { sha256 } of plan.attachments) {
      book.packets.noteSentAttachment(pairing.installation, sha256);
    }
    if (payload.ack) {
      book.packets.acknowledge(pairing.installation, 'in', payload.ack.stream, payload.ack.seq);
    }
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'make packet',
      subject: pairing.installation,
      detail: {
        stream: stream.stream,
        seq,
        sha256: sealed.sha256,
        messages: plan.messages.length,
        attachments: plan.attachments.length,
      },
    });
  });
}

const busy = (file: string): Failure =>
  new Failure(
    'book_busy',
    `${file} is being written by another copy of the app. Try again in a moment.`,
    { file },
  );

export function payloadOf(
  context: Context,
  own: OwnInstallation,
  pairing: HeldPairing,
  stream: HeldStream,
  seq: number,
  plan: PacketPlan,
): PacketPayload {
  const taken = context.book.packets.stream(pairing.installation, 'in');
  return {
    v: 1,
    id: randomUUID(),
    from: own.uuid,
    to: pairing.installation,
    stream: stream.stream,
    seq,
    begin: seq === 1 ? stream.begin : null,
    epoch: stream.epoch,
    madeAt: context.now(),
    app: appVersion(context),
    ack: taken && taken.seq > 0 ? { stream: taken.stream, seq: taken.seq } : null,
    attachments: plan.attachments.map(({ content: _, ...one }) => one),
    messages: [...plan.messages],
  };
}

/** Seals the packet by which a new installation makes itself known; nothing else leaves before both compared. */
export function joinPacket(
  context: Context,
  keys: PrivateKeys,
  office: HeldPairing,
  message: PacketMessage,
): Promise<void> {
  return makePacket(context, keys, office, { messages: [message], attachments: [] });
}
