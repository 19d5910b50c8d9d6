import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { UsageKey, usageShow } from '../../../contract/spend.ts';
import { firstDay, type IsoDay, lastDay, monthOf } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText, unitsForStatistics } from '../../../core/money.ts';
import type { BeyondAccount } from '../../../core/spend/log-projects.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';
import { rateTable } from '../../book/rate-store.ts';
import { baseCurrency, type Context } from '../context.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { alphabetical, waitingIn } from './cell-sums.ts';
import { SpendReader } from './spend-reader.ts';

type Sums = {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  requests: number;
  searches: number;
  creditsMicro: bigint;
  chargedMicro: bigint;
  apiMicro: bigint | null;
  unpriced: number;
  unvalued: number;
  readonly waiting: SpendCell[];
};

/** What was used between two days, summed by the keys asked for. */
export function showUsage(
  context: Context,
  input: InputOf<typeof usageShow>,
): OutputOf<typeof usageShow> {
  const { from, to } = rangeOf(input);
  const by = input.by ?? ['tool', 'model'];
  const reader = new SpendReader(context);
  const isWholeMonth = from === firstDay(monthOf(from)) && to === lastDay(monthOf(from));
  const isByMonth = isWholeMonth && !by.includes('day');
  const cells = (isByMonth ? reader.month(monthOf(from)) : reader.days(from, to)).filter(
    (cell) => cell.source === 'usage',
  );
  const beyond = reader.beyondAccounts(from, to);
  return new UsageSums(context).document(from, to, by, cells, beyond);
}

function rangeOf(input: InputOf<typeof usageShow>): { from: IsoDay; to: IsoDay } {
  if (input.month !== undefined) return { from: firstDay(input.month), to: lastDay(input.month) };
  if (input.from === undefined || input.to === undefined) {
    throw new Failure('range_missing', 'Name a month, or a first and a last day.', {});
  }
  if (input.to < input.from) {
    throw new Failure(
      'dates_reversed',
      `The last day, ${input.to}, lies before the first, ${input.from}.`,
      {
        from: input.from,
        to: input.to,
      },
    );
  }
  return { from: input.from, to: input.to };
}

class UsageSums {
  readonly #base: string;
  readonly #people;
  readonly #inBase: (micro: bigint, day: IsoDay) => bigint | null;

  constructor(context: Context) {
    this.#base = baseCurrency(context);
    this.#people = new Map(
      heldPeople(context.book).map((one, place) => [one.id, { ...one, place }]),
    );
    const rates = rateTable(context.book);
    this.#inBase = (micro, day) => rates.convert(micro, 'USD', this.#base, day);
  }

  document(
    from: IsoDay,
    to: IsoDay,
    by: readonly UsageKey[],
    cells: readonly SpendCell[],
    beyond: readonly BeyondAccount[],
  ): OutputOf<typeof usageShow> {
    const groups = new Map<string, { first: SpendCell; sums: Sums }>();
    const total = emptySums();
    for (const cell of cells) {
      const key = by.map((name) => this.#text(cell, name) ?? '\u{10FFFF}').join('\u0000');
      const group = groups.get(key) ?? { first: cell, sums: emptySums() };
      groups.set(key, group);
      this.#add(group.sums, cell);
      this.#add(total, cell);
    }
    const sorted = [...groups].sort(([a], [b]) => alphabetical(a, b));
    return {
      from,
      to,
      rows: sorted.map(([, { first, sums }]) => ({
        ...Object.fromEntries(by.map((name) => [name, this.#shown(first, name)])),
        ...this.#shape(sums),
      })),
      total: this.#shape(total),
      beyondAccounts: beyond
        .toSorted((a, b) => this.#placeOf(a) - this.#placeOf(b) || alphabetical(a.model, b.model))
        .map((one) => this.#beyond(one)),
    };
  }

  #placeOf({ personId }: BeyondAccount): number {
    return this.#people.get(personId)?.place ?? -1;
  }

  #beyond({ personId, listMicro, fromDay, toDay, ...one }: BeyondAccount) {
    const person = this.#people.get(personId);
    const api = listMicro === null ? null : this.#inBase(listMicro, toDay);
    return {
      person: person ? personShape(person) : null,
      tool: one.tool,
      model: one.model,
      from: fromDay,
      to: toDay,
      inputTokens: one.inputTokens,
      outputTokens: one.outputTokens,
      cacheReadTokens: one.cacheReadTokens,
      cacheWriteTokens: one.cacheWriteTokens,
      requests: one.requests,
      apiValue: api === null ? null : moneyText(api, this.#base),
    };
  }

  #text(cell: SpendCell, key: UsageKey): string | null {
    if (key !== 'person') return key === 'month' ? cell.month : cell[key];
    const person = cell.carrierId === null ? undefined : this.#people.get(cell.carrierId);
    // As people are listed.
    return person ? String(person.place).padStart(8, '0') : null;
  }

  #shown(cell: SpendCell, key: UsageKey): unknown {
    if (key !== 'person') return this.#text(cell, key);
    const person = cell.carrierId === null ? undefined : this.#people.get(cell.carrierId);
    return person ? personShape(person) : null;
  }

  #add(sums: Sums, cell: SpendCell): void {
    sums.inputTokens += cell.inputTokens;
    sums.outputTokens += cell.outputTokens;
    sums.cacheReadTokens += cell.cacheReadTokens;
    sums.cacheWriteTokens += cell.cacheWriteTokens;
    sums.cacheWrite1hTokens += cell.cacheWrite1hTokens;
    sums.requests += cell.requests;
    sums.chargedMicro += cell.baseMicro;
    sums.unpriced += cell.unpriced;
    sums.unvalued += cell.unvalued ?? 0;
    if (cell.waiting > 0 || cell.waitingMicro !== 0n) sums.waiting.push(cell);
    sums.searches += cell.searches ?? 0;
    sums.creditsMicro += cell.creditsMicro ?? 0n;
    const api = cell.listMicro === null ? null : this.#inBase(cell.listMicro, cell.day);
    if (api !== null) sums.apiMicro = (sums.apiMicro ?? 0n) + api;
  }

  #shape({ chargedMicro, apiMicro, creditsMicro, unvalued, waiting, ...counts }: Sums) {
    return {
      ...counts,
      credits: unitsForStatistics(creditsMicro),
      apiValueAtLeast: unvalued + counts.unpriced > 0,
      charged: moneyText(chargedMicro, this.#base),
      waitingForRate: waitingIn(waiting),
      apiValue: apiMicro === null ? null : moneyText(apiMicro, this.#base),
    };
  }
}

function emptySums(): Sums {
  return {
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    requests: 0,
    searches: 0,
    creditsMicro: 0n,
    chargedMicro: 0n,
    apiMicro: null,
    unpriced: 0,
    unvalued: 0,
    waiting: [],
  };
}
