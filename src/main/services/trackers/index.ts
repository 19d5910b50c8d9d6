import * as trackers from '../../../contract/trackers.ts';
import { bind, type Handler } from '../handler.ts';
import { addTracker, checkTracker, removeTracker, setTrackerKey } from './add-tracker.ts';
import { listKinds, listTrackers, runTrackerSync } from './list-trackers.ts';
import { setTracker } from './set-tracker.ts';
import { showTracker } from './show-tracker.ts';

export const handlers: readonly Handler[] = [
  bind(trackers.trackersList, listTrackers),
  bind(trackers.trackerKinds, listKinds),
  bind(trackers.trackerShow, showTracker),
  bind(trackers.trackersAdd, addTracker),
  bind(trackers.trackersCheck, checkTracker),
  bind(trackers.trackersKey, setTrackerKey),
  bind(trackers.trackersRemove, removeTracker),
  bind(trackers.trackersSet, setTracker),
  bind(trackers.trackersSync, runTrackerSync),
];
