import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** Cost of a guess (RFC 7914): about 32 MB and a tenth of a second. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const BYTES = 32;

/** What is kept of a passphrase: enough to know it again, and not to tell it. */
export function verifierOf(passphrase: string): string {
  const salt = randomBytes(16);
  const hash = scryptSync(passphrase.normalize('NFKC'), salt, BYTES, COST);
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

export function isPassphrase(verifier: string, passphrase: string): boolean {
  const [kind, , , , salt = '', hash = ''] = verifier.split('$');
  const held = Buffer.from(hash, 'base64');
  if (kind !== 'scrypt' || held.length !== BYTES) return false;
  const said = scryptSync(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), BYTES, COST);
  return timingSafeEqual(held, said);
}
