import type { ImportDoc } from '../../../contract/imports.ts';
import { assertNever } from '../../../core/failure.ts';
import type { AssetRow, ImportRow, RowReject } from '../../../core/spend/rows.ts';
import type { TakeMode, Taken } from '../../book/known-rows.ts';
import { assignByEmail } from '../../book/sources.ts';
import { assetFault } from '../assets/record-asset.ts';
import { baseCurrency, type Context } from '../context.ts';
import { repostVariances } from '../invoices/repost-variances.ts';
import { Charging } from '../spend/charging.ts';
import { PlanCover } from '../spend/plan-cover.ts';
import {
  rechargeAfterRates,
  rechargeLogs,
  rechargePlans,
  rechargeReported,
} from '../spend/recharge.ts';
import { settleOvertaken } from '../trackers/settle-items.ts';
import { ChargeStore } from './charge-store.ts';
import { emptyTally, type Tally } from './import-tally.ts';
import { RecordStores } from './record-stores.ts';
import type { RowSources } from './row-sources.ts';
import { UsageStore } from './usage-store.ts';

/** Why a row that could be read cannot be taken. */
type RowFault = Pick<RowReject, 'field' | 'value' | 'code' | 'reason'>;

/** Thrown to take a dry run's transaction back; never leaves the imports. */
export class DryRunEnds extends Error {}

export const REJECTS_INLINE = 100;

/** One import while it runs: takes rows into the book, keeps the rejects, and settles what follows. */
export class ImportRun {
  readonly tally: Tally = emptyTally();
  readonly rejects: ImportDoc['rejects'] = [];
  readonly #context: Context;
  readonly #importId: number;
  readonly #sources: RowSources;
  #leftOut = 0;
  #told: ReadonlySet<string> = new Set();
  #accountTells = 0;
  readonly #usage: UsageStore;
  readonly #charges: ChargeStore;
  readonly #records: RecordStores;
  readonly #kinds = new Set<ImportRow['kind']>();
  readonly #mode: TakeMode = { isAgain: false };
  #only: ReadonlySet<number> | null = null;
  /** The cells of a line of the batch that is taken, for rows that are refused here. */
  cellsOf: (line: number) => readonly string[] = () => [];

  constructor(context: Context, importId: number, sources: RowSources) {
    const { book } = context;
    const closed = new Set(book.closures.months());
    const charging = new Charging(context);
    this.#context = context;
    this.#importId = importId;
    this.#sources = sources;
    const cover = new PlanCover(context);
    this.#usage = new UsageStore(context, importId, sources, charging, cover, closed, this.#mode);
    this.#charges = new ChargeStore(context, importId, sources, charging, closed, this.#mode);
    this.#records = new RecordStores(book, importId, baseCurrency(context), closed, this.#mode);
  }

  /** Takes the rows of these lines alone; the others were taken when the file came before. */
  takeOnly(lines: ReadonlySet<number>): void {
    this.#only = lines;
  }

  /** Rows of days that an account tells itself are counted, not kept. */
  leaveOut(told: ReadonlySet<string>): void {
    this.#told = told;
  }

  take(batch: readonly (ImportRow | RowReject)[]): void {
    for (const row of batch) {
      this.tally.rows += 1;
      if (row.kind === 'reject') {
        this.#refuse(row);
        continue;
      }
      this.#kinds.add(row.kind);
      if (this.#only !== null) this.#mode.isAgain = !this.#only.has(row.line);
      if (row.kind === 'usage' && this.#told.has(row.day)) {
        this.#accountTells += 1;
        this.tally.unchanged += 1;
      } else this.#count(row, this.#store(row));
    }
    this.#usage.flush();
  }

  #store(row: ImportRow): Taken | RowFault {
    switch (row.kind) {
      case 'usage':
        return this.#usage.take(row);
      case 'charge':
        return this.#charges.take(row);
      case 'person':
        return this.#records.person(row);
      case 'subscription':
        return this.#records.subscription(row);
      case 'output':
        return this.#records.output(row);
      case 'rate':
        return this.#records.rate(row);
      case 'asset':
        return this.#asset(row) ?? this.#records.asset(row);
      case 'seat':
        return this.#records.seat(row, this.#sources.accountFor(row.tool));
      case 'left-out':
        this.#leftOut += 1;
        return 'unchanged';
      default:
        return assertNever(row);
    }
  }

