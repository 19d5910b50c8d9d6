import type { OverviewDoc, verdictMonth } from '../../../contract/month.ts';
import type { InputOf } from '../../../contract/request.ts';
import type { IsoMonth } from '../../../core/calendar.ts';
import { readFrozenText } from '../../../core/close/frozen-text.ts';
import { Failure } from '../../../core/failure.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import type { Book } from '../../book/book.ts';
import type { FrozenKind, FrozenMonth } from './frozen-documents.ts';
import { FROZEN_VERSIONS, upgraded } from './frozen-versions.ts';

/** One frozen document of a closed month as today's version would hold it; `null` while the month is open. */
export function frozenDocument<K extends FrozenKind>(
  book: Book,
  month: IsoMonth,
  kind: K,
): FrozenMonth[K] | null {
  const text = book.closures.document(month, kind);
  if (text === undefined) return null;
  return upgraded(kind, versionOf(book, month, kind), readFrozenText(text));
}

function versionOf(book: Book, month: IsoMonth, kind: FrozenKind): number {
  if (kind === 'versions') return 1;
  const text = book.closures.document(month, 'versions');
  return text === undefined ? 1 : (readFrozenText<FrozenMonth['versions']>(text)[kind] ?? 1);
}

/**
 * The payouts of a closed month, or the entries of its ledger, without the rest of what its exports are written
 * from: a book asks for these of all its months. `null` where the month has none, or is open.
 */
export function frozenPayouts(
  book: Book,
  month: IsoMonth,
): FrozenMonth['exports']['payouts'] | null {
  return exportsPart(book, month, '$.payouts', ({ payouts }) => payouts);
}

export function frozenEntries(book: Book, month: IsoMonth): LedgerMonth['entries'] | null {
  return exportsPart(book, month, '$.ledger.entries', ({ ledger }) => ledger?.entries ?? null);
}

function exportsPart<T>(
  book: Book,
  month: IsoMonth,
  path: string,
  of: (whole: FrozenMonth['exports']) => T | null,
): T | null {
  // One that another version froze is upgraded as a whole.
  if (versionOf(book, month, 'exports') !== FROZEN_VERSIONS.exports) {
    const whole = frozenDocument(book, month, 'exports');
    return whole && of(whole);
  }
  const text = book.closures.documentPart(month, 'exports', path) ?? null;
  return text === null ? null : readFrozenText<T>(text);
}

/** A month's live overview with what is frozen put in its place; months before it keep their own frozen figures. */
export function closedOverview(book: Book, live: OverviewDoc): OverviewDoc {
  const history = live.history.map((entry) => {
    const held = frozenDocument(book, entry.month, 'overview');
    return held ? { ...entry, total: held.total, units: held.units } : entry;
  });
  const frozen = frozenDocument(book, live.month, 'overview');
  if (!frozen) return { ...live, history };
  const { units: _, ...figures } = frozen;
  return { ...live, ...figures, history };
}

/**
 * A closed month's verdicts, of everybody or one person; `null` while it is open, or where another
 * window is asked for than it was closed with, which is then worked out from the frozen figures.
 */
export function closedVerdicts(
  book: Book,
  { month, person, window }: InputOf<typeof verdictMonth>,
): FrozenMonth['verdicts'] | null {
  const frozen = frozenDocument(book, month, 'verdicts');
  if (!frozen) return null;
  if (window !== undefined && window !== frozenDocument(book, month, 'window')) return null;
  if (person === undefined) {
    // A list of everybody leaves out what only one person's document tells.
    return {
      ...frozen,
      verdicts: frozen.verdicts.map((one) => ({ ...one, history: [], explained: null })),
    };
  }
  const wanted = emailThen(book, month, person);
  return {
    ...frozen,
    verdicts: frozen.verdicts.filter((one) => one.person.email.toLowerCase() === wanted),
  };
}

/** A closed month's verdicts by person, whatever their e-mails are since; `null` while it is open. */
export function closedVerdictsById(
  book: Book,
  month: IsoMonth,
): {
  readonly frozen: FrozenMonth['verdicts'];
  readonly byPerson: ReadonlyMap<number, FrozenMonth['verdicts']['verdicts'][number]>;
} | null {
  const frozen = frozenDocument(book, month, 'verdicts');
  if (!frozen) return null;
  const then = new Map(
    (frozenDocument(book, month, 'people') ?? []).map((one) => [one.email.toLowerCase(), one.id]),
  );
  const byPerson = new Map(
    frozen.verdicts.flatMap((one) => {
      const id = then.get(one.person.email.toLowerCase()) ?? book.people.idOf(one.person.email);
      return id === undefined ? [] : [[id, one] as const];
    }),
  );
  return { frozen, byPerson };
}

/** The e-mail that a person had when the month was closed. */
function emailThen(book: Book, month: IsoMonth, email: string): string {
  const wanted = email.trim();
  const now = book.people.idOf(wanted);
  if (now === undefined) {
    throw new Failure('person_missing', `There is no person with the e-mail ${email}.`, { email });
  }
  const then = (frozenDocument(book, month, 'people') ?? []).find((one) => one.id === now);
  return (then?.email ?? wanted).toLowerCase();
}
