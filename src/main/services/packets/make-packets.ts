import { randomUUID } from 'node:crypto';
import { Failure } from '../../../core/failure.ts';
import { appVersion } from '../../app-version.ts';
import { audit } from '../../book/audit.ts';
import type { CurrentMessage, HeldStream } from '../../book/stores/packets.ts';
import type { HeldPairing, OwnInstallation } from '../../book/stores/pairings.ts';
import type { PrivateKeys } from '../../packets/installation-keys.ts';
import { packetName } from '../../packets/packet-name.ts';
import type { PacketMessage, PacketPayload } from '../../packets/packet-shape.ts';
import { sealPacket } from '../../packets/seal-packet.ts';
import type { Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import { type MessageDraft, settleMessages } from './current-messages.ts';
import { isPersonBook, ownInstallation, ownPerson } from './installation.ts';
import { OfficeMessages } from './office-messages.ts';
import { personMessages } from './person-messages.ts';
import { type PacketPlan, planPackets } from './plan-packets.ts';
import { beginStream, mendPutBack, noteMarks, outgoingStream } from './streams.ts';
import { sharesUsage } from './usage-messages.ts';

/** Everything once more, as after a lost computer; and kinds of messages that stay here this time. */
export type Sending = {
  readonly again?: boolean;
  readonly without?: readonly string[] | undefined;
};

/** Everything new, numbered, sealed and kept in the book: from then on it goes out until it has arrived. */
export async function makePackets(
  context: Context,
  keys: PrivateKeys,
  receivers: readonly HeldPairing[],
  { again = false, without = [] }: Sending = {},
): Promise<void> {
  const { book } = context;
  mendPutBack(context);
  if (again) {
    book.transaction(() => {
      for (const { installation, state } of receivers) {
        if (state === 'confirmed') beginStream(context, installation, 'restored');
      }
    });
  }
  const drafts = new Drafts(context);
  for (const pairing of receivers) {
    const pending = book.transaction(() => pendingFor(context, pairing, drafts, without));
    if (pending.length === 0) continue;
    const sent = new Set(book.packets.sentAttachments(pairing.installation));
    for (const plan of planPackets(context, pending, sent)) {
      await makePacket(context, keys, pairing, plan);
    }
  }
  noteMarks(context);
}

/** What a pairing has not been told yet. */
export function pendingFor(
  context: Context,
  pairing: HeldPairing,
  drafts: Drafts,
  without: readonly string[] = [],
): CurrentMessage[] {
  const { packets } = context.book;
  const told = new Map(
    packets.sent(pairing.installation).map(({ type, about, id }) => [`${type}\n${about}`, id]),
  );
  return drafts
    .standing(pairing)
    .filter(({ type, about, id }) => told.get(`${type}\n${about}`) !== id)
    .filter(({ type }) => !without.includes(type))
    .sort((one, other) => rankOf(one) - rankOf(other));
}

/** What others speak of goes before them: assets and items of output before their uses. */
const rankOf = ({ type }: CurrentMessage): number => FIRST.indexOf(type) + 1 || FIRST.length + 1;
const FIRST: readonly string[] = ['profile', 'output', 'output-state', 'asset'];

/** What stands to be told, read once for all the computers of a person. */
export class Drafts {
  readonly #context: Context;
  #office: OfficeMessages | null = null;
  readonly #settled = new Map<number, CurrentMessage[]>();

  constructor(context: Context) {
    this.#context = context;
  }

  standing(pairing: HeldPairing): CurrentMessage[] {
    if (pairing.state === 'joined') return [];
    if (pairing.state === 'revoked') return this.#farewell(pairing);
    const held = this.#settled.get(pairing.personId);
    if (held) return held;
    // What was told before and is not to go any more stays where it is, also after a restore.
    const isHushed = isPersonBook(this.#context.book) && !sharesUsage(this.#context);
    const settled = settleMessages(this.#context, pairing.personId, this.#of(pairing)).filter(
      ({ type }) => type !== 'revoked' && !(isHushed && type === 'usage'),
    );
    this.#settled.set(pairing.personId, settled);
    return settled;
  }

  #of({ personId }: HeldPairing): MessageDraft[] {
    const { book } = this.#context;
    if (isPersonBook(book)) return personMessages(this.#context, ownPerson(book));
    const person = heldPeople(book).find(({ id }) => id === personId);
    if (!person) return [];
    this.#office ??= new OfficeMessages(this.#context);
    return this.#office.of(person);
  }

  #farewell({ personId, installation, revokeReason }: HeldPairing): CurrentMessage[] {
    if (isPersonBook(this.#context.book)) return [];
    const draft = { type: 'revoked', about: installation, body: { reason: revokeReason ?? '' } };
    return settleMessages(this.#context, personId, [draft]).filter(
      ({ type, about }) => type === 'revoked' && about === installation,
    );
  }
}

async function makePacket(
  context: Context,
  keys: PrivateKeys,
  pairing: HeldPairing,
  plan: PacketPlan,
): Promise<void> {
  const { book } = context;
  const own = ownInstallation(context);
  const stream = book.transaction(() => outgoingStream(context, pairing.installation));
  const seq = stream.seq + 1;
  const payload = payloadOf(context, own, pairing, stream, seq, plan);
  const contents = new Map(plan.attachments.map(({ sha256, content }) => [sha256, content]));
  const sealed = await sealPacket(
    payload,
    contents,
    { secret: keys.sign, open: own.sign },
    pairing.age,
  );
  book.transaction(() => {
    const now = book.packets.stream(pairing.installation, 'out');
    if (now?.stream !== stream.stream || now.seq !== stream.seq) throw busy(book.file);
    book.packets.keepOutgoing(
      {
        pairing: pairing.installation,
        stream: stream.stream,
        seq,
        file: packetName(pairing.installation, own.uuid, stream.stream, seq),
        sha256: sealed.sha256,
        messages: JSON.stringify(plan.messages),
        madeAt: payload.madeAt,
      },
      sealed.content,
    );
    book.packets.advance(pairing.installation, 'out', stream.stream, seq);
    for (const { id, type, about } of plan.messages) {
      book.packets.noteSent(pairing.installation, {
        id,
        type,
        about: about ?? '',
        stream: stream.stream,
        seq,
      });
    }
    for (const { sha256 } of plan.attachments) {
      book.packets.noteSentAttachment(pairing.installation, sha256);
    }
    if (payload.ack) {
      book.packets.acknowledge(pairing.installation, 'in', payload.ack.stream, payload.ack.seq);
    }
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'make packet',
      subject: pairing.installation,
      detail: {
        stream: stream.stream,
        seq,
        sha256: sealed.sha256,
        messages: plan.messages.length,
        attachments: plan.attachments.length,
      },
    });
  });
}

const busy = (file: string): Failure =>
  new Failure(
    'book_busy',
    `${file} is being written by another copy of the app. Try again in a moment.`,
    { file },
  );

export function payloadOf(
  context: Context,
  own: OwnInstallation,
  pairing: HeldPairing,
  stream: HeldStream,
  seq: number,
  plan: PacketPlan,
): PacketPayload {
  const taken = context.book.packets.stream(pairing.installation, 'in');
  return {
    v: 1,
    id: randomUUID(),
    from: own.uuid,
    to: pairing.installation,
    stream: stream.stream,
    seq,
    begin: seq === 1 ? stream.begin : null,
    epoch: stream.epoch,
    madeAt: context.now(),
    app: appVersion(context),
    ack: taken && taken.seq > 0 ? { stream: taken.stream, seq: taken.seq } : null,
    attachments: plan.attachments.map(({ content: _, ...one }) => one),
    messages: [...plan.messages],
  };
}

/** Seals the packet by which a new installation makes itself known; nothing else leaves before both compared. */
export function joinPacket(
  context: Context,
  keys: PrivateKeys,
  office: HeldPairing,
  message: PacketMessage,
): Promise<void> {
  return makePacket(context, keys, office, { messages: [message], attachments: [] });
}
