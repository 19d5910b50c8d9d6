import * as z from 'zod';

/**
 * Where a request runs: with the one thread that writes, with the one that reads beside it, with the
 * one for questions about many months of days, so that a screen's figures never wait for them, or in
 * a thread of its own, because it copies the whole book.
 */
export type RequestPlace = 'write' | 'read' | 'read slowly' | 'read alone';

/** A question to the book or a change of it: its name, and what goes in and comes out. */
export type Request<I = unknown, O = unknown> = {
  readonly name: string;
  readonly mode: 'read' | 'write';
  readonly place: RequestPlace;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
};

export type InputOf<R> = R extends Request<infer I, unknown> ? I : never;
export type OutputOf<R> = R extends Request<unknown, infer O> ? O : never;

/** Why a request was not done: a stable code, an English sentence, and the values that it names. */
export type RequestError = {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | null>>;
};

export type Reply<O = unknown> =
  | { readonly ok: true; readonly value: O }
  | { readonly ok: false; readonly error: RequestError };

/**
 * Names a request. Its schemas are asked for what they give alone: to hold each of them against the
 * whole of `ZodType` was two fifths of the time that the compiler needs.
 */
export function request<I extends z.core.$ZodType, O extends z.core.$ZodType>(
  name: string,
  place: RequestPlace,
  input: I,
  output: O,
): Request<z.output<I>, z.output<O>> {
  return {
    name,
    mode: place === 'write' ? 'write' : 'read',
    place,
    input: input as unknown as z.ZodType<z.output<I>>,
    output: output as unknown as z.ZodType<z.output<O>>,
  };
}

export const nothing = z.object({});
