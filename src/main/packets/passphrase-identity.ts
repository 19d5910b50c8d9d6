import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { Identity, Stanza } from 'age-encryption';

const derive = promisify<string, Buffer, number, { N: number; r: number; maxmem: number }, Buffer>(
  scrypt,
);

const LABEL = 'age-encryption.org/v1/scrypt';
/** What a file may ask for: 1 GiB of memory. */
const MOST_WORK = 20;
const NONCE = new Uint8Array(12);

/**
 * Opens a file of age under a passphrase, as the format's scrypt recipient says, with the system's own scrypt:
 * the package's is JavaScript and takes five times as long, once for every command.
 */
export class PassphraseIdentity implements Identity {
  readonly #passphrase: string;

  constructor(passphrase: string) {
    this.#passphrase = passphrase;
  }

  async unwrapFileKey(stanzas: Stanza[]): Promise<Uint8Array | null> {
    const [only, ...more] = stanzas;
    const [kind, salt = '', work = ''] = only?.args ?? [];
    if (!only || more.length > 0 || kind !== 'scrypt') return null;
    const factor = /^[1-9][0-9]?$/.test(work) ? Number(work) : MOST_WORK + 1;
    if (factor > MOST_WORK) return null;
    const N = 2 ** factor;
    const salted = Buffer.concat([Buffer.from(LABEL), Buffer.from(salt, 'base64')]);
    const key = await derive(this.#passphrase, salted, 32, {
      N,
      r: 8,
      maxmem: 129 * N * 8 + 65536,
    });
    try {
      // Electron's own crypto has no ChaCha20-Poly1305.
      return chacha20poly1305(key, NONCE).decrypt(only.body);
    } catch {
      return null; // another passphrase
    }
  }
}
