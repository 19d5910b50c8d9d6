import type { IsoDay } from '../../../core/calendar.ts';
import type { Micro } from '../../../core/money.ts';
import type { SpenderDay } from '../../../core/signals/signal-input.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';
import type { AllowanceFacts } from '../allowances/allowance-facts.ts';
import { DayBounds } from './day-bounds.ts';

type Spender = Pick<SpenderDay, 'by' | 'id' | 'name'> & {
  readonly personId: number | null;
  readonly days: Map<IsoDay, Micro>;
};

/**
 * What the days of a month took in money: of each person, of each key that nobody carries, of each
 * account (or tool, where a file names no account). Only days that could be above a bound.
 */
export function spenderDays(facts: AllowanceFacts, cells: readonly SpendCell[]): SpenderDay[] {
  const spenders = new Map<string, Spender>();
  const add = (
    { by, id, name }: Pick<SpenderDay, 'by' | 'id' | 'name'>,
    personId: number | null,
    cell: SpendCell,
  ): void => {
    const key = `${by} ${id}`;
    const spender = spenders.get(key) ?? { by, id, name, personId, days: new Map() };
    spenders.set(key, spender);
    spender.days.set(cell.day, (spender.days.get(cell.day) ?? 0n) + cell.baseMicro);
  };
  const names = new Map(facts.people.map(({ id, name }) => [id, name]));
  for (const cell of cells) {
    if (!isByUse(cell)) continue;
    const { carrierId, identity, account, tool } = cell;
    const source = account ?? tool ?? '';
    if (carrierId !== null) {
      const name = names.get(carrierId) ?? String(carrierId);
      add({ by: 'person', id: String(carrierId), name }, carrierId, cell);
    } else if (identity !== null && identity !== '') {
      add({ by: 'key', id: `${source}/${identity}`, name: identity }, null, cell);
    }
    if (source !== '') add({ by: 'account', id: source, name: source }, null, cell);
  }
  const bounds = new DayBounds(facts);
  return [...spenders.values()].flatMap(({ by, id, name, personId, days }) =>
    [...days].flatMap(([day, micro]): SpenderDay[] => {
      if (micro <= bounds.least) return [];
      const bound = personId === null ? bounds.ofOthers(day) : bounds.ofPerson(personId, day);
      return [{ by, id, name, day, micro, bound }];
    }),
  );
}

/** Plans, claims and invoices are agreed, not used; a charge that names who made it is. */
const isByUse = ({ source, identity }: SpendCell): boolean =>
  source === 'usage' ||
  source === 'cost-report' ||
  (source === 'manual' && identity !== null && identity !== '');
