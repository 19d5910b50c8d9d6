import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNearPicture, pictureHash } from '../../../src/core/claims/picture-hash.ts';

const picture = fc
  .array(fc.integer({ min: 0, max: 127 }), { minLength: 72, maxLength: 72 })
  .filter((grey) => new Set(grey).size > 1);

describe('pictureHash', () => {
  it('sets a bit where a pixel is brighter than its right neighbour', () => {
    const row = [9, 8, 7, 6, 5, 6, 7, 8, 9];
    expect(pictureHash(Array(8).fill(row).flat())).toBe('f0'.repeat(8));
  });

  it('does not change with brightness or contrast', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 0, max: 50 }), (grey, more) => {
        expect(pictureHash(grey.map((value) => value * 2 + more))).toBe(pictureHash(grey));
      }),
    );
  });

  it('finds a picture with one changed pixel near, and its mirror image far', () => {
    fc.assert(
      fc.property(picture, fc.nat(71), (grey, at) => {
        const touched = grey.map((value, index) => (index === at ? 255 - value : value));
        expect(isNearPicture(pictureHash(grey), pictureHash(touched))).toBe(true);
      }),
    );
    expect(isNearPicture('f0'.repeat(8), '0f'.repeat(8))).toBe(false);
  });

  it('has none for a plain colour or another size, and nothing is near to none', () => {
    expect(pictureHash(Array(72).fill(255))).toBeNull();
    expect(pictureHash([1, 2, 3])).toBeNull();
    expect(isNearPicture(null, null)).toBe(false);
  });
});
