import type { PacketDoc } from '../../../contract/packets.ts';
import { HOURS_24_MS } from '../../../core/packets/whole-day.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import type { OpenedPacket } from '../../packets/open-packet.ts';
import type { Context } from '../context.ts';
import { heldPeople, personShape } from '../people/people.ts';

/** A packet as it is told, before anything came of it. */
export function documentOf(
  { book }: Context,
  arrived: { readonly file: string; readonly sha256: string },
  opened: OpenedPacket | null,
  pairing: HeldPairing | null,
): PacketDoc {
  const person = heldPeople(book).find(({ id }) => id === pairing?.personId);
  return {
    file: arrived.file,
    sha256: arrived.sha256,
    from: opened?.payload.from ?? pairing?.installation ?? null,
    person: person ? personShape(person) : null,
    stream: opened?.payload.stream ?? null,
    seq: opened?.payload.seq ?? null,
    status: 'taken',
    code: null,
    message: null,
    details: null,
    notes: [],
    messages: [],
  };
}

/** What is worth knowing of a packet that was taken all the same. */
export function notesOf(context: Context, { payload }: OpenedPacket): string[] {
  const apart = Math.abs(Date.parse(payload.madeAt) - Date.parse(context.now()));
  return apart > HOURS_24_MS ? ['clock_differs'] : [];
}
