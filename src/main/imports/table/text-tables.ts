import type { ByteSource } from './byte-source.ts';
import { firstBytes, PIECE_SIZE } from './byte-source.ts';
import type { TableRecord } from './delimited-records.ts';
import { DelimitedReader } from './delimited-records.ts';
import type { Progress, Table } from './table.ts';
import { FIRST_RECORDS } from './table.ts';
import type { FoundEncoding } from './text-encoding.ts';
import { findEncoding, textDecoding } from './text-encoding.ts';

type LineEnd = '\n' | '\r';

const DELIMITERS = [',', ';', '\t'] as const;
const SEPARATOR_LINE = /^sep=([,;|\t])\r?$/i;

/**
 * A delimited text as tables: one per delimiter that it could be written with, likeliest first. The
 * caller takes the first whose header it knows. `delimiter`: the one that is known beforehand.
 */
export async function textTables(
  source: ByteSource,
  name: string | null,
  delimiter: string | undefined,
): Promise<readonly Table[]> {
  const found = await findEncoding(source);
  const bytes = await firstBytes(source, PIECE_SIZE);
  const isWhole = bytes.length >= source.size;
  const start = textDecoding(found).decode(bytes, isWhole);
  const lineEnd: LineEnd = start.includes('\n') || !start.includes('\r') ? '\n' : '\r';
  const separator = SEPARATOR_LINE.exec(start.slice(0, start.indexOf(lineEnd)))?.[1];
  const known = delimiter ?? separator;
  const tables = (known === undefined ? DELIMITERS : [known]).map((mark) => {
    const first = new DelimitedReader(mark, lineEnd).push(start, isWhole);
    return { table: textTable(source, name, found, mark, lineEnd, first), score: score(first) };
  });
  return tables.sort((a, b) => b.score - a.score).map(({ table }) => table);
}

/** How well a delimiter explains the first records: many of them with the same number (above 1) of cells. */
function score(records: readonly TableRecord[]): number {
  const byWidth = new Map<number, number>();
  for (const { cells, fault } of records) {
    if (fault === null) byWidth.set(cells.length, (byWidth.get(cells.length) ?? 0) + 1);
  }
  let best = 0;
  for (const [width, count] of byWidth) {
    if (width > 1) best = Math.max(best, (count / records.length) * (1 + Math.log2(width) / 10));
  }
  return best;
}

function textTable(
  source: ByteSource,
  name: string | null,
  found: FoundEncoding,
  delimiter: string,
  lineEnd: LineEnd,
  first: readonly TableRecord[],
): Table {
  const notes: string[] = [];
  if (found.isDamaged) notes.push(`encoding_damaged:${found.encoding}`);
  else if (found.isGuessed) notes.push(`encoding_guessed:${found.encoding}`);
  return {
    name,
    encoding: found.encoding,
    delimiter,
    notes,
    first: first.slice(0, FIRST_RECORDS).map((record) => checked(record, found.isDamaged)),
    records: (progress) => textRecords(source, found, delimiter, lineEnd, progress),
  };
}

async function* textRecords(
  source: ByteSource,
  found: FoundEncoding,
  delimiter: string,
  lineEnd: LineEnd,
  progress: Progress,
): AsyncGenerator<readonly TableRecord[]> {
  const decoding = textDecoding(found);
  const reader = new DelimitedReader(delimiter, lineEnd);
  const take = (piece: Buffer, isLast: boolean): readonly TableRecord[] => {
    const text = decoding.decode(piece, isLast);
    const records = reader.push(text, isLast);
    // Most files have neither: one fast look at the whole piece spares one at every cell.
    const isSuspect = found.isDamaged || reader.hasNul;
    return isSuspect ? records.map((record) => checked(record, found.isDamaged)) : records;
  };
  for await (const piece of source.pieces()) {
    progress.bytes += piece.length * source.fileShare;
    const records = take(piece, false);
    if (records.length > 0) yield records;
  }
  const rest = take(Buffer.alloc(0), true);
  if (rest.length > 0) yield rest;
}

function checked(record: TableRecord, isDamaged: boolean): TableRecord {
  if (record.fault !== null) return record;
  for (const cell of record.cells) {
    if (cell.includes('\0')) {
      return {
        ...record,
        fault: {
          code: 'nul_byte',
          reason: 'The row holds zero bytes: the file was damaged or not written to its end.',
        },
      };
    }
    if (isDamaged && cell.includes('\ufffd')) {
      return {
        ...record,
        fault: {
          code: 'bad_encoding',
          reason:
            'Characters of this row are damaged: they are no valid UTF-8. Save the file again as UTF-8.',
        },
      };
    }
  }
  return record;
}
