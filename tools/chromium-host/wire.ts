/** Calls in both directions over the channel between two Node processes. */

type Call = { readonly call: number; readonly operation: string; readonly args: unknown[] };
type Result =
  | { readonly result: number; readonly value: unknown }
  | {
      readonly result: number;
      readonly error: { readonly name: string; readonly message: string };
    };

export type Operations = Readonly<Record<string, (...args: never[]) => unknown>>;

export type Wire = {
  /** Has the other side do `operation`; rejects with its error, or once the channel has ended. */
  readonly call: (operation: string, ...args: unknown[]) => Promise<unknown>;
  readonly receive: (message: unknown) => void;
  /** Nobody will answer any more: whoever waits is told so. */
  readonly end: () => void;
};

export function wire(send: (message: object) => void, operations: Operations): Wire {
  const waiting = new Map<number, { done: (v: unknown) => void; failed: (e: Error) => void }>();
  let last = 0;
  let ended = false;

  const answer = async ({ call, operation, args }: Call): Promise<Result> => {
    try {
      const work = operations[operation];
      if (!work) throw new Error(`The other side knows no operation ${operation}.`);
      return { result: call, value: await work(...(args as never[])) };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { result: call, error: { name, message } };
    }
  };

  return {
    call: (operation, ...args) =>
      new Promise((done, failed) => {
        if (ended) return failed(new Error('The other process has ended.'));
        last += 1;
        waiting.set(last, { done, failed });
        send({ call: last, operation, args } satisfies Call);
      }),
    receive: (message) => {
      const heard = message as Call | Result;
      if ('call' in heard) {
        void answer(heard).then((result) => !ended && send(result));
        return;
      }
      const asker = waiting.get(heard.result);
      waiting.delete(heard.result);
      if ('value' in heard) asker?.done(heard.value);
      else asker?.failed(Object.assign(new Error(heard.error.message), { name: heard.error.name }));
    },
    end: () => {
      ended = true;
      for (const { failed } of waiting.values()) failed(new Error('The other process has ended.'));
      waiting.clear();
    },
  };
}
