import { Failure } from '../../../core/failure.ts';
import { checkFeatures } from '../check-features.ts';
import type { CheckResult, Provider, ProviderContext } from '../provider.ts';
import { runStreams } from '../sync-run.ts';
import { creditStream, licenceStream, monthQuery } from './billing.ts';
import { budgetStream, limits } from './budgets.ts';
import { billingPlace, enterpriseOf, ownerStream } from './enterprise.ts';
import { MonthReports } from './month-reports.ts';
import { peopleAndSeatsStreams } from './people-and-seats.ts';
import { activityStream } from './user-report.ts';
import { COPILOT, organizationOf } from './words.ts';

const KEY_HINT = 'key_github_organization_owner';

async function check(context: ProviderContext): Promise<CheckResult> {
  const { client, settings } = context;
  let organization: string;
  try {
    organization = organizationOf(context);
  } catch (failure) {
    if (failure instanceof Failure) return { ok: false, failure };
    throw failure;
  }
  const own = `/organizations/${organization}/settings/billing`;
  // What the owner question meets, the features below meet and tell as well.
  const enterprise = await enterpriseOf(context).catch(() => null);
  const place = billingPlace(context, { enterprise: enterprise ?? '' });
  const { path: billing, headers } = place;
  const query = [...monthQuery(context.today), ...place.query];
  const bill = (path: string) => () =>
    client.send({ method: 'GET', path: `${billing}/${path}`, query, headers });
  const metrics = `/orgs/${organization}/copilot/metrics/reports/users-28-day/latest`;
  const get = (path: string) => () =>
    client.send({ method: 'GET', path, query: [['per_page', '1']] });
  return checkFeatures(
    COPILOT,
    KEY_HINT,
    [
      { feature: 'seats', ask: get(`/orgs/${organization}/copilot/billing/seats`) },
      { feature: 'members', ask: get(`/orgs/${organization}/members`) },
      { feature: 'credits', ask: bill('ai_credit/usage') },
      { feature: 'licences', ask: bill('usage') },
      { feature: 'activity', ask: get(metrics) },
      { feature: 'limits', ask: get(`${own}/budgets`) },
    ],
    settings.organization,
  );
}

export const githubCopilot: Provider = {
  id: 'github-copilot',
  name: 'GitHub Copilot',
  keyHint: KEY_HINT,
  baseUrl: 'https://api.github.com',
  allowsCustomUrl: false,
  needsOrganization: true,
  capabilities: {
    usage: true,
    costs: 'billed',
    members: true,
    seats: true,
    keys: false,
    invoices: false,
    setLimit: ['person'],
    pauseKey: 'none',
  },
  historyDays: 730,
  rereadDays: 5,
  rules: {
    pace: { other: { perMinute: 80, burst: 500 } },
    firstWaitSeconds: 1,
    headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    // Where report downloads lie is unconfirmed; any other host is named in a note and not called.
    downloadHosts: ['github.com', 'githubusercontent.com', 'blob.core.windows.net', 'azurefd.net'],
  },
  check,
  sync: (context, cursor) => {
    const reports = new MonthReports(context);
    const streams = [
      ...peopleAndSeatsStreams(context),
      ownerStream(context),
      budgetStream(context),
      licenceStream(context),
      activityStream(context, (day) => reports.of(day)),
      creditStream(context, reports),
    ];
    return runStreams(COPILOT, streams, context, cursor);
  },
  limits,
};
