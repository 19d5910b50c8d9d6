import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { RowReject, UsageRow } from '../../../core/spend/rows.ts';
import { dayOfInstant, dollarsPico, optional, roundedCount } from '../answer-fields.ts';
import { readAnswer, readList } from '../answer-list.ts';
import { type JsonValue, parseLosslessJson } from '../lossless-json.ts';
import type { ProviderContext, SyncNote } from '../provider.ts';
import type { Answer } from '../provider-client.ts';
import { requestFailure } from '../request-failure.ts';
import type { Stream } from '../stream.ts';
import { COPILOT, organizationOf, TOOL } from './words.ts';

/** The usage report of one day, a download of one line per user. Reports begin on this day. */
export const FIRST_REPORT = '2025-10-10';
const REPORT_DAYS = 364;

/** Reports go back a year from today. */
export const oldestReportDay = ({ today }: ProviderContext): IsoDay => addDays(today, -REPORT_DAYS);

const entry = z.object({
  day: dayOfInstant,
  user_login: z.string().min(1),
  ai_credits_used: optional(dollarsPico),
  user_initiated_interaction_count: optional(roundedCount),
  totals_by_cli: optional(
    z.object({
      token_usage: optional(
        z.object({ prompt_tokens_sum: roundedCount, output_tokens_sum: roundedCount }),
      ),
    }),
  ),
});
export type ReportEntry = z.infer<typeof entry>;
export type UserReport = {
  readonly entries: readonly ReportEntry[];
  readonly rejects: readonly RowReject[];
};

/** One object per line, one array, or one object with the list in `day_totals`: all are in use. */
function entriesIn(text: string): unknown[] {
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole as unknown[];
  if (whole !== undefined && typeof whole === 'object' && whole !== null) {
    const list = (whole as { readonly [name: string]: JsonValue })['day_totals'];
    return Array.isArray(list) ? (list as unknown[]) : [whole];
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parsed(line) ?? null);
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseLosslessJson(text);
  } catch {
    return undefined;
  }
}

/** The users of one day; `null` where the report is not ready yet. */
export async function userReport(
  context: ProviderContext,
  day: IsoDay,
): Promise<UserReport | null> {
  const answer = await context.client.send({
    method: 'GET',
    path: `/orgs/${organizationOf(context)}/copilot/metrics/reports/users-1-day`,
    query: [['day', day]],
    expects: [404],
  });
  if (answer.status === 204 || answer.status === 404) return null;
  const { download_links: links } = readAnswer(
    COPILOT,
    answer,
    z.object({ download_links: z.array(z.string()) }),
  );
  const entries: ReportEntry[] = [];
  const rejected: RowReject[] = [];
  for (const link of links) {
    const list = entriesIn(await context.client.download(link));
    const withoutBody: Answer = { ...answer, body: null };
    const { items, rejects } = readList(COPILOT, withoutBody, list, entry);
    if (items.length === 0 && rejects.length > 0)
      throw requestFailure('answer_changed', COPILOT, { field: rejects[0]?.field ?? null, day });
    rejected.push(...rejects);
    entries.push(...items.filter((one) => one.day === day));
  }
  return { entries, rejects: rejected };
}

function usageRow(one: ReportEntry, line: number): UsageRow {
  const tokens = one.totals_by_cli?.token_usage;
  return {
    kind: 'usage',
    line,
    day: one.day,
    identity: one.user_login,
    tool: TOOL,
    model: null,
    project: null,
    description: 'interactions',
    nativeId: null,
    // Tokens are told for the command line alone.
    inputTokens: tokens?.prompt_tokens_sum ?? 0,
    outputTokens: tokens?.output_tokens_sum ?? 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    requests: one.user_initiated_interaction_count ?? 0,
    costMicro: null,
    grossMicro: null,
    currency: null,
  };
}

const blocked = (failure: Failure): SyncNote => ({
  code: 'report_host_unknown',
  text: `GitHub keeps its usage report at ${failure.details['host'] ?? 'an address'} that this version does not know; it was not called.`,
  details: { host: failure.details['host'] ?? null },
});

/** Interactions and tokens per person and day. Their money is in the billing: they charge nothing. */
export function activityStream(
  context: ProviderContext,
  reportOf: (day: IsoDay) => Promise<UserReport | null>,
): Stream {
  const { firstDay, today } = context;
  const oldest = [firstDay, FIRST_REPORT, oldestReportDay(context)].sort().at(-1) ?? firstDay;
  return {
    name: 'activity',
    moneyFrom: 'cost-report',
    days: { firstDay: oldest, lastDay: addDays(today, -1), windowDays: 1, rereadDays: 5 },
    read: async ({ fromDay }) => {
      try {
        const report = await reportOf(fromDay);
        if (report === null) return { next: null, entries: 0, keepsDays: true, isSilent: true };
        const { entries, rejects } = report;
        const rows = entries.map((one, index) => usageRow(one, index + 1));
        return { rows, rejects, next: null, entries: entries.length };
      } catch (error) {
        if (!(error instanceof Failure && error.code === 'host_not_allowed')) throw error;
        return { next: null, entries: 0, keepsDays: true, notes: [blocked(error)] };
      }
    },
  };
}
