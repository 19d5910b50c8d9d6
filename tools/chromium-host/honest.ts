/** Names that JavaScript itself asks of any object: to await it, to print it, to import it. */
const LANGUAGE_NAMES: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'constructor',
  '__esModule',
]);

/** A part of Electron that throws when asked for what the stand-in lacks: never a silent undefined. */
export function honest<T extends object>(name: string, part: T): T {
  return new Proxy(part, {
    get: (target, key) => {
      const known = typeof key === 'symbol' || key in target;
      if (!known && !LANGUAGE_NAMES.has(key)) return missing(`${name}.${key}`);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' && !isClass(value) ? value.bind(target) : value;
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

export function missing(what: string): never {
  throw new Error(`${what} is not available in the Chromium host.`);
}

function isClass(value: object): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}
