import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isNearPicture,
  PICTURE_HASH_SIZE,
  pictureHash,
} from '../../../src/core/claims/picture-hash.ts';

const { width, height } = PICTURE_HASH_SIZE;
/** Fields of the picture, 17 × 16, each of one shade; `noise` comes on top of every pixel. */
const drawn = (
  fields: readonly number[],
  change: (shade: number, pixel: number) => number = (shade) => shade,
) =>
  Array.from({ length: width * height }, (_, pixel) => {
    const field = Math.floor(pixel / width / 32) * 17 + Math.floor((pixel % width) / 32);
    return change(fields[field] ?? 0, pixel);
  });
const row = [9, 8, 7, 6, 5, 6, 7, 8, 9, 8, 7, 6, 5, 6, 7, 8, 9].map((shade) => shade * 10);
const page = Array.from({ length: 16 }, () => row).flat();
/** Shades far enough from each other that what is brighter stays brighter. */
const fields = fc
  .array(fc.integer({ min: 0, max: 11 }), { minLength: 272, maxLength: 272 })
  .map((shades) => shades.map((shade) => shade * 10));
const runs = { numRuns: 8 };

describe('pictureHash', () => {
  it('sets a bit where a field is brighter than its right neighbour', () => {
    expect(pictureHash(drawn(page))).toBe('f0f0'.repeat(16));
  });

  it('does not change with brightness, contrast, or noise in the pixels', () => {
    fc.assert(
      fc.property(fields, fc.integer({ min: 0, max: 30 }), (shades, more) => {
        const hash = pictureHash(drawn(shades));
        expect(hash).not.toBeNull();
        expect(pictureHash(drawn(shades, (shade) => shade * 2 + more))).toBe(hash);
        const noisy = drawn(shades, (shade, pixel) => shade + ((pixel * 7919) % 41) - 20);
        expect(pictureHash(noisy)).toBe(hash);
      }),
      runs,
    );
  });

  it('finds a picture with one changed field near, and another picture far', () => {
    fc.assert(
      fc.property(fields, fields, fc.nat(271), (shades, others, at) => {
        const touched = shades.map((shade, index) => (index === at ? 255 - shade : shade));
        const hash = pictureHash(drawn(shades));
        expect(isNearPicture(hash, pictureHash(drawn(touched)))).toBe(true);
        expect(isNearPicture(hash, pictureHash(drawn(others)))).toBe(false);
      }),
      runs,
    );
  });

  it('compares what is printed, not the white around it', () => {
    const printed = `${'f0f0'.repeat(4)}${'0'.repeat(48)}`;
    expect(isNearPicture(printed, `${'f0f0'.repeat(3)}f0f1${'0'.repeat(48)}`)).toBe(true);
    expect(isNearPicture(printed, `${'f0f0'.repeat(2)}${'0f0f'.repeat(2)}${'0'.repeat(48)}`)).toBe(
      false,
    );
  });

  it('has none for blank paper or another size, and nothing is near to none', () => {
    expect(pictureHash(drawn(Array(272).fill(255)))).toBeNull();
    expect(pictureHash(drawn([], (_, pixel) => 250 + (pixel % 3)))).toBeNull();
    expect(pictureHash([1, 2, 3])).toBeNull();
    expect(isNearPicture(null, null)).toBe(false);
    expect(isNearPicture('f0'.repeat(8), 'f0'.repeat(8 * 4))).toBe(false);
  });
});
