import { Failure } from '../failure.ts';
import type { CountedSide, ItemWhat } from './tracker-kinds.ts';

/** What counts as which kind of output: the first rule that fits an item decides. */
export type TrackerRule = {
  /** `*`, what the item is, or `label:bug`, `type:Story`, `repo:acme/app`; several joined by ` & `. */
  readonly from: string;
  /** The output kind; `null` where such items do not count. */
  readonly kind: string | null;
};

/** What a rule can ask of an item, beside what the item is. */
const WORDS = ['label', 'type', 'repo', 'project', 'team', 'pipeline', 'priority', 'tag'] as const;
const WHATS: readonly string[] = ['pull-request', 'issue', 'ticket', 'deal', 'case'];
const NOT_COUNTED = new Set(['', '-', 'nothing']);

/**
 * Reads `label:bug=ticket; *=pull request`. A kind of `nothing` leaves such items out. Throws
 * `Failure('tracker_rules_refused')` with the part that is no rule.
 */
export function readRules(text: string): TrackerRule[] {
  return text
    .normalize('NFKC')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.lastIndexOf('=');
      const from = part.slice(0, Math.max(0, at)).trim();
      const kind = part.slice(at + 1).trim();
      if (at < 0 || from === '' || !partsOf(from).every(isCondition)) {
        throw new Failure(
          'tracker_rules_refused',
          `"${part}" is no rule. A rule looks like label:bug=ticket or *=pull request; before the mark stands *, ${WHATS.join(', ')}, or one of ${WORDS.join(', ')} with its value.`,
          { part },
        );
      }
      return { from, kind: NOT_COUNTED.has(kind.toLowerCase()) ? null : kind };
    });
}

/** The rules as they are typed. */
export function rulesText(rules: readonly TrackerRule[]): string {
  return rules.map(({ from, kind }) => `${from}=${kind ?? 'nothing'}`).join('; ');
}

const partsOf = (from: string): string[] => from.split(/\s+&\s+/).map((part) => part.trim());

function isCondition(part: string): boolean {
  if (part === '*') return true;
  const [word = '', ...value] = part.split(':');
  const said = word.trim().toLowerCase().replace(' ', '-');
  return value.length === 0
    ? WHATS.includes(said)
    : (WORDS as readonly string[]).includes(said) && value.join(':').trim() !== '';
}

/** What rules look at of an item. */
export type ItemFacts = {
  readonly what: ItemWhat;
  /** `label:bug`, `repo:acme/app` … */
  readonly facts: readonly string[];
};

/**
 * The output kind of an item, `null` where it does not count. Without rules, pull requests count as
 * `pull request`, deals as `deal` and everything else as `ticket`; issues of a code host only where tickets are the
 * side that counts. `*` means what the tracker is for: on a code host, its pull requests.
 */
export function kindOfItem(
  item: ItemFacts,
  rules: readonly TrackerRule[],
  side: CountedSide,
): string | null {
  if (rules.length === 0) {
    if (item.what === 'pull-request') return 'pull request';
    if (item.what === 'deal') return 'deal';
    return item.what === 'issue' && side === 'pull-request' ? null : 'ticket';
  }
  const facts = new Set(item.facts.map(folded));
  const fits = (part: string): boolean => {
    if (part === '*') return item.what !== 'issue';
    if (!part.includes(':')) return folded(part).replace(' ', '-') === item.what;
    return facts.has(folded(part));
  };
  return rules.find(({ from }) => partsOf(from).every(fits))?.kind ?? null;
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s*:\s*/, ':')
    .trim();

/** Whether these rules can count issues of a code host, so that they have to be read. */
export function countsIssues(rules: readonly TrackerRule[], side: CountedSide): boolean {
  return (
    side === 'ticket' ||
    rules.some(
      ({ from, kind }) =>
        partsOf(from).some((part) => folded(part) === 'issue') ||
        (kind !== null && partsOf(from).every((part) => part !== '*') && kind !== 'pull request'),
    )
  );
}
