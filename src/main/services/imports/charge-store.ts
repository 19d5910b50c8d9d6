import type { ChargeRow } from '../../../core/spend/rows.ts';
import { KnownRows, type KnownTable, type TakeMode, type Taken } from '../../book/known-rows.ts';
import { Labels } from '../../book/labels.ts';
import { Identities } from '../../book/sources.ts';
import type { Context } from '../context.ts';
import type { Charging } from '../spend/charging.ts';
import type { RowSources } from './row-sources.ts';

export const chargeTable: KnownTable = {
  name: 'charge',
  key: [
    'source_id',
    'day',
    'kind',
    'coalesce(identity_id, 0)',
    'model_id',
    'tool_id',
    'project_id',
    'detail_id',
    'reference',
    'currency',
  ],
  said: ['amount_micro', 'gross_micro', 'for_from', 'for_to'],
  derived: ['base_micro'],
  hasOrdinal: true,
  nativeWithin: 'source_id',
  hasLine: true,
  closes: true,
  later: ['for_from', 'for_to'],
};

/** Takes charges of one import. */
export class ChargeStore {
  /** Sources and days for which a cost report now speaks. */
  readonly reported = new Map<number, Set<string>>();
  readonly #rows: KnownRows;
  readonly #labels: Labels;
  readonly #identities: Identities;
  readonly #sources: RowSources;
  readonly #charging: Charging;

  constructor(
    context: Context,
    importId: number,
    sources: RowSources,
    charging: Charging,
    closed: ReadonlySet<string>,
    mode: TakeMode = { isAgain: false },
  ) {
    this.#rows = new KnownRows(context.book, chargeTable, importId, closed, mode);
    this.#labels = new Labels(context.book);
    this.#identities = new Identities(context.book);
    this.#sources = sources;
    this.#charging = charging;
  }

  take(row: ChargeRow): Taken {
    const source = this.#sources.of(row.tool);
    const tool = row.tool ?? this.#sources.tool ?? (source.kind === 'tool' ? source.name : null);
    const identityId = row.identity === null ? null : this.#identities.id(source.id, row.identity);
    const rest = [
      this.#labels.id(row.model),
      this.#labels.id(tool),
      this.#labels.id(row.project),
      this.#labels.id(row.description),
      row.reference ?? '',
      row.currency,
    ];
    const head = [source.id, row.day, row.source];
    const { chargedFor } = row;
    const taken = this.#rows.take({
      key: [...head, identityId, ...rest],
      keyFound: [...head, identityId ?? 0, ...rest],
      // An earlier version dated money by what it is for.
      ...(chargedFor
        ? { olderKey: [source.id, chargedFor.from, row.source, identityId ?? 0, ...rest] }
        : {}),
      said: [row.amountMicro, row.grossMicro, chargedFor?.from ?? null, chargedFor?.to ?? null],
      derived: [this.#charging.inBase(row.amountMicro, row.currency, row.day)],
      line: row.line,
      month: row.day.slice(0, 7),
      nativeId: row.nativeId,
      within: source.id,
    });
    if (row.source === 'cost-report' && (taken === 'added' || taken === 'replaced')) {
      const days = this.reported.get(source.id) ?? new Set();
      days.add(row.day);
      this.reported.set(source.id, days);
    }
    return taken;
  }
}
