/** Columns and rows of bits; each bit holds a field of the picture against its right neighbour. */
const BITS = { width: 16, height: 16 } as const;
/** Pixels of the drawn picture per field and side: their mean is the field, so that no noise is. */
const FIELD = 32;

/** The size at which a picture is drawn, in grey, for its hash. */
export const PICTURE_HASH_SIZE = {
  width: (BITS.width + 1) * FIELD,
  height: BITS.height * FIELD,
} as const;

/** By how much of 255 a field must be brighter to count: paper is never quite plain. */
const MARGIN = 2;
/** A picture with fewer bits set is blank paper, which would be "like" any other. */
const FEWEST_BITS = 6;
/** How much of the bits set in either picture may differ between two pictures of one receipt. */
const NEAR_SHARE = 0.25;

/**
 * The difference hash of a picture (N. Krawetz, "Kind of Like That", 2013) in 256 bits, as 64
 * hexadecimal digits: one for each field that is brighter than its right neighbour. It hardly
 * changes by scaling, compression, noise or brightness. Whoever can decode the picture draws it in
 * `PICTURE_HASH_SIZE`; `grey` is row by row, 0 to 255. `null` where it has another size or is blank.
 */
export function pictureHash(grey: ArrayLike<number>): string | null {
  const { width, height } = PICTURE_HASH_SIZE;
  if (grey.length !== width * height) return null;
  const means = fieldMeans(grey);
  let bits = 0n;
  let count = 0;
  for (let row = 0; row < BITS.height; row += 1) {
    for (let column = 0; column < BITS.width; column += 1) {
      const at = row * (BITS.width + 1) + column;
      const isBrighter = (means[at] ?? 0) > (means[at + 1] ?? 0) + MARGIN;
      bits = bits * 2n + (isBrighter ? 1n : 0n);
      count += isBrighter ? 1 : 0;
    }
  }
  const digits = (BITS.width * BITS.height) / 4;
  return count < FEWEST_BITS ? null : bits.toString(16).padStart(digits, '0');
}

function fieldMeans(grey: ArrayLike<number>): Float64Array {
  const { width, height } = PICTURE_HASH_SIZE;
  const means = new Float64Array((BITS.width + 1) * BITS.height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / FIELD) * (BITS.width + 1);
    for (let x = 0; x < width; x += 1) {
      const field = row + Math.floor(x / FIELD);
      means[field] = (means[field] ?? 0) + (grey[y * width + x] ?? 0) / (FIELD * FIELD);
    }
  }
  return means;
}

/** How many bits a hexadecimal digit's value has. */
const BITS_OF = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];

/**
 * Whether two hashes are those of one receipt's pictures; never where one is missing or of another
 * kind. Most of a page is white, so only the bits that are set in either of them are compared.
 */
export function isNearPicture(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a.length !== b.length) return false;
  let differing = 0;
  let either = 0;
  for (let at = 0; at < a.length; at += 1) {
    const [mine, theirs] = [digitAt(a, at), digitAt(b, at)];
    differing += BITS_OF[mine ^ theirs] ?? 0;
    either += BITS_OF[mine | theirs] ?? 0;
  }
  return either >= FEWEST_BITS && differing <= either * NEAR_SHARE;
}

function digitAt(hash: string, at: number): number {
  const code = hash.charCodeAt(at);
  return code < 58 ? code - 48 : code - 87;
}
