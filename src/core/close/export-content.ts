import type { IsoMonth } from '../calendar.ts';
import type { LedgerMonth } from '../ledger/ledger-month.ts';
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
  /** The first of several months, of which `month` is the last; absent where it is one. */
  readonly from?: IsoMonth;
  readonly company: string;
  readonly currency: string;
  readonly charges: readonly ChargeExportRow[];
  readonly seats: readonly SeatExportRow[];
  readonly claims: readonly ClaimExportRow[];
  readonly payouts: readonly PayoutExportRow[];
  readonly accounts: JournalAccounts;
  /** What journals, bills and lists of invoices are written from; `null` without a chart of accounts, absent where it was not asked for or an earlier version closed the month. */
  readonly ledger?: LedgerMonth | null;
  readonly xero: {
    readonly taxRate: string;
    readonly trackingName: string | null;
    /** Names of rates as they are set; absent in a month that an earlier version closed. */
    readonly taxes?: string;
  };
  /** Tax codes as they are set; absent in a month that an earlier version closed. */
  readonly quickbooks?: { readonly taxes: string };
  /** Numbers that are `null` nobody has entered yet; what is absent an earlier version did not know. */
  readonly datev: {
    readonly adviser: number | null;
    readonly client: number | null;
    readonly fiscalYearStart: string;
    readonly codeLength: number;
    readonly serviceCase?: string | null;
    readonly withServiceDay?: boolean;
  };
};
