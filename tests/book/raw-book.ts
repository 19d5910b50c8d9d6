import type { Book } from '../../src/main/book/book.ts';
import { type Connection, connectionOf } from '../../src/main/book/connection.ts';

/**
 * The connection below the stores, for tests that look at bare rows, or change what no service would:
 * nothing in the app gets at it outside `src/main/book`.
 */
export function rawBook(book: Book): Connection {
  return connectionOf(book);
}
