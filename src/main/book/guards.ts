import Database from 'better-sqlite3';
import type { Book } from './book.ts';
import { migrations } from './migrations/index.ts';

type Definition = { readonly type: string; readonly name: string; readonly sql: string };

const DEFINITIONS =
  "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY name";

/** The names of what this version wrote into the schema and that is missing or changed: the triggers that guard closed months and the trail, and all else. */
export function brokenDefinitions(book: Book): { guards: string[]; others: string[] } {
  const fresh = new Database(':memory:');
  try {
    for (const { sql } of migrations) fresh.exec(sql);
    const wanted = fresh.prepare(DEFINITIONS).all() as Definition[];
    const held = new Map(book.checks.definitions().map(({ name, sql }) => [name, sql]));
    const broken = wanted.filter(({ name, sql }) => held.get(name) !== sql);
    const namesOf = (isGuard: boolean): string[] =>
      broken.filter(({ type }) => (type === 'trigger') === isGuard).map(({ name }) => name);
    return { guards: namesOf(true), others: namesOf(false) };
  } finally {
    fresh.close();
  }
}
