import * as z from 'zod';
import { Failure } from '../../../core/failure.ts';
import {
  readColumns,
  type TableColumns,
  type TableField,
} from '../../../core/trackers/table-columns.ts';
import { readRules, type TrackerRule } from '../../../core/trackers/tracker-rules.ts';
import type { Book } from '../../book/book.ts';
import type { HeldTracker } from '../../book/stores/trackers.ts';
import { findTracker } from '../../trackers/registry.ts';
import type { Tracker } from '../../trackers/tracker.ts';

const list = z.array(z.string());

/** A tracker with its adapter, and what the owner set for it. */
export type KnownTracker = Omit<HeldTracker, 'places' | 'rules' | 'bots' | 'columns' | 'fields'> & {
  readonly of: Tracker;
  readonly places: readonly string[];
  readonly rules: readonly TrackerRule[];
  readonly bots: readonly string[];
  /** Of a table: which column tells what; `null` where nobody said so. */
  readonly columns: TableColumns | null;
  readonly fields: readonly TableField[];
};

/** Every tracker by name; one of a kind that this version does not know stands apart. */
export function knownTrackers(book: Book): KnownTracker[] {
  return book.trackers.all().flatMap((held) => {
    const of = findTracker(held.kind);
    return of === null ? [] : [knownTracker(held, of)];
  });
}

/** The tracker of this name. */
export function trackerNamed(book: Book, name: string): KnownTracker {
  const held = book.trackers.named(name.trim());
  if (!held)
    throw new Failure('tracker_missing', `There is no tracker ${name}.`, { tracker: name });
  const of = findTracker(held.kind);
  if (of === null)
    throw new Failure(
      'tracker_kind_unknown',
      `This version of the app cannot read ${held.kind}. What was read of it stands.`,
      { kind: held.kind },
    );
  return knownTracker(held, of);
}

function knownTracker(held: HeldTracker, of: Tracker): KnownTracker {
  return {
    ...held,
    of,
    places: list.parse(JSON.parse(held.places)),
    rules: readRules(held.rules),
    bots: list.parse(JSON.parse(held.bots)),
    columns: readColumns(held.columns),
    fields: JSON.parse(held.fields) as TableField[],
  };
}
