import { seesPerson } from '../../../core/access/rights.ts';
import { type Context, settingOf } from '../context.ts';
import type { Seen } from './own-input.ts';

type Fields = Readonly<Record<string, unknown>>;
type Person = { readonly email: string; readonly team: string | null };
type Hider = (who: Seen, answer: Fields, isVerdictShown: boolean) => Fields;

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);
const isSeen =
  (who: Seen) =>
  (one: Fields): boolean =>
    seesPerson(who, (one['person'] ?? one) as Person);

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

const NO_VERDICT = { verdict: 'no data', lean: null, expectedNet: null, p: null } as const;

const seats: Hider = (who, answer, isVerdictShown) => {
  const seen = listOf(answer['seats']).filter(isSeen(who));
  return isVerdictShown
    ? { ...answer, seats: seen }
    : {
        ...answer,
        seats: seen.map((one) => ({ ...one, ...NO_VERDICT })),
        leans: { keep: null, drop: null },
      };
};

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
              : { ...review, verdict: isVerdictShown ? review['verdict'] : null },
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
    .map((one) => (isVerdictShown ? one : { ...one, verdict: null })),
});

const allowances: Hider = (who, answer) => ({
  ...answer,
  allowances: listOf(answer['allowances']).filter(isSeen(who)),
  pools: listOf(answer['pools']).filter(
    ({ team }) => who.level === 'accountant' || (who.level === 'manager' && team === who.team),
  ),
});

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
  return {
    ...answer,
    items,
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

const overview: Hider = (_who, answer) => ({ ...answer, signals: [] });

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
  'allowance/list': allowances,
  'allowance/topUps': topUps,
  'allowance/topUpAsk': topUps,
  'allowance/topUpDecide': topUps,
  'output/list': output,
  'overview/month': overview,
  'overview/span': overview,
  'seats/month': seats,
  'seats/span': seats,
  'verdict/month': only('verdicts'),
  'subscriptions/list': only('subscriptions'),
};

/** An answer without what does not concern whoever asks: costs of people, verdicts, colleagues' figures. */
export function conceal<O>(context: Context, request: string, answer: O): O {
  const { access } = context;
  if (!access || access.level === 'owner') return answer;
  return (HIDERS[request]?.(access, answer as Fields, seesVerdicts(context)) ?? answer) as O;
}

/** Whether whoever asks sees verdicts: owners do, managers where that is set. */
export function seesVerdicts(context: Context): boolean {
  const { access } = context;
  if (access === null || access.level === 'owner') return true;
  return access.level === 'manager' && settingOf(context, 'access.manager-verdicts') === 'on';
}