  /** Why the book cannot take an asset; `null` where it can, or was asked before. */
  #asset(row: AssetRow): RowFault | null {
    if (this.#mode.isAgain) return null;
    const { book } = this.#context;
    if (book.people.idOf(row.maker) === undefined) {
      return {
        field: 'maker',
        value: row.maker,
        code: 'person_missing',
        reason: 'Nobody here has this e-mail. Import the people first.',
      };
    }
    const held = book.assets.idOf(row);
    const { line: _, assetKind: kind, ...said } = row;
    const fault = assetFault(this.#context, { ...said, kind }, held?.id);
    if (fault === null) return null;
    const { code, field, reason } = fault;
    const value = field === 'share' ? row.shareMilli : row.hoursMilli;
    return { field, value: String(value / 1000), code, reason };
  }

  #count(row: ImportRow, taken: Taken | RowFault): void {
    if (typeof taken === 'object') {
      const raw = this.cellsOf(row.line);
      this.#refuse({ kind: 'reject', line: row.line, raw, ...taken });
      return;
    }
    if (taken === 'closed') {
      const day = dayOf(row) ?? '';
      this.#refuse({
        kind: 'reject',
        line: row.line,
        field: 'date',
        value: day,
        code: 'month_closed',
        reason: `${day.slice(0, 7)} is closed. Post a correction in an open month, or reopen it with a reason.`,
        raw: this.cellsOf(row.line),
      });
      return;
    }
    this.tally[taken] += 1;
    if (row.kind === 'left-out') return;
    const day = dayOf(row);
    if (day === null) return;
    if (this.tally.from === null || day < this.tally.from) this.tally.from = day;
    if (this.tally.to === null || day > this.tally.to) this.tally.to = day;
  }

  #refuse(reject: RowReject): void {
    const { line, field, value, code, reason, raw } = reject;
    this.tally.rejected += 1;
    this.#context.book.imports.addReject(
      this.#importId,
      { line, field, value, code, reason },
      JSON.stringify(raw),
    );
    if (this.rejects.length < REJECTS_INLINE) {
      this.rejects.push({ line, field, value, code, reason });
    }
  }

  /** Settles what follows from the new rows: sums, assignments, charges that depend on them. */
  settle(): void {
    const { book } = this.#context;
    this.#usage.sumUp(book);
    if (this.#kinds.has('person')) {
      assignByEmail(book);
      settleOvertaken(this.#context);
    }
    if (this.#kinds.has('subscription') || this.#kinds.has('person')) {
      rechargePlans(this.#context);
    }
    const { from, to } = this.tally;
    if (this.#kinds.has('usage') && from !== null && to !== null)
      rechargeLogs(this.#context, { from, to });
    if (this.#charges.reported.size > 0) rechargeReported(this.#context, this.#charges.reported);
    if (this.#kinds.has('rate')) rechargeAfterRates(this.#context);
    this.#repost();
  }

  /** Invoices are held against the charges anew; plans, people and rates reach beyond the file's days. */
  #repost(): void {
    const isEverywhere = (['subscription', 'person', 'rate'] as const).some((kind) =>
      this.#kinds.has(kind),
    );
    const { from, to } = this.tally;
    if (isEverywhere) repostVariances(this.#context, { from: null, to: null });
    else if (from !== null) repostVariances(this.#context, { from, to });
  }

  /** What is worth saying about the rows that were taken, as stable codes. */
  notes(): string[] {
    const { lengthUnstated } = this.#usage;
    return [
      ...(lengthUnstated === 0 ? [] : [`length_unstated:${lengthUnstated}`]),
      ...(this.#accountTells === 0 ? [] : [`account_tells:${this.#accountTells}`]),
      ...(this.#leftOut === 0 ? [] : [`left_out:${this.#leftOut}`]),
    ];
  }
}

function dayOf(row: ImportRow): string | null {
  if (row.kind === 'subscription') return row.startDay;
  if (row.kind === 'asset') return `${row.fromMonth}-01`;
  return row.kind === 'person' ? null : row.day;
}
