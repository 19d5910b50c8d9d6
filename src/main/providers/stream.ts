import type { IsoDay } from '../../core/calendar.ts';
import type { ChargeRow, RowReject, UsageRow } from '../../core/spend/rows.ts';
import type {
  CreditSeen,
  KeySeen,
  LimitSeen,
  Member,
  SeatSeen,
  SyncNote,
  SyncPage,
} from './provider.ts';
import type { SyncState } from './sync-state.ts';
import type { UsageCells } from './usage-cells.ts';

/** What one request brought. */
export type ReadPage = {
  readonly rows?: readonly (UsageRow | ChargeRow)[];
  readonly rejects?: readonly RowReject[];
  readonly members?: readonly Member[];
  readonly seats?: readonly SeatSeen[];
  readonly keys?: readonly KeySeen[];
  readonly limits?: readonly LimitSeen[];
  readonly credit?: CreditSeen | null;
  readonly notes?: readonly SyncNote[];
  /** The provider's cursor of the next page; `null` at the end of the window. */
  readonly next: string | null;
  /** How many entries the answer held: pages without any cannot go on for ever. */
  readonly entries: number;
  /** The last day that this page holds as a whole, where more pages follow. */
  readonly wholeThrough?: IsoDay | null;
  readonly facts?: Readonly<Record<string, string>>;
  /** The provider has nothing for these days yet: what is stored for them stays. */
  readonly keepsDays?: boolean;
  /** Nothing was answered, or nothing asked: it does not show that the key opens anything. */
  readonly isSilent?: boolean;
};

export type Place = {
  readonly fromDay: IsoDay;
  readonly toDay: IsoDay;
  readonly page: string | null;
  readonly cells: UsageCells;
  readonly facts: Readonly<Record<string, string>>;
};

/**
 * One kind of answer of a provider. With `days`, it is read in windows of days and those days are
 * replaced; without, it is a list as of now. `gathers`: pages cut through days, so they are summed
 * in `place.cells` and the window is handed over as a whole by `gathered`.
 */
export type Stream = {
  readonly name: string;
  readonly moneyFrom: SyncPage['moneyFrom'];
  /** What the account costs is read from it: a sync without any such stream has read no money. */
  readonly tellsMoney?: boolean;
  readonly days: {
    readonly firstDay: IsoDay;
    readonly lastDay: IsoDay;
    /** Days of a window, or calendar months, of which the last is always read anew. */
    readonly windowDays: number | 'month';
    readonly rereadDays: number;
    /** The month that was read last is read anew as a whole: it is settled when it ends. */
    readonly rereadMonth?: true;
    /** A fact that an earlier stream writes: the provider has nothing before this day. */
    readonly floorFact?: string;
    /** A fact that an earlier stream writes: what was told from this day on is read anew. */
    readonly backToFact?: string;
    /** Streams that tell the same: a day that one of them has stored is not read by this one. */
    readonly after?: readonly string[];
  } | null;
  /** Whether it is read at all, asked when its turn comes. */
  readonly onlyIf?: (state: Pick<SyncState, 'closed' | 'through'>) => boolean;
  readonly read: (place: Place) => Promise<ReadPage>;
  readonly gathered?: (cells: UsageCells) => readonly UsageRow[];
};
