import {
  keepPreviousData,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Reply, Request, RequestError } from '../contract/request.ts';
import { useMay } from './here.ts';

/** What the preload exposes: the contract's names, nothing else. */
export type Bridge = {
  request(name: string, input: unknown): Promise<Reply>;
  on(event: string, listener: (payload: unknown) => void): () => void;
  pathOf(file: File): string;
  readonly platform: string;
};

declare global {
  interface Window {
    readonly seatworth: Bridge;
  }
}

/** A request that was refused, with its code for the catalogue. */
export class RefusedRequest extends Error {
  readonly error: RequestError;
  constructor(error: RequestError) {
    super(error.message);
    this.error = error;
  }
}

/** The answer was held against its shape where it was made: the window's own thread does not do it again. */
export async function ask<I, O>(request: Request<I, O>, input: I): Promise<O> {
  const reply = await window.seatworth.request(request.name, input);
  if (!reply.ok) throw new RefusedRequest(reply.error);
  return reply.value as O;
}

const question = <I, O>(request: Request<I, O>, input: I) => ({
  queryKey: [request.name, input],
  queryFn: () => ask(request, input),
});

/** The answer to a read, kept until the book changes; not asked for what whoever sits here may not see. */
export function useAnswer<I, O>(
  request: Request<I, O>,
  input: I,
  enabled = true,
): UseQueryResult<O, Error> {
  const may = useMay();
  return useQuery({ ...question(request, input), enabled: enabled && may(request) });
}

/**
 * The answer to a read whose input changes under a person's hands: the former answer stays until the
 * new one is there, so that the screen, and with it the keyboard's place, does not come and go.
 */
export function useLastingAnswer<I, O>(request: Request<I, O>, input: I): UseQueryResult<O, Error> {
  const may = useMay();
  return useQuery({
    ...question(request, input),
    enabled: may(request),
    placeholderData: keepPreviousData,
  });
}

/**
 * A change of the book; whatever was asked before is asked again afterwards. `onDone` is called even
 * where what asked for the change went with it; what `mutate` itself is given is then forgotten.
 */
export function useChange<I, O>(
  request: Request<I, O>,
  onDone?: (answer: O) => void,
): UseMutationResult<O, Error, I> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: I) => ask(request, input),
    onSuccess: (answer) => onDone?.(answer),
    onSettled: () => askAnew(client),
  });
}

/**
 * Asks again what was asked before the book changed: first answers that are still under way as well,
 * since they may have been read before.
 */
export async function askAnew(client: QueryClient): Promise<void> {
  await client.cancelQueries({ predicate: ({ state }) => state.data === undefined });
  await client.invalidateQueries();
}
