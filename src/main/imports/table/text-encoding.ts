import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import type { ByteSource } from './byte-source.ts';

export type TextEncoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'gb18030'
  | 'shift_jis'
  | 'windows-1252';

export type FoundEncoding = {
  readonly encoding: TextEncoding;
  /** Concluded from the bytes' habits, not told by a byte-order mark or by valid UTF-8. */
  readonly isGuessed: boolean;
  /** UTF-8 with broken bytes in it: they are read as U+FFFD, and their rows must be refused. */
  readonly isDamaged: boolean;
};

const certain = (encoding: TextEncoding): FoundEncoding => ({
  encoding,
  isGuessed: false,
  isDamaged: false,
});

/**
 * Finds a text's encoding over all its bytes, not over a sample: one pass, without decoding. A
 * byte-order mark speaks first, then the places of zero bytes (UTF-16), then UTF-8's validity. What
 * is not valid UTF-8 is UTF-8 with damage where valid sequences outnumber the broken ones ten to
 * one, else GB18030 where the high bytes pair up as common Chinese characters, Shift JIS where they
 * do as Japanese ones with kana among them, else Windows-1252.
 */
export async function findEncoding(source: ByteSource): Promise<FoundEncoding> {
  const tally = new ByteTally();
  let isFirst = true;
  for await (const piece of source.pieces()) {
    if (isFirst) {
      isFirst = false;
      const marked = markedEncoding(piece);
      if (marked !== null && marked !== 'utf-8') return certain(marked);
      const wide = zeroPlaces(piece);
      if (wide !== null) return { encoding: wide, isGuessed: true, isDamaged: false };
    }
    tally.add(piece);
  }
  return tally.verdict();
}

/** UTF-16 by its byte-order mark, or by the places of its zero bytes; `null` where it is none. */
export function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const marked = markedEncoding(bytes);
  return marked === 'utf-8' || marked === null ? zeroPlaces(bytes) : marked;
}

function markedEncoding(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  return null;
}

/** UTF-16 without a mark: delimiters, digits and line ends put zeros at every other place. */
function zeroPlaces(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const zeros = even + odd;
  if (zeros * 20 < bytes.length || Math.min(even, odd) * 20 > zeros) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

class ByteTally {
  #isUtf8 = true;
  #tail: Buffer = Buffer.alloc(0);
  #goodSequences = 0;
  #badBytes = 0;
  #chinesePairs = 0;
  #otherPairs = 0;
  #brokenPairs = 0;
  readonly #japanese = new JapaneseTally();

  add(piece: Buffer): void {
    const bytes = this.#tail.length === 0 ? piece : Buffer.concat([this.#tail, piece]);
    const whole = bytes.length - openSequence(bytes);
    const body = bytes.subarray(0, whole);
    this.#tail = Buffer.from(bytes.subarray(whole));
    if (isAscii(body)) return;
    if (isUtf8(body)) {
      for (const byte of body) if (byte >= 0xc2) this.#goodSequences += 1;
      return;
    }
    this.#isUtf8 = false;
    this.#count(body);
  }

  verdict(): FoundEncoding {
    if (this.#tail.length > 0) {
      this.#isUtf8 = false;
      this.#count(this.#tail);
    }
    if (this.#isUtf8) return certain('utf-8');
    if (this.#goodSequences > 0 && this.#goodSequences >= this.#badBytes * 10) {
      return { encoding: 'utf-8', isGuessed: true, isDamaged: true };
    }
    const pairs = this.#chinesePairs + this.#otherPairs + this.#brokenPairs;
    const isChinese = this.#brokenPairs * 20 <= pairs && this.#chinesePairs * 2 >= pairs;
    const local = this.#japanese.isLikely() ? 'shift_jis' : 'windows-1252';
    return { encoding: isChinese ? 'gb18030' : local, isGuessed: true, isDamaged: false };
  }

  #count(bytes: Buffer): void {
    this.#japanese.add(bytes);
    for (let at = 0; at < bytes.length; ) {
      if ((bytes[at] ?? 0) < 0x80) {
        at += 1;
        continue;
      }
      let end = at;
      while (end < bytes.length && (bytes[end] ?? 0) >= 0x80) end += 1;
      this.#countUtf8(bytes.subarray(at, end));
      at = this.#countPairs(bytes, at, end);
    }
  }

  /** A run of high bytes, as UTF-8. */
  #countUtf8(run: Buffer): void {
    if (isUtf8(run)) {
      this.#goodSequences += Math.ceil(run.length / 3);
      return;
    }
    for (let at = 0; at < run.length; ) {
      const size = sequenceSize(run[at] ?? 0);
      if (size > 1 && at + size <= run.length && isUtf8(run.subarray(at, at + size))) {
        this.#goodSequences += 1;
        at += size;
      } else {
        this.#badBytes += 1;
        at += 1;
      }
    }
  }

  /** A run of high bytes, as GB18030: two bytes (or four) each; the last may take a low byte along. */
  #countPairs(bytes: Buffer, from: number, end: number): number {
    let at = from;
    while (at < end) {
      const lead = bytes[at] ?? 0;
      const trail = bytes[at + 1] ?? 0;
      if (trail >= 0x30 && trail <= 0x39 && (bytes[at + 2] ?? 0) >= 0x81) {
        this.#otherPairs += 1;
        at += 4;
      } else if (lead === 0x80 || lead === 0xff || trail < 0x40 || trail === 0x7f) {
        this.#brokenPairs += 1;
        at += 1;
      } else {
        // GB 2312: signs, and the characters of daily use. Rarer ones stand where "öß" would.
        const isCommon = (lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7);
        if (isCommon && trail >= 0xa1) this.#chinesePairs += 1;
        else this.#otherPairs += 1;
        at += 2;
      }
    }
    return Math.max(at, end);
  }
}

