import type {
  OutputItem,
  outputAccept,
  outputList,
  outputLog,
  outputNothing,
  outputRemove,
  outputReopen,
} from '../../../contract/output.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { firstDay, lastDay, monthOf } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { decimalTimes, parseDecimal } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import type { HeldOutput } from '../../book/stores/output.ts';
import { deciderNamed } from '../access/holder.ts';
import type { Context } from '../context.ts';
import { actingPerson } from '../people/acting-person.ts';
import { heldPeople, personByEmail, personShape } from '../people/people.ts';
import { settleItems } from '../trackers/settle-items.ts';

const SHOWN = 2000;

/** What was logged in a month, the newest first: as many items as are asked for, with the counts of all. */
export function listOutput(
  context: Context,
  { month, email, most = SHOWN }: InputOf<typeof outputList>,
): OutputOf<typeof outputList> {
  const { book } = context;
  const people = heldPeople(book);
  const byEmail = new Map(people.map((one) => [one.email.toLowerCase(), one]));
  const wanted = { from: firstDay(month), to: lastDay(month), email: email ?? null };
  const sums = sumsOf(book.output.stateCounts(wanted.from, wanted.to, wanted.email));
  const rows = book.output.items(wanted.from, wanted.to, wanted.email, most);
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
      tracker:
        row.tracker === null || row.trackerKey === null
          ? null
          : { name: row.tracker, key: row.trackerKey },
    };
  });
  return {
    month,
    items,
    more: sums.counts.items > rows.length,
    ...sums,
    nothingFinished: book.output.nothingFinishedIn(month),
    kinds: book.output.kinds(),
  };
}

function sumsOf(
  rows: readonly { email: string; items: number; accepted: number; reopened: number }[],
): Pick<OutputOf<typeof outputList>, 'counts' | 'authors'> {
  const sum = (field: 'items' | 'accepted' | 'reopened'): number =>
    rows.reduce((total, row) => total + row[field], 0);
  const [items, accepted, reopened] = [sum('items'), sum('accepted'), sum('reopened')];
  return {
    counts: { items, accepted, waiting: items - accepted - reopened, reopened },
    authors: rows.map((row) => row.email),
  };
}

export function logOutput(
  context: Context,
  input: InputOf<typeof outputLog>,
): OutputOf<typeof outputLog> {
  const { book } = context;
  const author =
    input.email === undefined ? actingPerson(context) : personByEmail(book, input.email);
  const day = input.day ?? context.today();
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
  refuseClosed(context, day);
  const accepter = input.acceptedBy === null ? null : deciderNamed(context, input.acceptedBy);
  const isAccepted =
    accepter !== null && accepter.email.toLowerCase() !== author.email.toLowerCase();
  return book.transaction(() => {
    book.output.addKind(input.kind);
    const key = {
      email: author.email,
      day,
      kind: input.kind,
      title: input.title ?? '',
      link: input.link ?? '',
    };
    const { id } = book.output.add(
      {
        ...key,
        quantityMilli: Number(quantityMilli),
        accepted: isAccepted ? 1 : 0,
        acceptedBy: accepter?.name ?? null,
        minutesSaved: input.minutesSaved,
      },
      book.output.nextOrdinal(key),
    );
    note(context, 'log output', id, { ...input, email: author.email, day });
    return { id, isAccepted };
  });
}

export function acceptOutput(
  context: Context,
  input: InputOf<typeof outputAccept>,
): OutputOf<typeof outputAccept> {
  const { book } = context;
  const { id } = input;
  const decider = input.by === undefined ? actingPerson(context) : deciderNamed(context, input.by);
  const by = decider.name;
  return book.transaction(() => {
    const item = heldItem(context, id);
    const author = heldPeople(book).find(
      (one) => one.email.toLowerCase() === item.email.toLowerCase(),
    );
    if (decider.email.toLowerCase() === (author?.email ?? item.email).toLowerCase()) {
      throw new Failure(
        'accepted_by_author',
        'Somebody other than the author accepts an item.',
        {},
      );
    }
    refuseClosed(context, item.day);
    if (item.trackerItemId === null) book.output.accept(id, by);
    else {
      book.trackerItems.acceptHere(item.trackerItemId, by);
      settleItems(context, [item.trackerItemId]);
    }
    note(context, 'accept output', id, { by });
    return { id };
  });
}

/** From the day it is reopened on, an item stops counting; `null` takes that back. */
export function reopenOutput(
  context: Context,
  { id, day: said }: InputOf<typeof outputReopen>,
): OutputOf<typeof outputReopen> {
  return context.book.transaction(() => {
    const item = heldItem(context, id);
    const today = context.today();
    const day = said === undefined ? (today < item.day ? item.day : today) : said;
    if (day !== null && day < item.day) {
      throw new Failure('reopened_before_done', `The item was done on ${item.day}, after ${day}.`, {
        done: item.day,
        day,
      });
    }
    if (day !== null) refuseClosed(context, day);
    if (item.trackerItemId === null) context.book.output.reopen(id, day);
    else {
      context.book.trackerItems.reopenHere(item.trackerItemId, day);
      settleItems(context, [item.trackerItemId]);
    }
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
    if (item.trackerItemId === null) context.book.output.remove(id);
    else {
      context.book.trackerItems.removeHere(item.trackerItemId, true);
      settleItems(context, [item.trackerItemId]);
    }
    note(context, 'remove output', id, item);
    return { id };
  });
}

export function tickNothingFinished(
  context: Context,
  { email, month = monthOf(context.today()), isNothing }: InputOf<typeof outputNothing>,
): OutputOf<typeof outputNothing> {
  const { book } = context;
  const person = personByEmail(book, email);
  return book.transaction(() => {
    if (isNothing) {
      book.output.tickNothing(person.id, month);
    } else {
      book.output.untickNothing(person.id, month);
    }
    note(context, 'nothing finished', person.id, { email, month, isNothing });
    return { email: person.email, month };
  });
}

function heldItem(context: Context, id: number): HeldOutput {
  const item = context.book.output.item(id);
  if (!item) throw new Failure('output_missing', `There is no output item ${id}.`, { id });
  return item;
}

function refuseClosed(context: Context, day: string): void {
  const month = day.slice(0, 7);
  if (!context.book.closures.isClosed(month)) return;
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
