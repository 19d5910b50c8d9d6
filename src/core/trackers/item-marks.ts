/** What titles, branches and bodies of items say of other items and of people; the texts are not kept. */

const TICKET_KEY = /(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9_]{1,19})-(\d{1,7})(?![A-Za-z0-9])/g;
const NUMBER = /(?<![\w/#&])#(\d{1,9})(?!\w)/g;
const OTHER_REPO = /(?<![\w/-])([\w.-]+(?:\/[\w.-]+)+)#(\d{1,9})(?!\w)/g;

/** Keys of tickets (`APP-9`) in a title or the name of a branch, in capitals. */
export function ticketKeysIn(text: string): string[] {
  return [...text.matchAll(TICKET_KEY)].map(
    ([, name = '', number]) => `${name.toUpperCase()}-${Number(number)}`,
  );
}

/** Numbers of issues (`#12`) of the same repository that a title names. */
export function numbersIn(text: string): number[] {
  return [...text.matchAll(NUMBER)].map(([, number]) => Number(number));
}

/** Issues of other repositories that a text names, as `acme/app#12`. */
export function repoNumbersIn(text: string): string[] {
  return [...text.matchAll(OTHER_REPO)].map(([, repo, number]) => `${repo}#${Number(number)}`);
}

/** The issue that a branch was made for, as hosts name such branches (`12-fix-totals`). */
export function numberOfBranch(branch: string): number | null {
  const found = /(?:^|\/)(\d{1,9})-[^/]+$/.exec(branch);
  return found ? Number(found[1]) : null;
}

const CLOSING =
  /\b(?:clos(?:e|es|ed)|fix(?:es|ed)?|resolv(?:e|es|ed))\b:?\s+(?:[\w.-]+\/[\w.-]+)?#(\d{1,9})/gi;

/** Issues that a body says it closes. */
export function closedIn(body: string): number[] {
  return [...body.matchAll(CLOSING)].map(([, number]) => Number(number));
}

/** E-mail addresses of `Co-authored-by:` lines, in their order. */
export function coAuthorsIn(body: string): string[] {
  return [...body.matchAll(/^\s*co-authored-by:[^<\n]*<([^<>\s]+)>/gim)].map(
    ([, email = '']) => email,
  );
}

/** Who asked an agent for its work, by `Requested by @login`. */
export function requesterIn(body: string): string | null {
  return /\brequested by @([A-Za-z0-9][A-Za-z0-9-]{0,38})/i.exec(body)?.[1] ?? null;
}

/** Commits that a body says it reverts. */
export function revertedCommitsIn(body: string): string[] {
  return [...body.matchAll(/\bThis reverts (?:merge )?commit ([0-9a-f]{4,64})\b/gi)].map(
    ([, sha = '']) => sha.toLowerCase(),
  );
}

/** Pull requests that the body of a pull request says it reverts: `acme/app#12`, or `#12` of the same repository. */
export function revertedNumbersIn(body: string, repo: string): string[] {
  return [...body.matchAll(/^\s*(?:this )?reverts ([\w.-]+(?:\/[\w.-]+)+)?[#!](\d{1,9})\b/gim)].map(
    ([, other, number]) => `${other ?? repo}#${Number(number)}`,
  );
}
