import { claudeRowsOfFirstVersion } from './claude-rows.ts';
import { codexRowsOfFirstVersion } from './codex-reading.ts';
import { decodeVersion, type LogState } from './log-state.ts';

const WIDTHS = { claude: 11, codex: 9 } as const;

/**
 * What the first version kept of a log, as it would be kept today; `null` where the entry is none of
 * its own. Nothing is read on from it: it only says what was counted, so that the same events are not
 * counted again.
 */
export function stateOfFirstVersion(entry: Uint8Array): LogState | null {
  for (const tool of ['claude', 'codex'] as const) {
    const state = decodeVersion(entry, 1, tool, WIDTHS[tool]);
    if (state === null) continue;
    const tiers: string[] = [];
    const rows =
      tool === 'claude'
        ? claudeRowsOfFirstVersion(state.rows, tiers)
        : codexRowsOfFirstVersion(state.rows, tiers);
    return { ...state, tiers, rows, brought: [] };
  }
  return null;
}
