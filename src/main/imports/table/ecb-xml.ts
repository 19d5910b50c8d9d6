import { Failure } from '../../../core/failure.ts';
import type { ByteSource } from './byte-source.ts';
import type { TableRecord } from './delimited-records.ts';
import type { Table } from './table.ts';
import { FIRST_RECORDS } from './table.ts';
import { xmlOf } from './xml-source.ts';
import { attribute } from './xml-tokens.ts';

const SIZE_LIMIT = 64 * 1024 * 1024;

/**
 * The ECB's XML of reference rates (`eurofxref-daily.xml`, `-hist.xml`, `-hist-90d.xml`) as the table
 * that its CSV is: a column `time`, and one per currency. The line of a row is its place in the file.
 */
export async function ecbXmlTable(source: ByteSource, name: string | null): Promise<Table> {
  if (source.size > SIZE_LIMIT) {
    throw new Failure('file_too_large', 'The XML file is too large for exchange rates.');
  }
  const days: { readonly day: string; readonly rates: Map<string, string> }[] = [];
  const currencies = new Set<string>();
  for await (const tokens of xmlOf(source, { bytes: 0 })) {
    for (const token of tokens) {
      if (token.kind !== 'open' || token.name !== 'Cube') continue;
      const day = attribute(token.attributes, 'time');
      if (day !== null) days.push({ day, rates: new Map() });
      const currency = attribute(token.attributes, 'currency');
      if (currency === null) continue;
      currencies.add(currency);
      days.at(-1)?.rates.set(currency, attribute(token.attributes, 'rate') ?? '');
    }
  }
  if (currencies.size === 0) {
    throw new Failure('not_a_table', 'The XML file holds no exchange rates of the ECB.');
  }
  const columns = [...currencies];
  const records: TableRecord[] = [
    { line: 1, cells: ['time', ...columns], fault: null },
    ...days.map(({ day, rates }, index) => ({
      line: index + 2,
      cells: [day, ...columns.map((currency) => rates.get(currency) ?? '')],
      fault: null,
    })),
  ];
  return {
    name,
    encoding: 'xml',
    delimiter: null,
    notes: [],
    first: records.slice(0, FIRST_RECORDS),
    async *records(progress) {
      for (let at = 0; at < records.length; at += 50) {
        progress.bytes = (source.size * source.fileShare * at) / records.length;
        yield records.slice(at, at + 50);
      }
      progress.bytes = source.size * source.fileShare;
    },
  };
}
