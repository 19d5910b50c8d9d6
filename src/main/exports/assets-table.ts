import type { AssetDoc } from '../../contract/assets.ts';
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

/** Assets by name: first the columns of the import, then what they cost and what came of them. */
export const assetsTable = (assets: readonly AssetDoc[], currency: string): ExportTable =>
  exportTable<AssetDoc>(
    [
      { name: 'name', cell: ({ name }) => textCell(name) },
      { name: 'kind', cell: ({ kind }) => textCell(kind) },
      { name: 'maker', cell: ({ email }) => textCell(email) },
      { name: 'from', cell: ({ from }) => textCell(from) },
      { name: 'to', cell: ({ to }) => textCell(to) },
      { name: 'share', cell: ({ share }) => numberCell(share) },
      { name: 'hours', cell: ({ hours }) => numberCell(hours) },
      { name: 'months', cell: ({ months }) => numberCell(months) },
      { name: 'place', cell: ({ place }) => textCell(place) },
      { name: 'tool', cell: ({ tool }) => textCell(tool) },
      { name: 'survives', cell: ({ survives }) => textCell(survives) },
      { name: 'cost', cell: ({ cost }) => amountCell(micro(cost)) },
      { name: 'spend_part', cell: ({ spendPart }) => amountCell(micro(spendPart)) },
      { name: 'left', cell: ({ left }) => amountCell(micro(left)) },
      { name: 'currency', cell: () => textCell(currency) },
      { name: 'uses', cell: ({ uses }) => numberCell(uses) },
      { name: 'by_others', cell: ({ byOthers }) => numberCell(byOthers) },
      { name: 'felt_minutes', cell: ({ feltMinutes }) => numberCell(feltMinutes) },
      { name: 'felt_worth', cell: ({ feltWorth }) => amountCell(micro(feltWorth)) },
      { name: 'units', cell: ({ units }) => numberCell(units) },
      { name: 'retired', cell: ({ retired }) => dayCell(retired) },
    ],
    assets,
  );
