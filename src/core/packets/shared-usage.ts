import { USAGE_COUNTS } from '../spend/rows.ts';

/** What leaves of the use of a person's agents: days, tools, models and counts; never a prompt, and projects only as they chose. */

export const SHARED_PROJECTS = ['hidden', 'hashed', 'named'] as const;
export type SharedProjects = (typeof SHARED_PROJECTS)[number];

export type UsageCounts = Readonly<Record<(typeof USAGE_COUNTS)[number], number>>;

/** A line of use of one model on one day, as a book holds it. */
export type UsageLine = UsageCounts & {
  readonly day: string;
  readonly tool: string;
  readonly model: string;
  readonly project: string;
  /** How it was asked for, in one line; empty: as usual. */
  readonly tier: string;
  /** What is not certain of it: a guessed model, a cache that the log does not tell. */
  readonly marks: string;
  /** What the log itself says it cost, in micro-units of USD; `null` where it says nothing. */
  readonly costMicro: bigint | null;
  readonly creditsMicro: bigint;
};

export type SharedDay = {
  readonly day: string;
  readonly tool: string;
  readonly lines: readonly UsageLine[];
};

/**
 * The lines of all of a person's devices added up by day and tool, then model, tier and project. Hidden
 * projects are one line together; `hash` gives a project's name away to nobody who does not know it.
 */
export function sharedDays(
  lines: readonly UsageLine[],
  projects: SharedProjects,
  hash: (project: string) => string,
): SharedDay[] {
  const shown = (project: string): string => {
    if (project === '' || projects === 'hidden') return '';
    return projects === 'named' ? project : hash(project);
  };
  const days = Map.groupBy(lines, ({ day, tool }) => `${day}\n${tool}`);
  return [...days.values()]
    .map((some) => ({
      day: some[0]?.day ?? '',
      tool: some[0]?.tool ?? '',
      lines: addedUp(some.map((line) => ({ ...line, project: shown(line.project) }))),
    }))
    .toSorted((a, b) => order(`${a.day}\n${a.tool}`, `${b.day}\n${b.tool}`));
}

function addedUp(lines: readonly UsageLine[]): UsageLine[] {
  const sums = new Map<string, UsageLine>();
  for (const line of lines) {
    const key = [line.model, line.tier, line.project, line.marks].join('\n');
    const before = sums.get(key);
    sums.set(key, before === undefined ? line : together(before, line));
  }
  return [...sums.entries()].toSorted(([a], [b]) => order(a, b)).map(([, line]) => line);
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function together(one: UsageLine, other: UsageLine): UsageLine {
  return {
    ...one,
    ...countsTogether(one, other),
    costMicro:
      one.costMicro === null && other.costMicro === null
        ? null
        : (one.costMicro ?? 0n) + (other.costMicro ?? 0n),
    creditsMicro: one.creditsMicro + other.creditsMicro,
  };
}

/** Counts of two lines added up. */
function countsTogether(one: UsageCounts, other: UsageCounts): UsageCounts {
  return Object.fromEntries(
    USAGE_COUNTS.map((name) => [name, one[name] + other[name]]),
  ) as UsageCounts;
}

/** Whether two lines count the same. */
const isSameCount = (one: UsageCounts, other: UsageCounts): boolean =>
  USAGE_COUNTS.every((name) => one[name] === other[name]);

/** What a message of use is about. */
export const usageSubject = (day: string, tool: string): string => `${day} ${tool}`;

type OfModel = UsageCounts & { readonly model: string | null };

/** The models whose counts of a day another log of the same person holds to the last one: one event, one count. */
export function modelsAlike(
  rows: readonly OfModel[],
  beside: readonly (OfModel & { readonly sourceId: number })[],
): Set<string> {
  const theirs = Map.groupBy(rows, ({ model }) => model ?? '');
  const ours = Map.groupBy(beside, ({ sourceId, model }) => `${sourceId}\n${model ?? ''}`);
  const alike = new Set<string>();
  for (const [model, lines] of theirs) {
    const sum = sumOf(lines);
    for (const [key, held] of ours) {
      const isOfModel = key.slice(key.indexOf('\n') + 1) === model;
      if (isOfModel && isSameCount(sum, sumOf(held))) alike.add(model);
    }
  }
  return alike;
}

const sumOf = (lines: readonly UsageCounts[]): UsageCounts => lines.reduce(countsTogether);
