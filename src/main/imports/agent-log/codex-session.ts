import type { CodexCounts } from './codex-counts.ts';

/** Where the reading of a session stands: what the next line is understood by. */
export type CodexSession = {
  totals: CodexCounts | null;
  model: string | null;
  isGuess: boolean;
  serviceTier: string | null;
  /** Hashes of the session's own id and of that of the session it was forked from or spawned by. */
  session: number;
  parent: number;
  startedMs: number | null;
  project: string | null;
};

export function newCodexSession(): CodexSession {
  return {
    totals: null,
    model: null,
    isGuess: false,
    serviceTier: null,
    session: 0,
    parent: 0,
    startedMs: null,
    project: null,
  };
}
