import { seesPerson } from '../../../core/access/rights.ts';
import { Failure } from '../../../core/failure.ts';
import type { Context } from '../context.ts';
import { heldPeople, personByEmail } from '../people/people.ts';
import { seesVerdicts } from './seen-figures.ts';

/** Who asks, as access knows them. */
export type Seen = NonNullable<Context['access']>;
type Input = Readonly<Record<string, unknown>>;
type Rule = (context: Context, who: Seen, input: Input) => Input;

const notTheirs = (who: Seen): Failure =>
  new Failure(
    'access_denied',
    `${who.name} has no access to what is somebody else's. Ask an owner; nothing was shown or changed.`,
    { who: who.name, request: '' },
  );

/** What is written is written for oneself; an owner writes for everybody. */
const ownPerson =
  (field: string): Rule =>
  (_context, who, input) => {
    if (who.level === 'owner') return input;
    const said = input[field];
    if (typeof said === 'string' && said.trim().toLowerCase() !== who.email.toLowerCase()) {
      throw notTheirs(who);
    }
    return { ...input, [field]: who.email };
  };

/** What is listed is one's own, or of those whom one sees. */
const seenPerson =
  (field: string): Rule =>
  (context, who, input) => {
    if (who.level === 'employee') return { ...input, [field]: who.email };
    const said = input[field];
    if (typeof said === 'string' && !seesPerson(who, personByEmail(context.book, said))) {
      throw notTheirs(who);
    }
    return input;
  };

/** Only of a claim whose person one sees; `isOwn` where it is for the claimant alone. */
const seenClaim =
  (isOwn: boolean): Rule =>
  (context, who, input) => {
    if (who.level === 'owner' || typeof input['id'] !== 'number') return input;
    const [row] = context.book.claims.claims([input['id']]);
    const person = heldPeople(context.book).find(({ id }) => id === row?.personId);
    if (row && (!person || !sees(who, person, isOwn))) throw notTheirs(who);
    return input;
  };

const sees = (
  who: Seen,
  person: { readonly email: string; readonly team: string | null },
  isOwn: boolean,
): boolean =>
  isOwn ? person.email.toLowerCase() === who.email.toLowerCase() : seesPerson(who, person);

const seenItem =
  (isOwn: boolean): Rule =>
  (context, who, input) => {
    const item = context.book.output.item(Number(input['id']));
    if (who.level === 'owner' || !item) return input;
    const person = heldPeople(context.book).find(
      ({ email }) => email.toLowerCase() === item.email.toLowerCase(),
    );
    if (!sees(who, person ?? { email: item.email, team: null }, isOwn)) throw notTheirs(who);
    return input;
  };

const seenTopUp: Rule = (context, who, input) => {
  if (who.level === 'owner') return input;
  const request = context.book.topUps.all().find(({ id }) => id === input['id']);
  const person = heldPeople(context.book).find(({ id }) => id === request?.personId);
  if (!person) return input;
  const isOwn = person.email.toLowerCase() === who.email.toLowerCase();
  if (
    input['decision'] === 'withdraw' ? !isOwn : who.level !== 'manager' || !seesPerson(who, person)
  ) {
    throw notTheirs(who);
  }
  if (input['decision'] !== 'withdraw' && input['as'] !== 'manager')
    return { ...input, as: 'manager' };
  return input;
};

const seenReceipt: Rule = (context, who, input) => {
  if (who.level === 'owner' || who.level === 'accountant') return input;
  const { book } = context;
  const claims = book.claims.claims(book.receipts.claimsWith(String(input['sha256'])));
  const people = heldPeople(book);
  const isSeen = claims.some(({ personId }) =>
    people.some((one) => one.id === personId && seesPerson(who, one)),
  );
  if (!isSeen) throw notTheirs(who);
  return input;
};

/** Assets that one made, and uses that are one's own. */
const ownAsset: Rule = (context, who, input) => {
  if (who.level === 'owner') return input;
  const asset = context.book.assets.all().find(({ id }) => id === input['id']);
  if (asset && asset.maker.toLowerCase() !== who.email.toLowerCase()) throw notTheirs(who);
  return input;
};

