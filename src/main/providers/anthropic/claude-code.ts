import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { centsPico, count, currency, dayOfInstant, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext, SyncNote } from '../provider.ts';
import { closesFeature, requestFailure } from '../request-failure.ts';
import type { Place, ReadPage } from '../stream.ts';
import type { UsageCells } from '../usage-cells.ts';
import { ANTHROPIC } from './words.ts';

/** The Claude Code report: one day per request, by person and model. Costs in it are estimates in cents. */

const PATH = '/v1/organizations/usage_report/claude_code';

/** What marks the report's sums in the window's cells until `claude-code-share` takes them out again. */
export const BY_KEY_MARK = 'claude code, billed by use';
export const BY_PLAN_MARK = 'claude code, covered by a plan';

const page = z.object({ data: anyList, has_more: z.boolean(), next_page: optionalText });

const entry = z.object({
  // The documents differ: a day, or an instant.
  date: dayOfInstant,
  actor: z.object({ email_address: optionalText, api_key_name: optionalText }),
  customer_type: optionalText,
  model_breakdown: z.array(
    z.object({
      model: optionalText,
      tokens: z.object({
        input: count,
        output: count,
        cache_read: count,
        cache_creation: count,
      }),
      estimated_cost: z.object({ amount: centsPico, currency }).nullish(),
    }),
  ),
});
type Entry = z.infer<typeof entry>;

const query = (day: IsoDay, limit: string, next: string | null): [string, string][] => [
  ['starting_at', day],
  ['limit', limit],
  ...(next === null ? [] : [['page', next] as [string, string]]),
];

/** Whether the report answers for this key; Enterprise keys and narrower scopes are refused. */
export async function hasClaudeCode({ client, today }: ProviderContext): Promise<boolean> {
  try {
    await client.send({ method: 'GET', path: PATH, query: query(today, '1', null) });
    return true;
  } catch (error) {
    if (closesFeature(error) || isRefused(error)) return false;
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'request_refused';
}

function gather(cells: UsageCells, one: Entry): void {
  const { email_address: email } = one.actor;
  // Use through a named API key stands in the usage report by that key already.
  if (email === null) return;
  // Only `api` is on the bill; another word is taken for a plan (unconfirmed).
  const isByKey = one.customer_type === null || one.customer_type === 'api';
  for (const { model, tokens, estimated_cost: estimate } of one.model_breakdown)
    cells.add(
      {
        day: one.date,
        identity: email,
        model,
        project: null,
        description: isByKey ? BY_KEY_MARK : BY_PLAN_MARK,
      },
      {
        inputTokens: tokens.input,
        outputTokens: tokens.output,
        cacheReadTokens: tokens.cache_read,
        cacheWriteTokens: tokens.cache_creation,
        ...(isByKey || estimate?.currency !== 'USD' ? {} : { grossPico: estimate.amount }),
      },
    );
}

export const closedNote: SyncNote = {
  code: 'claude_code_closed',
  text: 'The Claude Code report is not open to this key: its use stays with the keys that it went through, and no person is guessed.',
  details: {},
};

/**
 * One page of one day, into the window's cells. A page's name is `code:DAY:CURSOR`; the next day
 * follows the last page of a day, `null` the last day of the window.
 */
export async function readClaudeCode(context: ProviderContext, place: Place): Promise<ReadPage> {
  const [, day = place.fromDay, own = ''] = /^code:([^:]*):(.*)$/s.exec(place.page ?? '') ?? [];
  const followingDay = day < place.toDay ? codePage(addDays(day, 1)) : null;
  try {
    const answer = await context.client.send({
      method: 'GET',
      path: PATH,
      query: query(day, '1000', own === '' ? null : own),
      family: 'reports',
    });
    const read = readAnswer(ANTHROPIC, answer, page);
    if (read.has_more && read.next_page === null)
      throw requestFailure('answer_changed', ANTHROPIC, { field: 'next_page' });
    const { items, rejects } = readList(ANTHROPIC, answer, read.data, entry);
    for (const one of items) if (one.date === day) gather(place.cells, one);
    const next = read.has_more ? `${codePage(day)}${read.next_page}` : followingDay;
    // A day on which nobody used it is no empty page.
    return { next, entries: read.has_more ? read.data.length : 1, rejects };
  } catch (error) {
    if (!closesFeature(error)) throw error;
    return { next: null, entries: 1, notes: [closedNote], facts: { claudeCode: 'closed' } };
  }
}

/** The name of a day's first page. */
export const codePage = (day: IsoDay): string => `code:${day}:`;
