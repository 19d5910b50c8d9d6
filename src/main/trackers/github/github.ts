import * as z from 'zod';
import { optional } from '../../providers/answer-fields.ts';
import { readAnswer } from '../../providers/answer-list.ts';
import { requestFailure } from '../../providers/request-failure.ts';
import { graphQuestion } from '../graph-question.ts';
import { clientOf, hostLists, orGone, readablePlaces, readLists } from '../network-tracker.ts';
import type { Tracker } from '../tracker.ts';
import { issuesPage, oneIssue } from './issues.ts';
import { GITHUB, onePull, pullsPage } from './pull-requests.ts';

const PROBE = `query($owner: String!, $name: String!) { viewer { login }
  repository(owner: $owner, name: $name) { nameWithOwner } }`;
const probe = z.object({
  data: z.object({
    viewer: optional(z.object({ login: z.string() })),
    repository: z.object({}).nullish(),
  }),
});

/** Merged pull requests of repositories on github.com, and closed issues where the rules count them. */
export const github: Tracker = {
  kind: 'github',
  name: GITHUB,
  needsKey: true,
  baseUrl: 'https://api.github.com',
  allowsCustomUrl: false,
  hostEnding: null,
  isPlainLog: false,
  needsPlace: true,
  rules: {
    pace: { other: { perMinute: 80, burst: 40 } },
    firstWaitSeconds: 1,
    headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    downloadHosts: [],
  },
  check: async (context) => {
    let who: string | null = null;
    const { found, notes } = await readablePlaces(context.places, async (place) => {
      const [owner, name] = place.split('/');
      const question = { query: PROBE, variables: { owner, name } };
      const answer = await graphQuestion(clientOf(context), GITHUB, '/graphql', question);
      const { viewer, repository } = readAnswer(GITHUB, answer, probe).data;
      who ??= viewer?.login ?? null;
      if (repository === null || repository === undefined)
        throw requestFailure('not_found', GITHUB);
    });
    return { who, found, notes };
  },
  list: (context, state) => readLists(GITHUB, hostLists(context, pullsPage, issuesPage), state),
  ask: async (context, key, place) => {
    const number = Number(key.slice(key.lastIndexOf('#') + 1));
    const pull = await orGone(onePull(context, place, number));
    return pull ?? (context.readsIssues ? oneIssue(context, place, number) : null);
  },
};
