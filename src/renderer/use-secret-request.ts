import { useState } from 'react';
import type { Request } from '../contract/request.ts';
import { ask } from './ask.ts';

type Asking<I, O> = {
  readonly isPending: boolean;
  readonly error: Error | null;
  /** What came back; `null` where it was refused. */
  readonly send: (input: I) => Promise<O | null>;
};

/**
 * Sends a request that carries a key or a passphrase. Unlike a mutation of react-query it remembers nothing of what
 * was sent: the window asks anew what changed when main says so.
 */
export function useSecretRequest<I, O>(request: Request<I, O>): Asking<I, O> {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  return {
    isPending,
    error,
    send: async (input) => {
      setPending(true);
      setError(null);
      try {
        return await ask(request, input);
      } catch (thrown) {
        setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
        return null;
      } finally {
        setPending(false);
      }
    },
  };
}
