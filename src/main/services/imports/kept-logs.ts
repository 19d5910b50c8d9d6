import type { KeptLog } from '../../book/stores/agent-logs.ts';
import type { AgentLogCache, LogState } from '../../imports/agent-log/log-state.ts';
import type { FileRead } from '../../imports/agent-log/read-logs.ts';

/** A log that was read now, or is known not to have changed, beside what the book keeps of it. */
export type ReadLog = {
  readonly path: string;
  readonly project: string | null;
  readonly state: LogState;
  readonly changedMs: number;
  /** The book's own entry of it; `null`: it has none yet. */
  readonly keptId: number | null;
  /** An entry of a file that was written anew under the same name: its events stay, its reading ends. */
  readonly replacesId: number | null;
  readonly isChanged: boolean;
};

/** The book's logs as the store of readings: a log is looked for by its name below the tool's home. */
export class KeptLogs implements AgentLogCache {
  readonly logs: readonly KeptLog[];
  readonly #isOwn: (sourceId: number) => boolean;
  readonly #byPath = new Map<string, KeptLog>();
  readonly #read = new Set<string>();

  constructor(logs: readonly KeptLog[], isOwn: (sourceId: number) => boolean) {
    this.logs = logs;
    this.#isOwn = isOwn;
    for (const log of logs) {
      if (!log.isOpen) continue;
      const known = this.#byPath.get(log.path);
      if (known === undefined || isOwn(log.sourceId) || !isOwn(known.sourceId))
        this.#byPath.set(log.path, log);
    }
  }

  load(path: string): Uint8Array | null {
    return this.#byPath.get(path)?.entry ?? null;
  }

  save(path: string): void {
    this.#read.add(path);
  }

  /** What the book has of a log that was read: its own entry goes on, another person's is taken over anew. */
  meet({ file, state, changedMs }: FileRead): ReadLog {
    const { name: path, project } = file;
    const known = this.#byPath.get(path);
    const isChanged = this.#read.has(path);
    const log = { path, project, state, changedMs, isChanged };
    if (known === undefined) return { ...log, keptId: null, replacesId: null };
    if (!this.#isOwn(known.sourceId)) {
      state.brought = [];
      return { ...log, keptId: null, replacesId: null };
    }
    // A reading from the beginning found another file under this name.
    const isAfresh = isChanged && state.brought.length === 0;
    return isAfresh
      ? { ...log, keptId: null, replacesId: known.id }
      : { ...log, keptId: known.id, replacesId: null };
  }
}
