import { wordlist } from '@scure/bip39/wordlists/english.js';

/** How many words stand for a pairing: 66 bits of its digest. */
const WORDS = 6;
const BITS = 11;

/** The six words of a pairing, and the numbers (from 1) that they have in the list. */
export type PairingWords = { readonly words: string; readonly numbers: readonly string[] };

/**
 * The text whose SHA-256 both sides hold against each other: what the invitation and the keys of both
 * installations are, one a line.
 */
export function pairingText(invitation: string, office: PairingSide, person: PairingSide): string {
  const lines = [
    'seatworth-pairing-1',
    invitation,
    office.installation,
    office.sign,
    office.age,
    person.installation,
    person.sign,
    person.age,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** One side of a pairing: its installation and public keys. */
export type PairingSide = {
  readonly installation: string;
  readonly sign: string;
  readonly age: string;
};

/** The first 66 bits of a digest as six words of the BIP-39 English list. */
export function wordsOf(digest: Uint8Array): PairingWords {
  let bits = 0n;
  for (const byte of digest.subarray(0, 9)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 72n - BigInt(WORDS * BITS);
  const indices = Array.from({ length: WORDS }, (_, place) =>
    Number((bits >> BigInt((WORDS - 1 - place) * BITS)) & 0x7ffn),
  );
  return {
    words: indices.map((index) => wordlist[index] ?? '').join(' '),
    numbers: indices.map((index) => String(index + 1).padStart(4, '0')),
  };
}

/**
 * Whether what somebody typed are these words: in full, by their first four letters, or by their
 * numbers; case, commas and blanks aside.
 */
export function areSameWords({ words, numbers }: PairingWords, typed: string): boolean {
  const said = typed
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s,;-]+/)
    .filter((one) => one !== '');
  const expected = words.split(' ');
  return (
    said.length === expected.length &&
    said.every((one, place) => {
      const word = expected[place] ?? '';
      if (/^\d+$/.test(one)) return Number(one) === Number(numbers[place]);
      return one === word || (one.length >= 4 && one.slice(0, 4) === word.slice(0, 4));
    })
  );
}
