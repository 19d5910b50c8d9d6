import { createHash } from 'node:crypto';
import type {
  PacketDoc,
  PairingDoc,
  PairingsDoc,
  pairCancel,
  pairConfirm,
  pairRevoke,
} from '../../../contract/packets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { isIsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import {
  areSameWords,
  type PairingSide,
  type PairingWords,
  pairingText,
  wordsOf,
} from '../../../core/packets/pairing-words.ts';
import { audit } from '../../book/audit.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import type { Context } from '../context.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { isPersonBook, ownInstallation, refuseInPersonBook } from './installation.ts';
import { noteMarks } from './streams.ts';

/** The words that stand for an invitation and the keys of both sides. */
function pairingWords(invitation: string, office: PairingSide, person: PairingSide): PairingWords {
  return wordsOf(
    createHash('sha256')
      .update(pairingText(invitation, office, person))
      .digest(),
  );
}

/** The words of a pairing, as this side works them out. */
export function wordsFor(context: Context, pairing: HeldPairing): PairingWords {
  const own = ownInstallation(context);
  const here = { installation: own.uuid, sign: own.sign, age: own.age };
  return isPersonBook(context.book)
    ? pairingWords(pairing.invitation, pairing, here)
    : pairingWords(pairing.invitation, here, pairing);
}

/** Who is invited and paired, the oldest first. */
export function listPairings(context: Context): PairingsDoc {
  const { book } = context;
  const own = book.pairings.own();
  const people = new Map(heldPeople(book).map((one) => [one.id, personShape(one)]));
  const nobody = { name: '', email: '', role: null, team: null };
  const pairings = book.pairings.all();
  const joined = pairings.map((one): PairingDoc => {
    const { words, numbers } = wordsFor(context, one);
    const sent = book.packets.stream(one.installation, 'out');
    const taken = book.packets.stream(one.installation, 'in');
    const { sign: _, age: __, personId, revokeReason: ___, ...told } = one;
    return {
      ...told,
      person: people.get(personId) ?? nobody,
      words,
      numbers: [...numbers],
      expiresAt: null,
      sent: sent ? { stream: sent.stream, seq: sent.seq, acked: sent.acked } : null,
      taken: taken
        ? { stream: taken.stream, seq: taken.seq, held: book.packets.heldOf(one.installation) }
        : null,
    };
  });
  const open = book.pairings
    .invitations()
    .filter(({ usedBy }) => usedBy === null)
    .map(({ id, personId, expiresAt, cancelledAt }): PairingDoc => {
      const isOver = Date.parse(expiresAt) <= Date.parse(context.now());
      return {
        installation: null,
        invitation: id,
        person: people.get(personId) ?? nobody,
        device: null,
        state: cancelledAt !== null ? 'cancelled' : isOver ? 'expired' : 'invited',
        words: null,
        numbers: null,
        joinedAt: null,
        confirmedAt: null,
        revokedAt: null,
        expiresAt,
        sent: null,
        taken: null,
        lastHeard: null,
      };
    });
  return {
    self: own
      ? {
          installation: own.uuid,
          mode: isPersonBook(book) ? 'person' : 'office',
          device: own.device,
          keyPlace: own.keyPlace,
        }
      : null,
    pairings: [...joined, ...open],
  };
}

export function pairingOf({ book }: Context, installation: string): HeldPairing {
  const found = book.pairings.one(installation.trim().toLowerCase());
  if (found) return found;
  throw new Failure(
    'pairing_missing',
    `There is no pairing with the installation ${installation}.`,
    { to: installation },
  );
}

/** Confirms a pairing once the other side's words are the same; then takes what had waited for it. */
export async function confirmPairing(
  context: Context,
  { installation, words }: InputOf<typeof pairConfirm>,
  takeHeld: (context: Context) => Promise<PacketDoc[]>,
): Promise<PairingsDoc> {
  const { book } = context;
  const pairing = pairingOf(context, installation);
  if (pairing.state === 'revoked') throw revokedSender(context, pairing);
  if (!areSameWords(wordsFor(context, pairing), words)) {
    throw new Failure(
      'words_differ',
      'These are not the words of this pairing. Compare them once more by voice; if they differ, somebody changed the keys on the way, and you invite anew. Nothing was changed.',
    );
  }
  if (pairing.state === 'joined') {
    book.transaction(() => {
      book.pairings.confirm(pairing.installation, context.now());
      note(context, 'confirm pairing', pairing);
    });
  }
  const taken = await takeHeld(context);
  return { ...listPairings(context), taken };
}

/** Takes nothing more from an installation; what it sent since an instant is listed, and stays. */
export function revokePairing(
  context: Context,
  { installation, reason, since }: InputOf<typeof pairRevoke>,
): OutputOf<typeof pairRevoke> {
  refuseInPersonBook(context);
  const { book } = context;
  const pairing = pairingOf(context, installation);
  const from = since === undefined ? null : instantOf(since);
  if (pairing.state !== 'revoked') {
    book.transaction(() => {
      book.pairings.revoke(pairing.installation, context.now(), reason);
      book.packets.dropPairing(pairing.installation);
      note(context, 'revoke pairing', pairing, { reason });
    });
    noteMarks(context);
  }
  const takenSince = book.packets
    .messagesOf(pairing.installation)
    .filter(({ takenAt }) => from === null || Date.parse(takenAt) >= from)
    .map(({ id, type, about, at, takenAt, status }) => ({ id, type, about, at, takenAt, status }));
  return { ...listPairings(context), takenSince };
}

function instantOf(text: string): number {
  const at = Date.parse(isIsoDay(text) ? `${text}T00:00:00Z` : text);
  if (!Number.isNaN(at)) return at;
  throw new Failure('instant_refused', `"${text}" is neither a day nor an instant.`, {
    value: text,
  });
}

/** Takes an invitation back before anybody joined with it. */
export function cancelInvitation(
  context: Context,
  { invitation }: InputOf<typeof pairCancel>,
): PairingsDoc {
  const { book } = context;
  const found = book.pairings.invitations().find(({ id }) => id === invitation);
  if (!found) throw invitationUnknown();
  if (found.usedBy !== null) throw invitationUsed();
  book.transaction(() => {
    book.pairings.cancelInvitation(found.id, context.now());
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'cancel invitation',
      subject: found.id,
      detail: {},
    });
  });
  return listPairings(context);
}

export const invitationUnknown = (): Failure =>
  new Failure(
    'invitation_unknown',
    'This invitation is not known here, or it was cancelled. Ask the office for a new one; nothing was changed.',
  );

export const invitationUsed = (): Failure =>
  new Failure(
    'invitation_used',
    'Somebody joined with this invitation already. Invite anew for another computer; nothing was changed.',
  );

export function revokedSender({ book }: Context, pairing: HeldPairing): Failure {
  const person = heldPeople(book).find(({ id }) => id === pairing.personId)?.name ?? '';
  const day = (pairing.revokedAt ?? '').slice(0, 10);
  return new Failure(
    'packet_revoked_sender',
    `${pairing.device ?? 'The installation'} of ${person} was revoked on ${day}. Invite anew if it should send again; nothing was changed.`,
    { device: pairing.device, person, day },
  );
}

function note(
  context: Context,
  action: string,
  { installation, device, personId }: HeldPairing,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const person = heldPeople(context.book).find(({ id }) => id === personId);
  audit(context.book, {
    at: context.now(),
    who: context.who,
    action,
    subject: person?.email ?? installation,
    detail: { installation, device, ...more },
  });
}
