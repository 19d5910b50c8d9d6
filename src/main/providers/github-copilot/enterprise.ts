import { z } from 'zod';
import { optional } from '../answer-fields.ts';
import { readAnswer } from '../answer-list.ts';
import type { ProviderContext, SyncNote } from '../provider.ts';
import type { Query } from '../provider-client.ts';
import { closesFeature } from '../request-failure.ts';
import type { Stream } from '../stream.ts';
import { COPILOT, organizationOf } from './words.ts';

const organization = z.object({ enterprise: optional(z.object({ slug: z.string().min(1) })) });

type BillingPlace = {
  readonly path: string;
  readonly query: Query;
  readonly headers: Readonly<Record<string, string>>;
};

/** Where the organization's bill is asked for: at itself, or at the enterprise that owns it. */
export function billingPlace(
  context: ProviderContext,
  facts: Readonly<Record<string, string>>,
): BillingPlace {
  const own = organizationOf(context);
  const slug = facts['enterprise'] ?? '';
  if (slug === '')
    return { path: `/organizations/${own}/settings/billing`, query: [], headers: {} };
  return {
    path: `/enterprises/${encodeURIComponent(slug)}/settings/billing`,
    query: [['organization', context.settings.organization ?? '']],
    headers: { 'x-github-api-version': '2026-03-10' },
  };
}

/** The enterprise that owns the organization; `null` for none, or where that is not told. */
export async function enterpriseOf(context: ProviderContext): Promise<string | null> {
  const answer = await context.client.send({
    method: 'GET',
    path: `/orgs/${organizationOf(context)}`,
    expects: [403, 404],
  });
  if (answer.status >= 400) return null;
  return readAnswer(COPILOT, answer, organization).enterprise?.slug ?? null;
}

/** Whether this key opens the enterprise's bill. */
async function opensBill(
  context: ProviderContext,
  facts: Readonly<Record<string, string>>,
): Promise<boolean> {
  const place = billingPlace(context, facts);
  const { path, headers } = place;
  const [year = '', month = ''] = context.today.split('-');
  const query: Query = [['year', year], ['month', String(Number(month))], ...place.query];
  try {
    await context.client.send({ method: 'GET', path: `${path}/ai_credit/usage`, query, headers });
    return true;
  } catch (error) {
    if (closesFeature(error)) return false;
    throw error;
  }
}

const billedNote = (enterprise: string): SyncNote => ({
  code: 'billed_by_enterprise',
  text: `It is billed through the enterprise ${enterprise}: connect with a token of its billing manager (manage_billing:enterprise), or import its CSV.`,
  details: { enterprise },
});

/** Finds the enterprise, and says what is needed where its bill is not open to this key. */
export function ownerStream(context: ProviderContext): Stream {
  return {
    name: 'owner',
    moneyFrom: 'usage',
    days: null,
    read: async () => {
      const enterprise = await enterpriseOf(context);
      const facts = { enterprise: enterprise ?? '' };
      const notes =
        enterprise !== null && !(await opensBill(context, facts)) ? [billedNote(enterprise)] : [];
      return { next: null, entries: 1, facts, notes, isSilent: true };
    },
  };
}
