import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { plansList, seatsAdd, subscriptionsList } from '../../../contract/company.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import type { Context } from '../context.ts';
import { heldPeople } from './people.ts';
import { listSubscriptions, saveSubscriptions } from './subscriptions.ts';

type ListedPlan = {
  readonly id: string;
  readonly tool: string;
  readonly vendor: string;
  readonly currency: string;
  readonly prices: readonly { readonly cadence: 'month' | 'year'; readonly price: string }[];
  readonly minimum: number;
  readonly covers: readonly string[];
  readonly source: string;
  readonly sourceDate: string;
};

const read = new Map<string, readonly ListedPlan[]>();

/** The plans that ship with the app, read once. */
function shippedPlans(resources: string): readonly ListedPlan[] {
  let plans = read.get(resources);
  if (!plans) {
    const text = readFileSync(join(resources, 'plans.json'), 'utf8');
    plans = (JSON.parse(text) as { plans: ListedPlan[] }).plans;
    read.set(resources, plans);
  }
  return plans;
}

/** The plans that are known by name, with the seats of each that run today, and how many people there are. */
export function listPlans(context: Context): OutputOf<typeof plansList> {
  const { book } = context;
  const today = context.today();
  const running = book.subscriptions
    .all()
    .filter(({ startDay, endDay }) => startDay <= today && (endDay === null || endDay >= today));
  const people = heldPeople(book).filter(
    ({ startDay, endDay }) =>
      (startDay === null || startDay <= today) && (endDay === null || endDay >= today),
  );
  return {
    plans: shippedPlans(context.resources).map(({ currency, prices, covers, ...plan }) => {
      const held = running.filter(({ tool }) => tool.toLowerCase() === plan.tool.toLowerCase());
      return {
        ...plan,
        covers: [...covers],
        prices: prices.map(({ cadence, price }) => ({
          cadence,
          price: moneyText(parseMicro(price) ?? 0n, currency),
        })),
        seats: held.length,
        spare: held.filter(({ email }) => email === null).length,
      };
    }),
    people: people.length,
  };
}

/**
 * Enters the seats of one plan: one for each who holds one, the rest as spare licences. Fails with
 * `seats_exceeded` where more people hold one than there are, with `seat_twice` where one is named twice.
 */
export function addSeats(
  context: Context,
  { seats, emails, ...plan }: InputOf<typeof seatsAdd>,
): OutputOf<typeof subscriptionsList> {
  const holders = emails.map((one) => one.toLowerCase()).filter((one) => one !== '');
  const twice = holders.find((one, place) => holders.indexOf(one) !== place);
  if (twice !== undefined) {
    throw new Failure('seat_twice', `${twice} is named twice. Nothing was changed.`, {
      email: twice,
    });
  }
  if (holders.length > seats) {
    throw new Failure(
      'seats_exceeded',
      `${holders.length} people cannot hold ${seats} seats. Enter more seats, or fewer people. Nothing was changed.`,
      { people: holders.length, seats },
    );
  }
  const spare = Array.from({ length: seats - holders.length }, () => null);
  saveSubscriptions(
    context,
    [...holders, ...spare].map((email) => ({ ...plan, id: null, email })),
  );
  return listSubscriptions(context);
}
