import { identityOfEmail, isBot, makersOf } from '../../../core/trackers/item-makers.ts';
import {
  closedIn,
  coAuthorsIn,
  numberOfBranch,
  repoNumbersIn,
  requesterIn,
  revertedCommitsIn,
  ticketKeysIn,
} from '../../../core/trackers/item-marks.ts';
import type { ListedItem, TrackerContext } from '../tracker.ts';
import type { Commit } from './commits.ts';
import type { Repository } from './default-branch.ts';

/** The host's own hand: who pressed the button is not told. */
const MERGED_ON_THE_WEB = 'noreply@github.com';

/**
 * One commit of the first parent as an item. A merge is its branch's: the author is who wrote the
 * branch's last commit, and whoever merged it accepted it; any other commit was accepted by its
 * committer.
 */
export function itemOfCommit(
  commit: Commit,
  branchTip: Commit | null,
  { folder, repository }: { readonly folder: string; readonly repository: Repository },
  context: TrackerContext,
): ListedItem {
  const { sha, parents, subject, body } = commit;
  const isMerge = parents.length > 1;
  // Where the clone was cut off, a merge has lost its branch: its own author did not write that.
  const isCutMerge =
    parents.length === 0 && repository.cutAt.includes(sha) && /^Merge /.test(subject);
  const author = isMerge ? (branchTip?.author ?? null) : isCutMerge ? null : commit.author;
  const accepter = isMerge || isCutMerge ? commit.author : commit.committer;
  const trailers = [...(branchTip ? coAuthorsIn(branchTip.body) : []), ...coAuthorsIn(body)];
  const identity = author === null || author === '' ? null : identityOfEmail(author);
  const maker = makersOf({
    author: identity,
    isBot: identity !== null && isBot(identity, context.bots),
    assignees: [],
    coAuthors: trailers.map(identityOfEmail),
    requester: requesterIn(body),
    ownersBots: context.bots,
  });
  const acceptedDay = context.dayOf(commit.committedAt);
  const { host } = repository;
  return {
    key: sha,
    place: folder,
    what: 'pull-request',
    facts: factsOf(folder, repository),
    ...maker,
    acceptedBy:
      accepter === '' || accepter.toLowerCase() === MERGED_ON_THE_WEB
        ? null
        : { identity: identityOfEmail(accepter) },
    state: 'accepted',
    acceptedDay,
    stateDay: null,
    openedDay: openedDayOf(branchTip?.authoredAt ?? commit.authoredAt, context),
    updatedDay: acceptedDay,
    link: linkOf(commit, host),
    title: context.wantsTitles ? subject : null,
    rounds: null,
    size: null,
    ...linksOf(commit, host),
  };
}

/** Where git finds no date, it gives back what it was asked for. */
function openedDayOf(authoredAt: string, { dayOf }: TrackerContext): ListedItem['openedDay'] {
  return Number.isNaN(Date.parse(authoredAt)) ? null : dayOf(authoredAt);
}

function factsOf(folder: string, { host }: Repository): string[] {
  const name =
    folder
      .split(/[\\/]/)
      .filter((part) => part !== '')
      .at(-1) ?? folder;
  return [`repo:${name}`, ...(host ? [`repo:${host.path}`] : [])];
}

/** The number of the pull request that a merge or a squash carries in its subject. */
function pullNumberOf({ subject }: Commit): number | null {
  const found = /^Merge pull request #(\d+) /.exec(subject) ?? /\(#(\d+)\)\s*$/.exec(subject);
  return found ? Number(found[1]) : null;
}

const isGitLab = (host: string): boolean => /(^|\.)gitlab\./.test(host);

function linksOf(
  commit: Commit,
  host: Repository['host'],
): Pick<ListedItem, 'is' | 'names' | 'reverts'> {
  const { sha, parents, subject, body } = commit;
  const place = host === null ? null : `${host.name}/${host.path}`.toLowerCase();
  const number = host === null || isGitLab(host.name) ? null : pullNumberOf(commit);
  const request = /^See merge request (\S+)!(\d+)$/m.exec(body);
  const branch =
    /^Merge (?:pull request #\d+ from [^/]+\/|(?:remote-tracking )?branch ')([^' ]+)/.exec(subject);
  const branchNumber = branch === null ? null : numberOfBranch(branch[1] ?? '');
  const closed = [
    ...closedIn(subject),
    ...closedIn(body),
    ...(branchNumber === null ? [] : [branchNumber]),
  ];
  return {
    is: [
      ...[sha, ...parents.slice(1)].map((one) => `sha:${one}`),
      ...(place !== null && number !== null ? [`${place}#${number}`] : []),
      ...(host !== null && request
        ? [`${host.name}/${request[1]}!${request[2]}`.toLowerCase()]
        : []),
    ],
    names: [
      ...ticketKeysIn(subject).map((key) => `ticket:${key}`),
      ...(place === null
        ? []
        : closed.filter((one) => one !== number).map((one) => `${place}#${one}`)),
      ...(host === null
        ? []
        : repoNumbersIn(subject).map((one) => `${host.name}/${one}`.toLowerCase())),
    ],
    reverts: revertedCommitsIn(body).map((one) => `sha:${one}`),
  };
}

/** Where the well-known hosts show it. */
function linkOf(commit: Commit, host: Repository['host']): string | null {
  if (host === null) return null;
  const at = `https://${host.name}/${host.path}`;
  const number = pullNumberOf(commit);
  if (host.name === 'github.com')
    return number === null ? `${at}/commit/${commit.sha}` : `${at}/pull/${number}`;
  if (host.name === 'codeberg.org')
    return number === null ? `${at}/commit/${commit.sha}` : `${at}/pulls/${number}`;
  if (host.name !== 'gitlab.com') return null;
  const request = /^See merge request \S+!(\d+)$/m.exec(commit.body);
  return request ? `${at}/-/merge_requests/${request[1]}` : `${at}/-/commit/${commit.sha}`;
}
