import { z } from 'zod';
import { assetMonth } from '../../../contract/assets.ts';
import { overviewDoc, seatsMonth, verdictMonth, worthMonth } from '../../../contract/month.ts';
import { completedByShape } from './completed-by-shape.ts';
import type { FrozenKind, FrozenMonth } from './frozen-documents.ts';

/**
 * The version in which each document is frozen today. It goes up by one with a change that a reader of
 * earlier documents has to know of; `UPGRADES` then gets the step from the version before. A month that
 * was closed before documents carried a version has the first.
 */
export const FROZEN_VERSIONS: Readonly<Record<FrozenKind, number>> = {
  allowances: 1,
  assets: 1,
  assignments: 1,
  cells: 1,
  exports: 1,
  overview: 2,
  people: 1,
  rates: 1,
  seats: 2,
  verdicts: 2,
  versions: 1,
  window: 1,
  worth: 1,
};

export const frozenOverview = overviewDoc
  .omit({ coverage: true, history: true, signals: true, budget: true })
  .extend({ units: z.number() });

/** Documents that are shown as they were frozen, with what is asked of them today. */
export const FROZEN_SHAPES: Readonly<Partial<Record<FrozenKind, z.ZodType>>> = {
  assets: assetMonth.extend({ counted: z.array(z.number().int()) }),
  overview: frozenOverview,
  seats: seatsMonth.output,
  verdicts: verdictMonth.output,
  worth: worthMonth.output,
};

type Upgrade = (document: never) => unknown;

/** The step from each version to the next; the first makes the second of the first. */
const UPGRADES: Readonly<Partial<Record<FrozenKind, readonly Upgrade[]>>> = {
  overview: [overviewWithLeans],
  seats: [seatsWithLeans],
  verdicts: [verdictsWithLeans],
};

/**
 * A document as a version froze it, step by step as today's would hold it. What that version did not
 * know is `null`; what it did freeze is never worked out anew: a closed month says what it said.
 */
export function upgraded<K extends FrozenKind>(
  kind: K,
  version: number,
  document: unknown,
): FrozenMonth[K] {
  const steps = UPGRADES[kind] ?? [];
  const today = steps
    .slice(version - 1)
    .reduce<unknown>((one, step) => step(one as never), document);
  const shape = FROZEN_SHAPES[kind];
  return (shape ? completedByShape(shape, today) : today) as FrozenMonth[K];
}

/** Without a field that the first version did not have yet. */
type First<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;
type Overview = FrozenMonth['overview'];
type Seats = FrozenMonth['seats'];
type Verdicts = FrozenMonth['verdicts'];

function overviewWithLeans(
  first: Omit<Overview, 'seats'> & { seats: First<Overview['seats'], 'leansKeep' | 'leansDrop'> },
): Overview {
  return { ...first, seats: { leansKeep: null, leansDrop: null, ...first.seats } };
}

function seatsWithLeans(
  first: Omit<Seats, 'leans' | 'seats'> & {
    leans?: Seats['leans'];
    seats: readonly First<Seats['seats'][number], 'lean' | 'expectedNet'>[];
  },
): Seats {
  return {
    leans: { keep: null, drop: null },
    ...first,
    seats: first.seats.map((one) => ({ lean: null, expectedNet: null, ...one })),
  };
}

type Verdict = Verdicts['verdicts'][number];
type Company = Verdicts['company'];
type Controls = NonNullable<Company['controls']>;

function verdictsWithLeans(
  first: Omit<Verdicts, 'roles' | 'company' | 'verdicts'> & {
    roles?: Verdicts['roles'];
    company: Omit<First<Company, 'omega' | 'measured' | 'marginalReturn'>, 'controls'> & {
      controls: First<Controls, 'people'> | null;
    };
    verdicts: readonly First<
      Verdict,
      'lean' | 'expectedNet' | 'worthKnowing' | 'beyondGrid' | 'explained'
    >[];
  },
): Verdicts {
  const unknown = { lean: null, expectedNet: null, worthKnowing: null, beyondGrid: null };
  const { controls } = first.company;
  return {
    roles: [],
    ...first,
    company: {
      omega: null,
      measured: null,
      marginalReturn: null,
      ...first.company,
      controls: controls && { people: null, ...controls },
    },
    verdicts: first.verdicts.map((one) => ({ ...unknown, explained: null, ...one })),
  };
}
