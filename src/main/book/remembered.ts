import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

type Memory = { stamp: string; readonly values: Map<string, unknown> };

const memories = new WeakMap<Book, Memory>();

/**
 * What `work` gave for this key, worked out anew once the book has changed, by whichever connection:
 * figures that stand on many days are asked for by several screens in a row.
 */
export function remembered<T>(book: Book, key: string, work: () => T): T {
  const others = String(connectionOf(book).db.pragma('data_version', { simple: true }));
  const own = connectionOf(book).get<{ changes: number }>(
    'SELECT total_changes() AS changes',
  )?.changes;
  const stamp = `${others} ${own}`;
  let memory = memories.get(book);
  if (memory?.stamp !== stamp) {
    memory = { stamp, values: new Map() };
    memories.set(book, memory);
  }
  if (!memory.values.has(key)) memory.values.set(key, work());
  return memory.values.get(key) as T;
}
