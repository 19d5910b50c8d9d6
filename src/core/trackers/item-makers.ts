/** Who made an item, where a machine did. */

const NOREPLY =
  /^(?:\d+\+)?([A-Za-z0-9][A-Za-z0-9-]*(?:\[bot\])?)@users\.noreply\.(?:github\.com|[\w.-]+)$/i;
const GITLAB_NOREPLY = /^\d+-([\w.-]+)@users\.noreply\.[\w.-]+$/i;

/** How a commit's e-mail is known: a host's private address gives the login. */
export function identityOfEmail(email: string): string {
  const said = email.trim();
  return NOREPLY.exec(said)?.[1] ?? GITLAB_NOREPLY.exec(said)?.[1] ?? said;
}

const AGENTS = [
  'copilot',
  'copilot-swe-agent',
  'devin-ai-integration',
  'google-labs-jules',
  'claude',
  'cursoragent',
  'cursor',
  'openhands-agent',
  'sweep-ai',
  'codegen-sh',
];
const AGENT_EMAILS = ['noreply@anthropic.com', 'cursoragent@cursor.com', 'noreply@openai.com'];
const DEPENDENCY_BOTS =
  /^(dependabot|dependabot-preview|renovate|renovate-bot|renovatebot|mend-bolt.*|snyk-bot|greenkeeper|greenkeeperio-bot|pyup-bot|depfu|imgbot|github-actions|pre-commit-ci|allcontributors|whitesource.*|scala-steward)$/;

const bare = (who: string): string =>
  who
    .trim()
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/\[bot\]$/, '')
    .replace(/^(?:app\/|apps\/)/, '');

/** Whether an identity is a machine's: by its form, by name, or because the owner says so. */
export function isBot(who: string, ownersBots: readonly string[]): boolean {
  const said = who.trim().toLowerCase();
  if (said.endsWith('[bot]') || /^(?:project|group)_\d+_bot/.test(said)) return true;
  if (AGENT_EMAILS.includes(said)) return true;
  const name = bare(who);
  return (
    AGENTS.includes(name) ||
    DEPENDENCY_BOTS.test(name) ||
    ownersBots.some((bot) => bare(bot) === name || bot.trim().toLowerCase() === said)
  );
}

/** Whether nobody asked for its work: it keeps dependencies up to date, or formats. */
function isDependencyBot(who: string): boolean {
  return DEPENDENCY_BOTS.test(bare(who));
}

export type ItemMaker = {
  /** The identity that the item counts for, then co-authors; empty where it is nobody's. */
  readonly authors: readonly string[];
  /** The machine that made it, where one did. */
  readonly bot: string | null;
};

/**
 * Whom an item counts for. A machine's work counts for who asked: the one human assignee, else the
 * first human co-author, else `Requested by`; else for nobody. A dependency bot's is nobody's.
 */
export function makersOf(said: {
  readonly author: string | null;
  readonly isBot: boolean;
  readonly assignees: readonly string[];
  readonly coAuthors: readonly string[];
  readonly requester: string | null;
  readonly ownersBots: readonly string[];
}): ItemMaker {
  const { author, ownersBots } = said;
  const isHuman = (who: string): boolean => !isBot(who, ownersBots);
  const humans = said.coAuthors.filter(isHuman);
  if (author === null) return { authors: humans, bot: null };
  if (!said.isBot && isHuman(author)) return { authors: distinct([author, ...humans]), bot: null };
  if (isDependencyBot(author)) return { authors: [], bot: author };
  const assignees = said.assignees.filter(isHuman);
  const [first, ...others] = humans;
  const asked =
    assignees.length === 1
      ? assignees[0]
      : (first ?? (said.requester && isHuman(said.requester) ? said.requester : undefined));
  return { authors: asked === undefined ? [] : distinct([asked, ...others]), bot: author };
}

function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const folded = name.toLowerCase();
    if (seen.has(folded)) return false;
    seen.add(folded);
    return true;
  });
}