/** Bytes as Shift JIS: pairs, whose second byte may be a low one, and half-width kana of one byte. */
class JapaneseTally {
  #kana = 0;
  #common = 0;
  #other = 0;
  #broken = 0;

  add(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += 1) {
      const lead = bytes[at] ?? 0;
      if (lead < 0x80) continue;
      const trail = bytes[at + 1] ?? 0;
      if (lead >= 0xa1 && lead <= 0xdf) {
        this.#other += 1;
      } else if (lead === 0x80 || lead === 0xa0 || lead > 0xfc || trail < 0x40 || trail === 0x7f) {
        this.#broken += 1;
      } else {
        const isKana =
          (lead === 0x82 && trail >= 0x9f && trail <= 0xf1) || (lead === 0x83 && trail <= 0x96);
        if (isKana) this.#kana += 1;
        if (lead <= 0x84 || (lead >= 0x88 && lead <= 0x97)) this.#common += 1;
        else this.#other += 1;
        at += 1;
      }
    }
  }

  /** Kana have to be there: "it’s" of Windows-1252 would be a rare character by its two bytes. */
  isLikely(): boolean {
    const pairs = this.#common + this.#other + this.#broken;
    return this.#kana * 20 >= pairs && this.#common * 2 >= pairs && this.#broken * 20 <= pairs;
  }
}

function sequenceSize(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc2 ? 2 : 1;
}

/** How many bytes at the end begin a UTF-8 sequence that the next piece goes on with. */
function openSequence(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceSize(byte) > back ? back : 0;
  }
  return 0;
}

/** Turns pieces of bytes into pieces of text, one for one; the last with `isLast`. */
export type TextDecoding = { readonly decode: (piece: Buffer, isLast: boolean) => string };

export function textDecoding(found: FoundEncoding): TextDecoding {
  return found.encoding === 'utf-8' ? utf8Decoding() : tableDecoding(found.encoding);
}

function utf8Decoding(): TextDecoding {
  let tail: Buffer = Buffer.alloc(0);
  let isFirst = true;
  return {
    decode(piece, isLast) {
      const bytes = tail.length === 0 ? piece : Buffer.concat([tail, piece]);
      const whole = bytes.length - (isLast ? 0 : openSequence(bytes));
      tail = Buffer.from(bytes.subarray(whole));
      const from = isFirst && markedEncoding(bytes) === 'utf-8' ? 3 : 0;
      isFirst = false;
      return bytes.toString('utf8', from, whole);
    },
  };
}

function tableDecoding(encoding: TextEncoding): TextDecoding {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  return {
    decode: (piece, isLast) => decoder.write(piece) + (isLast ? (decoder.end() ?? '') : ''),
  };
}
