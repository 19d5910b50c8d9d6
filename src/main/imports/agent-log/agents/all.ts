import type { Agent } from './agent.ts';
import { AMP } from './amp.ts';
import { CLINE } from './cline.ts';
import { COPILOT } from './copilot.ts';
import { GEMINI } from './gemini.ts';
import { KIMI } from './kimi.ts';
import { OPENCODE } from './opencode.ts';
import { PI } from './pi.ts';
import { QWEN } from './qwen.ts';
import { SESSION_SUMS } from './session-sums.ts';
import { TABLES } from './tables.ts';

/** All agents beside Claude Code and Codex CLI; of several that a file may belong to the first holds. */
export const AGENTS: readonly Agent[] = [
  ...OPENCODE,
  ...GEMINI,
  ...COPILOT,
  ...CLINE,
  ...QWEN,
  ...KIMI,
  ...AMP,
  ...SESSION_SUMS,
  ...PI,
  ...TABLES,
];
