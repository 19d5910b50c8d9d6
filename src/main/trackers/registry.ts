import { feishu, lark } from './bitable/bitable.ts';
import { git } from './git/git.ts';
import { gitea } from './gitea/gitea.ts';
import { github } from './github/github.ts';
import { gitlab } from './gitlab/gitlab.ts';
import { hubspot } from './hubspot/hubspot.ts';
import { jira } from './jira/jira.ts';
import { linear } from './linear/linear.ts';
import { notion } from './notion/notion.ts';
import type { Tracker } from './tracker.ts';
import { zendesk } from './zendesk/zendesk.ts';

/** Every source of output that the app can read; a new one is a folder and a line here. */
export const TRACKERS: readonly Tracker[] = [
  git,
  github,
  gitlab,
  gitea,
  jira,
  linear,
  hubspot,
  zendesk,
  feishu,
  lark,
  notion,
];

/** The tracker of this kind; `null` where the app knows none. */
export function findTracker(kind: string): Tracker | null {
  return TRACKERS.find((tracker) => tracker.kind === kind) ?? null;
}
