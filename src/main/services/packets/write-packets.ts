import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SentPacketDoc } from '../../../contract/packets.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import type { PrivateKeys } from '../../packets/installation-keys.ts';
import { acknowledgementName } from '../../packets/packet-name.ts';
import { sealPacket } from '../../packets/seal-packet.ts';
import { writeOwnFile } from '../../whole-file.ts';
import type { Context } from '../context.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { isPersonBook, ownInstallation } from './installation.ts';
import { payloadOf } from './make-packet.ts';
import { outgoingStream } from './streams.ts';

/** Writes every packet that has not arrived yet, byte for byte as it left first. */
export function writeOutgoing(
  { book }: Context,
  pairing: HeldPairing,
  folder: string,
  isThere: (file: string, content: Buffer) => boolean = () => false,
): SentPacketDoc[] {
  mkdirSync(folder, { recursive: true });
  const person = heldPeople(book).find(({ id }) => id === pairing.personId);
  return book.packets.outgoing(pairing.installation).flatMap((one) => {
    const file = join(folder, one.file);
    const content = book.packets.outgoingContent(one.sha256);
    if (content === undefined) throw new Error(`${one.file} is not in the book any more.`);
    if (isThere(file, content)) return [];
    writeOwnFile(file, content);
    return {
      file,
      to: pairing.installation,
      person: person && !isPersonBook(book) ? personShape(person) : null,
      stream: one.stream,
      seq: one.seq,
      bytes: one.size,
      sha256: one.sha256,
      status: 'written' as const,
      messages: JSON.parse(one.messages) as SentPacketDoc['messages'],
    };
  });
}

/** Tells what was taken, where no packet does: a file that the next one replaces. */
export async function writeAcknowledgement(
  context: Context,
  keys: PrivateKeys,
  pairing: HeldPairing,
  folder: string,
  isGone: (file: string) => boolean = () => false,
): Promise<SentPacketDoc | null> {
  const { book } = context;
  const own = ownInstallation(context);
  const taken = book.packets.stream(pairing.installation, 'in');
  const file = join(folder, acknowledgementName(own.uuid));
  if (!taken || taken.seq === 0 || pairing.state !== 'confirmed') return null;
  if (taken.acked >= taken.seq && !isGone(file)) return null;
  const stream = book.transaction(() => outgoingStream(context, pairing.installation));
  const payload = payloadOf(context, own, pairing, stream, 0, { messages: [], attachments: [] });
  const { content } = await sealPacket(
    payload,
    new Map(),
    { secret: keys.sign, open: own.sign },
    pairing.age,
  );
  mkdirSync(folder, { recursive: true });
  writeOwnFile(file, content);
  book.transaction(() =>
    book.packets.acknowledge(pairing.installation, 'in', taken.stream, taken.seq),
  );
  return {
    file,
    to: pairing.installation,
    person: null,
    stream: stream.stream,
    seq: 0,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    status: 'written',
    messages: [],
  };
}
