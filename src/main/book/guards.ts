import Database from 'better-sqlite3';
import type { Book } from './book.ts';
import { migrations } from './migrations/index.ts';

const TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name";

/** The names of the triggers that this version wrote to guard closed months and the trail, and that are missing or changed. */
export function brokenGuards(book: Book): string[] {
  const fresh = new Database(':memory:');
  try {
    for (const { sql } of migrations) fresh.exec(sql);
    const wanted = fresh.prepare(TRIGGERS).all() as { name: string; sql: string }[];
    const held = new Map(book.checks.triggers().map(({ name, sql }) => [name, sql]));
    return wanted.filter(({ name, sql }) => held.get(name) !== sql).map(({ name }) => name);
  } finally {
    fresh.close();
  }
}
