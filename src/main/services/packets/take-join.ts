import * as z from 'zod';
import type { PacketDoc } from '../../../contract/packets.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import type { HeldInvitation, OwnInstallation } from '../../book/stores/pairings.ts';
import { type OpenedPacket, type UnsealedPacket, verifyPacket } from '../../packets/open-packet.ts';
import { packetPayload } from '../../packets/packet-shape.ts';
import type { Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import { isPersonBook } from './installation.ts';
import { secretDigest } from './invitation.ts';
import { noted } from './outcome.ts';
import { documentOf, notesOf } from './packet-document.ts';
import { invitationUnknown, invitationUsed } from './pairing.ts';

const joinBody = z.object({
  invitation: z.string().max(100),
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  sign: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  age: z.string().regex(/^age1[a-z0-9]{20,100}$/),
  device: z.string().trim().min(1).max(100),
  name: z.string().max(300),
  email: z.string().max(300),
});

const unknownSender = (): Failure =>
  new Failure(
    'packet_unknown_sender',
    'Its sender was never invited here. Invite the person, or throw the packet away; nothing was changed.',
  );

/** A packet of an installation that is not known: taken only where it joins, and signed by its own key. */
export async function openJoin(
  context: Context,
  unsealed: UnsealedPacket,
  own: OwnInstallation,
): Promise<OpenedPacket> {
  const payload = packetPayload.safeParse(unsealed.said);
  const join = payload.success ? joinIn(payload.data) : null;
  if (isPersonBook(context.book) || join === null) throw unknownSender();
  const { kid } = unsealed;
  return verifyPacket(
    unsealed,
    { installation: kid, sign: join.sign, name: join.name },
    own.uuid,
    () => null,
  );
}

function joinIn({ messages }: OpenedPacket['payload']): z.infer<typeof joinBody> | null {
  const body = joinBody.safeParse(messages.find(({ type }) => type === 'join')?.body);
  return body.success ? body.data : null;
}

/** Pairs with an installation that joined with an invitation of ours: once, in time, with its secret. */
export function takeJoin(
  context: Context,
  arrived: { readonly file: string; readonly sha256: string },
  opened: OpenedPacket,
): PacketDoc {
  const { book } = context;
  const { payload } = opened;
  const join = joinIn(payload);
  const invitation = book.pairings.invitations().find(({ id }) => id === join?.invitation);
  const refused = refusalOf(context, invitation, join?.secret ?? '', payload.from);
  const arrival = {
    sha256: arrived.sha256,
    file: arrived.file,
    packet: payload.id,
    stream: payload.stream,
    seq: payload.seq,
    at: context.now(),
  };
  if (refused || !invitation || !join) {
    const why = refused ?? invitationUnknown();
    book.transaction(() =>
      book.packets.note({
        ...arrival,
        pairing: null,
        status: 'refused',
        ...noted(why),
      }),
    );
    const { code, message, details } = why;
    const document = documentOf(context, arrived, opened, null);
    return { ...document, status: 'refused', code, message, details };
  }
  const messages = book.transaction(() => {
    book.pairings.useInvitation(invitation.id, payload.from);
    book.pairings.add({
      installation: payload.from,
      personId: invitation.personId,
      invitation: invitation.id,
      device: join.device,
      sign: join.sign,
      age: join.age,
      joinedAt: context.now(),
    });
    book.packets.beginStream(payload.from, 'in', {
      stream: payload.stream,
      begin: payload.begin ?? 'first',
      epoch: payload.epoch ?? null,
    });
    book.packets.advance(payload.from, 'in', payload.stream, payload.seq);
    book.pairings.heard(payload.from, context.now());
    book.packets.note({
      ...arrival,
      pairing: payload.from,
      status: 'taken',
      code: null,
      message: null,
      details: null,
    });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'join',
      subject: heldPeople(book).find(({ id }) => id === invitation.personId)?.email ?? '',
      detail: { installation: payload.from, device: join.device, invitation: invitation.id },
    });
    return payload.messages.map(({ id, type, about }) => ({
      id,
      type,
      about,
      status: type === 'join' ? ('taken' as const) : ('refused' as const),
      code: type === 'join' ? null : 'pairing_not_confirmed',
    }));
  });
  const pairing = book.pairings.one(payload.from) ?? null;
  return {
    ...documentOf(context, arrived, opened, pairing),
    notes: notesOf(context, opened),
    messages,
  };
}

function refusalOf(
  context: Context,
  invitation: HeldInvitation | undefined,
  secret: string,
  installation: string,
): Failure | null {
  if (!invitation || invitation.cancelledAt !== null) return invitationUnknown();
  if (invitation.secretSha256 !== secretDigest(secret)) {
    return new Failure(
      'invitation_wrong_secret',
      'The invitation was changed, or guessed: its secret is not the one that was given out. Invite anew; nothing was changed.',
    );
  }
  if (invitation.usedBy !== null && invitation.usedBy !== installation) return invitationUsed();
  if (Date.parse(invitation.expiresAt) <= Date.parse(context.now())) {
    const day = invitation.expiresAt.slice(0, 10);
    return new Failure(
      'invitation_expired',
      `The invitation ended on ${day}. Invite the person anew; nothing was changed.`,
      { day },
    );
  }
  return null;
}
