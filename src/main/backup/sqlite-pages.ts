import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** What a page of a tree is, by its first byte. */
const KINDS = new Map([
  [0x02, { isLeaf: false, hasRows: true, isByNumber: false }],
  [0x05, { isLeaf: false, hasRows: false, isByNumber: true }],
  [0x0a, { isLeaf: true, hasRows: true, isByNumber: false }],
  [0x0d, { isLeaf: true, hasRows: true, isByNumber: true }],
]);

export type PageRow = { readonly number: bigint | null; readonly values: readonly RecordValue[] };
export type RecordValue = bigint | number | string | Buffer | null;

/** One page of a tree: the pages below it and its own rows. */
export type TreePage = {
  /** Whether its rows have row numbers; a table `WITHOUT ROWID` and an index have none. */
  readonly isByNumber: boolean;
  readonly isLeaf: boolean;
  readonly below: readonly number[];
  readonly rows: readonly PageRow[];
};

const MAGIC = 'SQLite format 3\0';
const OWN_PAGE_SIZE = 4096;

/**
 * The pages of a SQLite file, read one by one without asking SQLite, for a file that it refuses
 * (sqlite.org/fileformat2.html). What its log holds counts before what the file holds.
 */
export class SqlitePages {
  readonly count: number;
  readonly #file: number;
  readonly #log: number | null;
  readonly #size: number;
  /** Bytes of a page that hold content. */
  readonly #usable: number;
  readonly #logged: ReadonlyMap<number, number>;
  readonly #hasHeader: boolean;

