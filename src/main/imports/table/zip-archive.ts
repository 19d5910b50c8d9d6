import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { Failure } from '../../../core/failure.ts';
import type { ByteSource } from './byte-source.ts';
import { filePieces, PIECE_SIZE } from './byte-source.ts';

/** All entries of an archive together may not unpack to more. */
const UNPACKED_LIMIT = 512 * 1024 * 1024;
/** Tables of digits pack well; only a bomb packs better than this. */
const RATIO_LIMIT = 400;
const ENTRY_LIMIT = 10_000;
const DIRECTORY_LIMIT = 16 * 1024 * 1024;
// APPNOTE.TXT 6.3: sections 4.3.7, 4.3.12 and 4.3.16.
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly sum: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
};

/**
 * The files of a ZIP archive as sources, which unpack as they are read: nothing is written to disk,
 * so that a name cannot lead anywhere. Sizes are checked in the archive's directory before anything
 * is unpacked, and again while it is, and so are checksums, which yauzl leaves out. Fails with `archive_unreadable` or `archive_too_large`.
 */
export async function zipEntries(path: string, size: number): Promise<readonly ByteSource[]> {
  const entries = await directory(path, size);
  let total = 0;
  for (const entry of entries) {
    total += entry.unpacked;
    const isBomb = entry.unpacked > 1024 * 1024 && entry.unpacked > entry.packed * RATIO_LIMIT;
    if (total > UNPACKED_LIMIT || isBomb) throw tooLarge();
  }
  return entries.map((entry) => ({
    name: entry.name,
    size: entry.unpacked,
    fileShare: entry.unpacked === 0 ? 0 : entry.packed / entry.unpacked,
    pieces: () => unpackedPieces(path, size, entry),
  }));
}

const tooLarge = (): Failure =>
  new Failure(
    'archive_too_large',
    'The archive unpacks to more than is sensible (512 MiB, or 400 times its size). Unpack it and import the tables one by one.',
  );

const unreadable = (why: string): Failure =>
  new Failure(
    'archive_unreadable',
    `The archive cannot be read: ${why}. Download or save it again.`,
  );

async function bytesAt(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, from);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function directory(path: string, size: number): Promise<readonly Entry[]> {
  const tailSize = Math.min(size, END_SIZE + LONGEST_COMMENT);
  const tail = await bytesAt(path, size - tailSize, tailSize);
  let end = tail.length - END_SIZE;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw unreadable('it has no directory, so it was cut off');
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const from = tail.readUInt32LE(end + 16);
  // 64-bit archives are for what is larger than we unpack anyway.
  if (count === 0xffff || from === 0xffffffff || count > ENTRY_LIMIT) throw tooLarge();
  if (length > DIRECTORY_LIMIT || from + length > size)
    throw unreadable('its directory is damaged');
  const bytes = await bytesAt(path, from, length);
  const entries: Entry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) {
      throw unreadable('its directory is damaged');
    }
    const flags = bytes.readUInt16LE(at + 8);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const entry = {
      name,
      method: bytes.readUInt16LE(at + 10),
      sum: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    };
    if (!name.endsWith('/')) {
      if ((flags & 1) === 1) throw unreadable('it is locked with a password');
      if (entry.packed === 0xffffffff || entry.unpacked === 0xffffffff) throw tooLarge();
      entries.push(entry);
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

async function* unpackedPieces(path: string, size: number, entry: Entry): AsyncGenerator<Buffer> {
  const local = await bytesAt(path, entry.offset, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== LOCAL) throw unreadable('an entry is damaged');
  const from = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (from + entry.packed > size) throw unreadable('an entry is cut off');
  const packed = filePieces(path, from, entry.packed);
  if (entry.method !== 0 && entry.method !== 8) throw unreadable('it is packed in a rare way');
  const pieces = entry.method === 0 ? packed : inflated(packed);
  let length = 0;
  let sum = 0;
  for await (const piece of pieces) {
    length += piece.length;
    sum = crc32(piece, sum);
    // The directory was lying about what was checked before.
    if (length > entry.unpacked) throw tooLarge();
    yield piece;
  }
  if (length < entry.unpacked || sum !== entry.sum) throw unreadable('its contents are damaged');
}

async function* inflated(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: PIECE_SIZE });
  // The callback is needed so that a failure reaches the loop below and nobody else.
  pipeline(Readable.from(copies(packed)), inflate, () => undefined);
  try {
    for await (const piece of inflate) yield piece;
  } catch (error) {
    throw error instanceof Failure ? error : unreadable('its contents are damaged');
  }
}

/** Pieces that last: the source uses a piece's bytes again for the next one. */
async function* copies(pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}
