/**
 * A 53-bit hash of a text, or of two (bryc, "cyrb53", public domain), never 0. Ids are kept as such hashes
 * only: enough to tell two answers apart (of a million, two clash once in 18,000 books), and nothing
 * of the log can be read back from them.
 */
export function shortHash(text: string, second = ''): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  // Keeps ("ab", "c") and ("a", "bc") apart.
  high = Math.imul(high ^ text.length, 2_654_435_761);
  for (let index = 0; index < second.length; index += 1) {
    const code = second.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  return finish(high, low);
}

function finish(first: number, second: number): number {
  const high =
    Math.imul(first ^ (first >>> 16), 2_246_822_507) ^
    Math.imul(second ^ (second >>> 13), 3_266_489_909);
  const low =
    Math.imul(second ^ (second >>> 16), 2_246_822_507) ^
    Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0) || 1;
}

/** The same of a few numbers, each a whole one below 2^53. */
export function numbersHash(seed: number, cells: Float64Array, from: number, to: number): number {
  let high = seed | 0;
  let low = ~seed ^ 0x41c6ce57;
  for (let place = from; place < to; place += 1) {
    const number = cells[place] as number;
    high = Math.imul(high ^ number, 2_654_435_761) ^ (high >>> 15);
    low = Math.imul(low ^ (number / 4_294_967_296) ^ Math.imul(number, 0x9e3779b1), 1_597_334_677);
    low ^= low >>> 13;
  }
  return finish(high, low);
}
