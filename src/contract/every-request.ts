import type { Request } from './request.ts';

/**
 * The requests that modules of the contract declare, by name. Every file of this folder is one; who
 * needs them all gathers the folder, so that a new subject is a file and no line in a list.
 */
export function requestsOf(modules: Iterable<object>): Readonly<Record<string, Request>> {
  const declared = [...modules].flatMap((one) => Object.values(one) as unknown[]).filter(isRequest);
  return Object.fromEntries(declared.map((one) => [one.name, one]));
}

const isRequest = (value: unknown): value is Request =>
  typeof value === 'object' &&
  value !== null &&
  'mode' in value &&
  'input' in value &&
  'output' in value;

/** What main tells the window without being asked: how far long work is; that the book has changed. */
export const events = ['progress', 'changed'] as const;
export type EventName = (typeof events)[number];
