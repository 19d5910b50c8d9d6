import type { AssetMonthDoc } from '../../../contract/assets.ts';
import type { OverviewDoc, seatsMonth, verdictMonth, WorthDoc } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import type { Assignment } from '../../../core/spend/attribution.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';

/** A rate as it was used in a month that is closed. */
export type UsedRate = {
  readonly day: IsoDay;
  readonly from: string;
  readonly to: string;
  readonly rate: string;
};

/** What a month is frozen as. Every screen and export of a closed month reads these, nothing else. */
export type FrozenMonth = {
  readonly cells: readonly SpendCell[];
  /** Who carried what, by identity: days of a closed month are split by these. */
  readonly assignments: readonly (readonly [number, readonly Assignment[]])[];
  readonly overview: Omit<OverviewDoc, 'coverage' | 'history' | 'signals' | 'budget'> & {
    readonly units: number;
  };
  readonly seats: OutputOf<typeof seatsMonth>;
  readonly verdicts: OutputOf<typeof verdictMonth>;
  readonly window: number;
  readonly people: readonly { readonly id: number; readonly email: string }[];
  readonly rates: readonly UsedRate[];
  readonly allowances: unknown;
  readonly exports: ExportContent;
  /** Where the money did nothing. Months that earlier versions closed have none. */
  readonly worth: WorthDoc;
  /** What the month's spend left behind. Months that earlier versions closed have none. */
  readonly assets: AssetMonthDoc & {
    /** The uses that count in it, by id. */
    readonly counted: readonly number[];
  };
  /** In which version each document was frozen. */
  readonly versions: Readonly<Partial<Record<string, number>>>;
};

export type FrozenKind = keyof FrozenMonth;
