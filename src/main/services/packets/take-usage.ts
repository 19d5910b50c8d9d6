import { createHash } from 'node:crypto';
import * as z from 'zod';
import { isoDay, money } from '../../../contract/shapes.ts';
import { Failure } from '../../../core/failure.ts';
import { parseMicro } from '../../../core/money.ts';
import { modelsAlike, usageSubject } from '../../../core/packets/shared-usage.ts';
import { readTier } from '../../../core/spend/price-tier.ts';
import type { UsageRow } from '../../../core/spend/rows.ts';
import { logSource } from '../../book/agent-log-store.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import type { HeldDeviceUsage } from '../../book/stores/usage.ts';
import type { PacketMessage } from '../../packets/packet-shape.ts';
import type { Context } from '../context.ts';
import { finishImport, startImport } from '../imports/import-record.ts';
import { emptyTally } from '../imports/import-tally.ts';
import { RowSources } from '../imports/row-sources.ts';
import { knownDetail, UsageStore } from '../imports/usage-store.ts';
import { repostVariances } from '../invoices/repost-variances.ts';
import type { HeldPerson } from '../people/people.ts';
import { Charging } from '../spend/charging.ts';
import { PlanCover } from '../spend/plan-cover.ts';
import { bodyOf, malformed, refuseAfterEnd } from './message-body.ts';
import { type Outcome, superseded, TAKEN } from './outcome.ts';

const MOST_ROWS = 500;
const count = z.number().int().min(0).max(1_000_000_000_000);
const text = z.string().max(300).nullable();

const usageRow = z.object({
  model: text,
  tier: text,
  project: text,
  marks: text.optional(),
  inputTokens: count,
  outputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  cacheWrite1hTokens: count,
  requests: count,
  searches: count.default(0),
  cost: money.nullable().default(null),
  creditsMicro: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable()
    .default(null),
});
const usageBody = z.object({
  day: isoDay,
  tool: z.string().trim().min(1).max(200),
  rows: z.array(usageRow).max(MOST_ROWS),
});
type Row = z.infer<typeof usageRow>;

/**
 * Takes the use of a person's computers from the messages of one packet: each replaces what this
 * installation said of a day and tool before. What another log of the person holds already is left out.
 * All that one packet brings is one import of the history.
 */
export class UsageTaker {
  readonly #context: Context;
  readonly #pairing: HeldPairing;
  readonly #person: HeldPerson;
  #tally = emptyTally();
  readonly #taken = new Set<string>();
  #import: { readonly id: number; readonly store: UsageStore } | null = null;

  constructor(context: Context, pairing: HeldPairing, person: HeldPerson) {
    this.#context = context;
    this.#pairing = pairing;
    this.#person = person;
  }

