import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { peopleErase } from '../../../contract/company.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { frozenWithout } from '../../../core/erasure/frozen-without.ts';
import { type Forget, forgetterOf, isWholeName } from '../../../core/erasure/name-pattern.ts';
import { withoutPayee } from '../../../core/erasure/payout-lines.ts';
import { Failure } from '../../../core/failure.ts';
import { foldedName, isSameName } from '../../../core/same-name.ts';
import { audit, brokenAuditEntry, ERASURE } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import { eraseIdentities, eraseRows, ownIdentities } from '../../book/erasing/erase-rows.ts';
import { withGuardsLifted } from '../../book/erasing/lift-guards.ts';
import { retellTrail } from '../../book/erasing/retell-trail.ts';
import { sweepTexts } from '../../book/erasing/sweep-texts.ts';
import { dailyCopiesFolder } from '../../book/sweep-book.ts';
import { holdersOf } from '../access/holder.ts';
import { bankAccounts } from '../claims/bank-details.ts';
import { ClaimFacts } from '../claims/claim-facts.ts';
import { dropReceipts } from '../claims/drop-receipts.ts';
import { closedMonths } from '../close/closure-checks.ts';
import { digestOf } from '../close/month-digest.ts';
import type { Context } from '../context.ts';
import type { ChangedClosure, ErasureDetail } from './erasure-detail.ts';
import { type HeldPerson, heldPeople, isSameEmail, personByEmail } from './people.ts';

const OPEN_CLAIMS: ReadonlySet<string> = new Set(['submitted', 'needs information', 'approved']);

/**
 * Erases a person who has left: a pseudonym stands in place of name and e-mail everywhere in the book,
 * closed months and the trail included, and what no figure needs goes. Figures stay. Receipts stay for
 * the years that are set. Throws `person_has_not_left`, `erase_claims_open`, `last_owner`,
 * `reason_missing`, and `erase_unsound` where the trail or a closed month is not whole: what was changed
 * by others must not get a digest from here.
 */
export function erasePerson(
  context: Context,
  { person: email, reason }: InputOf<typeof peopleErase>,
): OutputOf<typeof peopleErase> {
  const { book } = context;
  const person = personByEmail(book, email);
  if (reason.trim() === '') {
    throw new Failure('erase_reason_missing', 'Say why, with a reason: the trail keeps it.');
  }
  if (book.people.erased().includes(person.email)) return cleanAgain(context, person.email);
  refuseTooEarly(context, person);
  const erased = withGuardsLifted(book, () => {
    refuseUnsound(book);
    const pseudonym = freePseudonym(book, person);
    const forget = forgetterOf({
      name: person.name,
      marks: marksOf(context, person),
      pseudonym,
      others: heldPeople(book)
        .filter(({ id }) => id !== person.id)
        .map(({ name }) => name),
    });
    // A name of one word is looked for where a name is meant; a colleague's stays.
    const isShared = heldPeople(book).some(
      (one) => one.id !== person.id && isWholeName(one.name, person.name),
    );
    const forgetName: Forget = (text) =>
      !isShared && isWholeName(text, person.name) ? pseudonym : text;
    const entry = (book.trail.last()?.id ?? 0) + 1;
    const closures = retellClosures(book, person.email, forget);
    const payouts = forgetPayee(book, person.id, pseudonym, forget);
    eraseIdentities(book, person.id, pseudonym);
    eraseRows(book, person, pseudonym, context.now());
    sweepTexts(book, forget, forgetName);
    const trail = retellTrail(book, entry, forget, forgetName);
    const detail: ErasureDetail = {
      person: person.id,
      reason: forget(reason),
      closures,
      payouts,
      trail,
    };
    const who = isSameEmail(context.who, person.email) ? pseudonym : forget(context.who);
    audit(book, { at: context.now(), who, action: ERASURE, subject: pseudonym, detail });
    return { pseudonym, closures };
  });
  const receipts = dropReceipts(context);
  return {
    person: person.email,
    pseudonym: erased.pseudonym,
    months: [...new Set(erased.closures.map(({ month }) => month))].sort(),
    receipts,
    isFileClean: book.rewrite(),
    copies: copiesOf(book.file),
  };
}

/** Somebody who was erased already: what is over by now goes, and the file is written anew. */
const cleanAgain = (context: Context, pseudonym: string): OutputOf<typeof peopleErase> => ({
  person: pseudonym,
  pseudonym,
  months: [],
  receipts: dropReceipts(context),
  isFileClean: context.book.rewrite(),
  copies: copiesOf(context.book.file),
});

function refuseTooEarly(context: Context, person: HeldPerson): void {
  const { book } = context;
  const { name } = person;
  if (person.endDay === null || person.endDay >= context.today()) {
    throw new Failure(
      'person_has_not_left',
      `${name} still works here. Enter the last day first; after it, erasing can begin.`,
      { name },
    );
  }
  const sent = new Set(book.payouts.sent().map(({ claimId }) => claimId));
  const open = new ClaimFacts(context).claims.filter(
    ({ id, personId, claim }) =>
      personId === person.id && (OPEN_CLAIMS.has(claim.state) || sent.has(id)),
  );
  if (open.length > 0) {
    throw new Failure(
      'erase_claims_open',
      `${name} has ${open.length} open ${open.length === 1 ? 'claim' : 'claims'}. Decide and pay first: without a name and an account nobody could be paid back.`,
      { name, count: open.length },
    );
  }
  const holders = holdersOf(context);
  const isOwner = holders.some(
    (one) => one.level === 'owner' && isSameEmail(one.email, person.email),
  );
  const others = holders.some(
    (one) => one.level === 'owner' && !isSameEmail(one.email, person.email),
  );
  if (isOwner && !others) {
    throw new Failure(
      'last_owner',
      'Somebody has to be the owner: make an owner first. Nothing was changed.',
    );
  }
}

