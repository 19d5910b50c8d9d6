import { basename } from 'node:path';
import type { ImportDoc } from '../../../contract/imports.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import type { Source } from '../../book/sources.ts';
import type { Mapping } from '../../imports/mapping.ts';
import { ColumnsTurned, type OpenedImport } from '../../imports/open-import.ts';
import { agreeCreditPrice } from '../accounts/credit-prices.ts';
import type { Context } from '../context.ts';
import { rechargeCredits } from '../spend/recharge.ts';
import { answeredCreditPrice, creditPriceAsk, productsAsk } from './file-answers.ts';
import { asksOf } from './import-asks.ts';
import { asDuplicate, type ImportBefore, refusedLines } from './import-before.ts';
import { emptyDoc, type ImportOptions } from './import-options.ts';
import { finishImport, startImport } from './import-record.ts';
import { DryRunEnds, ImportRun } from './import-run.ts';
import { rememberMapping } from './remembered-mappings.ts';
import { settleOverlap } from './report-periods.ts';
import { RowSources } from './row-sources.ts';

export type TableToTake = {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly opened: OpenedImport;
  readonly options: ImportOptions;
  /** What was said for this file, to be remembered. */
  readonly mapping: Mapping | undefined;
  /** The import that took this content before and left rejects: only their rows are taken. */
  readonly before: ImportBefore | null;
};

/**
 * Takes the rows of one table in one transaction. How its columns are written is told by the file's
 * beginning; where a later cell speaks against it, all is given back and read with a look at the whole.
 */
export async function takeTable(context: Context, table: TableToTake): Promise<ImportDoc> {
  try {
    return await takeOnce(context, table, true);
  } catch (error) {
    if (!(error instanceof ColumnsTurned)) throw error;
    return await takeOnce(context, table, false);
  }
}

async function takeOnce(
  context: Context,
  table: TableToTake,
  isHeadEnough: boolean,
): Promise<ImportDoc> {
  const { book } = context;
  const { file, sha256, opened, options, before } = table;
  let doc: ImportDoc = emptyDoc(file, options);
  try {
    await book.longTransaction(async () => {
      if (opened.scope) settleOverlap(context, opened.scope, file, options.answers);
      const id = startImport(context, { file, sha256, opened, options });
      if (opened.scope) book.imports.setPeriod(id, opened.scope);
      const sources = sourcesOf(context, table);
      const credits = creditsOf(context, table, sources);
      const run = new ImportRun(context, id, sources);
      run.cellsOf = opened.cellsOf;
      if (opened.yieldsToAccount) run.leaveOut(toldDays(context, table));
      if (before !== null) run.takeOnly(refusedLines(context, before.id));
      for await (const batch of opened.rows(context.signal, isHeadEnough)) {
        run.take(batch);
        context.progress({
          task: basename(file),
          done: opened.bytesRead(),
          total: table.bytes,
          rows: run.tally.rows,
        });
      }
      refuseIfEmpty(run, table);
      const isNothingNew = before !== null && run.tally.added + run.tally.replaced === 0;
      if (isNothingNew) throw new NothingNew(run);
      run.settle();
      if (credits?.isAgreed) rechargeCredits(context, credits.source.id);
      const found = opened.found();
      const notes = [...opened.notes, ...found.notes, ...run.notes()];
      finishImport(context, id, run.tally, notes);
      doc = {
        ...emptyDoc(file, options),
        id: options.dryRun ? null : id,
        sha256,
        kind: opened.kind,
        format: opened.format,
        ...run.tally,
        rejects: run.rejects,
        ignoredColumns: [...opened.ignoredColumns],
        notes,
        asks: [
          ...asksOf(found),
          ...productsAsk(found.products),
          ...(credits && isWaiting(context, credits.source)
            ? [creditPriceAsk(credits.source.name)]
            : []),
        ],
        status: options.dryRun ? 'dry-run' : 'committed',
      };
      if (options.dryRun) throw new DryRunEnds();
      if (table.mapping) rememberMapping(context, opened.header, table.mapping);
      audit(book, {
        at: context.now(),
        who: context.who,
        action: 'import',
        subject: `import ${id}`,
        detail: { file: basename(file), sha256, kind: opened.kind, ...run.tally },
      });
    });
  } catch (error) {
    if (error instanceof NothingNew && before !== null) {
      const { tally, rejects } = error.run;
      const duplicate = asDuplicate(before, file, options.dryRun === true);
      return { ...duplicate, ...tally, rejects, asks: asksOf(opened.found()) };
    }
    if (!(error instanceof DryRunEnds)) throw error;
  }
  return doc;
}

/** The rows that were refused before are refused again: the transaction is given back. */
class NothingNew extends Error {
  readonly run: ImportRun;

  constructor(run: ImportRun) {
    super();
    this.run = run;
  }
}

function sourcesOf(context: Context, { opened, options }: TableToTake): RowSources {
  return new RowSources(context.book, {
    account: options.account ?? null,
    tool: opened.tool,
    provider: opened.provider,
  });
}

/** The days that connected accounts of the file's provider tell, or the one that was named. */
function toldDays({ book }: Context, { opened, options }: TableToTake): ReadonlySet<string> {
  const account = options.account?.trim() ?? '';
  const days = book.usage.syncedDays(opened.provider ?? '', account === '' ? null : account);
  return new Set(days);
}

/** Where credits of a file are paid through, with the price that was answered; `null` where it has none. */
function creditsOf(
  context: Context,
  { opened, options }: TableToTake,
  sources: RowSources,
): { readonly source: Source; readonly isAgreed: boolean } | null {
  if (!opened.paysByCredit) return null;
  const source = sources.of(opened.tool);
  const agreed = answeredCreditPrice(options.answers);
  if (agreed !== null) {
    context.book.credits.addSource(source.id);
    agreeCreditPrice(context, source.id, source.name, agreed);
  }
  return { source, isAgreed: agreed !== null };
}

const isWaiting = ({ book }: Context, { id }: Source): boolean =>
  book.credits.waiting().some(({ sourceId, rows }) => sourceId === id && rows > 0);

/** A file in which nothing could be read is refused, so that it is not taken for done. */
function refuseIfEmpty(run: ImportRun, { file, opened }: TableToTake): void {
  if (run.tally.rows > 0) return;
  const { empty } = opened.found();
  if (empty > 0) {
    throw new Failure(
      'no_use',
      `${file} holds ${empty} periods and no use in any of them. Nothing was changed. Export a time in which there was use.`,
      { file, empty },
    );
  }
  throw new Failure('no_rows', `${file} has a header but no rows. Nothing was changed.`, { file });
}
