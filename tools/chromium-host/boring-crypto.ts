import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Electron's `crypto` is BoringSSL's, which offers fewer names than Node's OpenSSL: no ChaCha20-Poly1305 as a
 * cipher, no CCM or OCB, no SHA-3 and no BLAKE2 (electron/electron#24024 lists what `getCiphers` says there).
 */
const CIPHERS =
  /^(?:(?:id-)?aes-?(?:128|192|256)(?:-(?:cbc|cfb|ctr|ecb|gcm|ofb))?|des-(?:cbc|ecb|ede(?:3(?:-cbc)?|-cbc)?)|rc2-cbc|rc4)$/i;
const HASHES = /^(?:rsa-)?(?:md4|md5|md5-sha1|sha-?1|sha-?(?:224|256|384|512)|sha512-256)$/i;

/** Makes this thread's `node:crypto` refuse what Electron's would not know. */
export function asElectronsCrypto(): void {
  for (const name of ['createCipheriv', 'createDecipheriv'] as const)
    refuse(name, CIPHERS, 'Unknown cipher');
  for (const name of ['createHash', 'createHmac'] as const) refuse(name, HASHES, 'Invalid digest');
  const { getCiphers } = crypto;
  crypto.getCiphers = () => getCiphers().filter((name) => CIPHERS.test(name));
  syncBuiltinESMExports();
}

type Named = 'createCipheriv' | 'createDecipheriv' | 'createHash' | 'createHmac';

function refuse(name: Named, known: RegExp, sentence: string): void {
  const own = crypto[name] as (algorithm: string, ...rest: unknown[]) => unknown;
  const strict = (algorithm: string, ...rest: unknown[]): unknown => {
    if (!known.test(algorithm)) throw new Error(`${sentence}: Electron has no ${algorithm}.`);
    return own(algorithm, ...rest);
  };
  Object.assign(crypto, { [name]: strict });
}
