import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { PacketDoc } from '../../../contract/packets.ts';
import { Failure } from '../../../core/failure.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import { PACKET_LIMITS } from '../../packets/packet-shape.ts';
import type { Context } from '../context.ts';
import type { Arrived, Opened } from './opened-packet.ts';
import { noted } from './outcome.ts';
import { documentOf } from './packet-document.ts';

/** What becomes of packets that are not taken: refused, held, known already. Each is noted, and nothing else changes. */

/** Notes a file that was refused before it was read. */
export async function unread(context: Context, file: string, why: Failure): Promise<PacketDoc> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 22 }))
    hash.update(chunk as Buffer);
  const arrived = { file: basename(file), content: Buffer.alloc(0), sha256: hash.digest('hex') };
  return refuse(context, arrived, why, null, null);
}

/** Notes a refusal, and nothing else. */
export function refuse(
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
      ...noted(why),
      at: context.now(),
    });
  });
  return {
    ...documentOf(context, arrived, opened, pairing),
    status: 'refused',
    code: why.code,
    message: why.message,
    details: why.details,
  };
}

export function hold(
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
      ...noted(why),
      at,
    });
  });
  return {
    ...documentOf(context, arrived, opened, sender),
    status: 'held',
    code: why.code,
    message: why.message,
    details: why.details,
  };
}

export function wait(
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

/** It may still be on its way: nothing is noted of it, and it is looked at again. */
export function incomplete(context: Context, arrived: Arrived): PacketDoc {
  return {
    ...documentOf(context, arrived, null, null),
    status: 'held',
    code: 'packet_incomplete',
    message: 'The packet is still arriving. It is looked at again; nothing has to be done.',
  };
}

export function replayed(
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
        ...noted(failure),
        at: context.now(),
      });
    }
  });
  return {
    ...documentOf(context, arrived, opened, pairing),
    status: 'known',
    code: failure.code,
    message: failure.message,
    details: failure.details,
  };
}

/** How a packet is noted. */
export const about = (arrived: Arrived, opened: Opened | null, pairing: HeldPairing | null) => ({
  sha256: arrived.sha256,
  file: arrived.file,
  packet: opened?.payload.id ?? null,
  pairing: pairing?.installation ?? null,
  stream: opened?.payload.stream ?? null,
  seq: opened?.payload.seq ?? null,
});
