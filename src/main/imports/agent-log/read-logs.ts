import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { AgentLogFile } from './agent-log-file.ts';
import { LineBuffer } from './log-lines.ts';
import { type AgentLogCache, decodeLogState } from './log-state.ts';
import { knownLog, type LogRead, readLog, widthOf } from './read-log.ts';

export type FileRead = LogRead & { readonly file: AgentLogFile };

export type ReadOptions = {
  readonly cache: AgentLogCache;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: { files: number; bytes: number; totalBytes: number }) => void;
};

/** What a reading thread is given, and what it answers for each log, `entry` as the store keeps it. */
export type LogTask = { readonly file: AgentLogFile; readonly entry: Uint8Array | null };
export type LogAnswer = {
  readonly index: number;
  readonly bytes: number;
  /** `null`: the file is gone. */
  readonly entry: Uint8Array | null;
  readonly changedMs: number;
};

type Waiting = { readonly file: AgentLogFile; readonly bytes: number };

/** What is read here in the time that a thread takes to start. */
const HEAD_START_BYTES = 50_000_000;
const MOST_THREADS = 4;
const PAUSE_BYTES = 1 << 23;
// The built app has its threads beside it as .js files; without one, everything is read here.
const THREAD_FILE = new URL(
  import.meta.url.endsWith('.ts') ? './log-thread.ts' : './log-thread.js',
  import.meta.url,
);

/**
 * The state of each log, in the order of `files`: from the store where nothing changed, else read,
 * several at a time where there is much to read. Files that are gone meanwhile are left out.
 * Rejects with the reason of `signal`; what was read until then stays in the store.
 */
export async function readLogs(
  files: readonly AgentLogFile[],
  options: ReadOptions,
): Promise<FileRead[]> {
  const known = new Map<AgentLogFile, LogRead>();
  const waiting: Waiting[] = [];
  const keyed = files.filter(({ tool }) => tool === 'keyed');
  for (const file of files) {
    if (file.tool === 'keyed') continue;
    const log = knownLog(file, options.cache);
    if ('state' in log) known.set(file, log);
    else waiting.push({ file, bytes: log.bytes });
  }
  if (keyed.length > 0) await readKeyed(keyed, options, known);
  const progress = new Progress(waiting, known.size, options.onProgress);
  const [here = [], ...threads] = shares(waiting);
  const stop = new AbortController();
  const others = threads.map((share) => readInThread(share, options, progress, known, stop.signal));
  try {
    options.signal?.throwIfAborted();
    await Promise.all([readHere(here, options, progress, known), ...others]);
  } finally {
    stop.abort();
    await Promise.allSettled(others);
  }
  return files.flatMap((file) => {
    const log = known.get(file);
    return log === undefined ? [] : [{ ...log, file }];
  });
}

/** Files of other agents are small or databases: they are read whole, one after the other. */
async function readKeyed(
  files: readonly AgentLogFile[],
  { cache, signal }: ReadOptions,
  known: Map<AgentLogFile, LogRead>,
): Promise<void> {
  const { readKeyedLog } = await import('./read-keyed-log.ts');
  for (const [index, file] of files.entries()) {
    const log = readKeyedLog(file, cache);
    if (log !== null) known.set(file, log);
    if (index % 100 !== 99) continue;
    await new Promise(setImmediate);
    signal?.throwIfAborted();
  }
}

/** Shares of equal size, the largest log first; one where threads would not pay. */
function shares(waiting: readonly Waiting[]): Waiting[][] {
  const total = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  const canThread = THREAD_FILE.protocol === 'file:' && existsSync(fileURLToPath(THREAD_FILE));
  const threads = Math.min(
    MOST_THREADS,
    availableParallelism(),
    Math.floor(total / (2 * HEAD_START_BYTES)) + 1,
  );
  if (!canThread || threads < 2) return [[...waiting]];
  const parts = Array.from({ length: threads }, (_, thread) => ({
    logs: [] as Waiting[],
    bytes: thread === 0 ? 0 : HEAD_START_BYTES,
  }));
  for (const log of waiting.toSorted((a, b) => b.bytes - a.bytes)) {
    const least = parts.reduce((a, b) => (b.bytes < a.bytes ? b : a));
    least.logs.push(log);
    least.bytes += log.bytes;
  }
  return parts.map(({ logs }) => logs);
}

async function readHere(
  share: readonly Waiting[],
  options: ReadOptions,
  progress: Progress,
  known: Map<AgentLogFile, LogRead>,
): Promise<void> {
  const buffers = new LineBuffer();
  let sincePause = 0;
  for (const { file } of share) {
    const steps = readLog(file, options.cache, buffers);
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        if (step.value !== null) known.set(file, step.value);
        break;
      }
      progress.read(step.value);
      sincePause += step.value;
      if (sincePause < PAUSE_BYTES) continue;
      sincePause = 0;
      await new Promise(setImmediate);
      options.signal?.throwIfAborted();
    }
    progress.finish();
  }
}

function readInThread(
  share: readonly Waiting[],
  options: ReadOptions,
  progress: Progress,
  known: Map<AgentLogFile, LogRead>,
  stop: AbortSignal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const tasks = share.map(({ file }): LogTask => ({ file, entry: options.cache.load(file.name) }));
  const thread = new Worker(THREAD_FILE, { workerData: tasks });
  let left = tasks.length;
  thread.on('message', ({ index, bytes, entry, changedMs }: LogAnswer) => {
    const file = share[index]?.file;
    const state = file === undefined ? null : decodeLogState(entry, file.tool, widthOf(file));
    if (file !== undefined && entry !== null && state !== null) {
      options.cache.save(file.name, entry);
      known.set(file, { state, changedMs });
    }
    progress.read(bytes);
    progress.finish();
    left -= 1;
    if (left === 0) resolve();
  });
  thread.on('error', reject);
  thread.on('exit', () => resolve());
  stop.addEventListener('abort', () => void thread.terminate());
  return promise;
}

/** Adds up what all threads have read. */
class Progress {
  readonly #report: ReadOptions['onProgress'];
  readonly #totalBytes: number;
  #files: number;
  #bytes = 0;

  constructor(waiting: readonly Waiting[], files: number, report: ReadOptions['onProgress']) {
    this.#report = report;
    this.#totalBytes = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#files = files;
    this.#tell();
  }

  read(bytes: number): void {
    this.#bytes += bytes;
    this.#tell();
  }

  finish(): void {
    this.#files += 1;
    this.#tell();
  }

  #tell(): void {
    this.#report?.({ files: this.#files, bytes: this.#bytes, totalBytes: this.#totalBytes });
  }
}
