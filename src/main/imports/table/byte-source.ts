import { open } from 'node:fs/promises';
import { Failure } from '../../../core/failure.ts';

/** Bytes that can be read from the start more than once: a file, or an entry of a ZIP. */
export type ByteSource = {
  /** How people know it: the file's name. */
  readonly name: string;
  readonly size: number;
  /** Bytes of the file on disk per byte read here: below 1 in an archive. */
  readonly fileShare: number;
  /** Pieces of bounded size, in order. A piece is valid until the next one is asked for. */
  readonly pieces: () => AsyncIterable<Buffer>;
};

export const PIECE_SIZE = 64 * 1024;

/** A file on disk as a source. */
export function fileSource(path: string, size: number): ByteSource {
  return { name: path, size, fileShare: 1, pieces: () => filePieces(path, 0, size) };
}

/** `length` bytes of a file from `from` on. A file that has become shorter meanwhile is a failure. */
export async function* filePieces(
  path: string,
  from: number,
  length: number,
): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    const piece = Buffer.allocUnsafe(PIECE_SIZE);
    let at = 0;
    while (at < length) {
      const wanted = Math.min(PIECE_SIZE, length - at);
      const { bytesRead } = await file.read(piece, 0, wanted, from + at);
      if (bytesRead === 0) {
        throw new Failure(
          'file_changed',
          'The file became shorter while it was read. Close the program that writes it and try again.',
        );
      }
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** The first bytes of a source, at most `limit`. */
export async function firstBytes(source: ByteSource, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of source.pieces()) {
    pieces.push(Buffer.from(piece));
    length += piece.length;
    if (length >= limit) break;
  }
  return Buffer.concat(pieces).subarray(0, limit);
}
