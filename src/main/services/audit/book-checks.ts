import type { auditList, bookVerify } from '../../../contract/book.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { brokenAuditEntry, knownBreaks, redactedText } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import { openToOthers } from '../../book/book-rights.ts';
import { isDamage } from '../../book/damage.ts';
import { brokenDefinitions } from '../../book/guards.ts';
import { brokenOriginals, hasOriginalsFolder } from '../../book/originals.ts';
import { changedTables } from '../../book/row-digests.ts';
import { unfittingValues } from '../../book/row-rules.ts';
import { closedMonths } from '../close/closure-checks.ts';
import type { Context } from '../context.ts';
import { ledgerEntries } from '../ledger/ledger-checks.ts';
import { trialDraws } from '../trials/trial-check.ts';
import { holdAgainst } from './hold-against.ts';

type Check = OutputOf<typeof bookVerify>['checks'][number];

const CHECKS: readonly (readonly [string, (book: Book) => Check])[] = [
  ['integrity', integrity],
  ['guards', guards],
  ['schema', schema],
  ['foreign-keys', foreignKeys],
  ['values', values],
  ['usage-sums', usageSums],
  ['import-counts', importCounts],
  ['audit-chain', auditChain],
  ['closed-months', closedMonths],
  ['ledger-entries', ledgerEntries],
  ['trial-draws', trialDraws],
  ['rows', rows],
  ['originals', originals],
];

/** Recomputes what must hold in a sound book; the first thing that does not is named. */
export async function verifyBook(
  context: Context,
  { against, passphrase }: InputOf<typeof bookVerify>,
): Promise<OutputOf<typeof bookVerify>> {
  const { book } = context;
  const checks = CHECKS.map(([name, check]) => outcome(name, () => check(book)));
  if (against !== undefined) checks.push(await holdAgainst(book, against, passphrase ?? null));
  return { ok: checks.every((check) => check.ok), checks, openTo: openToOthers(book.file) };
}

/** A check that cannot even be made, because the file is damaged, has failed. */
function outcome(name: string, check: () => Check): Check {
  try {
    return check();
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { name, ok: false, detail: `the file is damaged here: ${error.message}` };
  }
}

function integrity(book: Book): Check {
  const found = book.checks.integrity();
  const faults = found.filter((text) => text !== 'ok');
  return { name: 'integrity', ok: faults.length === 0, detail: faults.join('; ') || 'ok' };
}

/** The invoices and receipts kept beside the book are there, and are what they were. */
function originals(book: Book): Check {
  if (!hasOriginalsFolder(book.file)) {
    return { name: 'originals', ok: true, detail: 'no folder of originals lies beside this book' };
  }
  const broken = brokenOriginals(book);
  const [first] = broken;
  return {
    name: 'originals',
    ok: !first,
    detail: first
      ? `${broken.length} kept ${broken.length === 1 ? 'original is' : 'originals are'} missing or changed; the first, ${first.sha256}, is ${first.isMissing ? 'missing' : 'changed'}`
      : 'ok',
  };
}

/** The triggers that keep closed months and the trail from being changed, as this version wrote them. */
function guards(book: Book): Check {
  const broken = brokenDefinitions(book).guards;
  const [first] = broken;
  return {
    name: 'guards',
    ok: first === undefined,
    detail:
      first === undefined
        ? 'ok'
        : `${broken.length === 1 ? 'a guard of the book is' : `${broken.length} guards of the book are`} missing or changed, first ${first}`,
  };
}

/** The tables and indexes are those that this version makes. */
function schema(book: Book): Check {
  const [first] = brokenDefinitions(book).others;
  return {
    name: 'schema',
    ok: first === undefined,
    detail: first === undefined ? 'ok' : `${first} is not what this version makes it`,
  };
}

function foreignKeys(book: Book): Check {
  const found = book.checks.lostRows();
  const first = found[0];
  return {
    name: 'foreign-keys',
    ok: !first,
    detail: first
      ? `${found.length} rows point nowhere, first ${first.table} ${first.rowid}`
      : 'ok',
  };
}

/** Days, months, instants, currencies and few words are what their columns are for. */
function values(book: Book): Check {
  const found = unfittingValues(book);
  const [first] = found;
  const count = found.reduce((sum, one) => sum + one.count, 0);
  return {
    name: 'values',
    ok: first === undefined,
    detail:
      first === undefined
        ? 'ok'
        : `${count === 1 ? 'a value does' : `${count} values do`} not fit; the first, "${first.value}" in ${first.table}.${first.column}, is not ${first.means}`,
  };
}

function usageSums(book: Book): Check {
  const wrong = book.checks.wrongSums();
  return {
    name: 'usage-sums',
    ok: !wrong,
    detail: wrong
      ? `the sums of identity ${wrong.identityId} in ${wrong.month} do not match its rows`
      : 'ok',
  };
}

/** Each row is what this app wrote: a bit that turned in a name or a day breaks no other rule. */
function rows(book: Book): Check {
  const changed = changedTables(book);
  return {
    name: 'rows',
    ok: changed.length === 0,
    detail:
      changed.length === 0
        ? 'ok'
        : `rows of ${changed.join(', ')} are not what was written: the file is damaged there, or another program has changed them`,
  };
}

function importCounts(book: Book): Check {
  const wrong = book.checks.wrongCounts();
  return {
    name: 'import-counts',
    ok: wrong === undefined,
    detail: wrong !== undefined ? `the counts of import ${wrong} do not add up` : 'ok',
  };
}

function auditChain(book: Book): Check {
  const broken = brokenAuditEntry(book);
  const [known] = knownBreaks(book);
  const whole =
    known === undefined
      ? `ok${redactedText(book)}`
      : `whole but for what was lost before entry ${known}, as the salvage says${redactedText(book)}`;
  return {
    name: 'audit-chain',
    ok: broken === null,
    detail: broken === null ? whole : `entry ${broken} of the trail was changed or is missing`,
  };
}

/** The trail, newest first; with `words`, only entries that hold all of them. */
export function listAudit(
  context: Context,
  { before, limit, words }: InputOf<typeof auditList>,
): OutputOf<typeof auditList> {
  const wanted = (words ?? '').split(/\s+/).filter((word) => word !== '');
  return {
    entries: context.book.trail.newest(wanted, before ?? null, limit ?? 200),
  };
}
