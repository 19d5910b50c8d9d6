import type { TrackerSyncDoc } from '../../../contract/trackers.ts';
import { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import { syncErrorDoc } from '../accounts/sync-record.ts';
import type { KnownTracker } from './tracker-record.ts';

/** What a sync says that a killed process left open. */
export const INTERRUPTED = JSON.stringify(
  syncErrorDoc(
    new Failure(
      'sync_interrupted',
      'The app ended in the middle of this sync. What came is kept; the next one goes on from there.',
      { plan: 'retry' },
    ),
  ),
);

/** The tracker's last syncs that ended, newest first. */
export function trackerHistory(book: Book, tracker: KnownTracker, most: number): TrackerSyncDoc[] {
  return book.trackers.runs(tracker.id, most).map(({ error, places, notes, ...run }) => ({
    ...run,
    tracker: tracker.name,
    kind: tracker.kind,
    cursor: tracker.cursor,
    error: error === null ? null : (JSON.parse(error) as TrackerSyncDoc['error']),
    places: JSON.parse(places) as TrackerSyncDoc['places'],
    notes: JSON.parse(notes) as TrackerSyncDoc['notes'],
  }));
}
