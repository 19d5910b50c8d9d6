import { parentPort, workerData } from 'node:worker_threads';
import { LineBuffer } from './log-lines.ts';
import { readLog } from './read-log.ts';
import type { LogAnswer, LogTask } from './read-logs.ts';

/** A thread that reads the logs it is given, one after the other, and answers what to store of each. */
const buffers = new LineBuffer();
for (const [index, { file, entry }] of (workerData as readonly LogTask[]).entries()) {
  let stored: Uint8Array | null = null;
  const cache = {
    load: () => entry,
    save: (_: string, read: Uint8Array) => {
      stored = read;
    },
  };
  const steps = readLog(file, cache, buffers);
  let bytes = 0;
  let step = steps.next();
  while (step.done !== true) {
    bytes += step.value;
    step = steps.next();
  }
  const changedMs = step.value?.changedMs ?? 0;
  parentPort?.postMessage({ index, bytes, entry: stored, changedMs } satisfies LogAnswer);
}
