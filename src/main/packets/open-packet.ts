import { createHash } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { Failure } from '../../core/failure.ts';
import { unpackTar } from '../backup/tar.ts';
import { decryptedFile } from './decrypted-file.ts';
import { isNamedFor } from './packet-name.ts';
import {
  PACKET_LIMITS,
  PACKET_TYPE,
  PACKET_VERSION,
  type PacketPayload,
  packetFrame,
  packetPayload,
} from './packet-shape.ts';
import { isSignedBy, unverifiedText } from './signed-text.ts';

/** A packet that could be decrypted. Nobody has looked at its signature yet: nothing in it is to be believed. */
export type UnsealedPacket = {
  readonly signed: string;
  /** Who it says that it is from. */
  readonly kid: string;
  readonly version: number;
  readonly said: unknown;
  readonly attachments: ReadonlyMap<string, Buffer>;
};

/** A packet whose sender and contents are what they say. */
export type OpenedPacket = {
  readonly payload: PacketPayload;
  readonly attachments: ReadonlyMap<string, Buffer>;
};

const damagedPacket = (sender: string | null = null): Failure =>
  new Failure(
    'packet_damaged',
    `The packet is damaged. Ask ${sender ?? 'its sender'} to send it again; nothing was changed.`,
    { sender },
  );

const notForUs = (): Failure =>
  new Failure(
    'packet_not_for_us',
    'The packet is for another installation. Give it to the one it was made for; nothing was changed.',
  );

export const tooLarge = (): Failure =>
  new Failure(
    'packet_too_large',
    'The packet is larger than 64 MB. Ask for it in parts; nothing was changed.',
  );

/** Decrypts and unpacks a packet's file. `packet_too_large`, `packet_not_for_us` or `packet_damaged`. */
export async function unsealPacket(
  content: Uint8Array,
  name: string,
  own: { readonly installation: string; readonly age: string },
): Promise<UnsealedPacket> {
  if (content.length > PACKET_LIMITS.fileBytes) throw tooLarge();
  const plain = await decrypted(content, name, own);
  const entries = await entriesOf(plain);
  const signed = entries.get('packet.jws');
  if (signed === undefined || signed.length > 2 * PACKET_LIMITS.payloadBytes) throw damagedPacket();
  const text = signed.toString('latin1');
  const said = unverifiedText(text);
  const { typ, kid, v, alg } = said?.header ?? {};
  if (said === null || typ !== PACKET_TYPE || typeof kid !== 'string' || typeof v !== 'number') {
    throw damagedPacket();
  }
  if (alg !== 'Ed25519' && v <= PACKET_VERSION) throw damagedPacket();
  const attachments = new Map(
    [...entries].flatMap(([path, bytes]): [string, Buffer][] =>
      path.startsWith('att/') ? [[path.slice(4), bytes]] : [],
    ),
  );
  return { signed: text, kid, version: v, said: said.payload, attachments };
}

async function decrypted(
  content: Uint8Array,
  name: string,
  own: { readonly installation: string; readonly age: string },
): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(own.age);
  try {
    return await decryptedFile(decrypter, content);
  } catch (error) {
    const isForAnother = error instanceof Error && /no identity matched/.test(error.message);
    if (isForAnother && !isNamedFor(name, own.installation)) throw notForUs();
    throw damagedPacket();
  }
}

/** The plain files of the archive: the signed text and what it encloses, nothing else and each once. */
async function entriesOf(plain: Uint8Array): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  try {
    const source = (async function* () {
      yield plain;
    })();
    await unpackTar(source, async (name, size) => {
      const isKnown = name === 'packet.jws' || /^att\/[0-9a-f]{64}$/.test(name);
      if (!isKnown || entries.has(name) || size > PACKET_LIMITS.fileBytes) throw damagedPacket();
      const chunks: Uint8Array[] = [];
      return {
        write: async (chunk) => {
          chunks.push(chunk);
        },
        end: async () => {
          entries.set(name, Buffer.concat(chunks));
        },
      };
    });
  } catch {
    throw damagedPacket(); // whatever an archive of ours would not hold
  }
  return entries;
}

/**
 * Checks the signature with the key that is known of the sender; says in `packet_bad_signature`,
 * `packet_not_for_us`, `packet_too_new` or `packet_damaged` what is wrong. `standing` refuses a sender
 * whose packets are not taken any more, once it is clear that it is theirs.
 */
export async function verifyPacket(
  packet: UnsealedPacket,
  sender: { readonly installation: string; readonly sign: string; readonly name: string },
  installation: string,
  standing: () => Failure | null,
): Promise<OpenedPacket> {
  const frame = packetFrame.safeParse(packet.said);
  const isTheirs =
    (await isSignedBy(packet.signed, sender.sign, PACKET_TYPE)) &&
    packet.kid === sender.installation &&
    (!frame.success || frame.data.from === packet.kid);
  if (!isTheirs) {
    throw new Failure(
      'packet_bad_signature',
      `The packet is not signed by ${sender.name}; it may be forged. Ask them in person; nothing was changed.`,
      { person: sender.name },
    );
  }
  if (!frame.success) throw damagedPacket(sender.name);
  if (frame.data.to !== installation) throw notForUs();
  const refused = standing();
  if (refused) throw refused;
  if (packet.version > PACKET_VERSION || frame.data.v > PACKET_VERSION) {
    throw new Failure(
      'packet_too_new',
      `The packet was made by Seatworth ${frame.data.app}, which is newer. Update first; it is kept until then.`,
      { app: frame.data.app },
    );
  }
  const payload = packetPayload.safeParse(packet.said);
  if (!payload.success || !holdsWhatItLists(payload.data, packet.attachments)) {
    throw damagedPacket(sender.name);
  }
  return { payload: payload.data, attachments: packet.attachments };
}

function holdsWhatItLists(
  { attachments: listed }: PacketPayload,
  held: ReadonlyMap<string, Buffer>,
): boolean {
  return (
    listed.length === held.size &&
    listed.every(({ sha256, bytes }) => {
      const content = held.get(sha256);
      return (
        content?.length === bytes && createHash('sha256').update(content).digest('hex') === sha256
      );
    })
  );
}
