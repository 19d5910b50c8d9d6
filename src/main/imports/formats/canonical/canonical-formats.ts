import {
  CANONICAL_COLUMNS,
  CANONICAL_KINDS,
  canonicalColumns,
} from '../../../../core/spend/canonical-columns.ts';
import { headerName } from '../../table/header-columns.ts';
import type { TableFormat } from '../table-format.ts';
import { bindCanonical } from './canonical-rows.ts';

/** Our own templates as layouts. */
export const CANONICAL_FORMATS: readonly TableFormat[] = CANONICAL_KINDS.map((kind) => ({
  name: kind,
  kind,
  tool: null,
  provider: null,
  fits: (header) => CANONICAL_COLUMNS[kind].required.every((name) => header.has(name)),
  bind: (header) =>
    bindCanonical(kind, {
      has: (name) => header.has(name),
      column: (name) => header.column(name),
    }),
}));

/**
 * The template that a header fits best, where it fits several: the one that knows most of its
 * columns (`date, identity, amount, currency, reference` is a charge, not usage without cost).
 */
export function bestCanonical(
  formats: readonly TableFormat[],
  header: readonly string[],
): TableFormat | null {
  const names = new Set(header.map(headerName));
  let best: TableFormat | null = null;
  let most = 0;
  for (const format of formats) {
    const kind = CANONICAL_KINDS.find((one) => one === format.name);
    if (kind === undefined) continue;
    const known = canonicalColumns(kind).filter((name) => names.has(headerName(name))).length;
    if (known > most) {
      most = known;
      best = format;
    }
  }
  return best;
}
