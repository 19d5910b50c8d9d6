import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { allocate, type Micro } from '../../../core/money.ts';
import { isSameName } from '../../../core/same-name.ts';
import { rateTable } from '../../book/rate-store.ts';
import type { HeldTask } from '../../book/stores/trials.ts';
import { baseCurrency, type Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';

/**
 * What each done task cost, in base currency: what its person's use on its project was charged, or is
 * worth where a plan covers it, on its days, shared by minutes among the tasks of a day; else what was
 * typed. Tasks of which neither is known are left out.
 */
export function taskCosts(context: Context, tasks: readonly HeldTask[]): Map<number, Micro> {
  const done = tasks.filter((one) => one.minutes !== null && one.settledDay !== null);
  const costs = new Map<number, Micro>();
  for (const { id, costMicro } of done) if (costMicro !== null) costs.set(id, costMicro);
  const people = new Map(
    heldPeople(context.book).map(({ id, email }) => [email.toLowerCase(), id]),
  );
  const groups = Map.groupBy(
    done.filter(({ project, person }) => project !== null && people.has(person.toLowerCase())),
    ({ person, project }) => JSON.stringify([person.toLowerCase(), project]),
  );
  const measured = new Map<number, Micro>();
  const reader = new SpendReader(context);
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const perDay = costByDay(
      context,
      reader,
      people.get(first.person.toLowerCase()) ?? 0,
      first.project ?? '',
      group,
    );
    for (const [day, micro] of perDay) {
      const onDay = group.filter((one) => one.day <= day && (one.settledDay ?? '') >= day);
      const weights = onDay.map(({ minutes }) => BigInt(Math.round((minutes ?? 0) * 1000)));
      const parts = allocate(micro, weights);
      onDay.forEach(({ id }, at) => {
        measured.set(id, (measured.get(id) ?? 0n) + (parts[at] ?? 0n));
      });
    }
  }
  for (const [id, micro] of measured) costs.set(id, micro);
  return costs;
}

/** A person's use on a project, day by day: charged, and of what a plan covers its worth. */
function costByDay(
  context: Context,
  reader: SpendReader,
  personId: number,
  project: string,
  group: readonly HeldTask[],
): Map<IsoDay, Micro> {
  const base = baseCurrency(context);
  const rates = rateTable(context.book);
  const from = group.reduce((a, { day }) => (day < a ? day : a), '9999-12-31');
  const to = group.reduce(
    (a, { settledDay }) => ((settledDay ?? '') > a ? (settledDay ?? '') : a),
    from,
  );
  const sums = new Map<IsoDay, Micro>();
  for (const cell of reader.days(from, addDays(to, 0))) {
    if (cell.carrierId !== personId || !isSameName(cell.project ?? '', project)) continue;
    const worth =
      cell.baseMicro !== 0n || cell.listMicro === null
        ? cell.baseMicro
        : rates.convert(cell.listMicro, 'USD', base, cell.day);
    if (worth === null) continue;
    sums.set(cell.day, (sums.get(cell.day) ?? 0n) + worth);
  }
  return sums;
}
