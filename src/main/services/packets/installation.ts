import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { keysExport, keysUnlock } from '../../../contract/packets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import type { OwnInstallation } from '../../book/stores/pairings.ts';
import type { PrivateKeys } from '../../packets/installation-keys.ts';
import type { KeyPlace } from '../../packets/key-store.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';

// Every request asks whose book this is, few ask for its keys: what seals and opens is loaded with these.
const keyMaker = () => import('../../packets/installation-keys.ts');
const keyStore = () => import('../../packets/key-store.ts');

/** Whether a book is one employee's own, and not the company's. */
export const isPersonBook = (book: Book): boolean => book.settings.value('book.mode') === 'person';

/** Refuses in a person's book what only the company's decides. */
export function refuseInPersonBook({ book }: Context): void {
  if (!isPersonBook(book)) return;
  throw new Failure(
    'office_only',
    "This is a person's own book: the office decides that in the company's. Send it there instead.",
  );
}

/** What a person's own book takes of files: what their computer's agents used, and rates for their claims. */
const OWN_FILES: ReadonlySet<string> = new Set(['agent-log', 'rates']);

/** Refuses in a person's book a file that only the company's takes. */
export function refuseOfficeFile({ book }: Context, kind: string): void {
  if (!isPersonBook(book) || OWN_FILES.has(kind)) return;
  throw new Failure(
    'import_office_only',
    `A person's own book takes no file of the kind "${kind}", only agent logs and rates: the office imports it into the company's. Nothing was changed.`,
    { kind },
  );
}

/** Whose book it is. */
export function ownPerson(book: Book): HeldPerson {
  const [person] = heldPeople(book);
  if (!person) throw new Failure('person_missing', 'This book belongs to nobody yet.', {});
  return person;
}

/** This book on this computer; `keys_missing` where it was never paired. */
export function ownInstallation({ book }: Context): OwnInstallation {
  const own = book.pairings.own();
  if (own) return own;
  throw new Failure(
    'keys_missing',
    'This book has no keys yet: invite somebody first, or join with an invitation.',
  );
}

/** Makes the keys of this book where it has none yet. */
export async function ensureInstallation(
  context: Context,
  device: string | null,
  place: KeyPlace,
): Promise<OwnInstallation> {
  const { book, keychain } = context;
  const held = book.pairings.own();
  if (held) return held;
  const uuid = randomUUID();
  const { makeKeys } = await keyMaker();
  const { storeKeys } = await keyStore();
  const { secret, open } = await makeKeys();
  const passphrase = await context.runKeys.get(passphraseOf(book));
  await storeKeys(place, { book: book.file, installation: uuid, keychain, passphrase }, secret);
  const own = { uuid, device, ...open, keyPlace: place, rev: 0, epoch: 0 };
  book.transaction(() => book.pairings.setOwn(own));
  return own;
}

/** The keys that sign and open; asked for only where packets are made or taken. */
export async function privateKeys(
  { book, keychain, runKeys }: Context,
  own: OwnInstallation,
): Promise<PrivateKeys> {
  const passphrase = await runKeys.get(passphraseOf(book));
  const { readKeys } = await keyStore();
  return readKeys(own.keyPlace, { book: book.file, installation: own.uuid, keychain, passphrase });
}

/** Under which name the passphrase of a book's keys is held in memory, as long as the app runs. */
export const passphraseOf = ({ file }: Book): string => `packets-passphrase:${file}`;

/** Opens the keys that lie in a file, until the app ends; `keys_unavailable` where it is another passphrase. */
export async function unlockKeys(
  context: Context,
  { passphrase }: InputOf<typeof keysUnlock>,
): Promise<OutputOf<typeof keysUnlock>> {
  const { book, runKeys } = context;
  const own = ownInstallation(context);
  await runKeys.set(passphraseOf(book), passphrase);
  try {
    await privateKeys(context, own);
  } catch (error) {
    await runKeys.remove(passphraseOf(book));
    throw error;
  }
  return {};
}

/** Writes the keys into a new file under the passphrase, for another computer or a safe. */
export async function exportKeys(
  context: Context,
  { out }: InputOf<typeof keysExport>,
): Promise<OutputOf<typeof keysExport>> {
  const file = resolve(out);
  if (existsSync(file)) {
    throw new Failure('file_exists', `${file} exists already. Choose another name.`, { file });
  }
  const { writeKeysFile } = await keyStore();
  await writeKeysFile(file, await privateKeys(context, ownInstallation(context)), null);
  return { file };
}
