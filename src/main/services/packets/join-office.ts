import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { joinMake } from '../../../contract/packets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import type { Context } from '../context.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { ensureInstallation, isPersonBook, privateKeys } from './installation.ts';
import { readInvitation } from './invitation.ts';
import { joinPacket } from './make-packet.ts';
import { pairingOf, wordsFor } from './pairing.ts';
import { ensureProjectKey } from './usage-messages.ts';
import { writeOutgoing } from './write-packets.ts';

/**
 * Makes a new book the own one of whoever an invitation is for, and the packet by which the office hears
 * of it. Nothing else leaves before both sides have compared the words.
 */
export async function joinOffice(
  context: Context,
  { invitation: file, device, out, keyStore = 'keychain' }: InputOf<typeof joinMake>,
): Promise<OutputOf<typeof joinMake>> {
  const { book } = context;
  const invitation = await readInvitation(file);
  if (heldPeople(book).length > 0 && !isPersonBook(book)) {
    throw new Failure('book_in_use', 'This book is a company’s already. Join with a new one.', {
      file: book.file,
    });
  }
  const own = await ensureInstallation(context, device, keyStore);
  const keys = await privateKeys(context, own);
  const at = context.now();
  book.transaction(() => {
    book.settings.set('book.mode', 'person', context.today());
    ensureProjectKey(book, context.today());
    const { name, email } = invitation.person;
    if (heldPeople(book).length === 0) {
      book.people.add({
        name,
        email,
        role: null,
        team: null,
        startDay: null,
        endDay: null,
        monthlyCostMicro: null,
        costCurrency: null,
      });
    }
    const personId = book.people.idOf(email) ?? 1;
    const { installation, sign, age } = invitation.office;
    if (!book.pairings.one(installation)) {
      book.pairings.add({
        installation,
        personId,
        invitation: invitation.id,
        device: null,
        sign,
        age,
        joinedAt: at,
      });
    }
    audit(book, {
      at,
      who: context.who,
      action: 'join',
      subject: email,
      detail: { invitation: invitation.id, office: installation, company: invitation.company },
    });
  });
  const office = pairingOf(context, invitation.office.installation);
  if (!book.packets.stream(office.installation, 'out')) {
    await joinPacket(context, keys, office, {
      id: randomUUID(),
      type: 'join',
      about: invitation.id,
      rev: 1,
      at,
      body: {
        invitation: invitation.id,
        secret: invitation.secret,
        sign: own.sign,
        age: own.age,
        device,
        ...invitation.person,
      },
    });
  }
  const sent = out === undefined ? [] : writeOutgoing(context, office, resolve(out));
  const { words, numbers } = wordsFor(context, office);
  const [person] = heldPeople(book);
  if (!person) throw new Error('A joined book belongs to somebody.');
  return {
    book: book.file,
    installation: own.uuid,
    company: invitation.company,
    person: personShape(person),
    words,
    numbers: [...numbers],
    state: office.state,
    packet: sent[0]?.file ?? null,
  };
}
