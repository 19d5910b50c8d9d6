/** Who is to be forgotten: every spelling that tells who it was, and what stands in its place. */
export type Forgotten = {
  readonly name: string;
  /** E-mails, account numbers, other names: what belongs to nobody else. */
  readonly marks: readonly string[];
  readonly pseudonym: string;
  /** Names of others: where one of them holds the forgotten name, it is theirs. */
  readonly others: readonly string[];
};

/** Gives a text with the pseudonym in place of every spelling; one that holds none as it was, to the byte. */
export type Forget = (text: string) => string;

/** Scripts that put no space between words: a name of theirs is found inside of a sentence. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const BEFORE = '(?<![\\p{L}\\p{M}\\p{N}])';
const AFTER = '(?![\\p{L}\\p{M}\\p{N}])';
/** Between the parts of a name: as it is written, in a link, in a file's name. */
const BETWEEN = '(?:[\\s._,+\\-]|%20)+';

/**
 * Finds a name in either order of its parts, whatever stands between them, and marks as they are, all
 * without regard to case and to how accents are put together. A name that a colleague bears too is not
 * looked for: nobody can tell whom a text means. Nor is a name of one letter. One of a single word is also
 * a tool's, a month's or a verb: it goes only where a document says that it names somebody.
 */
export function forgetterOf({ name, marks, pseudonym, others }: Forgotten): Forget {
  const whole = partsOf(name).join(' ');
  const isShared = others.some((one) => partsOf(one).join(' ') === whole);
  const isNamed = !isShared && whole.length > 1;
  const longer = isNamed ? others.filter((one) => partsOf(one).join(' ').includes(whole)) : [];
  const own = [...marks.flatMap(markPatterns), ...(isNamed ? namePatterns(partsOf(name)) : [])];
  if (own.length === 0) return (text) => text;
  const theirs = longer.map((one) => partsOf(one).map(spelled).join(BETWEEN));
  const pattern = new RegExp([`(${['(?!)', ...theirs].join('|')})`, ...own].join('|'), 'giu');
  return (text) => {
    const composed = text.normalize('NFC');
    const after = composed.replace(pattern, (found, isTheirs) => (isTheirs ? found : pseudonym));
    return after === composed ? text : after;
  };
}

const partsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((part) => part !== '');

/** Fields of documents whose value is a person's name. */
const NAMING =
  'name|by|who|person|holder|decidedBy|confirmedBy|closedBy|reopenedBy|acceptedBy|standsInFor';

/** Whether a name is a single word of a script that puts spaces between words. */
const isOneWord = (parts: readonly string[]): boolean =>
  parts.length === 1 && !UNSPACED.test(parts.join(''));

/** Whether a text is somebody's name, and nothing else. */
export function isWholeName(text: string, name: string): boolean {
  return partsOf(text).join(' ') === partsOf(name).join(' ');
}

function namePatterns(parts: readonly string[]): string[] {
  if (isOneWord(parts)) return [`(?<="(?:${NAMING})":")${parts.map(spelled).join('')}(?=")`];
  const orders = [parts, parts.toReversed(), [...parts.slice(-1), ...parts.slice(0, -1)]];
  const isUnspaced = UNSPACED.test(parts.join(''));
  return [...new Set(orders.map((order) => order.map(spelled).join(BETWEEN)))].map((one) =>
    isUnspaced ? one : `${BEFORE}${one}${AFTER}`,
  );
}

/** An e-mail begins and ends where another one would not go on; in an account number blanks do not count. */
function markPatterns(mark: string): string[] {
  const text = mark.normalize('NFC').trim();
  const [local = '', domain] = text.split('@');
  if (domain !== undefined) {
    return [
      `(?<![\\p{L}\\p{N}._+\\-])${escaped(local)}(?:@|%40)${escaped(domain)}(?![\\p{L}\\p{N}]|[.\\-][\\p{L}\\p{N}])`,
    ];
  }
  if (/^(?=.*\p{N}{4})[\p{L}\p{N}\s-]{8,}$/u.test(text)) {
    return [`${BEFORE}${[...text.replace(/[\s-]/gu, '')].map(escaped).join('[\\s\\-]?')}${AFTER}`];
  }
  const parts = partsOf(text);
  return parts.join('').length > 1 ? namePatterns(parts) : [];
}

/** A part of a name, with and without its accents: links and logins have none. */
const spelled = (part: string): string =>
  [...part]
    .map((letter) => {
      const plain = letter.normalize('NFD').replace(/\p{M}/gu, '');
      if (letter === 'ß') return '(?:ß|ss)';
      if (plain === letter || plain === '') return escaped(letter);
      return `(?:${letter}|${plain}${/[äöü]/.test(letter) ? 'e?' : ''})`;
    })
    .join('');

/** As it stands in a pattern; inside of JSON a quotation mark has a backslash before it. */
const escaped = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('"', '\\\\?"');
