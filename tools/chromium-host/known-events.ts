import { EventEmitter } from 'node:events';
import { missing } from './honest.ts';

/** Emits only what it has named: to wait for any other event would be to wait for ever, unsaid. */
export class KnownEvents extends EventEmitter {
  readonly #names: ReadonlySet<string>;
  readonly #what: string;

  constructor(what: string, names: readonly string[]) {
    super();
    this.#what = what;
    this.#names = new Set(names);
  }

  override on(name: string, listener: (...heard: never[]) => void): this {
    return super.on(this.#known(name), listener as (...heard: unknown[]) => void);
  }
  override addListener(name: string, listener: (...heard: never[]) => void): this {
    return this.on(name, listener);
  }
  override once(name: string, listener: (...heard: never[]) => void): this {
    return super.once(this.#known(name), listener as (...heard: unknown[]) => void);
  }

  #known(name: string): string {
    return this.#names.has(name) ? name : missing(`${this.#what}'s event ${name}`);
  }
}
