import { Failure } from '../../../core/failure.ts';
import type { ByteSource } from './byte-source.ts';
import { fileSource, firstBytes } from './byte-source.ts';
import { ecbXmlTable } from './ecb-xml.ts';
import { gzipSource, isGzip } from './gzip-source.ts';
import { isWorkbook, spreadsheetTable } from './spreadsheet.ts';
import type { Table } from './table.ts';
import { wideEncoding } from './text-encoding.ts';
import { textTables } from './text-tables.ts';
import { zipEntries } from './zip-archive.ts';

/**
 * The tables of a file, each given once per delimiter that it could be written with. `delimiter`:
 * the one that a mapping knows.
 */
export async function openTables(
  path: string,
  size: number,
  delimiter: string | undefined,
): Promise<readonly (readonly Table[])[]> {
  const source = fileSource(path, size);
  const start = await firstBytes(source, 4096);
  if (isGzip(start)) return [await tablesOf(await gzipSource(path, size), null, delimiter)];
  if (start.subarray(0, 2).toString('latin1') !== 'PK') {
    return [await tablesOf(source, null, delimiter)];
  }
  const entries = await zipEntries(path, size);
  if (isWorkbook(entries)) return [[await spreadsheetTable(entries)]];
  const tables = entries.filter(({ name, size: length }) => length > 0 && isTableName(name));
  if (tables.length === 0) {
    throw new Failure('not_a_table', 'The archive holds no CSV, TSV or XML file.');
  }
  if (tables.length > ENTRY_LIMIT) {
    throw new Failure('archive_too_large', `The archive holds more than ${ENTRY_LIMIT} tables.`);
  }
  const found: (readonly Table[])[] = [];
  for (const entry of tables) found.push(await tablesOf(entry, entry.name, delimiter));
  return found;
}

const ENTRY_LIMIT = 100;

/** Tables by their names; what macOS adds to its archives is none. */
const isTableName = (name: string): boolean =>
  /\.(?:csv|tsv|txt|xml)$/i.test(name) && !/(?:^|\/)(?:__MACOSX\/|\._)/.test(name);

async function tablesOf(
  source: ByteSource,
  name: string | null,
  delimiter: string | undefined,
): Promise<readonly Table[]> {
  const start = await firstBytes(source, 4096);
  refuseBinary(start);
  refuseJson(start.toString('utf8'));
  if (/^(?:\xef\xbb\xbf)?\s*</.test(start.toString('latin1'))) {
    return [await ecbXmlTable(source, name)];
  }
  return await textTables(source, name, delimiter);
}

/** What a few lines of JSON are, by the names in them. */
const JSON_KINDS: readonly (readonly [RegExp, string])[] = [
  [/"(?:sessionId|parentUuid|rollout|turn_context|session_meta)"/, 'a log of a coding agent'],
  [
    /"object"\s*:\s*"(?:page|bucket)"|"starting_at"|"ending_at"/,
    'a provider’s answer about usage or costs',
  ],
  [/"copilot_[a-z_]+"|"seat_breakdown"|"seats"/, 'an answer of GitHub Copilot'],
  [
    /"kind"\s*:\s*"(?:people|subscriptions|usage|charges|output|rates)"[\s\S]*"columns"|"columns"[\s\S]*"kind"/,
    'a mapping',
  ],
];

/** JSON is no table; what it is is said, with the way that works for it. */
function refuseJson(start: string): void {
  const text = start.replace(/^\ufeff/, '').trimStart();
  if (
    !/^(?:\{\s*(?:"[^"]*"\s*:|\})|\[\s*(?:[[{\]]|"[^"]*"\s*[,\]]|-?\d+(?:\.\d+)?\s*[,\]]))/.test(
      text,
    )
  )
    return;
  const known = JSON_KINDS.find(([pattern]) => pattern.test(text))?.[1];
  const what = known ?? 'data of a program';
  throw new Failure(
    'json_no_table',
    `The file is JSON (${what}), not a table. Logs of coding agents are imported as a folder, a mapping is named with --mapping, and what a provider answers is read through its account; else save the data as CSV.`,
    { what },
  );
}

const MAGIC: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['7z\xbc\xaf', 'a 7z archive; unpack it first'],
  ['Rar!', 'a RAR archive; unpack it first'],
  ['\xd0\xcf\x11\xe0', 'an old Excel file (.xls); save it as .xlsx or CSV'],
  ['SQLite format 3', 'a database'],
  ['\x7fELF', 'a program'],
  ['MZ\x90', 'a program'],
];

/** Refuses what no encoding makes into text. */
function refuseBinary(start: Buffer): void {
  const known = MAGIC.find(
    ([magic]) => start.subarray(0, magic.length).toString('latin1') === magic,
  );
  if (known !== undefined) {
    throw new Failure('not_a_table', `The file is not a table: it is ${known[1]}.`);
  }
  if (wideEncoding(start) !== null) return;
  let control = 0;
  let zeros = 0;
  for (const byte of start) {
    if (byte === 0) zeros += 1;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) control += 1;
  }
  if (control * 50 > start.length || zeros * 4 > start.length) {
    throw new Failure('not_a_table', 'The file is not a table: it holds no readable text.');
  }
}
