import type { CurrentMessage } from '../../book/stores/packets.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import type { PrivateKeys } from '../../packets/installation-keys.ts';
import type { Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import { type MessageDraft, settleMessages } from './current-messages.ts';
import { isPersonBook, ownPerson } from './installation.ts';
import { makePacket } from './make-packet.ts';
import { OfficeMessages } from './office-messages.ts';
import { personMessages } from './person-messages.ts';
import { planPackets } from './plan-packets.ts';
import { beginStream, mendPutBack, noteMarks } from './streams.ts';
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
