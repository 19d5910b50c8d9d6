import type { ProxyResolver } from '../providers/system-proxy.ts';
import type { ProxyAnswer, ProxyQuestion } from './protocol.ts';

/** Asks main for the system's proxy; `settle` takes its answers. */
export class ProxyAsker {
  readonly #post: (question: ProxyQuestion) => void;
  readonly #waiting = new Map<number, (proxy: string) => void>();
  #lastId = 0;

  constructor(post: (question: ProxyQuestion) => void) {
    this.#post = post;
  }

  readonly resolve: ProxyResolver = (url) => {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((settle) => {
      this.#waiting.set(id, settle);
      // No more of an address than its host is needed, and none of it is a secret.
      this.#post({ proxyFor: new URL(url).origin, id });
    });
  };

  settle({ proxy, id }: ProxyAnswer): void {
    this.#waiting.get(id)?.(proxy);
    this.#waiting.delete(id);
  }
}

/** Main's side: what to answer a worker. A system that cannot tell stands for the direct way. */
export async function answerProxy(
  { proxyFor, id }: ProxyQuestion,
  resolve: ProxyResolver,
): Promise<ProxyAnswer> {
  try {
    return { proxy: await resolve(proxyFor), id };
  } catch (error) {
    console.error(`The system's proxy for ${proxyFor} is not known:`, error);
    return { proxy: 'DIRECT', id };
  }
}
