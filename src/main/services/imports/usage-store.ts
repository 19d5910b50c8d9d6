import { PLAIN_TIER, type PriceTier, tierText, tierWords } from '../../../core/spend/price-tier.ts';
import type { UsageRow } from '../../../core/spend/rows.ts';
import type { Book } from '../../book/book.ts';
import { KnownRows, type KnownTable, type TakeMode, type Taken } from '../../book/known-rows.ts';
import { Labels } from '../../book/labels.ts';
import { NewMonthSums } from '../../book/new-month-sums.ts';
import { Identities } from '../../book/sources.ts';
import { UnheldUsage } from '../../book/unheld-usage.ts';
import { sumUsageMonth } from '../../book/usage-months.ts';
import type { Context } from '../context.ts';
import { AccountUse } from '../spend/account-use.ts';
import type { Charging, UsageCharge } from '../spend/charging.ts';
import type { PlanCover } from '../spend/plan-cover.ts';
import type { RowSources } from './row-sources.ts';

export const usageTable: KnownTable = {
  name: 'usage',
  key: ['identity_id', 'day', 'model_id', 'tool_id', 'project_id', 'detail_id'],
  said: [
    'input_tokens',
    'output_tokens',
    'cache_read_tokens',
    'cache_write_tokens',
    'cache_write_1h_tokens',
    'requests',
    'cost_micro',
    'gross_micro',
    'cost_currency',
    'tier_id',
    'searches',
    'credits_micro',
  ],
  derived: ['state', 'charge_micro', 'currency', 'base_micro', 'list_micro', 'length_unstated'],
  hasOrdinal: true,
  nativeWithin: 'identity_id',
  hasLine: true,
  closes: true,
  later: ['tier_id', 'searches', 'credits_micro'],
};

/** Which identity's months have to be summed up again. */
export class TouchedMonths {
  readonly #months = new Map<number, Set<string>>();

  add(identityId: number, month: string): void {
    const months = this.#months.get(identityId);
    if (months) months.add(month);
    else this.#months.set(identityId, new Set([month]));
  }

  has(identityId: number, month: string): boolean {
    return this.#months.get(identityId)?.has(month) === true;
  }

  *[Symbol.iterator](): IterableIterator<[number, string]> {
    for (const [identityId, months] of this.#months)
      for (const month of months) yield [identityId, month];
  }
}

/** Takes usage rows of one import: finds their actor, charges them, knows them again. */
export class UsageStore {
  readonly touched = new TouchedMonths();
  /** Rows priced as short requests although they do not state their length. */
  lengthUnstated = 0;
  readonly #rows: KnownRows;
  readonly #mode: TakeMode;
  readonly #unheld: UnheldUsage;
  readonly #newMonths = new NewMonthSums();
  #sumsNewMonths = true;
  readonly #closed: ReadonlySet<string>;
  /** Whether a row came with its own number: such rows are looked for one by one. */
  #isNumbered = false;
  readonly #labels: Labels;
  readonly #identities: Identities;
  readonly #sources: RowSources;
  readonly #charging: Charging;
  readonly #cover: PlanCover;
  readonly #accounts: AccountUse;

  constructor(
    context: Context,
    importId: number,
    sources: RowSources,
    charging: Charging,
    cover: PlanCover,
    closed: ReadonlySet<string>,
    mode: TakeMode = { isAgain: false },
  ) {
    this.#mode = mode;
    this.#rows = new KnownRows(context.book, usageTable, importId, closed, mode);
    this.#unheld = new UnheldUsage(context.book, usageTable, importId);
    this.#closed = closed;
    this.#labels = new Labels(context.book);
    this.#identities = new Identities(context.book);
    this.#sources = sources;
    this.#charging = charging;
    this.#cover = cover;
    this.#accounts = new AccountUse(context.book, charging.prices);
  }

