import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { checkFeatures } from '../check-features.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { runStreams, type Stream } from '../sync-run.ts';
import { readState, type SyncState } from '../sync-state.ts';
import { analyticsStream, hasAnalytics } from './analytics.ts';
import { hasClaudeCode } from './claude-code.ts';
import { peopleAndKeysStreams, workspacesStream } from './people-and-keys.ts';
import { reportStreams, spanQuery } from './reports.ts';
import { ANTHROPIC } from './words.ts';
import { limits, limitsStream, pause } from './writes.ts';

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

async function reportOf(context: ProviderContext, state: SyncState): Promise<string> {
  const known = state.facts['report'];
  if (known !== undefined && !asksAgain(context, state) && state.closed['analytics'] === undefined)
    return known;
  return (await hasAnalytics(context)) ? 'analytics' : 'legacy';
}

/** The older reports, with Claude Code's use by person where this key may read that. */
async function olderStreams(context: ProviderContext, state: SyncState): Promise<Stream[]> {
  const known = state.facts['claudeCode'];
  const isOpen =
    known === undefined || (known === 'closed' && asksAgain(context, state))
      ? await hasClaudeCode(context)
      : known === 'open';
  const firstDay = firstDayAfter(state, ['analytics'], context.firstDay);
  return [
    ...(isOpen ? [workspacesStream(context)] : []),
    ...reportStreams(context, firstDay, isOpen),
  ];
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
    setLimit: ['person', 'workspace', 'organization'],
    pauseKey: 'reversible',
  },
  historyDays: null,
  rereadDays: 3,
  manners: {
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
      { feature: 'limits', ask: get('spend_limits/effective', one) },
    ]);
  },
  sync: async function* (context, cursor) {
    const state = readState(cursor);
    const { firstDay } = context;
    const reports =
      (await reportOf(context, state)) === 'analytics'
        ? [analyticsStream(context, firstDayAfter(state, ['usage', 'costs'], firstDay))]
        : await olderStreams(context, state);
    const streams = [...peopleAndKeysStreams(context), limitsStream(context), ...reports];
    yield* runStreams(ANTHROPIC, streams, context, cursor);
  },
  limits,
  pause,
};
