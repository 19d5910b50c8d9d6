import { parseMicro } from '../../../core/money.ts';
import type { StaffRow } from '../../exports/staff-table.ts';
import { listClaims } from '../claims/list-claims.ts';
import { baseCurrency, type Context } from '../context.ts';
import { heldPeople } from './people.ts';

/**
 * Everybody by name, with the tools that they hold today and what they are owed on approved claims: a
 * row for each currency of it, one of nothing where they are owed nothing.
 */
export function staffRows(context: Context): StaffRow[] {
  const { book } = context;
  const today = context.today();
  const tools = new Map<number, Set<string>>();
  for (const { personId, tool, startDay, endDay } of book.subscriptions.all()) {
    if (personId === null || startDay > today || (endDay ?? today) < today) continue;
    tools.set(personId, (tools.get(personId) ?? new Set()).add(tool));
  }
  const owed = new Map<string, Map<string, bigint>>();
  for (const { person, owed: amounts } of listClaims(context, {}).claims) {
    const own = owed.get(person.email) ?? new Map<string, bigint>();
    for (const { amount, currency } of amounts) {
      own.set(currency, (own.get(currency) ?? 0n) + (parseMicro(amount) ?? 0n));
    }
    owed.set(person.email, own);
  }
  return heldPeople(book).flatMap(({ id, name, email, role, team, startDay, endDay }) => {
    const person = { name, email, role, team, startDay, endDay };
    const toolsHeld = [...(tools.get(id) ?? [])].sort();
    const sums = [...(owed.get(email) ?? [])].filter(([, micro]) => micro !== 0n);
    const each: readonly (readonly [string, bigint])[] =
      sums.length > 0 ? sums.sort(([a], [b]) => (a < b ? -1 : 1)) : [[baseCurrency(context), 0n]];
    return each.map(([currency, owedMicro]) => ({ ...person, toolsHeld, owedMicro, currency }));
  });
}
