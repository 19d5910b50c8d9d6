import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areSameWords, pairingText, wordsOf } from '../../../src/core/packets/pairing-words.ts';

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();
const example = pairingText(
  'i',
  { installation: 'o', sign: 'A', age: 'age1o' },
  { installation: 'p', sign: 'B', age: 'age1p' },
);

describe('the words of a pairing', () => {
  it('are the published ones of the published text', () => {
    expect(example).toBe('seatworth-pairing-1\ni\no\nA\nage1o\np\nB\nage1p\n');
    expect(wordsOf(digest(example))).toEqual({
      words: 'movie rubber dilemma erode cute ten',
      numbers: ['1160', '1511', '0498', '0613', '0438', '1784'],
    });
  });

  it('can be typed in full, by four letters or by number, and nothing else', () => {
    const words = wordsOf(digest(example));
    for (const typed of [
      'movie rubber dilemma erode cute ten',
      ' MOVIE, rubber dilemma\nerode cute ten ',
      'movi rubb dile erod cute ten',
      '1160 1511 0498 0613 0438 1784',
      '1160 1511 498 613 438 1784',
      'movie 1511 dile 0613 cute ten',
    ]) {
      expect(areSameWords(words, typed), typed).toBe(true);
    }
    for (const typed of [
      '',
      'movie rubber dilemma erode cute',
      'movie rubber dilemma erode cute ten ten',
      'rubber movie dilemma erode cute ten',
      'mov rub dil ero cut ten',
      '1160 1511 0498 0613 0438 1785',
      'movie rubber dilemma erode cute tent',
    ]) {
      expect(areSameWords(words, typed), typed).toBe(false);
    }
  });

  it('of any digest are six of the list, and are known by their words and numbers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const one = wordsOf(bytes);
        expect(one.words.split(' ')).toHaveLength(6);
        expect(one.words).not.toContain('  ');
        expect(areSameWords(one, one.words)).toBe(true);
        expect(areSameWords(one, one.numbers.join(' '))).toBe(true);
      }),
    );
  });
});
