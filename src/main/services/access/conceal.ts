import { seesPerson } from '../../../core/access/rights.ts';
import type { Book } from '../../book/book.ts';
import type { Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import type { Seen } from './own-input.ts';
import { seesVerdicts } from './seen-figures.ts';

type Fields = Readonly<Record<string, unknown>>;
type Person = { readonly email: string; readonly team: string | null };
/** What of an answer whoever asks sees. Nobody but an owner comes here: none of them sees costs of people. */
type Hider = (who: Seen, answer: Fields, isVerdictShown: boolean, book: Book) => Fields;

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);
const isSeen =
  (who: Seen) =>
  (one: Fields): boolean =>
    seesPerson(who, personOf(one));

/** Whose a row is; a spare licence is nobody's, and seen by whoever sees everybody. */
function personOf(one: Fields): Person {
  const { email, team } = (one['person'] ?? one) as { email?: string | null; team?: string | null };
  return { email: email ?? '', team: team ?? null };
}

/** The rows of a list that whoever asks sees. */
const only =
  (field: string): Hider =>
  (who, answer) => ({ ...answer, [field]: listOf(answer[field]).filter(isSeen(who)) });

const people: Hider = (who, answer) => ({
  ...answer,
  people: listOf(answer['people'])
    .filter(isSeen(who))
    .map((one) => ({ ...one, monthlyCost: null })),
});

const NO_VERDICT = { verdict: null, lean: null, expectedNet: null, p: null } as const;

const seats: Hider = (who, answer, isVerdictShown) => {
  const seen = listOf(answer['seats']).filter(isSeen(who));
  const leaning = (lean: string): number => seen.filter((one) => one['lean'] === lean).length;
  return isVerdictShown
    ? {
        ...answer,
        // The expected net is worked out from what the person costs.
        seats: seen.map((one) => ({ ...one, expectedNet: null })),
        leans: { keep: leaning('keep'), drop: leaning('drop') },
      }
    : {
        ...answer,
        seats: seen.map((one) => ({ ...one, ...NO_VERDICT })),
        leans: { keep: null, drop: null },
      };
};

/** A verdict without what the person costs, nor the amounts that it could be worked out from. */
function withoutCost(verdict: Fields): Fields {
  if ((verdict['valuation'] as Fields | null)?.['by'] === 'unit') return verdict;
  const advice = verdict['advice'] as Fields | undefined;
  return {
    ...verdict,
    valuation: null,
    value: null,
    expectedNet: null,
    worthKnowing: null,
    explained: null,
    ...(advice ? { advice: { ...advice, text: advice['code'], amount: null, excess: null } } : {}),
  };
}

const verdicts: Hider = (who, answer) => ({
  ...answer,
  verdicts: listOf(answer['verdicts']).filter(isSeen(who)).map(withoutCost),
});

const shownVerdict = (verdict: unknown, isVerdictShown: boolean): Fields | null =>
  isVerdictShown && verdict ? withoutCost(verdict as Fields) : null;

const claims: Hider = (who, answer, isVerdictShown) => {
  const review = answer['review'] as Fields | null | undefined;
  const hidesReview = who.level === 'employee';
  return {
    ...answer,
    claims: listOf(answer['claims']).filter(isSeen(who)),
    ...('review' in answer
      ? {
          review:
            !review || hidesReview
              ? null
              : { ...review, verdict: shownVerdict(review['verdict'], isVerdictShown) },
        }
      : {}),
    ...('waiting' in answer && who.level !== 'accountant' ? { waiting: NOTHING(answer) } : {}),
  };
};

/** What waits at the company is not told by its sum either. */
const NOTHING = (answer: Fields): Fields => {
  const { base } = answer['waiting'] as { base: { currency: string } };
  return {
    count: 0,
    base: { amount: '0.000000', currency: base.currency },
    withoutRate: 0,
    oldestDays: null,
  };
};

const topUps: Hider = (who, answer, isVerdictShown) => ({
  ...answer,
  topUps: listOf(answer['topUps'])
    .filter(isSeen(who))
    .map((one) => ({ ...one, verdict: shownVerdict(one['verdict'], isVerdictShown) })),
});

const allowances: Hider = (who, answer) => ({
  ...answer,
  allowances: listOf(answer['allowances']).filter(isSeen(who)),
  pools: listOf(answer['pools']).filter(
    ({ team }) => who.level === 'accountant' || (who.level === 'manager' && team === who.team),
  ),
});

