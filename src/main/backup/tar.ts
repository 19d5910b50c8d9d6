import { Failure } from '../../core/failure.ts';

/** An entry to be packed: its name with slashes, its size in bytes, its bytes. */
export type TarEntry = {
  readonly name: string;
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array>;
};

const BLOCK = 512;

/**
 * Packs entries as a tar archive (POSIX ustar; sizes above 8 GiB in base 256 as GNU tar writes them). Our
 * own, since tar-stream brings seven megabytes of native parts for another runtime into the installed app.
 */
export async function* packTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const { name, size, chunks } of entries) {
    yield header(name, size);
    let done = 0;
    for await (const chunk of chunks) {
      done += chunk.length;
      yield chunk;
    }
    if (done !== size) throw new Error(`${name} changed its size while it was read.`);
    if (size % BLOCK !== 0) yield new Uint8Array(BLOCK - (size % BLOCK));
  }
  yield new Uint8Array(2 * BLOCK);
}

function header(name: string, size: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const cut = Buffer.byteLength(name) <= 100 ? -1 : name.indexOf('/');
  const tail = name.slice(cut + 1);
  if (Buffer.byteLength(tail) > 100) throw new Error(`${name} is too long a name for a copy.`);
  block.write(tail, 0);
  block.write(['0000600', '0000000', '0000000', ''].join('\0'), 100);
  if (size < 8 ** 11) block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  else {
    block.writeUInt8(0x80, 124);
    block.writeBigUInt64BE(BigInt(size), 128);
  }
  block.write(`${'0'.repeat(11)}\0        0`, 136);
  block.write('ustar\u000000', 257);
  if (cut > 0) block.write(name.slice(0, cut), 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** Told of each entry in turn; gives where its bytes go. */
export type TarTaker = (name: string, size: number) => Promise<TarSink>;
export type TarSink = {
  readonly write: (chunk: Uint8Array) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Unpacks a tar archive's plain files. Anything else in it, or a cut, is a `backup_damaged`. */
export async function unpackTar(bytes: AsyncIterable<Uint8Array>, take: TarTaker): Promise<void> {
  const source = new Bytes(bytes);
  for (;;) {
    const block = await source.exactly(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    const { name, size } = readHeader(block);
    const sink = await take(name, size);
    let left = size;
    while (left > 0) {
      const chunk = await source.upTo(left);
      left -= chunk.length;
      await sink.write(chunk);
    }
    await sink.end();
    await source.exactly((BLOCK - (size % BLOCK)) % BLOCK);
  }
}

function readHeader(block: Buffer): { name: string; size: number } {
  const text = (from: number, length: number): string =>
    block.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  const stated = Number.parseInt(text(148, 8), 8);
  const sum = block.reduce(
    (total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte),
    0,
  );
  const kind = text(156, 1);
  if (stated !== sum || (kind !== '0' && kind !== '')) throw damaged();
  const size =
    block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8);
  if (!Number.isSafeInteger(size) || size < 0) throw damaged();
  const prefix = text(345, 155);
  return { name: prefix ? `${prefix}/${text(0, 100)}` : text(0, 100), size };
}

/** A copy that cannot be read to its end. */
export function damaged(): Failure {
  return new Failure(
    'backup_damaged',
    'The copy is damaged or cut short. Nothing was changed; try an older copy.',
  );
}

/** Takes whole blocks from a stream of chunks. */
class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async exactly(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let left = size;
    while (left > 0) {
      const part = await this.upTo(left);
      left -= part.length;
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async upTo(size: number): Promise<Buffer> {
    while (this.#held.length === 0) {
      const next = await this.#chunks.next();
      if (next.done) throw damaged();
      this.#held = Buffer.from(next.value);
    }
    const part = this.#held.subarray(0, size);
    this.#held = this.#held.subarray(part.length);
    return part;
  }
}
