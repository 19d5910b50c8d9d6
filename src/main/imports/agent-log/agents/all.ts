import type { Agent } from './agent.ts';
import { AMP } from './amp.ts';
import { CLINE } from './cline.ts';
import { COPILOT } from './copilot.ts';
import { CRUSH } from './crush.ts';
import { DROID } from './droid.ts';
import { GEMINI } from './gemini.ts';
import { GOOSE } from './goose.ts';
import { KILO } from './kilo.ts';
import { KILO_CODE } from './kilo-code.ts';
import { KIMI } from './kimi.ts';
import { KIMI_CODE } from './kimi-code.ts';
import { OMP } from './omp.ts';
import { OPENCLAW } from './openclaw.ts';
import { OPENCODE } from './opencode.ts';
import { PI } from './pi.ts';
import { QWEN } from './qwen.ts';
import { ROO_CODE } from './roo-code.ts';
import { VIBE } from './vibe.ts';
import { ZCODE } from './zcode.ts';
import { ZED } from './zed.ts';

/** All agents beside Claude Code and Codex CLI; of several that a file may belong to the first holds. */
export const AGENTS: readonly Agent[] = [
  ...OPENCODE,
  KILO,
  ...GEMINI,
  ...COPILOT,
  ROO_CODE,
  KILO_CODE,
  ...CLINE,
  ...QWEN,
  KIMI_CODE,
  KIMI,
  ...AMP,
  DROID,
  VIBE,
  OMP,
  OPENCLAW,
  PI,
  ZED,
  GOOSE,
  CRUSH,
  ZCODE,
];