const ownUse: Rule = (context, who, input) => {
  if (who.level === 'owner') return input;
  const use = context.book.assets.uses().find(({ id }) => id === input['use']);
  if (use && use.person.toLowerCase() !== who.email.toLowerCase()) throw notTheirs(who);
  return input;
};

/** In a trial everybody's tasks are their own alone. */
const ownTasks: Rule = (_context, who, input) =>
  who.level === 'owner' ? input : { ...input, person: who.email };

const ownTask: Rule = (context, who, input) => {
  if (who.level === 'owner') return input;
  const task = context.book.trials.tasks().find(({ id }) => id === input['id']);
  if (task && task.person.toLowerCase() !== who.email.toLowerCase()) throw notTheirs(who);
  return input;
};

const both =
  (...rules: readonly Rule[]): Rule =>
  (context, who, input) =>
    rules.reduce((so, rule) => rule(context, who, so), input);

/** What somebody logs for themselves waits until somebody else accepts it. */
const withoutOwnAcceptance: Rule = (_context, who, input) =>
  who.level === 'owner' ? input : { ...input, acceptedBy: null };

/** A seat export ends with the verdict, and the warehouse holds everything. */
const withoutVerdicts: Rule = (_context, who, input) => {
  if (who.level === 'accountant' && (input['kind'] === 'seats' || input['kind'] === 'hr')) {
    throw notTheirs(who);
  }
  return input;
};

/** The rows of a list of people that could not be read may hold salaries. */
const withoutPeople: Rule = (context, who, input) => {
  const found = context.book.imports.brought(Number(input['id']));
  if (found?.kind === 'people') throw notTheirs(who);
  return input;
};

/** A manager sees verdicts where the owner has set that. */
const seenVerdicts: Rule = (context, who, input) => {
  if (!seesVerdicts(context)) throw notTheirs(who);
  return input;
};

const RULES: Readonly<Record<string, Rule>> = {
  'allowance/list': seenPerson('person'),
  'allowance/topUpAsk': ownPerson('person'),
  'allowance/topUpDecide': seenTopUp,
  'allowance/topUps': seenPerson('person'),
  'assets/add': ownPerson('maker'),
  'assets/remove': ownAsset,
  'assets/retire': ownAsset,
  'assets/unuse': ownUse,
  'assets/use': ownPerson('person'),
  'claims/check': ownPerson('person'),
  'claims/decide': seenClaim(false),
  'claims/list': seenPerson('person'),
  'claims/receipt': seenReceipt,
  'claims/save': both(ownPerson('person'), seenClaim(true)),
  'claims/show': seenClaim(false),
  'claims/tax': seenClaim(false),
  'claims/withdraw': seenClaim(true),
  'export/run': withoutVerdicts,
  'output/list': seenPerson('email'),
  'output/log': both(ownPerson('email'), withoutOwnAcceptance),
  'output/nothing': ownPerson('email'),
  'output/remove': seenItem(true),
  'output/reopen': seenItem(false),
  'imports/rejects': withoutPeople,
  'trials/consent': ownPerson('person'),
  'trials/leave': ownPerson('person'),
  'trials/task-add': ownPerson('person'),
  'trials/task-done': ownTask,
  'trials/task-drop': ownTask,
  'trials/task-timer': ownTask,
  'trials/tasks': ownTasks,
  'verdict/month': both(seenPerson('person'), seenVerdicts),
};

/** The input as it holds for whoever asks: who does it is they, and what is not theirs is refused. */
export function ownInput<I>(context: Context, request: string, input: I): I {
  const { access } = context;
  if (!access) return input;
  const said = input as Input;
  // Where it is a list it says what to sum by, and nobody.
  const named = typeof said['by'] === 'string' ? { ...said, by: access.email } : said;
  return (RULES[request]?.(context, access, named) ?? named) as I;
}
