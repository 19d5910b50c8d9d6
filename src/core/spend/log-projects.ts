import type { IsoDay } from '../calendar.ts';
import { allocate, type Micro } from '../money.ts';
import type { SpendCell, TokenCounts } from './spend-cells.ts';

/**
 * Use that an account tells of itself and a computer's log tells again: the account counts, the log
 * says for which projects it was, and what it has beyond the account is told.
 */

/** One name for all spellings of a model. */
export type ModelNaming = (model: string | null) => string;

const TOKENS = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'requests',
] as const satisfies readonly (keyof TokenCounts)[];

/** `money` is the worth by the price list, or all tokens where a side's worth is not known. */
type Weights = Record<(typeof TOKENS)[number] | 'money', bigint>;

type AccountUse = {
  readonly account: Sums;
  readonly log: Sums;
  readonly projects: Map<string | null, Sums>;
};

/** What logs have of one person's use of a model beyond what the accounts tell of it. */
export type BeyondAccount = TokenCounts & {
  readonly personId: number;
  readonly tool: string | null;
  readonly model: string | null;
  /** The days on which a log and an account speak of the same. */
  readonly fromDay: IsoDay;
  readonly toDay: IsoDay;
  /** Worth by the price list in USD; `null` where it is not known. */
  readonly listMicro: Micro | null;
  /** The part of all that the logs count. */
  readonly share: number;
};

/**
 * Splits the accounts' cells of days by the projects that `logs` name for the same person, day and
 * model: each kind of token by that kind, money by worth. What the account has beyond the logs stays
 * without a project; a project that the account itself states stays. Parts add up to their cell.
 */
export function splitByProject(
  cells: readonly SpendCell[],
  logs: readonly SpendCell[],
  named: ModelNaming,
): SpendCell[] {
  if (logs.length === 0) return [...cells];
  const accountUse = accountUseOf(cells, logs, (cell) => keyOf(cell, named));
  return cells.flatMap((cell) => {
    const key = keyOf(cell, named);
    const there = key === null || cell.project !== null ? undefined : accountUse.get(key);
    return there === undefined ? [cell] : split(cell, there);
  });
}

/**
 * What logs have beyond the accounts, by person and model over all days given: a provider's day is
 * UTC's and a log's the company's, so that single days differ without anything missing. Accounts that
 * count no tokens say nothing.
 */
export function beyondAccounts(
  cells: readonly SpendCell[],
  logs: readonly SpendCell[],
  named: ModelNaming,
): BeyondAccount[] {
  const anyDay = (cell: SpendCell): string | null => keyOf({ ...cell, day: '' }, named);
  const accountUse = accountUseOf(cells, logs, anyDay);
  const byKey = Map.groupBy(logs, anyDay);
  return [...accountUse].flatMap(([key, { account, log }]) => {
    const logged = byKey.get(key) ?? [];
    const [first] = logged;
    const isMore = account.tokens > 0n && log.tokens > account.tokens;
    if (!isMore || first === undefined || first.carrierId === null) return [];
    const days = logged.map(({ day }) => day).sort();
    const beyond = (kind: (typeof TOKENS)[number]): number =>
      Number(larger(0n, log.counts[kind] - account.counts[kind]));
    return [
      {
        personId: first.carrierId,
        tool: first.tool,
        model: first.model,
        fromDay: days[0] ?? first.day,
        toDay: days.at(-1) ?? first.day,
        inputTokens: beyond('inputTokens'),
        outputTokens: beyond('outputTokens'),
        cacheReadTokens: beyond('cacheReadTokens'),
        cacheWriteTokens: beyond('cacheWriteTokens'),
        cacheWrite1hTokens: beyond('cacheWrite1hTokens'),
        requests: account.counts.requests === 0n ? 0 : beyond('requests'),
        listMicro: worthBeyond(log, account),
        share: Number(log.tokens - account.tokens) / Number(log.tokens),
      },
    ];
  });
}

/** The log's worth beyond the account's, and no more than its tokens' part: one of the two may be of dearer tiers. */
function worthBeyond(log: Sums, account: Sums): Micro | null {
  if (log.list === null || account.list === null) return null;
  const part = (log.list * (log.tokens - account.tokens)) / log.tokens;
  const beyond = larger(0n, log.list - account.list);
  return beyond < part ? beyond : part;
}

/** The cells of a month's days together again: equal in all but their day, which is the first one's. */
export function togetherByMonth(cells: readonly SpendCell[]): SpendCell[] {
  const groups = Map.groupBy(cells, (cell) =>
    [
      ...[cell.month, cell.source, cell.carrierId, cell.identityId, cell.personId, cell.tool],
      ...[cell.model, cell.project, cell.currency, cell.cause, cell.listMicro === null],
      ...(cell.source === 'usage' ? [] : [cell.day, cell.description, cell.reference]),
    ].join('\n'),
  );
  return [...groups.values()].map((group) => group.reduce(added));
}

function added(one: SpendCell, other: SpendCell): SpendCell {
  return {
    ...one,
    day: one.day < other.day ? one.day : other.day,
    ...sumOf(TOKENS, one, other),
    amountMicro: one.amountMicro + other.amountMicro,
    baseMicro: one.baseMicro + other.baseMicro,
    listMicro: one.listMicro === null ? null : one.listMicro + (other.listMicro ?? 0n),
    waitingMicro: one.waitingMicro + other.waitingMicro,
    creditsMicro: (one.creditsMicro ?? 0n) + (other.creditsMicro ?? 0n),
    unpriced: one.unpriced + other.unpriced,
    waiting: one.waiting + other.waiting,
    unvalued: (one.unvalued ?? 0) + (other.unvalued ?? 0),
    lengthUnstated: (one.lengthUnstated ?? 0) + (other.lengthUnstated ?? 0),
    searches: (one.searches ?? 0) + (other.searches ?? 0),
  };
}

