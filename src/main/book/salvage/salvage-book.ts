import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Failure } from '../../../core/failure.ts';
import { settingRules } from '../../../core/settings.ts';
import { PageReader } from '../../backup/read-pages.ts';
import { SqlitePages } from '../../backup/sqlite-pages.ts';
import { demandOrdinary } from '../../ordinary-file.ts';
import { sweepBeside, workingName } from '../../working-files.ts';
import { audit, chainBreaks, SALVAGE } from '../audit.ts';
import { type Book, createBook, openBook, openFailure } from '../book.ts';
import { isDamage } from '../damage.ts';
import { newestSchema, refuseNewer } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { tablesIn } from '../row-rules.ts';
import { sumAllUsageMonths } from '../usage-months.ts';
import { copyRows, type SavedTable, type Source, shapeOf } from './copy-rows.ts';

export type Salvaged = {
  readonly book: string;
  readonly tables: readonly SavedTable[];
  readonly whole: boolean;
  /** Settings that were lost and taken from the trail of changes. */
  readonly settings: readonly string[];
};

/**
 * Copies what can be read of a damaged book into a new one, and says what was lost. The damaged
 * file is only read. `book_beyond_reading` where no page of it holds anything that is known.
 */
export function salvageBook(order: {
  readonly file: string;
  readonly out: string;
  readonly who: string;
  readonly at: string;
}): Salvaged {
  const { file, out } = order;
  if (!existsSync(file)) {
    throw new Failure('book_missing', `There is no book at ${file}.`, { file });
  }
  demandOrdinary(file);
  if (existsSync(out)) {
    throw new Failure('file_exists', `${out} exists already. Choose another name.`, { file: out });
  }
  sweepBeside(out);
  const part = workingName(out, 'salvaging');
  let book: Book | null = null;
  let source: Source | null = null;
  try {
    const version = schemaOf(file);
    book = createBook(part, version);
    source = openSource(file, book);
    const tables = copyRows(source, book);
    if (version < newestSchema) {
      // Rows of an earlier schema are brought up to date as those of a book are.
      book.close();
      book = openBook(part);
      forget(`${part}.before-schema-${version}`);
    }
    sumAllUsageMonths(book, book.usage.identities());
    const whole = tables.every((one) => one.lost === 0);
    const settings = settingsFromTrail(book);
    const { breaks } = chainBreaks(book);
    audit(book, {
      at: order.at,
      who: order.who,
      action: SALVAGE,
      subject: 'book',
      detail: { from: file, lost: tables.filter((one) => one.lost !== 0), settings, breaks },
    });
    book.gatherIntoFile();
    book.close();
    book = null;
    renameSync(part, out);
    return { book: out, tables, whole, settings };
  } catch (error) {
    throw openFailure(out, error);
  } finally {
    book?.close();
    source?.db?.close();
    source?.pages.close();
    forget(part);
  }
}

function forget(part: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal'])
    rmSync(`${part}${ending}`, { force: true });
}

/** The damaged book's schema, where it names one that this version knows; else the newest. A later one is refused. */
function schemaOf(file: string): number {
  const pages = new SqlitePages(file);
  const version = pages.schemaVersion() ?? newestSchema;
  pages.close();
  if (migrations.some((step) => step.version === version)) return version;
  // A number that nobody ever gave may be damage; tables that this version does not know are not.
  if (version > newestSchema && hasStrangeTables(file)) refuseNewer(file, version);
  return newestSchema;
}

function hasStrangeTables(file: string): boolean {
  const damaged = openDamaged(file);
  const fresh = new Database(':memory:');
  const names = (db: Database.Database): string[] =>
    db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  try {
    for (const { sql } of migrations) fresh.exec(sql);
    const known = new Set([...names(fresh), 'sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4']);
    return damaged !== null && names(damaged).some((name) => !known.has(name));
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    damaged?.close();
    fresh.close();
  }
}

const pagesOf = (file: string, book: Book): PageReader =>
  new PageReader(
    file,
    tablesIn(book).map((name) => shapeOf(book, name)),
  );

function openSource(file: string, book: Book): Source {
  const pages = pagesOf(file, book);
  const db = openDamaged(file);
  if (db === null && pages.isEmpty) {
    pages.close();
    throw new Failure(
      'book_beyond_reading',
      `Nothing of ${file} can be read. Restore the last copy; it lies in the folder "backups" beside the book.`,
      { file },
    );
  }
  return { db, pages };
}

function openDamaged(file: string): Database.Database | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    db.defaultSafeIntegers(true);
    // A damaged list of tables is read as far as it goes.
    db.pragma('writable_schema = ON');
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return db;
  } catch {
    db?.close();
    return null;
  }
}

const CURRENCY = 'company.currency';

const isSetting = (key: string, value: string): boolean =>
  key === CURRENCY ? /^[A-Z]{3}$/.test(value) : (settingRules[key]?.accepts(value) ?? false);

/** Settings that were lost, as the trail last told them: without its currency a book says something else. */
function settingsFromTrail(book: Book): string[] {
  const lastValues = new Map<string, { value: string; day: string }>();
  const entries = book.trail.settings();
  for (const { at, action, subject, detail } of entries) {
    const values = (JSON.parse(detail) ?? {}) as Record<string, unknown>;
    const changed = action === 'set' ? { [subject]: values['after'] } : values;
    for (const [key, value] of Object.entries(changed)) {
      if (isSetting(key, String(value))) {
        lastValues.set(key, { value: String(value), day: at.slice(0, 10) });
      }
    }
  }
  const closure = book.closures.last();
  if (closure && !lastValues.has(CURRENCY)) {
    lastValues.set(CURRENCY, { value: closure.currency, day: closure.closedAt.slice(0, 10) });
  }
  return [...lastValues].flatMap(([key, { value, day }]) => {
    const { changes } = book.settings.restore(key, value, day);
    return changes > 0 ? [key] : [];
  });
}
