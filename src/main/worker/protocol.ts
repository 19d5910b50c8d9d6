import type { Reply } from '../../contract/request.ts';

/**
 * What main and a book worker say to each other. Everything is a question with a number and is
 * answered by a reply with the same number; `open` (input `{ book }`) and `close` (input `{}`) are
 * questions like any other, the rest are the contract's names. Events need no answer.
 */
export type Question = { readonly id: number; readonly name: string; readonly input: unknown };
export type Answer = { readonly id: number; readonly reply: Reply };
export type WorkerEvent = { readonly event: string; readonly payload: unknown };

/** What a worker is started with: one writes the book, the other reads it meanwhile. */
export type WorkerData = {
  readonly mode: 'read' | 'write';
  /** The folder of the app's own resources. */
  readonly resources: string;
};
