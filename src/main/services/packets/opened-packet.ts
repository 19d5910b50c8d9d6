import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure } from '../../../core/failure.ts';
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
import { revokedSender } from './pairing.ts';
import { openJoin } from './take-join.ts';

/** A packet's file as it lies somewhere. */
export type Arrived = { readonly file: string; readonly content: Buffer; readonly sha256: string };

/** Who opens packets here, for one round of taking. */
export type Opener = {
  readonly context: Context;
  readonly own: OwnInstallation;
  readonly keys: PrivateKeys;
};

export type Opened = OpenedPacket & { readonly pairing: HeldPairing | null };

/** Reads a packet's file; gives a `Failure` where it is too large to be read at all. */
export async function arrivedAt(file: string): Promise<Arrived | Failure> {
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

/** Decrypts a packet and makes sure who sent it, or says in a `Failure` why not. */
export async function openPacket(
  { context, own, keys }: Opener,
  arrived: Arrived,
): Promise<Opened> {
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
