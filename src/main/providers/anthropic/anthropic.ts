import { addDays, type IsoDay, isIsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { checkFeatures } from '../check-features.ts';
import type { Provider, ProviderContext, SyncNote } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { endsSync, runStreams } from '../sync-run.ts';
import { readState, type SyncState } from '../sync-state.ts';
import { analyticsFloor, analyticsStream, hasAnalytics } from './analytics.ts';
import { hasClaudeCode } from './claude-code.ts';
import { peopleAndKeysStreams, workspacesStream } from './people-and-keys.ts';
import { reportStreams, spanQuery } from './reports.ts';
import { ANTHROPIC } from './words.ts';
import { isEnterprise, limits, limitsStream, pause } from './writes.ts';

const KEY_HINT = 'key_anthropic_admin';

/** A day is read by one of the two report APIs only: both describe the same spend. */
function firstDayAfter(state: SyncState, streams: readonly string[], firstDay: IsoDay): IsoDay {
  return streams.reduce((first, name) => {
    const through = state.through[name];
    return through !== undefined && through >= first ? addDays(through, 1) : first;
  }, firstDay);
}

const asksAgain = ({ retryClosed }: ProviderContext, { run }: SyncState): boolean =>
  retryClosed && run === null;

/** What a probe's trouble says: `null` where it leaves the question open. */
function refusal(error: unknown): false | null {
  if (!(error instanceof Failure) || endsSync(error)) throw error;
  return error.code === 'key_refused' ? false : null;
}

/** The reports to read. Trouble of the moment is left to the stream itself, so that the others go on. */
async function reportOf(context: ProviderContext, state: SyncState): Promise<string> {
  const known = state.facts['report'];
  if (known !== undefined && !asksAgain(context, state) && state.closed['analytics'] === undefined)
    return known;
  const opens = await hasAnalytics(context).catch(refusal);
  return opens === false ? 'legacy' : 'analytics';
}

/** The older reports, with Claude Code's use by person where this key may read that. */
async function olderStreams(
  context: ProviderContext,
  state: SyncState,
  span: { readonly firstDay: IsoDay; readonly lastDay: IsoDay },
): Promise<Stream[]> {
  const known = state.facts['claudeCode'];
  const isOpen =
    known === undefined || (known === 'closed' && asksAgain(context, state))
      ? (await hasClaudeCode(context).catch(refusal)) !== false
      : known === 'open';
  return [...(isOpen ? [workspacesStream(context)] : []), ...reportStreams(context, span, isOpen)];
}

/**
 * Usage and costs: from the newer reports as far back as they go, the days before from the older
 * ones, which an Enterprise organization does not have. A day comes from one of the two only.
 */
async function spendStreams(context: ProviderContext, state: SyncState): Promise<Stream[]> {
  const { firstDay, today } = context;
  if ((await reportOf(context, state)) === 'legacy')
    return olderStreams(context, state, {
      firstDay: firstDayAfter(state, ['analytics'], firstDay),
      lastDay: today,
    });
  const from = analyticsFrom(context, state);
  const lastDay = addDays(from, -1);
  if (lastDay < firstDay) return [analyticsStream(context, from, [])];
  if (isEnterprise(context)) return [analyticsStream(context, from, [gapNote(firstDay, lastDay)])];
  const isRead = ['usage', 'costs'].every((name) => (state.through[name] ?? '') >= lastDay);
  const older = isRead ? [] : await olderStreams(context, state, { firstDay, lastDay });
  return [analyticsStream(context, from, []), ...older];
}

/** The first day that the newer reports tell in this book: once begun, it stays as the floor moves on. */
function analyticsFrom(context: ProviderContext, state: SyncState): IsoDay {
  const begun = state.facts['analyticsFrom'];
  if (begun !== undefined && isIsoDay(begun)) return begun;
  const from = firstDayAfter(state, ['usage', 'costs'], context.firstDay);
  // What a released version read reached back to the first day.
  if (state.through['analytics'] !== undefined) return from;
  const floor = analyticsFloor(context.today);
  return from > floor ? from : floor;
}

function gapNote(from: IsoDay, to: IsoDay): SyncNote {
  return {
    code: 'history_before',
    text: `${ANTHROPIC} no longer tells the days from ${from} to ${to}. Import its CSV for them.`,
    details: { provider: ANTHROPIC, from, to },
  };
}

export const anthropic: Provider = {
  id: 'anthropic',
  name: ANTHROPIC,
  keyHint: KEY_HINT,
  baseUrl: 'https://api.anthropic.com',
  allowsCustomUrl: false,
  needsOrganization: false,
  capabilities: {
    usage: true,
    costs: 'billed',
    members: true,
    seats: false,
    keys: true,
    invoices: false,
    setLimit: ['person'],
    pauseKey: 'reversible',
  },
  historyDays: null,
  rereadDays: 3,
  rules: {
    // "At most once a minute" is for polling; reading on through pages may come in a burst.
    pace: { other: { perMinute: 60, burst: 60 }, limits: { perMinute: 60, burst: 20 } },
    firstWaitSeconds: 1,
    headers: { 'anthropic-version': '2023-06-01' },
    authorize: (key) => ({ 'x-api-key': key }),
    downloadHosts: [],
  },
  check: (context) => {
    const get = (path: string, query: readonly (readonly [string, string])[]) => () =>
      context.client.send({ method: 'GET', path: `/v1/organizations/${path}`, query });
    const one = [['limit', '1'] as const];
    const today = spanQuery(context.today, context.today);
    return checkFeatures(ANTHROPIC, KEY_HINT, [
      { feature: 'members', ask: get('users', one) },
      { feature: 'keys', ask: get('api_keys', one) },
      { feature: 'analytics', ask: () => hasAnalytics(context) },
      { feature: 'usage', ask: get('usage_report/messages', [...today, ...one]) },
      { feature: 'costs', ask: get('cost_report', [...today, ...one]) },
      { feature: 'claude-code', ask: () => hasClaudeCode(context) },
      ...(isEnterprise(context)
        ? [{ feature: 'limits', ask: get('spend_limits/effective', one) }]
        : []),
    ]);
  },
  sync: async function* (context, cursor) {
    const state = readState(cursor);
    const streams = [
      ...peopleAndKeysStreams(context),
      ...(isEnterprise(context) ? [limitsStream(context)] : []),
      ...(await spendStreams(context, state)),
    ];
    yield* runStreams(ANTHROPIC, streams, context, cursor);
  },
  limits,
  pause,
};
