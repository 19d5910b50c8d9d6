import type { OverviewDoc, seatsMonth, verdictMonth } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';

type Seats = OutputOf<typeof seatsMonth>;
type Verdicts = OutputOf<typeof verdictMonth>;

/**
 * Documents of months that an earlier version closed, with `null` in the place of what that version
 * did not know. What it did freeze is never worked out anew: a closed month says what it said.
 */
type Earlier<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

export function completedOverview<T extends Pick<OverviewDoc, 'seats'>>(frozen: T): T {
  const seats: Earlier<typeof frozen.seats, 'leansKeep' | 'leansDrop'> = frozen.seats;
  return { ...frozen, seats: { leansKeep: null, leansDrop: null, ...seats } };
}

export function completedSeats(frozen: Seats): Seats {
  const held: Earlier<typeof frozen, 'leans'> = frozen;
  return {
    leans: { keep: null, drop: null },
    ...held,
    seats: frozen.seats.map((one) => {
      const seat: Earlier<typeof one, 'lean' | 'expectedNet'> = one;
      return { lean: null, expectedNet: null, ...seat };
    }),
  };
}

export function completedVerdicts(frozen: Verdicts): Verdicts {
  const { company } = frozen;
  const held: Earlier<typeof frozen, 'roles'> = frozen;
  const known: Earlier<typeof company, 'omega' | 'measured' | 'marginalReturn'> = company;
  return {
    roles: [],
    ...held,
    company: {
      omega: null,
      measured: null,
      marginalReturn: null,
      ...known,
      controls: completedControls(company.controls),
    },
    verdicts: frozen.verdicts.map((one) => {
      const verdict: Earlier<
        typeof one,
        'lean' | 'expectedNet' | 'worthKnowing' | 'beyondGrid' | 'explained'
      > = one;
      return {
        lean: null,
        expectedNet: null,
        worthKnowing: null,
        beyondGrid: null,
        ...verdict,
        explained: completedParts(verdict.explained ?? null),
      };
    }),
  };
}

type FrozenControls = Verdicts['company']['controls'];

function completedControls(frozen: FrozenControls): FrozenControls {
  if (frozen === null) return null;
  const held: Earlier<NonNullable<FrozenControls>, 'people'> = frozen;
  return { people: null, ...held };
}

type Explained = Verdicts['verdicts'][number]['explained'];

/** A belief that was frozen before it told how likely each worth or more is. */
function completedParts(frozen: Explained): Explained {
  if (frozen === null) return null;
  const points = frozen.belief.points.map((point) => {
    const held: Earlier<typeof point, 'above'> = point;
    return { above: null, ...held };
  });
  return { ...frozen, belief: { ...frozen.belief, points } };
}
