import { constants } from 'node:fs';

/** One log of a coding agent. `name` is its path below the tool's home, with `/` on every system. */
export type AgentLogFile = {
  /** `keyed`: of another agent, whose events have keys of their own. */
  readonly tool: 'claude' | 'codex' | 'keyed';
  /** Which of the other agents, by its place in their list. */
  readonly agent?: number;
  readonly path: string;
  readonly name: string;
  /** The folder that Claude Code names after the project; `null` where the log itself tells it. */
  readonly project: string | null;
};

/** A file changed this shortly before it was read may change again within the same tick of its clock. */
export const FRESH_MS = 50;

/** Never through a link that was put in the log's place, never waiting for a pipe; 0 where unknown. */
export const READ_FLAGS =
  constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
