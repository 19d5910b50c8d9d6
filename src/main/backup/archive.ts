import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { createGunzip, createGzip } from 'node:zlib';
import { Failure } from '../../core/failure.ts';
import { damaged, packTar, type TarEntry, type TarTaker, unpackTar } from './tar.ts';

/** A copy is a gzipped tar archive, with a passphrase inside age: `age -d COPY | tar xz` opens it too. */

const AGE = 'age-encryption.org/';

/** How much larger than the copy its contents may be: a bomb is no copy of ours. */
const MOST_EXPANSION = 400;
const ALWAYS_ALLOWED = 256 * 1024 * 1024;

export type CopyKind = 'archive' | 'encrypted' | 'book' | null;

/** What a file is, by its first bytes. */
export async function copyKind(file: string): Promise<CopyKind> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0);
    const start = buffer.subarray(0, bytesRead).toString('latin1');
    if (start.startsWith(AGE)) return 'encrypted';
    if (start.startsWith('\u001f\u008b')) return 'archive';
    return start.startsWith('SQLite format 3\0') ? 'book' : null;
  } finally {
    await handle.close();
  }
}

/** Writes entries into a new file and forces it to the disk; gives its size and SHA-256. */
export async function writeArchive(
  file: string,
  entries: AsyncIterable<TarEntry>,
  passphrase: string | null,
  signal: AbortSignal | undefined,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const packed = Readable.from(packTar(entries)).compose(createGzip({ level: 5 })) as Readable;
  const source = passphrase === null ? packed : await encrypted(packed, passphrase);
  await pipeline(source, count, createWriteStream(file, { flush: true, mode: 0o600 }), {
    ...(signal ? { signal } : {}),
  });
  return { bytes, sha256: hash.digest('hex') };
}

async function encrypted(packed: Readable, passphrase: string): Promise<Readable> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  const stream = await encrypter.encrypt(Readable.toWeb(packed) as never);
  return Readable.fromWeb(stream as unknown as ReadableStream);
}

/**
 * Reads a copy's entries. `passphrase_missing` and `passphrase_wrong` for an encrypted one,
 * `backup_damaged` where it cannot be read to its end.
 */
export async function readArchive(
  file: string,
  passphrase: string | null,
  take: TarTaker,
): Promise<void> {
  const kind = await copyKind(file);
  const raw = createReadStream(file);
  try {
    const source = kind === 'encrypted' ? await decrypted(raw, passphrase) : raw;
    const gunzip = createGunzip();
    const { size } = await stat(file);
    const most = Math.max(ALWAYS_ALLOWED, size * MOST_EXPANSION);
    await pipeline(source, gunzip, (unpacked: AsyncIterable<Uint8Array>) =>
      unpackTar(bounded(unpacked, most), take),
    );
  } catch (error) {
    throw isOurs(error) ? error : damaged();
  } finally {
    raw.destroy();
  }
}

/** Failures of ours, and of the disk, are told as they are; all else means that the bytes are wrong. */
function isOurs(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  return error instanceof Failure || /^(ENOSPC|EDQUOT|EACCES|EPERM|EROFS|ENOENT|EIO)$/.test(code);
}

async function decrypted(raw: Readable, passphrase: string | null): Promise<Readable> {
  if (passphrase === null) {
    throw new Failure('passphrase_missing', 'The copy is encrypted. Give its passphrase.');
  }
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    const stream = await decrypter.decrypt(Readable.toWeb(raw) as never);
    return Readable.fromWeb(stream as unknown as ReadableStream);
  } catch (error) {
    if (
      !(error instanceof Error) ||
      !/no identity|passphrase|authentication|tag/i.test(error.message)
    ) {
      throw error;
    }
    throw new Failure('passphrase_wrong', 'The passphrase does not open this copy.');
  }
}

async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw damaged();
    yield chunk;
  }
}
