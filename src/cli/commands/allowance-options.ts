import { InvalidArgumentError, Option } from 'commander';
import { addDays, weekStart } from '../../core/calendar.ts';

const CADENCES = ['week', 'month', 'quarter', 'year', 'once'] as const;
const CLASSES = ['all', 'flagship', 'standard', 'light'] as const;

export type Cadence = (typeof CADENCES)[number];
export type CappedClass = (typeof CLASSES)[number];

/** Collects an option that is given several times. */
export const several = (text: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  text,
];

/** The Thursday of an ISO week (`2026-W24`): the day that every way of counting weeks puts into it. */
export function weekArgument(text: string): string {
  const match = /^(\d{4})-?W(\d{1,2})$/i.exec(text);
  const week = Number(match?.[2] ?? 0);
  if (!match || week < 1 || week > 53) {
    throw new InvalidArgumentError('A week looks like 2026-W24.');
  }
  const first = weekStart(`${match[1]}-01-04`, 'monday');
  const thursday = addDays(first, (week - 1) * 7 + 3);
  // A week belongs to the year of its Thursday: most years have no 53rd.
  if (!thursday.startsWith(`${match[1]}-`)) {
    throw new InvalidArgumentError(`The year ${match[1]} has no week ${week}.`);
  }
  return thursday;
}

export function countArgument(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('A whole number.');
  return value;
}

export const cadenceOption = (): Option =>
  new Option('--cadence <cadence>', 'week, month, quarter, year or once').choices(CADENCES);
export const classOption = (): Option =>
  new Option('--class <class>', 'all models or one class').choices(CLASSES);

export const countsArgument = (text: string): ('spend' | 'claims')[] =>
  text.split(',').map((one) => {
    const word = one.trim();
    if (word === 'spend' || word === 'claims') return word;
    throw new InvalidArgumentError('What counts is spend, claims, or spend,claims.');
  });
