import type { Reply } from '../../contract/request.ts';
import type { Sitting } from '../services/access/sitting.ts';

/**
 * What main and a book worker say to each other. Everything is a question with a number and is
 * answered by a reply with the same number; `open` (input `{ book }`) and `close` (input `{}`) are
 * questions like any other, the rest are the contract's names. Events need no answer.
 */
export type Question = {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  /** For whom main asks: the page cannot say it. */
  readonly sitting: Sitting;
};
export type Answer = { readonly id: number; readonly reply: Reply };
export type WorkerEvent = { readonly event: string; readonly payload: unknown };

/** The one thing that a worker asks main: the system's proxy for an address, which only Electron knows. */
export type ProxyQuestion = { readonly proxyFor: string; readonly id: number };
export type ProxyAnswer = { readonly proxy: string; readonly id: number };

/** What a worker is started with: one writes the book, the other reads it meanwhile. */
export type WorkerData = {
  readonly mode: 'read' | 'write';
  /** The folder of the app's own resources. */
  readonly resources: string;
};
