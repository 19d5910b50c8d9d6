import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from '../../../core/failure.ts';
import { type ByteSource, filePieces, PIECE_SIZE } from './byte-source.ts';

/** As much as an archive may unpack to, and how many times its own size: more is no table. */
const UNPACKED_LIMIT = 512 * 1024 * 1024;
const RATIO_LIMIT = 400;
const SMALL = 1024 * 1024;

/** Whether bytes begin as a gzip file does. */
export const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

/**
 * A file that was packed with gzip (`.csv.gz`, as clouds deliver their exports) as a source of what is
 * in it. Fails while it is read, with `archive_unreadable` or `archive_too_large`.
 */
export async function gzipSource(path: string, size: number): Promise<ByteSource> {
  const unpacked = Math.max(1, await statedSize(path, size));
  return {
    name: path.replace(/\.gz$/i, ''),
    size: unpacked,
    fileShare: size / unpacked,
    pieces: () => unpackedPieces(path, size),
  };
}

/** The last four bytes say how much it unpacks to; a guess, checked while it is read. */
async function statedSize(path: string, size: number): Promise<number> {
  if (size < 18) throw unreadable();
  const file = await open(path, 'r');
  try {
    const end = Buffer.alloc(4);
    await file.read(end, 0, 4, size - 4);
    return end.readUInt32LE(0);
  } finally {
    await file.close();
  }
}

async function* unpackedPieces(path: string, size: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: PIECE_SIZE });
  pipeline(Readable.from(copies(filePieces(path, 0, size))), gunzip, () => undefined);
  let length = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > UNPACKED_LIMIT || (length > SMALL && length > size * RATIO_LIMIT)) {
        throw new Failure(
          'archive_too_large',
          'The archive unpacks to far more than a table needs. Nothing was changed.',
        );
      }
      yield piece;
    }
  } catch (error) {
    throw error instanceof Failure ? error : unreadable();
  } finally {
    gunzip.destroy();
  }
}

/** Pieces that last: the file's reader uses a piece's bytes again for the next one. */
async function* copies(pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

const unreadable = (): Failure =>
  new Failure(
    'archive_unreadable',
    'The archive cannot be read: its contents are damaged. Download it again.',
    { reason: 'its contents are damaged' },
  );
