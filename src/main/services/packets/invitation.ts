import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { inviteMake } from '../../../contract/packets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { addDays, isIsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import { isSignedBy, signText, unverifiedText } from '../../packets/signed-text.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { personByEmail, personShape } from '../people/people.ts';
import {
  ensureInstallation,
  passphraseOf,
  privateKeys,
  refuseInPersonBook,
} from './installation.ts';

const INVITATION_TYPE = 'seatworth-invitation+jws';
const DAYS = 14;
const MOST_BYTES = 64 * 1024;

const key = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const invitation = z.object({
  v: z.literal(1),
  id: z.string().min(1).max(100),
  company: z.string().min(1).max(300),
  currency: z.string().length(3).catch('USD'),
  contact: z.string().nullable().catch(null),
  person: z.object({ name: z.string().min(1).max(300), email: z.string().min(3).max(300) }),
  office: z.object({
    installation: z.string().min(1).max(100),
    sign: key,
    age: z.string().startsWith('age1'),
  }),
  secret: key,
  issuedAt: z.string(),
  expiresAt: z.string(),
});
export type Invitation = z.infer<typeof invitation>;

export const secretDigest = (secret: string): string =>
  createHash('sha256').update(Buffer.from(secret, 'base64url')).digest('hex');

/** Writes an invitation for one person: one use, 14 days unless said otherwise, by this computer's clock. */
export async function makeInvitation(
  context: Context,
  { person: email, out, expiresAt, keyStore = 'keychain', passphrase }: InputOf<typeof inviteMake>,
): Promise<OutputOf<typeof inviteMake>> {
  refuseInPersonBook(context);
  const { book } = context;
  const person = personByEmail(book, email);
  const file = resolve(out);
  if (existsSync(file)) {
    throw new Failure('file_exists', `${file} exists already. Choose another name.`, { file });
  }
  const issuedAt = context.now();
  const expires = expiryOf(expiresAt, issuedAt);
  if (passphrase !== undefined) await context.runKeys.set(passphraseOf(book), passphrase);
  const own = await ensureInstallation(context, null, keyStore);
  const keys = await privateKeys(context, own);
  const made: Invitation = {
    v: 1,
    id: randomUUID(),
    company: settingOf(context, 'company.name'),
    currency: baseCurrency(context),
    contact: context.who,
    person: { name: person.name, email: person.email },
    office: { installation: own.uuid, sign: own.sign, age: own.age },
    secret: randomBytes(32).toString('base64url'),
    issuedAt,
    expiresAt: expires,
  };
  const text = await signText(
    made,
    { typ: INVITATION_TYPE, kid: own.uuid, v: 1 },
    { secret: keys.sign, open: own.sign },
  );
  book.transaction(() => {
    book.pairings.invite({
      id: made.id,
      personId: person.id,
      secretSha256: secretDigest(made.secret),
      issuedAt,
      expiresAt: expires,
    });
    audit(book, {
      at: issuedAt,
      who: context.who,
      action: 'invite',
      subject: person.email,
      detail: { invitation: made.id, expiresAt: expires },
    });
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  });
  const { id } = made;
  return {
    invitation: {
      id,
      person: personShape(person),
      file,
      expiresAt: expires,
      installation: own.uuid,
    },
  };
}

function expiryOf(said: string | undefined, now: string): string {
  if (said === undefined) return `${addDays(now.slice(0, 10), DAYS)}${now.slice(10)}`;
  const at = isIsoDay(said) ? Date.parse(`${said}T23:59:59Z`) : Date.parse(said);
  if (Number.isNaN(at) || at <= Date.parse(now)) {
    throw new Failure(
      'invitation_expiry_refused',
      `An invitation ends at an instant to come, such as a day, not "${said}".`,
      { value: said },
    );
  }
  return new Date(at).toISOString();
}

/** Reads an invitation's file: whole, and signed by the office that it names. */
export async function readInvitation(file: string): Promise<Invitation> {
  const said = unverifiedText(textOf(file));
  const read = invitation.safeParse(said?.payload);
  const isWhole =
    said !== null &&
    read.success &&
    (await isSignedBy(textOf(file), read.data.office.sign, INVITATION_TYPE)) &&
    said.header['kid'] === read.data.office.installation;
  if (isWhole) return read.data;
  throw new Failure(
    'invitation_damaged',
    'This is no invitation, or it is damaged. Ask the office for it again.',
    { file },
  );
}

function textOf(file: string): string {
  try {
    if (statSync(file).size > MOST_BYTES) return '';
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Failure('file_missing', `${file} cannot be read.`, { file });
  }
}
