/** The sources of accepted output that the app can read. */
export const TRACKER_KINDS = [
  'git',
  'github',
  'gitlab',
  'gitea',
  'jira',
  'linear',
  'hubspot',
  'zendesk',
  'feishu',
  'lark',
  'notion',
] as const;
export type TrackerKind = (typeof TRACKER_KINDS)[number];

/** What an item is at its source. On code hosts an issue stands beside the pull requests. */
export type ItemWhat = 'pull-request' | 'issue' | 'ticket' | 'deal' | 'case';

/** Which side of one piece of work counts where a pull request and its ticket are both read. */
export type CountedSide = 'pull-request' | 'ticket';
export type AcceptedRule = 'closed' | 'others';
export type CoAuthorRule = 'first' | 'split';
