import { frozenText, readFrozenText } from '../close/frozen-text.ts';
import type { Forget } from './name-pattern.ts';

type Fields = Readonly<Record<string, unknown>>;
type Change = (document: Fields, isTheirs: (one: unknown) => boolean) => Fields;

const list = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? (value as Fields[]) : [];

/** What stands in a seat's row in place of its verdict. */
const NO_VERDICT = { verdict: 'no data', lean: null, expectedNet: null, p: null } as const;
const NO_VERDICT_EXPORTED = { verdict: null, probability: null, advice: null } as const;
const ONLY_WHERE_KNOWN = ['lean', 'expectedNetMicro'];

/** Documents that hold a seat's verdict, and how it goes; the figures beside it stay. */
const VERDICTS: Readonly<Record<string, Change>> = {
  verdicts: (document, isTheirs) => ({
    ...document,
    verdicts: list(document['verdicts']).filter((one) => !isTheirs(one)),
  }),
  seats: (document, isTheirs) => ({
    ...document,
    seats: list(document['seats']).map((one) => (isTheirs(one) ? { ...one, ...NO_VERDICT } : one)),
  }),
  exports: (document, isTheirs) => ({
    ...document,
    seats: list(document['seats']).map((one) => (isTheirs(one) ? withoutVerdict(one) : one)),
  }),
};

const withoutVerdict = (row: Fields): Fields => ({
  ...row,
  ...NO_VERDICT_EXPORTED,
  ...Object.fromEntries(ONLY_WHERE_KNOWN.filter((one) => one in row).map((one) => [one, null])),
});

/**
 * A document of a closed month without a person: the pseudonym in place of their name and e-mail, and no
 * verdict on their seat. No figure changes; a document that names them nowhere stays to the byte.
 */
export function frozenWithout(kind: string, text: string, email: string, forget: Forget): string {
  const change = VERDICTS[kind];
  if (change === undefined || !text.toLowerCase().includes(email.toLowerCase()))
    return forget(text);
  const isTheirs = (one: unknown): boolean => {
    const { person } = one as { person?: { email?: unknown } | null };
    return String(person?.email ?? '').toLowerCase() === email.toLowerCase();
  };
  return forget(frozenText(change(readFrozenText<Fields>(text), isTheirs)));
}
