import { basename, extname } from 'node:path';
import type { listExport } from '../../../contract/list-exports.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { assertNever, Failure } from '../../../core/failure.ts';
import { calendarEntries, renewalCalendar } from '../../../core/renewals/renewal-calendar.ts';
import { appVersion } from '../../app-version.ts';
import { assetsTable } from '../../exports/assets-table.ts';
import { writeCsv } from '../../exports/csv.ts';
import type { ExportTable } from '../../exports/export-table.ts';
import { exportManifest, manifestText } from '../../exports/manifest.ts';
import { renewalsTable } from '../../exports/renewals-table.ts';
import { staffTable } from '../../exports/staff-table.ts';
import { writeXlsx } from '../../exports/xlsx.ts';
import { listAssets } from '../assets/list-assets.ts';
import { auditHead } from '../audit/anchors.ts';
import { type Context, settingOf } from '../context.ts';
import { staffRows } from '../people/staff-rows.ts';
import { listRenewals } from '../renewals/list-renewals.ts';
import { renewalWords } from '../renewals/renewal-words.ts';
import { writeWhole } from './write-whole.ts';

type Wanted = InputOf<typeof listExport>;
type Written = { readonly bytes: Uint8Array; readonly rows: number; readonly format: string };

/** Writes a list that is of no month, as it stands today, and a manifest beside it. */
export async function runListExport(
  context: Context,
  input: Wanted,
): Promise<OutputOf<typeof listExport>> {
  const written = await write(context, input);
  const manifest = exportManifest(
    {
      file: basename(input.out),
      kind: input.kind,
      format: written.format,
      filters: {
        company: settingOf(context, 'company.name'),
        asOf: context.today(),
        ...(input.bom ? { bom: 'yes' } : {}),
        ...(input.decimal ? { decimal: input.decimal } : {}),
      },
      rows: written.rows,
      totals: [],
      appVersion: appVersion(context),
      audit: auditHead(context.book),
    },
    written.bytes,
  );
  const manifestFile = `${input.out}.manifest.json`;
  writeWhole(input.out, written.bytes);
  writeWhole(manifestFile, new TextEncoder().encode(manifestText(manifest)));
  return {
    file: input.out,
    rows: written.rows,
    total: null,
    sha256: manifest.sha256,
    manifest: manifestFile,
  };
}

async function write(context: Context, wanted: Wanted): Promise<Written> {
  const format = formatOf(wanted);
  switch (wanted.kind) {
    case 'renewals': {
      const { renewals, asOf } = listRenewals(context, {});
      if (format !== 'ics') return table(renewalsTable(renewals), wanted, format);
      const entries = calendarEntries(renewals);
      const text = renewalCalendar(entries, asOf, renewalWords(context));
      return { bytes: new TextEncoder().encode(text), rows: entries.length, format };
    }
    case 'assets': {
      const { assets, currency } = listAssets(context, {});
      return table(assetsTable(assets, currency), wanted, format);
    }
    case 'hr':
      return table(staffTable(staffRows(context)), wanted, format);
    default:
      return assertNever(wanted.kind);
  }
}

type Format = NonNullable<Wanted['format']>;

/** As asked for, else by the file's ending. */
function formatOf({ kind, out, format }: Wanted): Format {
  const ending = extname(out).slice(1).toLowerCase();
  const chosen = format ?? (ending === 'xlsx' || ending === 'ics' ? ending : 'csv');
  if (chosen !== 'ics' || kind === 'renewals') return chosen;
  throw new Failure('format_unknown', `${kind} is written as csv or xlsx. Choose one of them.`, {
    format: chosen,
  });
}

async function table(
  written: ExportTable,
  { kind, bom, decimal }: Wanted,
  format: Format,
): Promise<Written> {
  const bytes =
    format === 'xlsx'
      ? await writeXlsx(written, kind)
      : writeCsv(written, { bom: bom ?? false, decimalComma: decimal === 'comma' });
  return { bytes, rows: written.rows.length, format };
}