  take(row: UsageRow): Taken {
    const source = this.#sources.of(row.tool);
    const tool = row.tool ?? this.#sources.tool ?? (source.kind === 'tool' ? source.name : null);
    const identityId = this.#identities.id(source.id, row.identity);
    if (row.paysByCredit) this.#charging.payByCredit(source.id);
    const isReported =
      source.kind === 'agent-log'
        ? this.#accounts.tells(identityId, row.day, row.model)
        : this.#sources.isReported(source.id, row.day);
    // A log that repeats an account's use counts there, whatever plan its person holds.
    const isCovered =
      source.kind === 'account'
        ? this.#sources.isPlan
        : !(source.kind === 'agent-log' && isReported) &&
          this.#cover.covers({
            sourceKind: source.kind,
            identityId,
            actor: row.identity,
            tool,
            day: row.day,
            hasCost: row.costMicro !== null || row.paysByCredit === true,
          });
    const charge = this.#charging.usage(
      {
        ...row,
        // What an account tells already is not charged again by what a log says it cost.
        costMicro: source.kind === 'agent-log' && isReported ? null : row.costMicro,
        sourceId: source.id,
        tier: row.tier ?? PLAIN_TIER,
        searches: row.searches ?? 0,
        creditsMicro: row.creditsMicro ?? 0n,
        costCurrency: row.costMicro === null ? null : (row.currency ?? this.#charging.base),
      },
      { isCovered, isReported },
    );
    if (charge.isLengthUnstated) this.lengthUnstated += 1;
    const month = row.day.slice(0, 7);
    const modelId = this.#labels.id(row.model);
    const toolId = this.#labels.id(tool);
    const projectId = this.#labels.id(row.project);
    const tier = row.tier ?? PLAIN_TIER;
    const detail = detailOf(row);
    const ownDetail = knownDetail(row);
    const known = [identityId, row.day, modelId, toolId, projectId];
    const written = {
      key: [...known, this.#labels.id(ownDetail)],
      ...(ownDetail === detail ? {} : { olderKey: [...known, this.#labels.id(detail)] }),
      said: [
        row.inputTokens,
        row.outputTokens,
        row.cacheReadTokens,
        row.cacheWriteTokens,
        row.cacheWrite1hTokens,
        row.requests,
        row.costMicro,
        row.grossMicro,
        row.costMicro === null ? null : (row.currency ?? this.#charging.base),
        tier === PLAIN_TIER ? 0 : this.#labels.id(tierText(tier)),
        row.searches ?? 0,
        row.creditsMicro ?? 0n,
      ],
      derived: [
        charge.state,
        charge.chargeMicro,
        charge.currency,
        charge.baseMicro,
        charge.listMicro,
        charge.isLengthUnstated ? 1 : 0,
      ],
      line: row.line,
    };
    if (row.nativeId !== null) this.#isNumbered = true;
    if (!this.#isNumbered && !this.#mode.isAgain && !this.#closed.has(month)) {
      if (this.#unheld.take(identityId, row.day, written)) {
        this.#sumNew({ identityId, month, modelId, toolId, projectId }, row, charge);
        return 'added';
      }
    }
    this.#unheld.flush();
    const taken = this.#rows.take({
      ...written,
      month,
      nativeId: row.nativeId,
      within: identityId,
    });
    if (taken === 'added' || taken === 'replaced') this.touched.add(identityId, month);
    return taken;
  }

  #sumNew(group: Parameters<NewMonthSums['add']>[0], row: UsageRow, charge: UsageCharge): void {
    const { identityId, month } = group;
    if (this.#sumsNewMonths && !this.#unheld.holdsMonth(identityId, month)) {
      if (this.#newMonths.add(group, row, charge)) return;
      this.#sumsNewMonths = false;
      for (const [identity, its] of this.#newMonths.months()) this.touched.add(identity, its);
    }
    this.touched.add(identityId, month);
  }

  /** Writes what was taken and still waits. After the last row, and before the book is read. */
  flush(): void {
    this.#unheld.flush();
  }

  /** Brings the sums of the months to what their rows say, once no more rows come. */
  sumUp(book: Book): void {
    this.#newMonths.write(book, (identityId, month) => this.touched.has(identityId, month));
    for (const [identityId, month] of this.touched) sumUsageMonth(book, identityId, month);
  }
}

/** What a row is known by beside day, actor, model, tool and project, as the book writes it. */
export const knownDetail = (row: UsageRow): string =>
  detailWithTier(detailOf(row), row.tier ?? PLAIN_TIER);

/** What tells a row from its neighbours beside day, actor, model and project: description and currency. */
function detailOf(row: UsageRow): string {
  if (row.description === null) return row.currency ?? '';
  return row.currency === null ? row.description : `${row.description} ${row.currency}`;
}

/** The detail with the words of the tier, so that rows equal but for their tier are two; layouts that had them in before stay as they are. */
function detailWithTier(detail: string, tier: PriceTier): string {
  if (tier === PLAIN_TIER) return detail;
  const stated = new Set(detail.toLowerCase().split(/ · | (?=[A-Z]{3}$)/i));
  const missing = tierWords(tier).filter((word) => !stated.has(word));
  return missing.length === 0
    ? detail
    : [...missing, detail].filter((part) => part !== '').join(' · ');
}
