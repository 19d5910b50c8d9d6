import { Failure } from '../../../core/failure.ts';
import type { Context } from '../context.ts';
import { keyStateAfter, readKeptKey } from '../kept-keys.ts';
import type { KnownTracker } from './tracker-record.ts';
import { trackerKeyPlace } from './tracker-way.ts';

/** The tracker's key, `null` where it needs none; what its state is now is noted. */
export async function readTrackerKey(
  context: Context,
  tracker: KnownTracker,
): Promise<string | null> {
  if (tracker.keyEntry === null) return null;
  const note = async (state: KnownTracker['keyState']): Promise<void> => {
    if (state === tracker.keyState) return;
    await context.turn(() => context.book.trackers.setKeyState(tracker.id, state));
  };
  try {
    const holder = { name: tracker.name, entry: tracker.keyEntry, place: trackerKeyPlace(tracker) };
    const { key, fromKeychain } = await readKeptKey(context, holder);
    if (fromKeychain) await note('set');
    return key;
  } catch (error) {
    if (error instanceof Failure) await note(keyStateAfter(error));
    throw error;
  }
}
