import { readSync } from 'node:fs';

const FIRST_BUFFER = 1 << 20;
/** The longest line that is looked at (64 MiB); a longer one is counted as skipped. */
const LONGEST_LINE = 1 << 26;
const NEWLINE = 10;

export type LogLines = {
  /** Called for each line that `wants` lets through, or that holds the needle. */
  onLine(bytes: Buffer, start: number, end: number): void;
  /** Called after each block read, with its size. */
  onBytes?(bytes: number): void;
};

/** Which lines are looked at: those that hold a needle, or those whose beginning says so. */
export type LineFilter =
  | { readonly needle: Buffer }
  | { wants(bytes: Buffer, start: number, end: number): boolean };

export type LinesRead = {
  /** Just behind the last line break: where a later reading goes on. */
  offset: number;
  lines: number;
  /** Lines passed over that are no whole object (cut, or too long to look at). */
  broken: number;
  /** The bytes behind the last line break, and a line break: a whole line of which only that is missing, or a cut one. */
  rest: Buffer<ArrayBufferLike>;
};

/**
 * Reads a log from `offset` on, block by block, and hands over the lines that `filter`
 * lets through; the others are passed over without being decoded. Yields between blocks, so that
 * reading can be cancelled and lets others work. `buffer` is used again for every file.
 */
export function* logLines(
  file: number,
  offset: number,
  filter: LineFilter,
  reader: LogLines,
  buffers: LineBuffer,
): Generator<void, LinesRead> {
  const result: LinesRead = { offset, lines: 0, broken: 0, rest: Buffer.of(NEWLINE) };
  let filled = 0;
  let position = offset;
  let tooLong = false;
  for (;;) {
    let buffer = buffers.bytes;
    if (filled === buffer.length) {
      if (buffer.length < LONGEST_LINE) buffer = buffers.grow(filled);
      else {
        tooLong = true;
        filled = 0;
      }
    }
    const read = readSync(file, buffer, filled, buffer.length - filled, position);
    if (read === 0) break;
    position += read;
    reader.onBytes?.(read);
    const end = filled + read;
    let start = 0;
    if (tooLong) {
      const close = buffer.subarray(0, end).indexOf(NEWLINE, filled);
      if (close === -1) {
        filled = 0;
        yield;
        continue;
      }
      tooLong = false;
      result.lines += 1;
      result.broken += 1;
      start = close + 1;
    }
    const used = scan(buffer.subarray(0, end), start, filter, reader, result);
    result.offset = position - (end - used);
    buffer.copyWithin(0, used, end);
    filled = end - used;
    yield;
  }
  if (tooLong) {
    result.lines += 1;
    result.broken += 1;
  } else result.rest = Buffer.concat([buffers.bytes.subarray(0, filled), Buffer.of(NEWLINE)]);
  return result;
}

/** The one block that files are read into; it grows up to the longest line and is kept. */
export class LineBuffer {
  bytes: Buffer<ArrayBufferLike> = Buffer.allocUnsafeSlow(FIRST_BUFFER);

  grow(filled: number): Buffer {
    const larger = Buffer.allocUnsafeSlow(this.bytes.length * 2);
    this.bytes.copy(larger, 0, 0, filled);
    this.bytes = larger;
    return larger;
  }
}

function scan(
  block: Buffer,
  from: number,
  filter: LineFilter,
  reader: LogLines,
  result: LinesRead,
): number {
  const needle = 'needle' in filter ? filter.needle : null;
  const wants = 'wants' in filter ? filter.wants : null;
  let next = needle === null ? 0 : placeOf(block, needle, from);
  let start = from;
  for (;;) {
    const end = block.indexOf(NEWLINE, start);
    if (end === -1) return start;
    const isWanted = wants === null ? next < end : wants(block, start, end);
    if (needle !== null && next < end) next = placeOf(block, needle, end);
    const whole = isWhole(block, start, end);
    if (whole !== null) {
      result.lines += 1;
      if (isWanted) reader.onLine(block, start, end);
      else if (!whole) result.broken += 1;
    }
    start = end + 1;
  }
}

const placeOf = (block: Buffer, needle: Buffer, from: number): number => {
  const place = block.indexOf(needle, from);
  return place === -1 ? Number.POSITIVE_INFINITY : place;
};

/** Whether a line begins and ends as an object does; `null` for an empty line. */
export function isWhole(block: Buffer, start: number, end: number): boolean | null {
  let first = start;
  let last = end - 1;
  while (first <= last && (block[first] as number) <= 32) first += 1;
  while (last >= first && (block[last] as number) <= 32) last -= 1;
  if (first > last) return null;
  return block[first] === 123 && block[last] === 125;
}
