import { resolve } from 'node:path';
import type { PacketDoc, packetsInspect } from '../../../contract/packets.ts';
import type { InputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import type { Context } from '../context.ts';
import { ownInstallation, privateKeys } from './installation.ts';
import { arrivedAt, openPacket } from './opened-packet.ts';
import { documentOf, notesOf } from './packet-document.ts';

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
