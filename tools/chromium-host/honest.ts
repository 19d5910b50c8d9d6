/** Names that JavaScript itself asks of any object: to await it, to print it, to import it. */
const LANGUAGE_NAMES: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'constructor',
  'prototype',
  'length',
  'name',
  '__esModule',
]);

const fronts = new WeakSet<object>();

/** A part of Electron that throws when asked for what the stand-in lacks: never a silent undefined. */
export function honest<T extends object>(name: string, part: T): T {
  const front = new Proxy(part, {
    get: (target, key) => {
      const known = typeof key === 'symbol' || key in target;
      if (!known && !LANGUAGE_NAMES.has(key)) return missing(`${name}.${key}`);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' && !isClass(value) ? value.bind(target) : value;
    },
    // A test puts its own part in the place of one that is there; a new one would never be used.
    set: (target, key, value) =>
      key in target ? Reflect.set(target, key, value, target) : missing(`${name}.${String(key)}`),
  });
  fronts.add(front);
  return front;
}

export function missing(what: string): never {
  throw new Error(`${what} is not available in the Chromium host.`);
}

function isClass(value: object): boolean {
  return fronts.has(value) || /^class\b/.test(Function.prototype.toString.call(value));
}
