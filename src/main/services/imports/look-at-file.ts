import type { Stats } from 'node:fs';
import { basename } from 'node:path';
import type { ImportLook, importsLook } from '../../../contract/imports.ts';
import type { InputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { CANONICAL_KINDS, type CanonicalKind } from '../../../core/spend/canonical-columns.ts';
import { findAgentLogs } from '../../imports/agent-log/find-agent-logs.ts';
import {
  absentOf,
  dateColumnOf,
  type Mapping,
  parseMapping,
  withoutDays,
} from '../../imports/mapping.ts';
import { periodOfName } from '../../imports/name-period.ts';
import {
  ColumnsTurned,
  type OpenedImport,
  openColumns,
  openImport,
} from '../../imports/open-import.ts';
import { HeaderColumns } from '../../imports/table/header-columns.ts';
import { ordinaryFile } from '../../ordinary-file.ts';
import type { Context } from '../context.ts';
import {
  aboutFile,
  creditPriceAsk,
  needAsks,
  productsAsk,
  refuseSeveralMonths,
} from './file-answers.ts';
import { answeredPeriod, asksOf, periodAsk, tableAnswers } from './import-asks.ts';
import { fileFailure, isInvoice } from './import-files.ts';
import { readingRules } from './import-table.ts';
import { asPastedFile } from './pasted-text.ts';
import { readValues } from './read-values.ts';
import { dated, lacksDay, rememberedMapping } from './remembered-mappings.ts';

type LookInput = InputOf<typeof importsLook>;

/**
 * What a file holds, before anything is taken, with what was said about it: a kind, a mapping,
 * answers. Nothing is changed. Fails as reading the file would.
 */
export async function lookAtFile(context: Context, input: LookInput): Promise<ImportLook> {
  const { text } = input;
  if (text !== undefined) {
    return await asPastedFile(text, async (file) => ({
      ...(await look(context, { ...input, file })),
      file: input.file,
    }));
  }
  return await look(context, input);
}

async function look(context: Context, input: LookInput): Promise<ImportLook> {
  const found = statOf(input.file);
  if (found.isDirectory()) {
    const kind = (await findAgentLogs(input.file)) === null ? null : ('agent-log' as const);
    return { ...blank(input.file), format: kind, kind };
  }
  if (input.mapping === undefined && (await isInvoice(input.file))) {
    return { ...blank(input.file), format: 'invoice', kind: 'invoice' };
  }
  return await lookAtTable(context, input, found.size);
}

function statOf(file: string): Stats {
  try {
    return ordinaryFile(file, { folders: true });
  } catch (error) {
    throw fileFailure(file, error);
  }
}

const blank = (file: string): ImportLook => ({
  file,
  format: null,
  kind: null,
  header: [],
  sample: [],
  suggestion: null,
  mapping: null,
  notes: [],
  asks: [],
  ignoredColumns: [],
  rows: [],
  rejects: [],
  counts: null,
});

/** A table as it is to be read, and the mapping that says so, where one does. */
type Found = { readonly opened: OpenedImport; readonly mapping: Mapping | null };

async function lookAtTable(context: Context, input: LookInput, bytes: number): Promise<ImportLook> {
  const { file } = input;
  const found = await openAsSaid(context, input);
  const isWanted = found === null || found.mapping !== null || input.columns === true;
  const columns = isWanted
    ? await openColumns(file, found?.mapping?.kind ?? canonical(input.kind))
    : null;
  const table = {
    ...blank(file),
    header: [...(columns?.header ?? found?.opened.header ?? [])],
    sample: columns?.sample.map((row) => [...row]) ?? [],
    suggestion: columns?.suggestion ?? null,
  };
  if (found === null) return table;
  const { opened, mapping } = found;
  refuseSeveralMonths(opened, file);
  const needs = needAsks(opened);
  const day = mapping === null ? null : lacksDay(mapping) ? periodOfName(basename(file)) : null;
  const isDayAsked = mapping !== null && lacksDay(mapping);
  const isOpen = isDayAsked && day === null && answeredPeriod(input.answers) === null;
  const isRemembered = mapping !== null && input.mapping === undefined;
  return {
    ...table,
    format: opened.format,
    kind: opened.kind,
    mapping: mapping === null ? null : withoutDays(mapping),
    ignoredColumns: [...opened.ignoredColumns],
    ...(opened.needs.length > 0
      ? {}
      : await firstRows(context, opened, bytes, isOpen && mapping ? mapping : null)),
    notes: [
      ...opened.notes,
      ...opened.found().notes,
      ...(isRemembered ? ['mapping_remembered'] : []),
    ],
    asks: [
      ...(isDayAsked ? [periodAsk(day)] : []),
      ...needs,
      ...asksOf(opened.found()),
      ...productsAsk(opened.found().products),
      ...(opened.paysByCredit ? creditAsks(context, opened, input.account) : []),
    ],
  };
}

/** Asked where no price of a credit is known yet. */
function creditAsks(
  { book }: Context,
  { tool }: OpenedImport,
  account: string | undefined,
): ImportLook['asks'] {
  const name = account?.trim() || (tool ?? '');
  const sourceId = book.sources.idOf(account?.trim() ? 'account' : 'tool', name);
  const isKnown = book.credits.prices().some((one) => one.sourceId === sourceId);
  return isKnown ? [] : [creditPriceAsk(name)];
}

const canonical = (kind: LookInput['kind']): CanonicalKind | undefined =>
  CANONICAL_KINDS.find((one) => one === kind);

/** Opens the table with what was said or is remembered; `null` where its columns are to be asked about. */
async function openAsSaid(context: Context, input: LookInput): Promise<Found | null> {
  const { file, kind } = input;
  const rules = {
    ...readingRules(context),
    answers: tableAnswers(input.answers),
    about: aboutFile(input),
  };
  const read = async (mapping: Mapping): Promise<Found | null> => {
    const opened = await openImport(file, { ...rules, mapping: withDay(context, input, mapping) });
    return opened.format === null ? null : { opened, mapping };
  };
  if (input.mapping !== undefined) return await read(parseMapping(input.mapping));
  const said = kind === 'agent-log' || kind === 'invoice' ? undefined : kind;
  const opened = await openImport(file, { ...rules, kind: said }).catch((error: unknown) => {
    // What was said to be of another kind is asked about column by column.
    if (said !== undefined && error instanceof Failure && OTHER_COLUMNS.includes(error.code)) {
      return null;
    }
    throw error;
  });
  if (opened === null) return null;
  if (opened.format !== null) return { opened, mapping: null };
  const mapping = rememberedMapping(context, opened.header);
  if (mapping === null || (said !== undefined && mapping.kind !== said)) return null;
  return absentOf(mapping, new HeaderColumns(opened.header)).length > 0 ? null : read(mapping);
}

const OTHER_COLUMNS = ['columns_missing', 'kind_wrong'];

/** While the period is not answered, the rows are read as of today, and show no day. */
function withDay(context: Context, input: LookInput, mapping: Mapping): Mapping {
  if (!lacksDay(mapping)) return mapping;
  const day = answeredPeriod(input.answers) ?? periodOfName(basename(input.file));
  return dated(mapping, day ?? context.today());
}

const ROWS_SHOWN = 5;
const REJECTS_SHOWN = 20;
/** A file up to this size is read to its end for a look; of a larger one, the beginning. */
const WHOLE_BYTES = 4 * 1024 * 1024;

async function firstRows(
  context: Context,
  opened: OpenedImport,
  bytes: number,
  dayless: Mapping | null,
): Promise<Pick<ImportLook, 'rows' | 'rejects' | 'counts'>> {
  const isWhole = bytes <= WHOLE_BYTES;
  if (isWhole) return await readRows(context, opened, dayless, true, false);
  try {
    const beginning = await readRows(context, opened, dayless, false, true);
    // What the beginning leaves open, the rest of the file may tell.
    if (opened.found().open.length === 0) return beginning;
  } catch (error) {
    if (!(error instanceof ColumnsTurned)) throw error;
  }
  return await readRows(context, opened, dayless, false, false);
}

async function readRows(
  context: Context,
  opened: OpenedImport,
  dayless: Mapping | null,
  isWhole: boolean,
  isHeadEnough: boolean,
): Promise<Pick<ImportLook, 'rows' | 'rejects' | 'counts'>> {
  const { baseCurrency } = readingRules(context);
  const rows: ImportLook['rows'] = [];
  const rejects: ImportLook['rejects'] = [];
  const counts = { rows: 0, rejected: 0 };
  const hidden = dayless === null ? null : dateColumnOf(dayless.kind);
  for await (const batch of opened.rows(context.signal, isHeadEnough)) {
    for (const row of batch) {
      counts.rows += 1;
      if (row.kind === 'reject') {
        counts.rejected += 1;
        const { line, field, value, code, reason } = row;
        if (rejects.length < REJECTS_SHOWN) rejects.push({ line, field, value, code, reason });
      } else if (row.kind !== 'left-out' && rows.length < ROWS_SHOWN) {
        const { [hidden ?? '']: _, ...values } = readValues(row, baseCurrency);
        rows.push({ line: row.line, values });
      }
    }
    if (!isWhole) break;
  }
  return { rows, rejects, counts: isWhole ? counts : null };
}
