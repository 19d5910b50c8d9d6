import type { OutputOf } from '../../../contract/request.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import type { spendCellsShow } from '../../../contract/spend.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';

/** What one person's, or one identity's, use of one tool and model cost in a month. */
export type Cell = OutputOf<typeof spendCellsShow>['cells'][number];

const KINDS = ['tool', 'team', 'person', 'source'] as const;

/** By what the month's charges are picked; an empty name is what has none. */
export type Chosen = { readonly kind: (typeof KINDS)[number] | 'all'; readonly name: string };

/** `tool:Claude Max`, `person:ana@example.com`, `team:` (of no team); anything else is all. */
export function parseChosen(address: string): Chosen {
  const kind = KINDS.find((one) => address.startsWith(`${one}:`));
  return kind ? { kind, name: address.slice(kind.length + 1) } : { kind: 'all', name: '' };
}

/** The cells that the figure adds up: people by name, what nobody carries last; never by amount. */
export function chosenCells(cells: readonly Cell[], { kind, name }: Chosen): Cell[] {
  const nameOf = (cell: Cell): string => cell.person?.name ?? '\uffff';
  return cells
    .filter((cell) => kind === 'all' || (partOf(cell, kind) ?? '') === name)
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
}

function partOf(cell: Cell, kind: Exclude<Chosen['kind'], 'all'>): string | null {
  if (kind === 'tool') return cell.tool;
  if (kind === 'source') return cell.source;
  return (kind === 'team' ? cell.person?.team : cell.person?.email) ?? null;
}

/** What of the cells waits for a rate, as each cell tells it; split cells have a part of one charge. */
export function waitingOf(cells: readonly Cell[]): { readonly amount: MoneyShape }[] {
  return cells.flatMap(({ waitingAmount }) =>
    parseMicro(waitingAmount.amount) === 0n ? [] : [{ amount: waitingAmount }],
  );
}

/** The cells' sum, exactly. */
export function sumOfCells(cells: readonly Cell[], currency: string): MoneyShape {
  const micro = cells.reduce((sum, { amount }) => sum + (parseMicro(amount.amount) ?? 0n), 0n);
  return moneyText(micro, currency);
}
