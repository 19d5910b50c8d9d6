import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ImportDoc } from '../../../contract/imports.ts';
import { addMonthsToDay, type IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { type Mapping, parseMapping } from '../../imports/mapping.ts';
import { periodOfName } from '../../imports/name-period.ts';
import { type OpenedImport, openImport } from '../../imports/open-import.ts';
import { baseCurrency, type Context } from '../context.ts';
import { refuseOfficeFile } from '../packets/installation.ts';
import { aboutFile, refuseUntold } from './file-answers.ts';
import { AnswerNeeded, answeredPeriod, periodAsk, tableAnswers } from './import-asks.ts';
import { asDuplicate, importBefore } from './import-before.ts';
import type { ImportOptions } from './import-options.ts';
import { dated, lacksDay, rememberedMapping } from './remembered-mappings.ts';
import { takeTable } from './take-table.ts';

/** Takes a table in one transaction; `bytes` is its size. */
export async function importTable(
  context: Context,
  file: string,
  bytes: number,
  options: ImportOptions,
): Promise<ImportDoc> {
  const sha256 = await contentHash(file, context.signal);
  const before = importBefore(context, sha256, options);
  if (before !== null && before.rejected === 0) {
    return asDuplicate(before, file, options.dryRun === true);
  }
  const mapping = options.mapping === undefined ? undefined : parseMapping(options.mapping);
  const opened = await openKnown(context, file, options, mapping);
  refuseOfficeFile(context, opened.kind);
  return await takeTable(context, {
    file,
    sha256,
    bytes,
    opened,
    options,
    mapping,
    before,
  });
}

async function openKnown(
  context: Context,
  file: string,
  options: ImportOptions,
  mapping: Mapping | undefined,
): Promise<OpenedImport> {
  const period = answeredPeriod(options.answers);
  const kind =
    options.kind === 'agent-log' || options.kind === 'invoice' ? undefined : options.kind;
  const rules = {
    kind,
    ...readingRules(context),
    answers: tableAnswers(options.answers),
    about: aboutFile(options),
  };
  if (mapping !== undefined) {
    const mapped = { ...rules, mapping: datedFor(file, mapping, period).mapping };
    const opened = await openImport(file, mapped);
    if (opened.format !== null) return opened;
  }
  const opened = await openImport(file, rules);
  if (opened.format !== null) {
    refuseUntold(opened, file);
    const isNamed = opened.scope !== null && period === null;
    const note = isNamed ? [`period_from_name:${opened.scope.to}`] : [];
    return { ...opened, notes: [...opened.notes, ...note] };
  }
  const remembered = rememberedMapping(context, opened.header);
  if (remembered !== null) {
    const { mapping: dated, note } = datedFor(file, remembered, period);
    const again = await openImport(file, { ...rules, mapping: dated });
    if (again.format !== null)
      return note === null ? again : { ...again, notes: [...again.notes, note] };
  }
  const guess = opened.suggestion === null ? null : JSON.stringify(opened.suggestion);
  throw new Failure(
    'header_unknown',
    `${file}: the columns are not known (${opened.header.join(', ')}). Say which column is which with a mapping.${guess === null ? '' : ` A guess, to be checked and given as --mapping FILE.json: ${guess}`}`,
    { file, header: opened.header.join(', '), mapping: guess },
  );
}

const YEARS_AHEAD = 50 * 12;

export const readingRules = (context: Context) => ({
  baseCurrency: baseCurrency(context),
  latestDay: addMonthsToDay(context.today(), YEARS_AHEAD),
});

/** The mapping with the day that is answered, or that the file's name says; a note says the latter. */
function datedFor(
  file: string,
  mapping: Mapping,
  period: IsoDay | null,
): { readonly mapping: Mapping; readonly note: string | null } {
  if (!lacksDay(mapping)) return { mapping, note: null };
  if (period !== null) return { mapping: dated(mapping, period), note: null };
  const day = periodOfName(basename(file));
  if (day === null) throw new AnswerNeeded([periodAsk()], file);
  return { mapping: dated(mapping, day), note: `period_from_name:${day}` };
}

async function contentHash(file: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, signal ? { signal } : {})) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
