import type { Book, SqlValue } from './book.ts';
import { connectionOf } from './connection.ts';

/** Sums kept at a time (about 80 MB): a file with more of them is summed from its rows. */
const SUMS_KEPT = 200_000;

/** What a row of usage adds to the sums of its month: tokens and requests. */
export type SummedCounts = {
  readonly day: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly requests: number;
  readonly searches?: number;
  readonly creditsMicro?: bigint;
};

/** How the row is charged, in micro-units. */
export type SummedCharge = {
  readonly state: string;
  readonly currency: string;
  readonly chargeMicro: bigint | null;
  readonly baseMicro: bigint | null;
  readonly listMicro: bigint | null;
  readonly isLengthUnstated: boolean;
};

type Group = {
  readonly identityId: number;
  readonly month: string;
  readonly toolId: number;
  readonly modelId: number;
  readonly projectId: number;
};

type Sum = Group & {
  readonly state: string;
  readonly currency: string;
  rows: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  requests: number;
  chargeMicro: bigint;
  baseMicro: bigint;
  listMicro: bigint;
  unpriced: number;
  waiting: number;
  waitingMicro: bigint;
  firstDay: string;
  lastDay: string;
  firstChargedDay: string | null;
  lengthUnstated: number;
  searches: number;
  creditsMicro: bigint;
  unvalued: number;
};

/**
 * Sums of months of which the book holds nothing yet, kept while their rows are written: reading
 * the rows back, from everywhere in the book, would take half as long again as writing them. They
 * are the sums that `sumUsageMonth` finds, to the digit.
 */
export class NewMonthSums {
  readonly #sums = new Map<string, Sum>();

  /** False once there are too many: then the months have to be summed from their rows. */
  add(group: Group, row: SummedCounts, charge: SummedCharge): boolean {
    const { identityId, month, toolId, modelId, projectId } = group;
    const key = `${identityId} ${month} ${toolId} ${modelId} ${projectId} ${charge.state} ${charge.currency}`;
    let sum = this.#sums.get(key);
    if (!sum) {
      if (this.#sums.size === SUMS_KEPT) return false;
      sum = emptySum(group, row.day, charge);
      this.#sums.set(key, sum);
    }
    sum.rows += 1;
    sum.inputTokens += row.inputTokens;
    sum.outputTokens += row.outputTokens;
    sum.cacheReadTokens += row.cacheReadTokens;
    sum.cacheWriteTokens += row.cacheWriteTokens;
    sum.cacheWrite1hTokens += row.cacheWrite1hTokens;
    sum.requests += row.requests;
    if (row.searches !== undefined) sum.searches += row.searches;
    if (row.creditsMicro !== undefined) sum.creditsMicro += row.creditsMicro;
    if (row.day < sum.firstDay) sum.firstDay = row.day;
    if (row.day > sum.lastDay) sum.lastDay = row.day;
    addCharge(sum, row.day, charge);
    return true;
  }

  /** The identities and months that are summed here. */
  *months(): IterableIterator<[number, string]> {
    for (const { identityId, month } of this.#sums.values()) yield [identityId, month];
  }

  /** Writes the sums, but for the months that `isElsewhere` says are summed from their rows. */
  write(book: Book, isElsewhere: (identityId: number, month: string) => boolean): void {
    const insert = connectionOf(book).statement(
      `INSERT INTO usage_month (month, identity_id, tool_id, model_id, project_id, state, currency, rows,
         input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, requests,
         charge_micro, base_micro, list_micro, unpriced, waiting, waiting_micro, first_day, last_day, first_charged_day,
         length_unstated, searches, credits_micro, unvalued)
       VALUES (${Array(27).fill('?').join(', ')})`,
    );
    for (const sum of this.#sums.values()) {
      if (!isElsewhere(sum.identityId, sum.month)) insert.run(valuesOf(sum));
    }
    this.#sums.clear();
  }
}

function emptySum(group: Group, day: string, { state, currency }: SummedCharge): Sum {
  return {
    ...group,
    state,
    currency,
    rows: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    requests: 0,
    chargeMicro: 0n,
    baseMicro: 0n,
    listMicro: 0n,
    unpriced: 0,
    waiting: 0,
    waitingMicro: 0n,
    firstDay: day,
    lastDay: day,
    firstChargedDay: null,
    lengthUnstated: 0,
    searches: 0,
    creditsMicro: 0n,
    unvalued: 0,
  };
}

function addCharge(sum: Sum, day: string, charge: SummedCharge): void {
  const { state, chargeMicro, baseMicro, listMicro } = charge;
  if (listMicro !== null) sum.listMicro += listMicro;
  else if (state === 'plan' || state === 'report') sum.unvalued += 1;
  if (baseMicro !== null) sum.baseMicro += baseMicro;
  if (charge.isLengthUnstated) sum.lengthUnstated += 1;
  if (state === 'unpriced') sum.unpriced += 1;
  if (chargeMicro === null) return;
  sum.chargeMicro += chargeMicro;
  if (baseMicro === null) {
    sum.waiting += 1;
    sum.waitingMicro += chargeMicro;
  }
  if (chargeMicro === 0n) return;
  if (sum.firstChargedDay === null || day < sum.firstChargedDay) sum.firstChargedDay = day;
}

function valuesOf(sum: Sum): SqlValue[] {
  return [
    sum.month,
    sum.identityId,
    sum.toolId,
    sum.modelId,
    sum.projectId,
    sum.state,
    sum.currency,
    sum.rows,
    sum.inputTokens,
    sum.outputTokens,
    sum.cacheReadTokens,
    sum.cacheWriteTokens,
    sum.cacheWrite1hTokens,
    sum.requests,
    sum.chargeMicro,
    sum.baseMicro,
    sum.listMicro,
    sum.unpriced,
    sum.waiting,
    sum.waitingMicro,
    sum.firstDay,
    sum.lastDay,
    sum.firstChargedDay,
    sum.lengthUnstated,
    sum.searches,
    sum.creditsMicro,
    sum.unvalued,
  ];
}
