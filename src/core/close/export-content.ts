import type { IsoMonth } from '../calendar.ts';
import type {
  ChargeExportRow,
  ClaimExportRow,
  PayoutExportRow,
  SeatExportRow,
} from './export-rows.ts';
import type { JournalAccounts } from './journal.ts';

/** Everything that any export of a month is written from; frozen when the month is closed. */
export type ExportContent = {
  readonly month: IsoMonth;
  readonly company: string;
  readonly currency: string;
  readonly charges: readonly ChargeExportRow[];
  readonly seats: readonly SeatExportRow[];
  readonly claims: readonly ClaimExportRow[];
  readonly payouts: readonly PayoutExportRow[];
  readonly accounts: JournalAccounts;
  readonly xero: { readonly taxRate: string; readonly trackingName: string | null };
  readonly datev: {
    readonly adviser: number;
    readonly client: number;
    readonly fiscalYearStart: string;
    readonly codeLength: number;
  };
};
