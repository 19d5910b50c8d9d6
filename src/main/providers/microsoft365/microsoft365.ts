import { z } from 'zod';
import { type IsoDay, isIsoDay } from '../../../core/calendar.ts';
import { optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import { checkFeatures } from '../check-features.ts';
import type { Provider, ProviderContext, SeatSeen, SyncNote } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import { keyPair } from '../signed-request.ts';
import type { Stream } from '../stream.ts';
import { runStreams } from '../sync-run.ts';

/**
 * Microsoft 365 Copilot's usage report (Microsoft Graph, learn.microsoft.com, copilotReportRoot:
 * getMicrosoft365CopilotUsageUserDetail): who holds a licence and when each app was used last. It
 * tells no amounts and no money. The app signs in as an app of the company's own tenant.
 */
const NAME = 'Microsoft 365 Copilot';
const KEY_HINT = 'key_microsoft_app';
const PATH = "/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D180')";

const page = z.object({ value: anyList, '@odata.nextLink': optionalText });
const ACTIVITY = /lastActivityDate$/i;
const licensed = z.looseObject({ userPrincipalName: z.string().min(1), displayName: optionalText });

/** What stands for a name where the tenant conceals them. */
const CONCEALED = /^[0-9a-f]{32}$/i;

function lastDayIn(one: Readonly<Record<string, unknown>>): IsoDay | null {
  const days = Object.entries(one).flatMap(([name, value]) =>
    ACTIVITY.test(name) && typeof value === 'string' && isIsoDay(value.slice(0, 10))
      ? [value.slice(0, 10)]
      : [],
  );
  return days.reduce<IsoDay | null>(
    (last, day) => (last === null || day > last ? day : last),
    null,
  );
}

const concealedNote = (count: number): SyncNote => ({
  code: 'names_concealed',
  text: `${count === 1 ? '1 name is' : `${count} names are`} concealed. Switch concealed names off in the admin centre: Settings, Org settings, Reports.`,
  details: { count },
});

function askReport({ client }: ProviderContext, skip: string | null) {
  return client.send({
    method: 'GET',
    path: PATH,
    query: [
      ['$format', 'application/json'],
      ...(skip === null ? [] : [['$skiptoken', skip] as const]),
    ],
  });
}

/** Of the address of the next page its place alone: it is this report's own, whatever it says. */
function placeIn(link: string | null): string | null {
  return link !== null && URL.canParse(link) ? new URL(link).searchParams.get('$skiptoken') : null;
}

function seatStream(context: ProviderContext): Stream {
  return {
    name: 'seats',
    moneyFrom: 'cost-report',
    days: null,
    read: async (place) => {
      const answer = await askReport(context, place.page);
      const read = readAnswer(NAME, answer, page);
      const { items, rejects } = readList(NAME, answer, read.value, licensed);
      const named = items.map((one) => ({ ...one, identity: one.userPrincipalName.toLowerCase() }));
      const concealed = named.filter(({ identity }) => CONCEALED.test(identity)).length;
      return {
        members: named
          .filter(({ identity }) => !CONCEALED.test(identity))
          .map(({ identity, displayName: name }) => ({
            identity,
            email: identity.includes('@') ? identity : null,
            name,
            role: null,
            active: true,
          })),
        seats: named.map(
          (one): SeatSeen => ({
            identity: one.identity,
            tool: NAME,
            lastActivityDay: lastDayIn(one),
            plan: null,
            priceMicro: null,
            currency: 'USD',
          }),
        ),
        notes: concealed === 0 ? [] : [concealedNote(concealed)],
        rejects,
        next: placeIn(read['@odata.nextLink']),
        entries: read.value.length,
      };
    },
  };
}

export const microsoft365: Provider = {
  id: 'microsoft365',
  name: NAME,
  keyHint: KEY_HINT,
  baseUrl: 'https://graph.microsoft.com/v1.0',
  allowsCustomUrl: false,
  needsOrganization: true,
  capabilities: {
    usage: false,
    costs: 'none',
    members: true,
    seats: true,
    keys: false,
    invoices: false,
    setLimit: [],
    pauseKey: 'none',
  },
  historyDays: null,
  rereadDays: 1,
  rules: {
    pace: { other: { perMinute: 60, burst: 10 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (token) => ({ authorization: `Bearer ${token}` }),
    signIn: {
      origin: 'https://login.microsoftonline.com',
      form: (key, tenant) => {
        const { id, secret } = keyPair(NAME, key);
        if (tenant === null) throw requestFailure('key_refused', NAME, { why: 'no tenant' });
        return {
          path: `/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
          fields: {
            grant_type: 'client_credentials',
            client_id: id,
            client_secret: secret,
            scope: 'https://graph.microsoft.com/.default',
          },
        };
      },
    },
    downloadHosts: [],
  },
  check: (context) => {
    // One report tells both.
    let asked: Promise<unknown> | null = null;
    const ask = (): Promise<unknown> => {
      asked ??= askReport(context, null);
      return asked;
    };
    const probes = ['seats', 'members'].map((feature) => ({ feature, ask }));
    return checkFeatures(NAME, KEY_HINT, probes, context.settings.organization);
  },
  sync: (context, stored) => runStreams(NAME, [seatStream(context)], context, stored),
};
