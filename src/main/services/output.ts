import type {
  OutputItem,
  outputAccept,
  outputList,
  outputLog,
  outputNothing,
  outputRemove,
  outputReopen,
} from '../../contract/output.ts';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import { firstDay, lastDay } from '../../core/calendar.ts';
import { Failure } from '../../core/failure.ts';
import { decimalTimes, parseDecimal } from '../../core/money.ts';
import { audit } from '../book/audit.ts';
import { outputSums } from '../book/output-sums.ts';
import type { Context } from './context.ts';
import { heldPeople, personByEmail, personShape } from './people.ts';

const SHOWN = 2000;

type HeldItem = {
  readonly id: number;
  readonly email: string;
  readonly day: string;
  readonly kind: string;
  readonly quantityMilli: number;
  readonly title: string;
  readonly link: string;
  readonly accepted: number;
  readonly acceptedBy: string | null;
  readonly minutesSaved: number | null;
  readonly reopened: string | null;
};

/** What was logged in a month, the newest first: as many items as are asked for, with the counts of all. */
export function listOutput(
  context: Context,
  { month, email, most = SHOWN }: InputOf<typeof outputList>,
): OutputOf<typeof outputList> {
  const { book } = context;
  const people = heldPeople(book);
  const byEmail = new Map(people.map((one) => [one.email.toLowerCase(), one]));
  const wanted = { from: firstDay(month), to: lastDay(month), email: email ?? null };
  const sums = outputSums(book, wanted);
  const rows = book.all<HeldItem>(
    `SELECT id, email, day, kind, quantity_milli AS quantityMilli, title, link, accepted,
       accepted_by AS acceptedBy, minutes_saved AS minutesSaved, reopened_day AS reopened
     FROM output_item WHERE day BETWEEN ? AND ? AND (? IS NULL OR email = ?)
     ORDER BY day DESC, id DESC LIMIT ?`,
    wanted.from,
    wanted.to,
    wanted.email,
    wanted.email,
    most,
  );
  const items = rows.map((row): OutputItem => {
    const author = byEmail.get(row.email.toLowerCase());
    return {
      id: row.id,
      person: author ? personShape(author) : null,
      email: row.email,
      day: row.day,
      kind: row.kind,
      quantity: row.quantityMilli / 1000,
      title: row.title || null,
      link: row.link || null,
      state: row.reopened !== null ? 'reopened' : row.accepted === 1 ? 'accepted' : 'waiting',
      acceptedBy: row.acceptedBy,
      minutesSaved: row.minutesSaved,
      reopened: row.reopened,
    };
  });
  return {
    month,
    items,
    more: sums.counts.items > rows.length,
    ...sums,
    nothingFinished: book
      .all<{ email: string }>(
        'SELECT email FROM nothing_finished JOIN person ON person.id = person_id WHERE month = ?',
        month,
      )
      .map((row) => row.email),
    kinds: book
      .all<{ name: string }>('SELECT name FROM output_kind ORDER BY name')
      .map((row) => row.name),
  };
}