/** Limits that hold for everybody or a role, and those of a team and of people whom one sees. */
const limits: Hider = (who, answer, _isVerdictShown, book) => {
  const teams = new Map(heldPeople(book).map(({ email, team }) => [email, team]));
  return {
    ...answer,
    lines: listOf(answer['lines']).filter(({ scope }) => {
      const [kind = '', ...rest] = String(scope).split(':');
      const name = rest.join(':');
      if (kind === 'team') return who.level === 'accountant' || name === who.team;
      return kind !== 'person' || seesPerson(who, { email: name, team: teams.get(name) ?? null });
    }),
  };
};

const output: Hider = (who, answer) => {
  const items = listOf(answer['items']).filter((one) =>
    seesPerson(who, (one['person'] ?? { email: one['email'], team: null }) as Person),
  );
  const emails = new Set(items.map(({ email }) => String(email).toLowerCase()));
  const isTheirs = (email: unknown): boolean =>
    who.level === 'accountant' ||
    emails.has(String(email).toLowerCase()) ||
    String(email).toLowerCase() === who.email.toLowerCase();
  const strings = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const counted = (state: string): number => items.filter((one) => one['state'] === state).length;
  return {
    ...answer,
    items,
    ...(who.level === 'manager'
      ? {
          counts: {
            items: items.length,
            accepted: counted('accepted'),
            waiting: counted('waiting'),
            reopened: counted('reopened'),
          },
        }
      : {}),
    authors: strings(answer['authors']).filter(isTheirs),
    nothingFinished: strings(answer['nothingFinished']).filter(isTheirs),
  };
};

const NO_COST = { cost: null, left: null, thisMonth: null, missing: null } as const;

/**
 * Everybody may use an asset again, and so sees that it is there. What it cost tells what a colleague
 * spends and earns; what was felt of it is worth something to the owner alone.
 */
const assets: Hider = (who, answer) => ({
  ...answer,
  share: null,
  assets: listOf(answer['assets']).map((one) => {
    const own = { ...one, feltWorth: null, feltWithoutCost: 0 };
    if (String(one['email']).toLowerCase() === who.email.toLowerCase()) return own;
    const costless = Number(one['hours']) === 0 ? own : { ...own, ...NO_COST };
    return one['maker'] !== null && isSeen(who)(one)
      ? costless
      : { ...own, ...NO_COST, share: null, hours: null, spendPart: null, feltMinutes: null };
  }),
});

/** Who else takes part is nobody's business. */
const trials: Hider = (who, answer) => ({
  ...answer,
  trials: listOf(answer['trials']).map((one) => ({
    ...one,
    consented: (one['consented'] as readonly string[]).filter(
      (email) => email.toLowerCase() === who.email.toLowerCase(),
    ),
  })),
});

const overview: Hider = (_who, answer) => ({
  ...answer,
  signals: [],
  seats: {
    ...(answer['seats'] as Fields),
    justified: null,
    notJustified: null,
    undecided: null,
    leansKeep: null,
    leansDrop: null,
    noData: null,
  },
});

/** What of a list of people could not be read may be a salary. */
const imports: Hider = (_who, answer) => ({
  ...answer,
  imports: listOf(answer['imports']).map((one) =>
    one['kind'] === 'people' ? { ...one, rejects: [] } : one,
  ),
});

const HIDERS: Readonly<Record<string, Hider>> = {
  ...Object.fromEntries(
    ['add', 'list', 'remove', 'restore', 'retire', 'unuse', 'use'].map((act) => [
      `assets/${act}`,
      assets,
    ]),
  ),
  'people/list': people,
  'claims/list': claims,
  'claims/show': claims,
  'claims/save': claims,
  'claims/decide': claims,
  'claims/pay': claims,
  'allowance/lines': limits,
  'allowance/list': allowances,
  'allowance/topUps': topUps,
  'allowance/topUpAsk': topUps,
  'allowance/topUpDecide': topUps,
  'output/list': output,
  'overview/month': overview,
  'overview/span': overview,
  'seats/month': seats,
  'seats/span': seats,
  'imports/list': imports,
  'trials/consent': trials,
  'trials/leave': trials,
  'trials/list': trials,
  'verdict/month': verdicts,
  'subscriptions/list': only('subscriptions'),
};

/** An answer without what does not concern whoever asks: costs of people, verdicts, colleagues' figures. */
export function conceal<O>(context: Context, request: string, answer: O): O {
  const { access } = context;
  if (!access || access.level === 'owner') return answer;
  return (HIDERS[request]?.(access, answer as Fields, seesVerdicts(context), context.book) ??
    answer) as O;
}
