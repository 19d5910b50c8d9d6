import { readFileSync } from 'node:fs';
import { originalPath } from '../../book/originals.ts';
import type { CurrentMessage } from '../../book/stores/packets.ts';
import {
  PACKET_LIMITS,
  type PacketAttachment,
  type PacketMessage,
} from '../../packets/packet-shape.ts';
import type { Context } from '../context.ts';

/** What one packet is to carry. */
export type PacketPlan = {
  readonly messages: readonly PacketMessage[];
  readonly attachments: readonly (PacketAttachment & { readonly content: Buffer })[];
};

/** Room for what surrounds the messages. */
const PAYLOAD_ROOM = PACKET_LIMITS.payloadBytes - 256 * 1024;
const FILE_ROOM = PACKET_LIMITS.fileBytes - PACKET_LIMITS.payloadBytes * 2;

type Receipt = { readonly sha256: string; readonly file: string; readonly mediaType: string };

/**
 * Messages in packets within the limits, in their order; receipts travel with the first message that
 * shows them, or ahead of it where they are too many. `sent` names what the receiver has already.
 */
export function planPackets(
  context: Context,
  pending: readonly CurrentMessage[],
  sent: ReadonlySet<string>,
): PacketPlan[] {
  const plans: PacketPlan[] = [];
  const known = new Set(sent);
  let messages: PacketMessage[] = [];
  let attachments: PacketPlan['attachments'][number][] = [];
  let payload = 0;
  let enclosed = 0;
  const flush = (): void => {
    if (messages.length + attachments.length > 0) plans.push({ messages, attachments });
    messages = [];
    attachments = [];
    payload = 0;
    enclosed = 0;
  };
  for (const one of pending) {
    const body = JSON.parse(one.body) as PacketMessage['body'];
    for (const receipt of receiptsOf(one.type, body)) {
      if (known.has(receipt.sha256)) continue;
      const content = contentOf(context, receipt);
      if (content === null) continue; // of another computer: the office has it
      if (
        attachments.length >= PACKET_LIMITS.attachments ||
        enclosed + content.length > FILE_ROOM
      ) {
        flush();
      }
      known.add(receipt.sha256);
      const { sha256, file, mediaType } = receipt;
      attachments.push({ sha256, file, mediaType, bytes: content.length, content });
      enclosed += content.length + 1024;
    }
    const size = Buffer.byteLength(one.body) + 300;
    if (messages.length >= PACKET_LIMITS.messages || payload + size > PAYLOAD_ROOM) flush();
    const { id, type, about, rev, at } = one;
    messages.push({ id, type, about, rev, at, body });
    payload += size;
  }
  flush();
  return plans;
}

/** The receipts that a message shows. */
export function receiptsOf(type: string, body: PacketMessage['body']): Receipt[] {
  if (type !== 'claim') return [];
  const lines = (body['lines'] ?? []) as readonly { readonly receipts: readonly Receipt[] }[];
  return lines.flatMap(({ receipts }) => receipts);
}

function contentOf({ book }: Context, { sha256, mediaType }: Receipt): Buffer | null {
  try {
    const content = readFileSync(originalPath(book.file, sha256, mediaType));
    return content.length <= PACKET_LIMITS.attachmentBytes ? content : null;
  } catch {
    return null;
  }
}
