import { Failure } from '../../../core/failure.ts';
import type { ByteSource } from './byte-source.ts';
import type { TableRecord } from './delimited-records.ts';
import { isDateStyles } from './spreadsheet-dates.ts';
import { SheetRows } from './spreadsheet-rows.ts';
import type { Progress, Table } from './table.ts';
import { FIRST_RECORDS } from './table.ts';
import { xmlOf } from './xml-source.ts';
import { attribute } from './xml-tokens.ts';

/** The texts that a workbook's cells point to are held in memory, up to this many characters. */
const TEXT_LIMIT = 128 * 1024 * 1024;

/** Whether the entries of an archive are those of a workbook (ECMA-376). */
export const isWorkbook = (entries: readonly ByteSource[]): boolean =>
  entries.some(({ name }) => name === 'xl/workbook.xml');

/**
 * The first sheet of a workbook that is visible and holds anything, as a table. Our own, since
 * read-excel-file holds all rows in memory, unpacks without a limit and tells no line of a cell.
 */
export async function spreadsheetTable(entries: readonly ByteSource[]): Promise<Table> {
  const workbook = await readWorkbook(entries);
  const texts = await sharedTexts(entryOf(entries, 'xl/sharedStrings.xml'));
  const dates = await isDateStyles(entryOf(entries, 'xl/styles.xml'));
  for (const sheet of workbook.sheets) {
    const source = entryOf(entries, sheet.path);
    if (source === null) continue;
    const read = (progress: Progress) =>
      sheetRecords(source, new SheetRows(texts, dates, workbook.isDate1904), progress);
    const first: TableRecord[] = [];
    for await (const records of read({ bytes: 0 })) {
      first.push(...records);
      if (first.length >= FIRST_RECORDS) break;
    }
    if (!first.some(({ cells }) => cells.some((cell) => cell !== ''))) continue;
    return {
      name: sheet.name,
      encoding: 'xlsx',
      delimiter: null,
      notes: workbook.sheets.length > 1 ? [`sheet:${sheet.name}`] : [],
      first: first.slice(0, FIRST_RECORDS),
      records: read,
    };
  }
  throw new Failure('empty_file', 'No sheet of the workbook holds anything.');
}

async function* sheetRecords(
  source: ByteSource,
  rows: SheetRows,
  progress: Progress,
): AsyncGenerator<readonly TableRecord[]> {
  for await (const tokens of xmlOf(source, progress)) {
    const records = rows.take(tokens);
    if (records.length > 0) yield records;
  }
}

const entryOf = (entries: readonly ByteSource[], path: string): ByteSource | null =>
  entries.find(({ name }) => name === path) ?? null;

type Workbook = {
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly isDate1904: boolean;
};

async function readWorkbook(entries: readonly ByteSource[]): Promise<Workbook> {
  const source = entryOf(entries, 'xl/workbook.xml');
  if (source === null) throw new Failure('not_a_table', 'The file is no workbook.');
  const targets = await sheetTargets(entryOf(entries, 'xl/_rels/workbook.xml.rels'));
  const sheets: { name: string; path: string }[] = [];
  let isDate1904 = false;
  for await (const tokens of xmlOf(source, { bytes: 0 })) {
    for (const token of tokens) {
      if (token.kind !== 'open') continue;
      if (token.name === 'workbookPr') {
        isDate1904 = ['1', 'true'].includes(attribute(token.attributes, 'date1904') ?? '');
      }
      if (token.name !== 'sheet' || attribute(token.attributes, 'state') !== null) continue;
      const path = targets.get(attribute(token.attributes, 'id') ?? '');
      const name = attribute(token.attributes, 'name') ?? '';
      if (path !== undefined) sheets.push({ name, path });
    }
  }
  return { sheets, isDate1904 };
}

async function sheetTargets(source: ByteSource | null): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  if (source === null) return targets;
  for await (const tokens of xmlOf(source, { bytes: 0 })) {
    for (const token of tokens) {
      if (token.kind !== 'open' || token.name !== 'Relationship') continue;
      const target = attribute(token.attributes, 'Target') ?? '';
      targets.set(
        attribute(token.attributes, 'Id') ?? '',
        target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
      );
    }
  }
  return targets;
}

/** The shared texts in their order; what is written above a text to tell how it sounds is left out. */
async function sharedTexts(source: ByteSource | null): Promise<readonly string[]> {
  const texts: string[] = [];
  if (source === null) return texts;
  let text = '';
  let length = 0;
  let isText = false;
  let isSound = false;
  for await (const tokens of xmlOf(source, { bytes: 0 })) {
    for (const token of tokens) {
      if (token.kind === 'text') {
        if (isText && !isSound) text += token.text;
      } else if (token.name === 't') isText = token.kind === 'open' && !token.isClosed;
      else if (token.name === 'rPh') isSound = token.kind === 'open' && !token.isClosed;
      else if (token.name === 'si' && (token.kind === 'close' || token.isClosed)) {
        length += text.length;
        if (length > TEXT_LIMIT) {
          throw new Failure('file_too_large', 'The workbook is too large. Save the sheet as CSV.');
        }
        texts.push(text);
        text = '';
      }
    }
  }
  return texts;
}
