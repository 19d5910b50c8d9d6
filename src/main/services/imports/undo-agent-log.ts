import { nextReading } from '../../book/agent-log-store.ts';
import type { Book } from '../../book/book.ts';
import { countAgentLogs } from '../../imports/agent-log/count-agent-logs.ts';
import { daysIn } from '../../imports/agent-log/instants.ts';
import { encodeLogState, rowsHandedOver, rowsOfOthers } from '../../imports/agent-log/log-state.ts';
import { type Context, settingOf } from '../context.ts';
import { countedLog, settleAgentUsage } from './agent-usage.ts';

/**
 * Takes away the events that an import brought; gives whether there were any. What others brought stays,
 * and so does what a later import held as well: that is its own from now on.
 */
export function takeBackAgentLogs(book: Book, importId: number): boolean {
  const heldNextBy = nextReading(book, importId);
  let isAny = false;
  for (const kept of book.agentLogs.kept()) {
    const state = countedLog(kept, false)?.state;
    if (!state?.brought.some(([id]) => id === importId)) continue;
    isAny = true;
    const heir = heldNextBy(kept.id);
    if (heir !== null) {
      const entry = encodeLogState(rowsHandedOver(state, importId, heir));
      book.agentLogs.keepGrown(kept.id, kept.changedMs, entry);
      continue;
    }
    const left = rowsOfOthers(state, importId);
    if (left.rows.count === 0) {
      book.agentLogs.drop(kept.id);
      continue;
    }
    // Read afresh the next time: the rows that went are in the file still.
    book.agentLogs.keepGrown(kept.id, kept.changedMs, encodeLogState(left));
    book.agentLogs.close(kept.id);
  }
  return isAny;
}

/** Brings the use of agent logs to what the events that are left say. */
export function settleAfterUndo(context: Context): void {
  const { book } = context;
  const logs = book.agentLogs.kept().flatMap((kept) => countedLog(kept, false) ?? []);
  const newest = book.imports.lastAgentLog();
  const dayOf = daysIn(settingOf(context, 'company.time-zone'));
  settleAgentUsage(context, countAgentLogs(logs, dayOf).days, newest);
}
