import { rmSync } from 'node:fs';
import type { showInvitation } from '../../../contract/desktop.ts';
import { joinMake } from '../../../contract/packets.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { runOnlyKeys } from '../../keychain.ts';
import { systemUser } from '../../system-user.ts';
import { openServices, type ServiceOptions } from '../services.ts';
import { passphraseOf } from './installation.ts';
import { readInvitation } from './invitation.ts';
import { createPersonBook } from './person-book.ts';

/** Where the new book of whoever joins lies, and with what. */
export type JoinedBook = {
  readonly file: string;
  readonly invitation: string;
  readonly device: string;
  readonly keyStore: 'keychain' | 'file';
  readonly passphrase?: string | undefined;
};

/** Who invites whom, and until when. */
export async function lookAtInvitation(file: string): Promise<OutputOf<typeof showInvitation>> {
  const { company, person, expiresAt } = await readInvitation(file);
  return { company, person, expiresAt, isOver: Date.parse(expiresAt) <= Date.now() };
}

/**
 * Makes the book of whoever an invitation is for and joins with it; where that fails nothing is left.
 * The passphrase of a keys' file is held in `runKeys`, so that it is not asked for again at once.
 */
export async function joinWithNewBook(
  { file, invitation, device, keyStore, passphrase }: JoinedBook,
  options: Pick<ServiceOptions, 'resources' | 'runKeys' | 'keychain' | 'settingsFolder'>,
): Promise<void> {
  const runKeys = options.runKeys ?? runOnlyKeys();
  await createPersonBook(file, invitation, { who: systemUser(), at: new Date().toISOString() });
  const services = openServices({ ...options, runKeys, file, mode: 'write' });
  const held = passphraseOf(services.book);
  try {
    if (keyStore === 'file' && passphrase !== undefined) await runKeys.set(held, passphrase);
    await services.call(joinMake, { invitation, device, keyStore });
  } catch (error) {
    await runKeys.remove(held);
    services.close();
    for (const end of ['', '-wal', '-shm', '.keys.age']) rmSync(`${file}${end}`, { force: true });
    throw error;
  }
  services.close();
}
