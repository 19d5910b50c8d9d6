import { basename } from 'node:path';
import type { exportRun } from '../../../contract/book.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import { moneyText } from '../../../core/money.ts';
import { appVersion } from '../../app-version.ts';
import { exportManifest, manifestText } from '../../exports/manifest.ts';
import { exportContent } from '../close/export-content.ts';
import { writeExport } from '../close/write-export.ts';
import type { Context } from '../context.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes one of a month's exports and, beside it, a manifest with filters, rows, totals and the
 * file's SHA-256. A closed month gives the same bytes each time, on every machine.
 */
export async function runExport(
  context: Context,
  input: InputOf<typeof exportRun>,
): Promise<OutputOf<typeof exportRun>> {
  const content = exportContent(context, new SpendReader(context), input.month);
  const written = await writeExport(content, input, closedAt(context, input.month));
  const { totalMicro } = written;
  const total = totalMicro === null ? null : moneyText(totalMicro, content.currency);
  const manifest = exportManifest(
    {
      file: basename(input.out),
      kind: input.kind,
      format: input.format ?? 'csv',
      filters: filtersOf(content, input),
      rows: written.rows,
      totals: total ? [total] : [],
      appVersion: appVersion(context),
    },
    written.bytes,
  );
  const manifestFile = `${input.out}.manifest.json`;
  writeWhole(input.out, written.bytes);
  writeWhole(manifestFile, new TextEncoder().encode(manifestText(manifest)));
  return {
    file: input.out,
    rows: written.rows,
    total,
    waitingForRate: written.waiting,
    sha256: manifest.sha256,
    manifest: manifestFile,
  };
}

function filtersOf(
  content: ExportContent,
  { month, by, flavour, bom, decimal }: InputOf<typeof exportRun>,
): Record<string, string> {
  return {
    company: content.company,
    month,
    ...(by ? { by } : {}),
    ...(flavour ? { flavour } : {}),
    ...(bom ? { bom: 'yes' } : {}),
    ...(decimal ? { decimal } : {}),
  };
}

/** When the month was closed, else the instant at which it is written: some formats carry it. */
function closedAt(context: Context, month: string): string {
  return context.book.closures.closedAt(month) ?? context.now();
}
