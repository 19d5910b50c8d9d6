import { createHash } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import { packTar, type TarEntry } from '../backup/tar.ts';
import { PACKET_TYPE, PACKET_VERSION, type PacketPayload } from './packet-shape.ts';
import { signText } from './signed-text.ts';

/** A packet's file as it leaves: signed, packed, then encrypted for its one receiver. */
export type SealedPacket = { readonly content: Buffer; readonly sha256: string };

export async function sealPacket(
  payload: PacketPayload,
  attachments: ReadonlyMap<string, Uint8Array>,
  keys: { readonly secret: string; readonly open: string },
  receiver: string,
): Promise<SealedPacket> {
  const header = { typ: PACKET_TYPE, kid: payload.from, v: PACKET_VERSION };
  const signed = Buffer.from(await signText(payload, header, keys));
  const chunks: Uint8Array[] = [];
  for await (const chunk of packTar(entriesOf(signed, attachments))) chunks.push(chunk);
  const encrypter = new Encrypter();
  encrypter.addRecipient(receiver);
  const content = Buffer.from(await encrypter.encrypt(Buffer.concat(chunks)));
  return { content, sha256: createHash('sha256').update(content).digest('hex') };
}

async function* entriesOf(
  signed: Uint8Array,
  attachments: ReadonlyMap<string, Uint8Array>,
): AsyncGenerator<TarEntry> {
  yield entry('packet.jws', signed);
  for (const [sha256, bytes] of attachments) yield entry(`att/${sha256}`, bytes);
}

const entry = (name: string, bytes: Uint8Array): TarEntry => ({
  name,
  size: bytes.length,
  chunks: (async function* () {
    yield bytes;
  })(),
});
