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
