import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identitiesAssign } from '../../../contract/company.ts';
import { trackersAdd, trackersSync } from '../../../contract/trackers.ts';
import { runOnlyKeys } from '../../keychain.ts';
import type { NetworkAccess } from '../../providers/provider-client.ts';
import { openServices } from '../services.ts';

const TRACKER = 'Storefront';
const PLACE = 'fernwerk/storefront';
const PER_PAGE = 100;
/** Whose login in the repository is whose; who helps from outside is left to be said. */
const LOGINS = {
  'kenji-sato': 'kenji@fernwerk.example',
  'li-xiaomei': 'li.xiaomei@fernwerk.example',
  'priya-n': 'priya@fernwerk.example',
} as const;

/**
 * The sample's repository on a code host, read by the same adapter as anybody's from recorded answers:
 * nothing is asked over a network. Its pull requests are those of the output file, by their links.
 */
export async function addSampleTracker(file: string, resources: string): Promise<void> {
  const owner = openServices({
    file,
    mode: 'write',
    resources,
    who: 'Ines Vogel',
    now: () => '2026-07-01T07:30:00.000Z',
    keychain: runOnlyKeys(),
    network: () => recordedNetwork(join(resources, 'sample', 'pull-requests.csv')),
  });
  try {
    await owner.call(trackersAdd, {
      tracker: TRACKER,
      kind: 'github',
      place: [PLACE],
      key: 'no key: the answers are recorded',
      keepKey: 'run',
    });
    await owner.call(trackersSync, { tracker: TRACKER });
    for (const [identity, email] of Object.entries(LOGINS))
      await owner.call(identitiesAssign, {
        identity,
        source: TRACKER,
        shares: [{ email, percent: '100' }],
      });
  } finally {
    owner.close();
  }
}

/** Answers as the host gives them, the last updated first. */
function recordedNetwork(file: string): NetworkAccess {
  const pulls = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1).map(pullOf).reverse();
  const repository = (body: string): object => {
    if (body.includes('viewer')) return { nameWithOwner: PLACE };
    const from = Number(JSON.parse(body).variables.after ?? 0);
    const end = from + PER_PAGE;
    const pageInfo = { hasNextPage: end < pulls.length, endCursor: String(end) };
    return { pullRequests: { nodes: pulls.slice(from, end), pageInfo } };
  };
  return {
    fetch: async (_url, { body }) =>
      Response.json({ data: { repository: repository(String(body)) } }),
    nowMs: () => 0,
    sleep: async () => {},
    random: () => 0,
  };
}

function pullOf(line: string): object {
  const [number, author = '', merger, opened, merged, lines, rounds] = line.split(',');
  return {
    number: Number(number),
    url: `https://github.com/${PLACE}/pull/${number}`,
    createdAt: `${opened}T08:00:00Z`,
    mergedAt: `${merged}T15:00:00Z`,
    updatedAt: `${merged}T15:00:00Z`,
    author: { __typename: author.endsWith('[bot]') ? 'Bot' : 'User', login: author },
    mergedBy: { __typename: 'User', login: merger },
    additions: Number(lines),
    deletions: 0,
    changes: { totalCount: Number(rounds) },
  };
}
