import { resolve } from 'node:path';
import type { packetsSend, SentPacketDoc } from '../../../contract/packets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import { packetName } from '../../packets/packet-name.ts';
import type { Context } from '../context.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { isPersonBook, ownInstallation, privateKeys } from './installation.ts';
import { Drafts, makePackets, pendingFor } from './make-packets.ts';
import { planPackets } from './plan-packets.ts';
import { outgoingStream } from './streams.ts';
import { folderOf, sendIntoFolder } from './sync-folder.ts';
import { refuseUnseen } from './waiting-messages.ts';
import { writeAcknowledgement, writeOutgoing } from './write-packets.ts';

/** The given-back transaction of a dry run. */
class DryRunEnds extends Error {}

/**
 * Makes packets of everything that the other sides do not know yet, and writes them with those that
 * have not arrived: all of them, or those to one installation. A dry run says what would go.
 */
export async function sendPackets(
  context: Context,
  { to, out, again = false, dryRun = false, seen, without }: InputOf<typeof packetsSend>,
): Promise<OutputOf<typeof packetsSend>> {
  const own = ownInstallation(context);
  const shared = folderOf(context);
  if (out === undefined && shared === null && !dryRun) {
    throw new Failure(
      'wrong_usage',
      'Say where the packets go, with --out DIR, or set a folder with "sync-folder set DIR".',
    );
  }
  refuseUnseen(context, { seen, without });
  const receivers = receiversOf(context, to);
  if (dryRun) return { packets: lookAhead(context, receivers, without) };
  const keys = await privateKeys(context, own);
  const how = { again, without };
  if (out === undefined) return { packets: await sendIntoFolder(context, keys, receivers, how) };
  await makePackets(context, keys, receivers, how);
  const folder = resolve(out);
  const packets = receivers.flatMap((pairing) => writeOutgoing(context, pairing, folder));
  for (const pairing of receivers) {
    const written = await writeAcknowledgement(context, keys, pairing, folder);
    if (written) packets.push(written);
  }
  return { packets };
}

function receiversOf({ book }: Context, to: string | undefined): HeldPairing[] {
  // An office that revoked this book takes nothing more from it.
  const all = book.pairings.all().filter(({ state }) => state !== 'revoked' || !isPersonBook(book));
  if (to === undefined) return all;
  const found = all.filter(({ installation }) => installation === to.trim().toLowerCase());
  if (found.length > 0) return found;
  throw new Failure('pairing_missing', `There is no pairing with the installation ${to}.`, { to });
}

/** What would go, without a number or a packet being made. */
function lookAhead(
  context: Context,
  receivers: readonly HeldPairing[],
  without: readonly string[] = [],
): SentPacketDoc[] {
  const { book } = context;
  const looked: SentPacketDoc[] = [];
  try {
    book.transaction(() => {
      const drafts = new Drafts(context);
      for (const pairing of receivers) {
        const pending = pendingFor(context, pairing, drafts, without);
        if (pending.length === 0) continue;
        const stream = outgoingStream(context, pairing.installation);
        const person = heldPeople(book).find(({ id }) => id === pairing.personId);
        const sent = new Set(book.packets.sentAttachments(pairing.installation));
        for (const [index, plan] of planPackets(context, pending, sent).entries()) {
          const seq = stream.seq + 1 + index;
          looked.push({
            file: packetName(
              pairing.installation,
              ownInstallation(context).uuid,
              stream.stream,
              seq,
            ),
            to: pairing.installation,
            person: person && !isPersonBook(book) ? personShape(person) : null,
            stream: stream.stream,
            seq,
            bytes: plan.attachments.reduce((sum, { bytes }) => sum + bytes, 0),
            sha256: '',
            status: 'dry-run',
            messages: [...plan.messages],
          });
        }
      }
      throw new DryRunEnds();
    });
  } catch (error) {
    if (!(error instanceof DryRunEnds)) throw error;
  }
  return looked;
}
