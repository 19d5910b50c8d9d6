/**
 * What crosses between the browser and the Node processes is text; these two carry everything that
 * structured cloning carries between Electron's processes: class instances become plain objects,
 * errors keep name and message alone, functions and symbols are refused. Both functions stand on
 * their own, because the browser is given them as text.
 */

export function toText(value: unknown): string {
  const seen = new Map<object, number>();
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };
  const bytesOf = (buffer: ArrayBufferLike, from: number, length: number): string => {
    let text = '';
    for (const byte of new Uint8Array(buffer, from, length)) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const parts = (part: object): unknown[] => {
    if (part instanceof Map) return ['map', [...part].map(([k, v]) => [pack(k), pack(v)])];
    if (part instanceof Set) return ['set', [...part].map(pack)];
    if (Array.isArray(part)) return ['list', Array.from(part, pack)];
    return ['object', Object.entries(part).map(([key, v]) => [key, pack(v)])];
  };
  const pack = (part: unknown): unknown => {
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return part;
    if (typeof part === 'number') {
      return Number.isFinite(part) && !Object.is(part, -0)
        ? part
        : ['number', Object.is(part, -0) ? '-0' : String(part)];
    }
    if (part === undefined) return ['undefined'];
    if (typeof part === 'bigint') return ['bigint', String(part)];
    if (typeof part !== 'object') return refuse();
    if (seen.has(part)) return ['same', seen.get(part)];
    seen.set(part, seen.size);
    if (part instanceof Date) return ['date', part.getTime()];
    if (part instanceof RegExp) return ['regexp', part.source, part.flags];
    if (part instanceof Error) return ['error', part.name, part.message];
    if (part instanceof ArrayBuffer)
      return ['bytes', 'ArrayBuffer', bytesOf(part, 0, part.byteLength)];
    if (ArrayBuffer.isView(part)) {
      const kind = part.constructor.name === 'Buffer' ? 'Uint8Array' : part.constructor.name;
      return ['bytes', kind, bytesOf(part.buffer, part.byteOffset, part.byteLength)];
    }
    const tag = Object.prototype.toString.call(part);
    if (part instanceof Promise || part instanceof WeakMap || part instanceof WeakSet)
      return refuse();
    // What belongs to the page itself (a file, an element) does not leave it.
    if (
      tag !== '[object Object]' &&
      !Array.isArray(part) &&
      !(part instanceof Map) &&
      !(part instanceof Set)
    )
      return refuse();
    return parts(part);
  };
  return JSON.stringify([pack(value)]);
}

// biome-ignore lint/suspicious/noExplicitAny: whoever reads the text knows what was written
export function fromText(text: string): any {
  const seen: unknown[] = [];
  const unpack = (part: unknown): unknown => {
    if (!Array.isArray(part)) return part;
    const [kind, first, second] = part;
    const fill = <T extends object>(made: T, put: (made: T, part: unknown) => void): T => {
      seen.push(made);
      for (const one of first) put(made, one);
      return made;
    };
    const keep = (made: object): object => {
      seen.push(made);
      return made;
    };
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(first);
      case 'bigint':
        return BigInt(first);
      case 'same':
        return seen[first];
      case 'date':
        return keep(new Date(first ?? Number.NaN));
      case 'regexp':
        return keep(new RegExp(first, second));
      case 'error':
        return keep(Object.assign(new Error(second), first === 'Error' ? {} : { name: first }));
      case 'bytes': {
        const { buffer } = Uint8Array.from(atob(second), (letter) => letter.charCodeAt(0));
        return keep(
          first === 'ArrayBuffer'
            ? buffer
            : Reflect.construct(Reflect.get(globalThis, first), [buffer]),
        );
      }
      case 'map':
        return fill(new Map(), (map, pair) => {
          const [key, value] = pair as [unknown, unknown];
          map.set(unpack(key), unpack(value));
        });
      case 'set':
        return fill(new Set(), (set, value) => set.add(unpack(value)));
      case 'list':
        return fill<unknown[]>([], (list, value) => list.push(unpack(value)));
      default:
        return fill({}, (object, pair) => {
          const [key, value] = pair as [string, unknown];
          const own = { enumerable: true, writable: true, configurable: true };
          Object.defineProperty(object, key, { value: unpack(value), ...own });
        });
    }
  };
  return unpack(JSON.parse(text)[0]);
}
