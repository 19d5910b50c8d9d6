import type { PacketDoc } from '../../../contract/packets.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import { isOfTheDisk } from '../../disk-failure.ts';
import type { OpenedPacket } from '../../packets/open-packet.ts';
import type { PacketMessage } from '../../packets/packet-shape.ts';
import { ClaimFacts } from '../claims/claim-facts.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';
import { isPersonBook } from './installation.ts';
import { noted, type Outcome, TAKEN } from './outcome.ts';
import { takeAsset, takeReuse } from './take-assets.ts';
import { type StagedClaim, stageClaim, takeClaim } from './take-claim.ts';
import { takeBank, takeHeldRequest, takeNothing, takeOutput, takeTopUp } from './take-entries.ts';
import { takeFromOffice } from './take-from-office.ts';
import { UsageTaker } from './take-usage.ts';

type Results = PacketDoc['messages'];
/** Claims with their receipts read, by the message that brings them; or why they could not be read. */
type Staged = ReadonlyMap<string, StagedClaim | Failure>;

/** Reads what messages enclose, before anything is written. */
export async function stageMessages(
  context: Context,
  pairing: HeldPairing,
  { payload, attachments }: OpenedPacket,
): Promise<Staged> {
  const staged = new Map<string, StagedClaim | Failure>();
  if (isPersonBook(context.book)) return staged;
  for (const message of payload.messages) {
    if (message.type !== 'claim') continue;
    try {
      staged.set(message.id, await stageClaim(context, pairing, message, attachments));
    } catch (error) {
      if (!(error instanceof Failure) || isOfTheDisk(error)) throw error;
      staged.set(message.id, error);
    }
  }
  return staged;
}

/**
 * Takes a packet's messages, each for itself: one that cannot be taken does not stop the others, and its
 * sender is told. Inside the transaction that takes the packet.
 */
export function takeMessages(
  context: Context,
  pairing: HeldPairing,
  { payload, attachments }: OpenedPacket,
  staged: Staged,
): Results {
  const { book } = context;
  const listed = new Map(payload.attachments.map((one) => [one.sha256, one.file]));
  const person = heldPeople(book).find(({ id }) => id === pairing.personId);
  if (!person) throw new Error(`${pairing.installation} belongs to nobody.`);
  const taker = new Taker(context, pairing, person, staged);
  const results = payload.messages.map((message) => taker.take(message));
  taker.finish();
  if (!isPersonBook(book)) {
    for (const [sha256, content] of attachments) {
      if (book.receipts.one(sha256)) continue;
      const file = listed.get(sha256) ?? sha256;
      book.packets.keepAttachment(pairing.installation, sha256, file, context.now(), content);
    }
  }
  return results;
}

class Taker {
  readonly #context: Context;
  /** The same, as the person does it. */
  readonly #as: Context;
  readonly #pairing: HeldPairing;
  readonly #person: HeldPerson;
  readonly #staged: Staged;
  #facts: ClaimFacts | null = null;
  readonly #usage: UsageTaker;

  constructor(context: Context, pairing: HeldPairing, person: HeldPerson, staged: Staged) {
    this.#context = context;
    this.#as = { ...context, who: person.email };
    this.#pairing = pairing;
    this.#person = person;
    this.#staged = staged;
    this.#usage = new UsageTaker(this.#as, pairing, person);
  }

  /** Once all messages are taken. */
  finish(): void {
    this.#usage.finish();
  }

  take(message: PacketMessage): Results[number] {
    const { packets } = this.#context.book;
    const { id, type } = message;
    const subject = message.about ?? '';
    const before = packets.message(id);
    if (before) return { id, type, about: message.about, status: 'known', code: before.code };
    const known = packets.knownRev(this.#pairing.installation, type, subject) ?? null;
    const outcome =
      known !== null && message.rev <= known
        ? { ...TAKEN, status: 'known' as const }
        : this.#applied(message);
    packets.takeMessage({
      id,
      pairing: this.#pairing.installation,
      type,
      about: subject,
      rev: message.rev,
      at: message.at,
      takenAt: this.#context.now(),
      ...outcome,
      body: isPersonBook(this.#context.book) ? JSON.stringify(message.body) : null,
    });
    return { id, type, about: message.about, status: outcome.status, code: outcome.code };
  }

  /** What it does to the book, all or nothing; an expected failure is its answer. */
  #applied(message: PacketMessage): Outcome {
    const { book } = this.#context;
    try {
      return book.part(() => this.#apply(message));
    } catch (error) {
      const failure = failureOf(error);
      // A full disk is no answer to who sent it: the packet is taken when there is room again.
      if (failure === null || isOfTheDisk(failure)) throw error;
      this.#facts = null;
      audit(book, {
        at: this.#context.now(),
        who: this.#person.email,
        action: 'message refused',
        subject: message.type,
        detail: { about: message.about, code: failure.code },
      });
      return { status: 'refused', ...noted(failure) };
    }
  }

  #apply(message: PacketMessage): Outcome {
    const context = this.#as;
    const person = this.#person;
    if (isPersonBook(context.book)) {
      return takeFromOffice(this.#context, this.#pairing, person, message);
    }
    switch (message.type) {
      case 'claim':
        this.#facts ??= new ClaimFacts(context);
        return takeClaim(context, this.#facts, person, message, this.#staged.get(message.id));
      case 'output':
        return takeOutput(context, person, message);
      case 'nothing-finished':
        return takeNothing(context, person, message);
      case 'top-up':
        return takeTopUp(context, person, message);
      case 'usage':
        return this.#usage.take(message);
      case 'asset':
        return takeAsset(context, person, message);
      case 'reuse':
        return takeReuse(context, person, message);
      case 'bank':
        return takeBank(context, person, message);
      case 'held-request':
        return takeHeldRequest(context, person, message);
      default:
        throw new Failure(
          'message_unknown',
          `This version does not know what "${message.type}" is. Update Seatworth; the rest was taken.`,
          { type: message.type },
        );
    }
  }
}

/** A failure that a message's sender is told; what a guard of the book says of a closed month too. */
function failureOf(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (error instanceof Error && error.message === 'month_closed') {
    return new Failure(
      'month_closed',
      'The month is closed. Reopen it with a reason first; nothing was changed.',
    );
  }
  return null;
}