export function logOutput(
  context: Context,
  input: InputOf<typeof outputLog>,
): OutputOf<typeof outputLog> {
  const { book } = context;
  const author = personByEmail(book, input.email);
  const quantity = parseDecimal(input.quantity);
  const quantityMilli = quantity === null ? 0n : decimalTimes(quantity, 1000n);
  if (quantityMilli <= 0n || quantityMilli > 1_000_000_000n) {
    throw new Failure(
      'quantity_refused',
      `A quantity is a number above 0, not "${input.quantity}".`,
      {
        quantity: input.quantity,
      },
    );
  }
  refuseClosed(context, input.day);
  const isAccepted = input.acceptedBy !== null && !isAuthor(input.acceptedBy, author);
  return book.transaction(() => {
    book.run('INSERT INTO output_kind (name) VALUES (?) ON CONFLICT DO NOTHING', input.kind);
    const key = [author.email, input.day, input.kind, input.title ?? '', input.link ?? ''] as const;
    const ordinal = book.get<{ next: number }>(
      `SELECT coalesce(max(ordinal) + 1, 0) AS next FROM output_item
       WHERE email = ? AND day = ? AND kind = ? AND title = ? AND link = ?`,
      ...key,
    );
    const { id } = book.run(
      `INSERT INTO output_item (email, day, kind, title, link, ordinal, quantity_milli, accepted, accepted_by, minutes_saved)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...key,
      ordinal?.next ?? 0,
      quantityMilli,
      isAccepted ? 1 : 0,
      input.acceptedBy,
      input.minutesSaved,
    );
    note(context, 'log output', id, input);
    return { id, isAccepted };
  });
}

function isAuthor(by: string, author: { readonly name: string; readonly email: string }): boolean {
  const said = by.trim().toLowerCase();
  return said === author.email.toLowerCase() || said === author.name.trim().toLowerCase();
}

export function acceptOutput(
  context: Context,
  { id, by }: InputOf<typeof outputAccept>,
): OutputOf<typeof outputAccept> {
  const { book } = context;
  return book.transaction(() => {
    const item = heldItem(context, id);
    const author = heldPeople(book).find(
      (one) => one.email.toLowerCase() === item.email.toLowerCase(),
    );
    if (isAuthor(by, author ?? { name: '', email: item.email })) {
      throw new Failure(
        'accepted_by_author',
        'Somebody other than the author accepts an item.',
        {},
      );
    }
    refuseClosed(context, item.day);
    book.run('UPDATE output_item SET accepted = 1, accepted_by = ? WHERE id = ?', by, id);
    note(context, 'accept output', id, { by });
    return { id };
  });
}

/** From the day it is reopened on, an item stops counting; `null` takes that back. */
export function reopenOutput(
  context: Context,
  { id, day }: InputOf<typeof outputReopen>,
): OutputOf<typeof outputReopen> {
  return context.book.transaction(() => {
    const item = heldItem(context, id);
    if (day !== null && day < item.day) {
      throw new Failure('reopened_before_done', `The item was done on ${item.day}, after ${day}.`, {
        done: item.day,
        day,
      });
    }
    if (day !== null) refuseClosed(context, day);
    context.book.run('UPDATE output_item SET reopened_day = ? WHERE id = ?', day, id);
    note(context, 'reopen output', id, { before: item.reopened, after: day });
    return { id };
  });
}

export function removeOutput(
  context: Context,
  { id }: InputOf<typeof outputRemove>,
): OutputOf<typeof outputRemove> {
  return context.book.transaction(() => {
    const item = heldItem(context, id);
    refuseClosed(context, item.day);
    context.book.run('DELETE FROM output_item WHERE id = ?', id);
    note(context, 'remove output', id, item);
    return { id };
  });
}

export function tickNothingFinished(
  context: Context,
  { email, month, isNothing }: InputOf<typeof outputNothing>,
): OutputOf<typeof outputNothing> {
  const { book } = context;
  const person = personByEmail(book, email);
  return book.transaction(() => {
    if (isNothing) {
      book.run(
        'INSERT INTO nothing_finished (person_id, month) VALUES (?, ?) ON CONFLICT DO NOTHING',
        person.id,
        month,
      );
    } else {
      book.run('DELETE FROM nothing_finished WHERE person_id = ? AND month = ?', person.id, month);
    }
    note(context, 'nothing finished', person.id, { email, month, isNothing });
    return { email: person.email };
  });
}

function heldItem(context: Context, id: number): HeldItem {
  const item = context.book.get<HeldItem>(
    `SELECT id, email, day, kind, quantity_milli AS quantityMilli, title, link, accepted,
       accepted_by AS acceptedBy, minutes_saved AS minutesSaved, reopened_day AS reopened
     FROM output_item WHERE id = ?`,
    id,
  );
  if (!item) throw new Failure('output_missing', `There is no output item ${id}.`, { id });
  return item;
}

function refuseClosed(context: Context, day: string): void {
  const month = day.slice(0, 7);
  if (!context.book.get('SELECT 1 AS held FROM closed_month WHERE month = ?', month)) return;
  throw new Failure('month_closed', `${month} is closed. Reopen it with a reason first.`, {
    month,
  });
}

function note(context: Context, action: string, id: number, detail: unknown): void {
  audit(context.book, {
    at: context.now(),
    who: context.who,
    action,
    subject: `output ${id}`,
    detail,
  });
}
