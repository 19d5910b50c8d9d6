export const ARMS = ['A', 'B'] as const;
export type Arm = (typeof ARMS)[number];

/** SHA-256 of a text's UTF-8 bytes: 32 bytes. The rules have no cryptography of their own. */
export type Digest = (text: string) => Uint8Array;

/** Below it a block has two tasks, else four: so that nobody can tell the last arms of a block. */
const SMALL_BELOW = 128;

/**
 * The arms of a person's first `count` tasks of a trial, in the order in which they were entered: a
 * function of the trial's secret seed (hex) and the person alone, so that no task's arm depends on
 * what it is, and all can be drawn again once the seed is known. Blocks of two or four hold as many A
 * as B; which size and which order follow from h(x) = SHA-256 of `seed|person|block|x`. A block begins
 * A…AB…B; from its last slot down each slot i changes places with one of 0 … i (Fisher and Yates), by
 * the first 8 bytes of h(i), big-endian, modulo i + 1.
 */
export function drawArms(seed: string, person: string, count: number, digest: Digest): Arm[] {
  const arms: Arm[] = [];
  for (let block = 0; arms.length < count; block += 1) {
    arms.push(...drawBlock(`${seed}|${person.toLowerCase()}|${block}`, digest));
  }
  return arms.slice(0, count);
}

function drawBlock(name: string, digest: Digest): Arm[] {
  const h = (x: string): Uint8Array => digest(`${name}|${x}`);
  const size = (h('size')[0] ?? 0) < SMALL_BELOW ? 2 : 4;
  const slots: Arm[] = Array.from({ length: size }, (_, slot) => (slot < size / 2 ? 'A' : 'B'));
  for (let i = size - 1; i >= 1; i -= 1) {
    const other = Number(firstEight(h(String(i))) % BigInt(i + 1));
    [slots[i], slots[other]] = [slots[other] ?? 'A', slots[i] ?? 'A'];
  }
  return slots;
}

const firstEight = (bytes: Uint8Array): bigint =>
  bytes.subarray(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