function refuseUnsound(book: Book): void {
  const broken = brokenAuditEntry(book);
  const months = closedMonths(book);
  if (broken === null && months.ok) return;
  throw new Failure(
    'erase_unsound',
    `The trail or a closed month of this book is not whole (${broken === null ? months.detail : `entry ${broken} of the trail`}). Look at "verify" first; nothing was changed.`,
    {},
  );
}

/** `Person 12`, by the person's number; another number where somebody is called that. */
function freePseudonym(book: Book, { id }: HeldPerson): string {
  const people = heldPeople(book);
  const isTaken = (name: string): boolean =>
    people.some((one) => isSameName(one.name, name) || isSameName(one.email, name));
  let number = id;
  while (isTaken(`Person ${number}`)) number += people.length + 1;
  return `Person ${number}`;
}

/** What tells who somebody is beside their name: e-mails, accounts, the names that sources and banks know. */
function marksOf(context: Context, person: HeldPerson): string[] {
  const { book } = context;
  const account = bankAccounts(context).get(person.id);
  const others = new Set(heldPeople(book).map((one) => one.email.toLowerCase()));
  others.delete(person.email.toLowerCase());
  const keys = ownIdentities(book, person.id)
    .map(({ key }) => key)
    .filter((key) => key.includes('@') && !others.has(key.toLowerCase()));
  const names = new Set(heldPeople(book).map(({ name }) => foldedName(name)));
  return [
    person.email,
    ...keys,
    ...[account?.holder, account?.iban, account?.accountNumber].filter((one) => one != null),
    ...earlierMarks(book, person).filter(
      (one) => !others.has(one.toLowerCase()) && !names.has(foldedName(one)),
    ),
  ];
}

type Told = {
  readonly id?: unknown;
  readonly name?: unknown;
  readonly email?: unknown;
  readonly holder?: unknown;
};

/** Names, e-mails and account holders that stood for the person before, as the trail tells. */
function earlierMarks(book: Book, person: HeldPerson): string[] {
  const marks = new Set<string>();
  let emails = new Set([person.email.toLowerCase()]);
  for (const action of ['change person', 'set bank details']) {
    for (const { subject, detail } of book.trail.ofAction(action)) {
      const { before, after } = JSON.parse(detail) as { before?: Told | null; after?: Told | null };
      if (Number(before?.id) !== person.id && !emails.has(subject.toLowerCase())) continue;
      for (const told of [before, after]) {
        for (const mark of [told?.name, told?.email, told?.holder]) {
          if (typeof mark === 'string') marks.add(mark);
        }
      }
    }
    emails = new Set([...emails, ...[...marks].map((one) => one.toLowerCase())]);
  }
  return [...marks];
}

/** Every closing of a month without the person, with a new digest where something changed. */
function retellClosures(book: Book, email: string, forget: Forget): ChangedClosure[] {
  return book.closures.all().flatMap((closure): ChangedClosure[] => {
    const { id, month, totalMicro, currency, digest: before } = closure;
    const documents = book.closures.documents(id).map(({ kind, document }) => ({
      kind,
      document,
      after: frozenWithout(kind, document, email, forget),
    }));
    const changed = documents.filter(({ document, after }) => after !== document);
    if (changed.length === 0) return [];
    for (const { kind, after } of changed) book.closures.retellDocument(id, kind, after);
    const after = digestOf(
      month,
      { micro: totalMicro, currency },
      documents.map((one) => [one.kind, one.after] as const),
    );
    book.closures.setDigest(id, after);
    if (closure.reopenedAt === null) book.closures.setMonthDigest(month, after);
    return [{ month, before, after }];
  });
}

/** The banks' files without the person and every account that they ever had in them. */
function forgetPayee(
  book: Book,
  personId: number,
  pseudonym: string,
  forget: Forget,
): ErasureDetail['payouts'] {
  const own = book.payouts.all().filter((one) => one.personId === personId);
  const references = [...new Set(own.flatMap(({ reference, transfer }) => [reference, transfer]))];
  return [...new Set(own.map(({ batchId }) => batchId))].flatMap((batch) => {
    const file = book.payouts.file(batch);
    if (!file) return [];
    const content = forget(
      withoutPayee(
        file.content,
        pseudonym,
        (line) => forget(line) !== line || references.some((one) => isNamedIn(line, one)),
      ),
    );
    if (content === file.content) return [];
    const after = createHash('sha256').update(content).digest('hex');
    book.payouts.retellFile(batch, after, content);
    return [{ batch, before: file.sha256, after }];
  });
}

const isNamedIn = (line: string, reference: string): boolean =>
  line.split(/[^\p{L}\p{N}./-]+/u).includes(reference);

/** Copies of the book that the app laid beside it: they hold everything as it was. */
function copiesOf(file: string): string[] {
  const beside = namesIn(dirname(file))
    .filter((name) => name.startsWith(`${basename(file)}.before-`))
    .map((name) => join(dirname(file), name));
  const daily = namesIn(dailyCopiesFolder(file)).map((name) => join(dailyCopiesFolder(file), name));
  return [...beside, ...daily].sort();
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
