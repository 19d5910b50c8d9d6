import { existsSync, readFileSync } from 'node:fs';
import { Decrypter, Encrypter } from 'age-encryption';
import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import { SHORTEST_KEYS_PASSPHRASE } from '../../core/packets/keys-passphrase.ts';
import type { Keychain } from '../keychain.ts';
import { writeOwnFile } from '../whole-file.ts';
import { decryptedFile } from './decrypted-file.ts';
import type { PrivateKeys } from './installation-keys.ts';
import { PassphraseIdentity } from './passphrase-identity.ts';

/** Where an installation's private keys lie: in the system's keychain, or in a file under a passphrase. */
export type KeyPlace = 'keychain' | 'file';

const privateKeys = z.object({
  v: z.literal(1),
  sign: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  age: z.string().startsWith('AGE-SECRET-KEY-1'),
});

const WORK_FACTOR = 16;

/** The file beside a book that holds its keys, where there is no keychain. */
const keysFile = (book: string): string => `${book}.keys.age`;
const entryOf = (installation: string): string => `packets:${installation}`;

/** Where keys are sought: the book, its installation, the keychain; and the passphrase of a file, where one was given. */
type KeysAt = {
  readonly book: string;
  readonly installation: string;
  readonly keychain: Keychain;
  readonly passphrase: string | null;
};

export async function storeKeys(place: KeyPlace, at: KeysAt, keys: PrivateKeys): Promise<void> {
  if (place === 'keychain') {
    try {
      await at.keychain.set(entryOf(at.installation), JSON.stringify(keys));
    } catch (error) {
      throw unavailable(error);
    }
  } else await writeKeysFile(keysFile(at.book), keys, at.passphrase);
}

/** The keys of an installation; `keys_missing` where there are none, `keys_unavailable` where they cannot be read. */
export async function readKeys(place: KeyPlace, at: KeysAt): Promise<PrivateKeys> {
  const text =
    place === 'keychain'
      ? await fromKeychain(at.keychain, at.installation)
      : await fromFile(at.book, at.passphrase);
  const keys = privateKeys.safeParse(parsed(text));
  if (!keys.success) throw missing();
  return keys.data;
}

/** Writes the keys into a new file under the passphrase, whole or not at all. */
export async function writeKeysFile(
  file: string,
  keys: PrivateKeys,
  passphrase: string | null,
): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(longEnough(passphrase));
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  const content = await encrypter.encrypt(JSON.stringify(keys));
  writeOwnFile(file, content);
}

async function fromKeychain(keychain: Keychain, installation: string): Promise<string | null> {
  try {
    return await keychain.get(entryOf(installation));
  } catch (error) {
    throw unavailable(error);
  }
}

async function fromFile(book: string, passphrase: string | null): Promise<string> {
  const file = keysFile(book);
  if (!existsSync(file)) throw missing();
  const decrypter = new Decrypter();
  decrypter.addIdentity(new PassphraseIdentity(longEnough(passphrase)));
  try {
    return (await decryptedFile(decrypter, readFileSync(file))).toString();
  } catch {
    throw new Failure(
      'keys_unavailable',
      `The keys in ${file} do not open with this passphrase. Give the right one; nothing was changed.`,
      { file },
    );
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null; // not what was stored: as good as missing
  }
}

function longEnough(said: string | null): string {
  const given = said ?? process.env['SEATWORTH_KEYS_PASSPHRASE'] ?? '';
  if (given.length >= SHORTEST_KEYS_PASSPHRASE) return given;
  throw new Failure(
    'keys_unavailable',
    `The keys of this book lie under a passphrase: give it in SEATWORTH_KEYS_PASSPHRASE, with at least ${SHORTEST_KEYS_PASSPHRASE} characters.`,
    { characters: SHORTEST_KEYS_PASSPHRASE },
  );
}

const missing = (): Failure =>
  new Failure(
    'keys_missing',
    'The keys of this book are not on this computer. Put them back from "keys export", or have this book invited anew.',
  );

function unavailable(error: unknown): unknown {
  if (!(error instanceof Failure)) return error;
  return new Failure(
    'keys_unavailable',
    `The keys cannot be kept or read here: ${error.message} Or keep them in a file, with --key-store file.`,
    { reason: error.code },
  );
}
