import type { IsoDay } from '../../core/calendar.ts';
import type { Micro } from '../../core/money.ts';
import { amountCell, dayCell, type ExportTable, exportTable, textCell } from './export-table.ts';

/** What a personnel office needs of a person, and nothing of use, output or verdicts. */
export type StaffRow = {
  readonly name: string;
  readonly email: string;
  readonly role: string | null;
  readonly team: string | null;
  readonly startDay: IsoDay | null;
  readonly endDay: IsoDay | null;
  readonly toolsHeld: readonly string[];
  readonly owedMicro: Micro;
  readonly currency: string;
};

/** Exactly these columns: a wider file could be used to rank people. */
export const staffTable = (rows: readonly StaffRow[]): ExportTable =>
  exportTable<StaffRow>(
    [
      { name: 'name', cell: ({ name }) => textCell(name) },
      { name: 'email', cell: ({ email }) => textCell(email) },
      { name: 'role', cell: ({ role }) => textCell(role) },
      { name: 'team', cell: ({ team }) => textCell(team) },
      { name: 'start', cell: ({ startDay }) => dayCell(startDay) },
      { name: 'end', cell: ({ endDay }) => dayCell(endDay) },
      { name: 'tools_held', cell: ({ toolsHeld }) => textCell(toolsHeld.join('; ')) },
      { name: 'owed', cell: ({ owedMicro }) => amountCell(owedMicro) },
      { name: 'currency', cell: ({ currency }) => textCell(currency) },
    ],
    rows,
  );
