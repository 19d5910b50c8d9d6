import type { LogState } from './log-state.ts';

/** A log that takes part in the count: one that is read now, or one that the book remembers. */
export type CountedLog = {
  readonly state: LogState;
  /** When its file changed last: the time of events that have none. */
  readonly changedMs: number;
  /** The folder that Claude Code names after the project; of Codex CLI the log itself tells it. */
  readonly project: string | null;
  /** Whose log it is, as the caller numbers them. */
  readonly owner: number;
  readonly isRead: boolean;
};