const sumOf = (keys: typeof TOKENS, one: TokenCounts, other: TokenCounts): TokenCounts =>
  Object.fromEntries(keys.map((key) => [key, one[key] + other[key]])) as TokenCounts;

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function keyOf(cell: SpendCell, named: ModelNaming): string | null {
  if (cell.carrierId === null || (cell.source !== 'usage' && cell.source !== 'cost-report')) {
    return null;
  }
  return cell.model === null ? null : `${cell.carrierId} ${cell.day} ${named(cell.model)}`;
}

function accountUseOf(
  cells: readonly SpendCell[],
  logs: readonly SpendCell[],
  keyed: (cell: SpendCell) => string | null,
): Map<string, AccountUse> {
  const accountUse = new Map<string, AccountUse>();
  for (const cell of logs) {
    const key = keyed(cell);
    if (key === null) continue;
    const there = accountUse.get(key) ?? {
      account: new Sums(),
      log: new Sums(),
      projects: new Map(),
    };
    accountUse.set(key, there);
    there.log.add(cell);
    const project = there.projects.get(cell.project) ?? new Sums();
    there.projects.set(cell.project, project);
    project.add(cell);
  }
  for (const cell of cells) {
    if (cell.source !== 'usage' || cell.account === null) continue;
    const key = keyed(cell);
    if (key !== null) accountUse.get(key)?.account.add(cell);
  }
  return accountUse;
}

class Sums {
  readonly counts: Record<(typeof TOKENS)[number], bigint> = {
    inputTokens: 0n,
    outputTokens: 0n,
    cacheReadTokens: 0n,
    cacheWriteTokens: 0n,
    cacheWrite1hTokens: 0n,
    requests: 0n,
  };
  list: bigint | null = 0n;

  add(cell: SpendCell): void {
    for (const kind of TOKENS) this.counts[kind] += BigInt(cell[kind]);
    const isValued = cell.listMicro !== null && cell.unpriced === 0 && (cell.unvalued ?? 0) === 0;
    this.list = this.list === null || !isValued ? null : this.list + (cell.listMicro ?? 0n);
  }

  get tokens(): bigint {
    const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = this.counts;
    return inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
  }
}

function split(cell: SpendCell, { account, log, projects }: AccountUse): SpendCell[] {
  if (cell.account === null) return [cell];
  const names = [...projects.keys()].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  const byWorth = log.list !== null && account.list !== null && log.list > 0n && account.list > 0n;
  const weightOf = (sums: Sums): Weights => ({
    ...sums.counts,
    money: byWorth ? (sums.list ?? 0n) : sums.tokens,
  });
  const logged = weightOf(log);
  const inAccount = weightOf(account);
  // The last weight is what the account has beyond the logs: nobody says for which project it was.
  const rests = { ...logged };
  for (const kind of Object.keys(rests) as (keyof Weights)[]) {
    rests[kind] = larger(0n, inAccount[kind] - logged[kind]);
  }
  const weights = [...names.map((name) => weightOf(projects.get(name) ?? new Sums())), rests];
  const shared = (total: bigint, kind: keyof Weights): bigint[] => {
    const own = weights.map((one) => one[kind]);
    // A kind that no log counts is nobody's project; so is what has no weight at all.
    return own.some((weight) => weight > 0n)
      ? allocate(total, own)
      : [...names.map(() => 0n), total];
  };
  const counts = Object.fromEntries(
    TOKENS.map((kind) => [kind, shared(BigInt(cell[kind]), kind)]),
  ) as Record<(typeof TOKENS)[number], bigint[]>;
  const inMoney = (total: bigint): bigint[] => shared(total, 'money');
  const [amounts, bases, waits] = [cell.amountMicro, cell.baseMicro, cell.waitingMicro].map(
    inMoney,
  ) as [bigint[], bigint[], bigint[]];
  const credits = inMoney(cell.creditsMicro ?? 0n);
  const lists = cell.listMicro === null ? null : inMoney(cell.listMicro);
  const searches = inMoney(BigInt(cell.searches ?? 0));
  const isPart = (index: number): boolean =>
    [amounts, bases, waits, credits, lists ?? [], searches, ...Object.values(counts)].some(
      (parts) => (parts[index] ?? 0n) !== 0n,
    );
  const kept = weights.map((_, index) => index).filter(isPart);
  if (kept.length === 0) return [cell];
  return kept.map((index, place) => ({
    ...cell,
    project: names[index] ?? null,
    ...(Object.fromEntries(
      TOKENS.map((kind) => [kind, Number(counts[kind][index] ?? 0n)]),
    ) as TokenCounts),
    amountMicro: amounts[index] ?? 0n,
    baseMicro: bases[index] ?? 0n,
    waitingMicro: waits[index] ?? 0n,
    creditsMicro: credits[index] ?? 0n,
    listMicro: lists && (lists[index] ?? 0n),
    searches: Number(searches[index] ?? 0n),
    unpriced: place === 0 ? cell.unpriced : 0,
    unvalued: place === 0 ? (cell.unvalued ?? 0) : 0,
    lengthUnstated: place === 0 ? (cell.lengthUnstated ?? 0) : 0,
    waiting: place === 0 ? cell.waiting : 0,
  }));
}
