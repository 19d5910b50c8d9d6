import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { ImportDoc } from '../../../contract/imports.ts';
import type { UsageRow } from '../../../core/spend/rows.ts';
import { audit } from '../../book/audit.ts';
import { sourceNamed } from '../../book/sources.ts';
import type { AgentUsageDay } from '../../imports/agent-log/count-agent-logs.ts';
import { readAgentLogs } from '../../imports/agent-log/read-agent-logs.ts';
import { type Context, settingOf } from '../context.ts';
import { personByEmail } from '../people.ts';
import { emptyDoc, type ImportOptions } from './import-options.ts';
import { finishImport, startImport } from './import-record.ts';
import { DryRunEnds, ImportRun } from './import-run.ts';
import { RowSources } from './row-sources.ts';

/**
 * Takes the logs of one computer's coding agents: per day, model and project, never a prompt or a
 * reply. What was read before and has not grown is not read again; days that have grown are replaced.
 */
export async function importAgentLog(
  context: Context,
  folder: string,
  options: ImportOptions,
): Promise<ImportDoc> {
  const { book } = context;
  const person = options.person === undefined ? null : personByEmail(book, options.person);
  const actor = person?.email ?? null;
  const device = deviceOf(folder);
  let doc = emptyDoc(folder, options);
  try {
    await book.longTransaction(async () => {
      const source = sourceNamed(book, 'agent-log', `${actor ?? 'unnamed'} ${device}`);
      const logs = await readAgentLogs(folder, {
        timeZone: settingOf(context, 'company.time-zone'),
        cache: fileCache(context, source.id),
        ...(context.signal ? { signal: context.signal } : {}),
        onProgress: ({ bytes, totalBytes }) =>
          context.progress({ task: basename(folder), done: bytes, total: totalBytes, rows: 0 }),
      });
      const rows = logs.days.map((day, index) => rowOf(day, actor, index + 1));
      const sha256 = createHash('sha256').update(JSON.stringify(logs.days)).digest('hex');
      const notes = [`skipped_lines:${logs.skippedLines}`, `duplicates:${logs.duplicates}`];
      const id = startImport(context, {
        file: folder,
        sha256,
        opened: { kind: 'agent-log', format: 'agent-log', header: [], ignoredColumns: [] },
        options,
      });
      const run = new ImportRun(context, id, new RowSources(book, source));
      run.take(rows);
      run.settle();
      notes.push(...run.notes());
      finishImport(context, id, run.tally, notes);
      doc = {
        ...doc,
        id,
        sha256,
        kind: 'agent-log',
        format: 'agent-log',
        ...run.tally,
        rejects: run.rejects,
        notes,
        status: 'committed',
      };
      if (options.dryRun) throw new DryRunEnds();
      if (run.tally.rows > 0 && run.tally.unchanged === run.tally.rows) throw new NothingNew();
      audit(book, {
        at: context.now(),
        who: context.who,
        action: 'import',
        subject: `import ${id}`,
        detail: { file: basename(folder), kind: 'agent-log', person: actor, ...run.tally },
      });
    });
  } catch (error) {
    if (error instanceof DryRunEnds) return { ...doc, id: null, status: 'dry-run' };
    if (error instanceof NothingNew) return { ...doc, id: null, status: 'duplicate' };
    throw error;
  }
  return doc;
}

/** Everything in the logs was taken before: the transaction is given back, and the answer says so. */
class NothingNew extends Error {}

/** Tells one computer's folder from another's, so that two laptops of one person add up. */
function deviceOf(folder: string): string {
  return createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12);
}

function fileCache(context: Context, sourceId: number) {
  const { book } = context;
  return {
    load(path: string): Uint8Array | null {
      return (
        book.get<{ entry: Buffer }>(
          'SELECT entry FROM agent_log_file WHERE source_id = ? AND path = ?',
          sourceId,
          path,
        )?.entry ?? null
      );
    },
    save(path: string, entry: Uint8Array): void {
      book.run(
        'INSERT INTO agent_log_file (source_id, path, entry) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry',
        sourceId,
        path,
        Buffer.from(entry),
      );
    },
  };
}

function rowOf(day: AgentUsageDay, actor: string | null, line: number): UsageRow {
  return {
    kind: 'usage',
    line,
    day: day.day,
    identity: actor,
    tool: day.tool,
    model: day.model,
    project: day.project,
    description: day.modelGuessed ? 'model guessed' : null,
    nativeId: null,
    inputTokens: day.inputTokens,
    outputTokens: day.outputTokens,
    cacheReadTokens: day.cacheReadTokens,
    cacheWriteTokens: day.cacheWriteTokens,
    cacheWrite1hTokens: day.cacheWrite1hTokens,
    requests: day.requests,
    costMicro: null,
    grossMicro: null,
    currency: null,
  };
}
