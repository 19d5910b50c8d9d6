/** Columns and rows of the small grey picture that a hash is made of. */
export const PICTURE_HASH_SIZE = { width: 9, height: 8 } as const;

/** How many of the 64 bits may differ between two pictures of one receipt. */
const NEAR_BITS = 6;

/**
 * The difference hash of a picture (N. Krawetz, "Kind of Like That", 2013): 64 bits as 16
 * hexadecimal digits, one for each pixel of a 9 × 8 grey picture that is brighter than its right
 * neighbour. It hardly changes by scaling, compression or brightness. Whoever can decode the
 * picture scales it down; `grey` is row by row. `null` where it has another size, or is one plain
 * colour, which would be "like" any other plain picture.
 */
export function pictureHash(grey: readonly number[]): string | null {
  const { width, height } = PICTURE_HASH_SIZE;
  if (grey.length !== width * height || grey.every((value) => value === grey[0])) return null;
  let bits = 0n;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width - 1; column += 1) {
      const here = grey[row * width + column] ?? 0;
      const right = grey[row * width + column + 1] ?? 0;
      bits = bits * 2n + (here > right ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(16, '0');
}

/** Whether two hashes are those of one receipt's pictures; never where one is missing. */
export function isNearPicture(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  let differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; differing > 0n; differing &= differing - 1n) count += 1;
  return count <= NEAR_BITS;
}
