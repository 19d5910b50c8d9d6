import type { RenewalDoc } from '../../contract/renewals.ts';
import { parseMicro } from '../../core/money.ts';
import {
  amountCell,
  dayCell,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from './export-table.ts';

const micro = (money: { readonly amount: string } | null): bigint | null =>
  money === null ? null : parseMicro(money.amount);

/** Renewals by their notice day. */
export const renewalsTable = (renewals: readonly RenewalDoc[]): ExportTable =>
  exportTable<RenewalDoc>(
    [
      { name: 'id', cell: ({ id }) => numberCell(id) },
      { name: 'tool', cell: ({ tool }) => textCell(tool) },
      { name: 'account', cell: ({ account }) => textCell(account) },
      { name: 'email', cell: ({ person }) => textCell(person?.email ?? null) },
      { name: 'renewal', cell: ({ renewal }) => dayCell(renewal) },
      { name: 'notice_day', cell: ({ noticeDay }) => dayCell(noticeDay) },
      { name: 'price', cell: ({ price }) => amountCell(micro(price)) },
      { name: 'cadence', cell: ({ cadence }) => textCell(cadence) },
      { name: 'per_year', cell: ({ perYear }) => amountCell(micro(perYear)) },
      { name: 'currency', cell: ({ price }) => textCell(price.currency) },
      { name: 'unused', cell: ({ unusedReason }) => textCell(unusedReason) },
      { name: 'class', cell: (one) => textCell(one.class) },
      { name: 'saves', cell: ({ saves }) => amountCell(micro(saves)) },
      { name: 'from', cell: ({ from }) => dayCell(from) },
      { name: 'downgrade_saves', cell: ({ downgradeSaves }) => amountCell(micro(downgradeSaves)) },
      { name: 'overlaps_with', cell: ({ overlapsWith }) => textCell(overlapsWith) },
    ],
    renewals,
  );