  constructor(file: string) {
    this.#file = openSync(file, 'r');
    this.#log = existsSync(`${file}-wal`) ? openSync(`${file}-wal`, 'r') : null;
    const header = bytesAt(this.#file, 0, 100);
    const named = header.length === 100 ? header.readUInt16BE(16) : 0;
    const size = named === 1 ? 65_536 : named;
    const isSize = size >= 512 && (size & (size - 1)) === 0;
    this.#hasHeader = isSize && header.toString('latin1', 0, 16) === MAGIC;
    this.#size = this.#hasHeader ? size : OWN_PAGE_SIZE;
    this.#usable = this.#size - (this.#hasHeader ? header.readUInt8(20) : 0);
    this.#logged = this.#log === null ? new Map() : framesOf(this.#log, this.#size);
    const last = Math.max(0, ...this.#logged.keys());
    this.count = Math.max(last, Math.floor(fstatSync(this.#file).size / this.#size));
  }

  close(): void {
    closeSync(this.#file);
    if (this.#log !== null) closeSync(this.#log);
  }

  /** The version of the schema that the first page names; `null` where it cannot be read. */
  schemaVersion(): number | null {
    return this.#hasHeader ? (this.#page(1)?.readUInt32BE(60) ?? null) : null;
  }

  /** The pages that hold nothing any more; `null` where the first page does not tell. */
  freePages(): ReadonlySet<number> | null {
    if (!this.#hasHeader) return null;
    const free = new Set<number>();
    let trunk = this.#page(1)?.readUInt32BE(32) ?? 0;
    while (trunk > 0 && trunk <= this.count && !free.has(trunk)) {
      free.add(trunk);
      const page = this.#page(trunk);
      if (page === null) break;
      const leaves = Math.min(page.readUInt32BE(4), this.#size / 4 - 2);
      for (let at = 0; at < leaves; at += 1) free.add(page.readUInt32BE(8 + 4 * at));
      trunk = page.readUInt32BE(0);
    }
    return free;
  }

  /** A page of a tree; `null` where it is none that can be read as a whole. */
  tree(number: number): TreePage | null {
    const page = this.#page(number);
    if (page === null) return null;
    const start = number === 1 ? 100 : 0;
    const kind = KINDS.get(page.readUInt8(start));
    if (!kind) return null;
    try {
      const cells = page.readUInt16BE(start + 3);
      const first = start + (kind.isLeaf ? 8 : 12);
      const below: number[] = [];
      const rows: PageRow[] = [];
      for (let cell = 0; cell < cells; cell += 1) {
        let at = page.readUInt16BE(first + 2 * cell);
        if (!kind.isLeaf) {
          below.push(page.readUInt32BE(at));
          at += 4;
        }
        if (kind.hasRows) rows.push(this.#row(page, at, kind.isByNumber));
      }
      if (!kind.isLeaf) below.push(page.readUInt32BE(start + 8));
      const { isByNumber, isLeaf } = kind;
      return { isByNumber, isLeaf, below, rows };
    } catch (error) {
      // A length or a place that leads out of the page.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  #page(number: number): Buffer | null {
    if (number < 1 || number > this.count) return null;
    const logged = this.#logged.get(number);
    const page =
      logged !== undefined && this.#log !== null
        ? bytesAt(this.#log, logged, this.#size)
        : bytesAt(this.#file, (number - 1) * this.#size, this.#size);
    return page.length === this.#size ? page : null;
  }

  #row(page: Buffer, start: number, isByNumber: boolean): PageRow {
    const [length, afterLength] = varint(page, start);
    const [number, at] = isByNumber ? varint(page, afterLength) : [null, afterLength];
    return { number, values: recordOf(this.#payload(page, at, Number(length), isByNumber)) };
  }

  /** A row's bytes, those that did not fit into its page included. */
  #payload(page: Buffer, at: number, length: number, isByNumber: boolean): Buffer {
    if (length > this.count * this.#size) throw new RangeError('longer than the file');
    const usable = this.#usable;
    const most = isByNumber ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
    if (length <= most) return slice(page, at, length);
    const least = Math.floor(((usable - 12) * 32) / 255) - 23;
    const wanted = least + ((length - least) % (usable - 4));
    const own = wanted <= most ? wanted : least;
    const parts = [slice(page, at, own)];
    let next = page.readUInt32BE(at + own);
    for (let left = length - own; left > 0; left -= usable - 4) {
      const more = this.#page(next);
      if (more === null) throw new RangeError('the rest of a row is not there');
      parts.push(slice(more, 4, Math.min(left, usable - 4)));
      next = more.readUInt32BE(0);
    }
    return Buffer.concat(parts);
  }
}

function slice(bytes: Buffer, at: number, length: number): Buffer {
  if (at < 0 || at + length > bytes.length) throw new RangeError('outside of the page');
  return bytes.subarray(at, at + length);
}

function bytesAt(handle: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(handle, bytes, 0, length, at));
}

/** Where the log holds each page last, up to the last change that was written in whole. */
function framesOf(log: number, size: number): Map<number, number> {
  const header = bytesAt(log, 0, 32);
  const found = new Map<number, number>();
  if (header.length < 32 || header.readUInt32BE(8) !== size) return found;
  const salts = header.subarray(16, 24);
  let open = new Map<number, number>();
  for (let at = 32; ; at += 24 + size) {
    const frame = bytesAt(log, at, 24);
    if (frame.length < 24 || !frame.subarray(8, 16).equals(salts)) return found;
    open.set(frame.readUInt32BE(0), at + 24);
    if (frame.readUInt32BE(4) === 0) continue;
    for (const [page, place] of open) found.set(page, place);
    open = new Map();
  }
}

/** A number of one to nine bytes, and where it ends. */
function varint(bytes: Buffer, start: number): [bigint, number] {
  let value = 0n;
  for (let at = start; at < start + 8; at += 1) {
    const byte = bytes.readUInt8(at);
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return [value, at + 1];
  }
  value = (value << 8n) | BigInt(bytes.readUInt8(start + 8));
  return [BigInt.asIntN(64, value), start + 9];
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

function recordOf(record: Buffer): RecordValue[] {
  const [length, first] = varint(record, 0);
  const values: RecordValue[] = [];
  let at = Number(length);
  for (let place = first; place < Number(length); ) {
    const [kind, next] = varint(record, place);
    const [value, end] = fieldOf(record, at, Number(kind));
    values.push(value);
    place = next;
    at = end;
  }
  return values;
}

function fieldOf(record: Buffer, at: number, kind: number): [RecordValue, number] {
  if (kind === 0) return [null, at];
  if (kind === 8 || kind === 9) return [BigInt(kind - 8), at];
  if (kind === 7) return [record.readDoubleBE(at), at + 8];
  const bytes = INTEGER_BYTES[kind];
  if (bytes !== undefined) {
    const value = slice(record, at, bytes).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    return [BigInt.asIntN(8 * bytes, value), at + bytes];
  }
  if (kind < 12) throw new RangeError('no kind of value');
  const length = Math.floor((kind - 12) / 2);
  const content = slice(record, at, length);
  return [kind % 2 === 0 ? Buffer.from(content) : content.toString('utf8'), at + length];
}