  take(message: PacketMessage): Outcome {
    const body = bodyOf(usageBody, message);
    const { day, tool } = body;
    if (message.about !== usageSubject(day, tool)) throw malformed(message.type, 'about');
    refuseAfterEnd(this.#context, this.#person, day);
    this.#refuseClosed(day);
    const source = logSource(this.#context.book, this.#person.email, this.#pairing.installation);
    const held = this.#context.book.usage.ofDevice(source.id, day, tool);
    const beside = this.#beside(source.id, day, tool);
    const known = modelsAlike(body.rows, beside);
    const rows = body.rows.filter(({ model }) => !known.has(model ?? ''));
    // The same day twice in a packet would be taken for two lines of one file: it is two imports.
    if (this.#taken.has(message.about)) this.finish();
    this.#taken.add(message.about);
    this.#write(held, rows, body);
    return known.size === 0 ? TAKEN : heldAlready(beside, known, rows.length);
  }

  /** Ends the import, and brings sums and variances to what was taken. */
  finish(): void {
    if (!this.#import) return;
    const { book } = this.#context;
    const { id, store } = this.#import;
    store.flush();
    store.sumUp(book);
    finishImport(this.#context, id, this.#tally, []);
    repostVariances(this.#context, { from: this.#tally.from, to: this.#tally.to });
    this.#import = null;
    this.#tally = emptyTally();
  }

  #refuseClosed(day: string): void {
    const month = day.slice(0, 7);
    if (!this.#context.book.closures.isClosed(month)) return;
    throw new Failure(
      'month_closed',
      `${month} is closed. Post a correction in an open month, or reopen it with a reason.`,
      { month },
    );
  }

  /** What other logs of the person hold of that day and tool. */
  #beside(sourceId: number, day: string, tool: string): HeldDeviceUsage[] {
    return this.#context.book.usage.ofPersonsLogs(this.#person.email, sourceId, day, tool);
  }

  #write(
    held: readonly HeldDeviceUsage[],
    rows: readonly Row[],
    { day, tool }: { readonly day: string; readonly tool: string },
  ): void {
    if (rows.length === 0 && held.length === 0) return;
    const store = this.#begin();
    store.flush();
    const wanted = rows.map((row, index) => usageOf(row, day, tool, this.#person.email, index + 1));
    const known = new Set(wanted.map((row) => keyOf(row.model, row.project, knownDetail(row))));
    for (const one of held) {
      if (known.has(keyOf(one.model, one.project, one.detail))) continue;
      this.#context.book.agentLogs.dropUsage(one.id);
      store.touched.add(one.identityId, day.slice(0, 7));
    }
    for (const row of wanted) {
      const taken = store.take(row);
      this.#tally.rows += 1;
      this.#tally[taken === 'closed' ? 'rejected' : taken] += 1;
    }
    if (this.#tally.from === null || day < this.#tally.from) this.#tally.from = day;
    if (this.#tally.to === null || day > this.#tally.to) this.#tally.to = day;
  }

  #begin(): UsageStore {
    if (this.#import) return this.#import.store;
    const context = this.#context;
    const { book } = context;
    const device = this.#pairing.device ?? this.#pairing.installation;
    const id = startImport(context, {
      file: `${this.#person.name}, ${device}`,
      sha256: createHash('sha256')
        .update(`${this.#pairing.installation} ${context.now()}`)
        .digest('hex'),
      opened: { kind: 'usage', format: 'packet', header: [], ignoredColumns: [] },
      options: { person: this.#person.email },
    });
    const source = logSource(book, this.#person.email, this.#pairing.installation);
    const store = new UsageStore(
      context,
      id,
      new RowSources(book, source),
      new Charging(context),
      new PlanCover(context),
      new Set(book.closures.months()),
    );
    this.#import = { id, store };
    return store;
  }
}

const keyOf = (model: string | null, project: string | null, detail: string): string =>
  [model ?? '', project ?? '', detail].join('\n');

function usageOf(row: Row, day: string, tool: string, email: string, line: number): UsageRow {
  const cost = row.cost === null ? null : parseMicro(row.cost.amount);
  return {
    kind: 'usage',
    line,
    day,
    identity: email,
    tool,
    model: row.model,
    project: row.project,
    description: row.marks ?? null,
    nativeId: null,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    cacheReadTokens: row.cacheReadTokens,
    cacheWriteTokens: row.cacheWriteTokens,
    cacheWrite1hTokens: row.cacheWrite1hTokens,
    requests: row.requests,
    searches: row.searches,
    costMicro: cost,
    grossMicro: cost,
    currency: cost === null ? null : (row.cost?.currency ?? 'USD'),
    creditsMicro: BigInt(row.creditsMicro ?? '0'),
    tier: readTier(row.tier ?? ''),
  };
}

function heldAlready(
  beside: readonly HeldDeviceUsage[],
  known: ReadonlySet<string>,
  added: number,
): Outcome {
  const one = beside.find(({ model }) => known.has(model));
  const rest = added === 0 ? '' : ` The other ${added} were taken.`;
  return superseded(
    'usage_held_already',
    `The office holds the same use already, from import ${one?.importId ?? 0} (${one?.file ?? ''}). It was not added again.${rest}`,
    { import: one?.importId ?? 0, file: one?.file ?? '' },
  );
}
