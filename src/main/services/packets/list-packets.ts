import type { PacketDoc, packetsList } from '../../../contract/packets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { Context } from '../context.ts';
import { detailsIn } from './outcome.ts';
import { documentOf } from './packet-document.ts';

/** Every packet that was looked at, the newest first; with what it said, where it was taken. */
export function listPackets(
  context: Context,
  { refused = false }: InputOf<typeof packetsList>,
): OutputOf<typeof packetsList> {
  const { book } = context;
  return {
    packets: book.packets.history(refused).map((one): PacketDoc => {
      const pairing = one.pairing === null ? undefined : book.pairings.one(one.pairing);
      return {
        ...documentOf(context, one, null, pairing ?? null),
        from: one.pairing,
        stream: one.stream,
        seq: one.seq,
        status: one.status,
        code: one.code,
        message: one.message,
        details: detailsIn(one.details),
      };
    }),
  };
}
