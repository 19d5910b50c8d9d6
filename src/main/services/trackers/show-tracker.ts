import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { TrackerDoc, TrackerWeights, trackerShow } from '../../../contract/trackers.ts';
import { addMonths, type IsoDay, monthOf } from '../../../core/calendar.ts';
import {
  counterweights,
  smallerItems,
  type WeighedItem,
} from '../../../core/trackers/counterweights.ts';
import type { Standing } from '../../book/stores/tracker-items.ts';
import { bookMonths } from '../company/company.ts';
import type { Context } from '../context.ts';
import { suggestionFor } from '../people/identities.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { liveVerdicts } from '../verdict/verdicts.ts';
import { trackerLine } from './list-trackers.ts';
import { type KnownTracker, trackerNamed } from './tracker-record.ts';
import { trackerHistory } from './tracker-runs.ts';

const MOST_UNMATCHED = 200;
const MOST_EXAMPLES = 20;
const MOST_SYNCS = 20;
const MOST_REJECTS = 200;
/** What a person may want to look at, item by item. */
const SHOWN: readonly Standing[] = ['waiting', 'nobody', 'twice', 'late', 'reopened', 'left-out'];
const FIRST_DAY = '0001-01-01';
const LAST_DAY = '9999-12-31';

/** One tracker: its items by what became of them, what stands beside them, and the seats it speaks for. */
export function showTracker(
  context: Context,
  input: InputOf<typeof trackerShow>,
): OutputOf<typeof trackerShow> {
  const { book } = context;
  const tracker = trackerNamed(book, input.tracker);
  const people = heldPeople(book);
  const line = trackerLine(book, tracker);
  const firstCharges = new SpendReader(context).firstChargeDays();
  const began = new Map(
    people.flatMap((one): [string, IsoDay][] => {
      const day = firstCharges.get(one.id);
      return day === undefined ? [] : [[one.email.toLowerCase(), day]];
    }),
  );
  const items = weighedItems(context, tracker);
  const byEmail = new Map(people.map((one) => [one.email.toLowerCase(), one]));
  return {
    ...line,
    fields: tracker.fields.map((one) => ({
      ...one,
      choices: one.choices.map((each) => ({ ...each })),
    })),
    unmatched: book.trackerItems.unmatched(tracker.id, MOST_UNMATCHED).map((one) => ({
      ...one,
      suggestion: suggestionFor(one.identity, null, people),
    })),
    examples: examplesOf(context, tracker),
    weights: weightsOf(items, [...began.values()].sort()[0] ?? null),
    smaller: smallerItems(items, began).flatMap(({ person, before, since }) => {
      const found = byEmail.get(person.toLowerCase());
      return found ? [{ person: personShape(found), before, since }] : [];
    }),
    seats: seatsOf(context, tracker, items, began),
    rejects: book.trackers.rejects(tracker.id, MOST_REJECTS),
    history: trackerHistory(book, tracker, MOST_SYNCS),
  };
}

function weighedItems({ book }: Context, tracker: KnownTracker): WeighedItem[] {
  return book.trackerItems.weighed(tracker.id, FIRST_DAY, LAST_DAY).map((one) => ({
    ...one,
    isTakenBack: one.standing === 'reopened',
    byOther: one.accepter === 'unknown' ? null : !one.isSelf,
  }));
}

function weightsOf(items: readonly WeighedItem[], firstSeat: IsoDay | null): TrackerDoc['weights'] {
  if (firstSeat === null) return { before: weighed(items), since: null };
  const earlier = items.filter(({ day }) => day < firstSeat);
  const before = weighed(earlier);
  return {
    before,
    since: weighed(
      items.filter(({ day }) => day >= firstSeat),
      before?.size ?? null,
    ),
  };
}

function weighed(
  items: readonly WeighedItem[],
  usualSize: number | null = null,
): TrackerWeights | null {
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return null;
  return { ...counterweights(items, usualSize), days: { from: first.day, to: last.day } };
}

function examplesOf({ book }: Context, tracker: KnownTracker): TrackerDoc['examples'] {
  return SHOWN.flatMap((standing) => {
    const items = book.trackerItems.listed(tracker.id, standing, MOST_EXAMPLES);
    if (items.length === 0) return [];
    return [
      {
        standing,
        items: items.map(({ key, day, author, bot, link, title, withTracker, withKey }) => ({
          key,
          day,
          author,
          bot,
          link: link || null,
          title: title || null,
          with:
            withTracker === null || withKey === null ? null : { name: withTracker, key: withKey },
        })),
      },
    ];
  });
}

/** The verdicts of the last whole month of which the book knows anything, of seats whose people have items here. */
function seatsOf(
  context: Context,
  { id }: KnownTracker,
  items: readonly WeighedItem[],
  began: ReadonlyMap<string, IsoDay>,
): TrackerDoc['seats'] {
  const mine = new Map<string, WeighedItem[]>();
  for (const item of items) {
    if (item.person === null) continue;
    const email = item.person.toLowerCase();
    mine.set(email, [...(mine.get(email) ?? []), item]);
  }
  if (![...mine.keys()].some((email) => began.has(email))) return [];
  const whole = addMonths(monthOf(context.today()), -1);
  const last = bookMonths(context.book)?.to ?? whole;
  const month = last < whole ? last : whole;
  const { verdicts } = liveVerdicts(context, { month, withReturns: false }, false);
  const elsewhere = new Set(context.book.output.countedElsewhere(id));
  return verdicts.flatMap(({ person, verdict, lean, missing }) => {
    const email = person.email.toLowerCase();
    const held = mine.get(email);
    if (!held) return [];
    const seatMonth = monthOf(began.get(email) ?? LAST_DAY);
    const before = new Set(held.map(({ day }) => monthOf(day)).filter((one) => one < seatMonth));
    return [
      {
        person,
        month,
        verdict,
        lean,
        items: held.length,
        baselineMonths: before.size,
        isAlone: !elsewhere.has(email),
        missing,
      },
    ];
  });
}
