import type { Command } from 'commander';
import {
  type KnownPlan,
  plansList,
  seatsAdd,
  type subscriptionsList,
} from '../../contract/company.ts';
import type { OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask, withBook } from '../session.ts';
import { dayArgument } from '../value-forms.ts';

type AddOptions = {
  seats: string;
  start: string;
  end?: string;
  person?: string[];
  cadence?: 'month' | 'year';
  price?: string;
  currency?: string;
  account?: string;
};

/** Plans known by name: what each costs by our list, and the seats of it. */
export function addPlanCommands(program: Command): void {
  const plans = program
    .command('plans')
    .description('plans known by name, with their list prices and the seats that run today')
    .action((_options, command: Command) => ask(command, plansList, {}, showPlans));
  plans
    .command('add <plan>')
    .description('enter the seats of a plan, by its id in that list or by a name of your own')
    .requiredOption('--seats <number>', 'how many there are; those that nobody holds are spare')
    .requiredOption('--start <day>', 'their first day', dayArgument)
    .option('--end <day>', 'the last day they run', dayArgument)
    .option('--person <email...>', 'who holds one')
    .option('--cadence <cadence>', 'month or year')
    .option('--price <price>', 'of one seat; else the list price')
    .option('--currency <code>')
    .option('--account <name>')
    .action(async (plan: string, options: AddOptions, command: Command) => {
      const { plans: known } = await withBook(command, 'read', (services) =>
        services.call(plansList, {}),
      );
      const input = seatsOf(plan, options, known);
      await ask(command, seatsAdd, input, showSeats);
    });
}

function seatsOf(plan: string, options: AddOptions, known: readonly KnownPlan[]) {
  const listed = known.find(({ id, tool }) =>
    [id, tool.toLowerCase()].includes(plan.trim().toLowerCase()),
  );
  const priced =
    listed?.prices.find(({ cadence }) => cadence === options.cadence) ??
    (options.cadence === undefined ? listed?.prices[0] : undefined);
  const amount = options.price ?? priced?.price.amount;
  const currency = options.currency ?? priced?.price.currency;
  if (amount === undefined || currency === undefined) {
    throw new Failure(
      'plan_unknown',
      `${plan} has no list price${options.cadence ? ` by the ${options.cadence}` : ''}. Say --price and --currency.`,
      { plan },
    );
  }
  const seats = Number(options.seats);
  if (!Number.isInteger(seats) || seats < 1) {
    throw new Failure('wrong_usage', `"${options.seats}" is no number of seats.`, {
      seats: options.seats,
    });
  }
  return {
    tool: listed?.tool ?? plan.trim(),
    price: { amount: amount.includes('.') ? amount : `${amount}.00`, currency },
    cadence: options.cadence ?? priced?.cadence ?? ('month' as const),
    start: options.start,
    end: options.end ?? null,
    account: options.account ?? null,
    seats,
    emails: options.person ?? [],
  };
}

function showPlans({ plans, people }: OutputOf<typeof plansList>): void {
  printTable(
    ['Id', 'Plan', 'Price', 'From seats', 'Seats', 'Spare', 'As of'],
    plans.map((one) => [
      one.id,
      one.tool,
      one.prices.map(({ price, cadence }) => `${moneyCell(price)} a ${cadence}`).join(', '),
      ...[one.minimum, one.seats, one.spare].map(String),
      one.sourceDate,
    ]),
  );
  say(`${people} people work here today.`);
}

function showSeats({ subscriptions }: OutputOf<typeof subscriptionsList>): void {
  printTable(
    ['Plan', 'Held by', 'Price', 'Cadence', 'From'],
    subscriptions.map((one) => [
      one.tool,
      one.person?.name ?? one.email ?? 'spare',
      moneyCell(one.price),
      one.cadence,
      one.start,
    ]),
  );
}
