import type { Request } from '../../contract/request.ts';
import type { Context } from './context.ts';

export type Handler = {
  readonly request: Request;
  readonly work: (context: Context, input: unknown) => unknown;
};

/** Ties a request to the service that answers it; the types of both are held against each other here. */
export function bind<I, O>(
  request: Request<I, O>,
  work: (context: Context, input: I) => O | Promise<O>,
): Handler {
  return { request: request as Request, work: work as Handler['work'] };
}
