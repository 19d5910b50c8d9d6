import * as packets from '../../../contract/packets.ts';
import { bind, type Handler } from '../handler.ts';
import { inspectPacket } from './inspect-packet.ts';
import { exportKeys, unlockKeys } from './installation.ts';
import { makeInvitation } from './invitation.ts';
import { joinOffice } from './join-office.ts';
import { listPackets } from './list-packets.ts';
import { cancelInvitation, confirmPairing, listPairings, revokePairing } from './pairing.ts';
import { runFolder, setFolder, showFolder, takePackets } from './sync-folder.ts';
import { takeHeld } from './take-packets.ts';
import { listAnswers, waitingMessages } from './waiting-messages.ts';

export const handlers: readonly Handler[] = [
  bind(packets.inviteMake, makeInvitation),
  bind(packets.joinMake, joinOffice),
  bind(packets.pairList, listPairings),
  bind(packets.pairConfirm, (context, input) => confirmPairing(context, input, takeHeld)),
  bind(packets.pairRevoke, revokePairing),
  bind(packets.pairCancel, cancelInvitation),
  // Loaded when it is asked for: what is sent comes from every part of the book.
  bind(packets.packetsSend, async (context, input) => {
    const { sendPackets } = await import('./send-packets.ts');
    return sendPackets(context, input);
  }),
  bind(packets.packetsTake, takePackets),
  bind(packets.packetsWaiting, waitingMessages),
  bind(packets.packetsAnswers, listAnswers),
  bind(packets.packetsList, listPackets),
  bind(packets.packetsInspect, inspectPacket),
  bind(packets.keysExport, exportKeys),
  bind(packets.keysUnlock, unlockKeys),
  bind(packets.folderShow, showFolder),
  bind(packets.folderSet, setFolder),
  bind(packets.folderRun, runFolder),
];
