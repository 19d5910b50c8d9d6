/**
 * Which members of a JSON object are wanted: a number is the slot that the value goes to, an object
 * says what is wanted inside the value, and in it `''` is the slot that says where the value stands.
 */
export type Wanted = { readonly [key: string]: number | Wanted };

/** A value that is an object or an array: only where it stands is known. */
export type RawJson = { readonly start: number; readonly end: number };

type Level = readonly (readonly Member[])[];
type Member = { readonly key: Uint8Array; readonly slot: number; readonly inner: Level | null };

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const DEEPEST = 200;
const LONGEST_REPEATED = 64;
const NOTHING: Level = [];

const table = (holds: (byte: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => (holds(byte) ? 1 : 0));
const PLAIN = table((byte) => byte >= 32 && byte !== QUOTE && byte !== BACKSLASH);
const NUMBER = table((byte) => (byte >= 48 && byte <= 57) || [43, 45, 46, 69, 101].includes(byte));

/**
 * Reads a few members out of a JSON line without decoding the rest: one pass over the bytes, checked
 * for JSON's grammar, so that a line that was cut or glued to the next one is told. Prompts and
 * replies are passed over as bytes. The byte behind a line must be a line break.
 */
export class JsonFields {
  /** What the last line said, slot by slot; `undefined` where the member is missing. */
  readonly values: unknown[] = [];
  /** The last line holds a member of one of these names whose value is null, at any depth. */
  nullMembers: string[] = [];
  readonly #wanted: Level;
  readonly #slots: number;
  readonly #watched: ReadonlySet<string>;
  readonly #last: { bytes: Uint8Array; length: number; text: string }[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #keyStart = 0;
  #keyEnd = 0;

  constructor(wanted: Wanted, watchedNulls: readonly string[]) {
    this.#wanted = compile(wanted);
    this.#slots = countSlots(wanted);
    this.#watched = new Set(watchedNulls);
  }

  /** Whether `bytes[start..end)` is one whole JSON object; its wanted members are then in `values`. */
  read(bytes: Buffer, start: number, end: number): boolean {
    this.values.length = 0;
    for (let slot = 0; slot < this.#slots; slot += 1) this.values.push(undefined);
    if (this.nullMembers.length > 0) this.nullMembers = [];
    this.#bytes = bytes;
    this.#at = start;
    this.#space();
    if (bytes[this.#at] !== OPEN_OBJECT || !this.#object(this.#wanted, 0)) return false;
    this.#space(end);
    return this.#at === end;
  }

  /** The text of a value that `values` only points at. */
  textOf(value: RawJson): string {
    return this.#bytes.toString('utf8', value.start, value.end);
  }

  #space(end = Number.POSITIVE_INFINITY): void {
    const bytes = this.#bytes;
    let byte = bytes[this.#at];
    while ((byte === 32 || byte === 9 || byte === 13) && this.#at < end) {
      this.#at += 1;
      byte = bytes[this.#at];
    }
  }

  /** Stands behind the opening quote; ends behind the closing one. */
  #string(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    for (;;) {
      while (PLAIN[bytes[at] as number] === 1) at += 1;
      const byte = bytes[at];
      if (byte === BACKSLASH) {
        if ((bytes[at + 1] as number) < 32) return false;
        at += 2;
        continue;
      }
      this.#at = at + 1;
      return byte === QUOTE;
    }
  }

  #object(level: Level, depth: number): boolean {
    if (depth > DEEPEST) return false;
    const bytes = this.#bytes;
    this.#at += 1;
    this.#space();
    if (bytes[this.#at] === CLOSE_OBJECT) {
      this.#at += 1;
      return true;
    }
    for (;;) {
      if (bytes[this.#at] !== QUOTE) return false;
      this.#at += 1;
      const keyStart = this.#at;
      if (!this.#string()) return false;
      const keyEnd = this.#at - 1;
      this.#space();
      if (bytes[this.#at] !== COLON) return false;
      this.#at += 1;
      this.#space();
      this.#keyStart = keyStart;
      this.#keyEnd = keyEnd;
      const member = memberOf(level, bytes, keyStart, keyEnd);
      if (!(member === undefined ? this.#skip(depth) : this.#take(member, depth))) return false;
      this.#space();
      const byte = bytes[this.#at];
      this.#at += 1;
      if (byte === CLOSE_OBJECT) return true;
      if (byte !== COMMA) return false;
      this.#space();
    }
  }

  #array(depth: number): boolean {
    if (depth > DEEPEST) return false;
    const bytes = this.#bytes;
    this.#at += 1;
    this.#space();
    if (bytes[this.#at] === CLOSE_ARRAY) {
      this.#at += 1;
      return true;
    }
    for (;;) {
      this.#keyEnd = this.#keyStart;
      if (!this.#skip(depth)) return false;
      this.#space();
      const byte = bytes[this.#at];
      this.#at += 1;
      if (byte === CLOSE_ARRAY) return true;
      if (byte !== COMMA) return false;
      this.#space();
    }
  }

  #skip(depth: number): boolean {
    const byte = this.#bytes[this.#at];
    if (byte === QUOTE) {
      this.#at += 1;
      return this.#string();
    }
    if (byte === OPEN_OBJECT) return this.#object(NOTHING, depth + 1);
    if (byte === OPEN_ARRAY) return this.#array(depth + 1);
    return this.#word() !== INVALID_WORD;
  }

  #take(member: Member, depth: number): boolean {
    const bytes = this.#bytes;
    const start = this.#at;
    const byte = bytes[start];
    const { slot } = member;
    if (byte === QUOTE) {
      this.#at += 1;
      if (!this.#string()) return false;
      if (slot >= 0) this.values[slot] = this.#text(slot, start + 1, this.#at - 1);
      return true;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      const isRead =
        byte === OPEN_OBJECT
          ? this.#object(member.inner ?? NOTHING, depth + 1)
          : this.#array(depth + 1);
      if (slot >= 0) this.values[slot] = { start, end: this.#at };
      return isRead;
    }
    const word = this.#word();
    if (word === INVALID_WORD) return false;
    if (slot >= 0) this.values[slot] = word;
    return true;
  }

  /** The line before had the same session, model and often the same ids: its text is taken again. */
  #text(slot: number, start: number, end: number): string {
    const bytes = this.#bytes;
    const last = this.#last[slot];
    const length = end - start;
    if (last !== undefined && last.length === length) {
      let same = 0;
      while (same < length && last.bytes[same] === bytes[start + same]) same += 1;
      if (same === length) return last.text;
    }
    const text = textOf(bytes, start, end);
    if (length <= LONGEST_REPEATED) {
      const kept = last ?? { bytes: new Uint8Array(LONGEST_REPEATED), length, text };
      for (let at = 0; at < length; at += 1) kept.bytes[at] = bytes[start + at] as number;
      kept.length = length;
      kept.text = text;
      this.#last[slot] = kept;
    }
    return text;
  }

  /** A number, `true`, `false` or `null`. */
  #word(): unknown {
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let number = 0;
    let byte = bytes[at] as number;
    while (byte >= 48 && byte <= 57) {
      number = number * 10 + byte - 48;
      at += 1;
      byte = bytes[at] as number;
    }
    if (at > start && NUMBER[byte] !== 1) {
      this.#at = at;
      return bytes[start] === 48 && at > start + 1 ? INVALID_WORD : number;
    }
    while (NUMBER[byte] === 1 || (byte >= 97 && byte <= 122)) {
      at += 1;
      byte = bytes[at] as number;
    }
    this.#at = at;
    const word = bytes.toString('latin1', start, at);
    if (word === 'null') {
      this.#noteNull();
      return null;
    }
    if (word === 'true') return true;
    if (word === 'false') return false;
    return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word) ? Number(word) : INVALID_WORD;
  }

  #noteNull(): void {
    const length = this.#keyEnd - this.#keyStart;
    if (length < 2 || length > 40) return;
    const key = this.#bytes.toString('latin1', this.#keyStart, this.#keyEnd);
    if (this.#watched.has(key)) this.nullMembers.push(key);
  }
}

const INVALID_WORD = Symbol('no JSON value');

function textOf(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    // A wrong escape: the text stays as it stands.
    return text;
  }
}

function compile(wanted: Wanted): Level {
  const level: Member[][] = [];
  for (const [key, value] of Object.entries(wanted)) {
    if (key === '') continue;
    const bytes = Buffer.from(key);
    const own = typeof value === 'number' ? value : value[''];
    const slot = typeof own === 'number' ? own : -1;
    const member = { key: bytes, slot, inner: typeof value === 'number' ? null : compile(value) };
    const sameLength = level[bytes.length] ?? [];
    sameLength.push(member);
    level[bytes.length] = sameLength;
  }
  return Array.from(level, (members) => members ?? []);
}

function countSlots(wanted: Wanted): number {
  return Math.max(
    0,
    ...Object.values(wanted).map((value) =>
      typeof value === 'number' ? value + 1 : countSlots(value),
    ),
  );
}

function memberOf(level: Level, bytes: Buffer, start: number, end: number): Member | undefined {
  const members = level[end - start];
  if (members === undefined) return undefined;
  for (let index = 0; index < members.length; index += 1) {
    const member = members[index] as Member;
    const { key } = member;
    let same = 0;
    while (same < key.length && key[same] === bytes[start + same]) same += 1;
    if (same === key.length) return member;
  }
  return undefined;
}
