import type { OutputOf } from '../../../contract/request.ts';
import type { SignalDoc } from '../../../contract/signals.ts';
import type { RunawayDoc, runawaysList } from '../../../contract/syncs.ts';
import {
  addDays,
  firstDay,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthOf,
} from '../../../core/calendar.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { findProvider } from '../../providers/registry.ts';
import { AllowanceFacts } from '../allowances/allowance-facts.ts';
import { seatAllowances } from '../allowances/list-allowances.ts';
import { baseCurrency, type Context } from '../context.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';
import { heldDismissals, signalKey } from '../signals/dismissals.ts';

/** So long after the day a runaway is something to do something about; later it is history. */
const SHOWN_DAYS = 3;
const LAST_DAY = '9999-12-31';

type Found = RunawayDoc & { readonly person: HeldPerson | null; readonly signal: string };

/** Whose use ran away by the last syncs, with what it costs if it goes on and which key could be paused. */
export function listRunaways(context: Context): OutputOf<typeof runawaysList> {
  const answered = heldDismissals(context.book);
  const found = runaways(context, addDays(context.today(), -SHOWN_DAYS), LAST_DAY);
  return {
    runaways: found
      .filter(({ signal }) => !answered.has(signal))
      .map(({ person: _p, signal: _s, ...one }) => one),
  };
}

/** The same as signals of the month looked at (RULES.md, Signals), with their evidence. */
export function runawaySignals(
  context: Context,
  month: IsoMonth,
): readonly { readonly person: HeldPerson | null; readonly signal: Omit<SignalDoc, 'person'> }[] {
  return runaways(context, firstDay(month), lastDay(month)).map(
    ({ person, signal, text, key: _k, spend, usual, bound, projected, ...one }) => ({
      person,
      signal: {
        code: 'runaway',
        key: signal,
        severity: 'high',
        text,
        params: {
          ...one,
          spend: spend.amount,
          usual: usual.amount,
          bound: bound?.amount ?? null,
          projected: projected.amount,
          currency: spend.currency,
        },
        evidence: {
          account: { type: 'name', name: one.account },
          day: { type: 'day', day: one.day },
          spend: { type: 'money', money: spend },
          usual: { type: 'money', money: usual },
          ...(bound === null ? {} : { bound: { type: 'money' as const, money: bound } }),
          ifItGoesOn: { type: 'money', money: projected },
          untilDay: { type: 'day', day: one.until },
          ...(one.allowanceDays === null
            ? {}
            : { allowanceDays: { type: 'count', count: one.allowanceDays } }),
        },
        dismissed: null,
      },
    }),
  );
}

type Allowances = ReturnType<typeof seatAllowances>;

/** Days like this one until the person's allowance is used up: 0 where it is already. */
function allowanceDays(
  allowances: Allowances,
  person: HeldPerson | null,
  spendMicro: bigint,
  currency: string,
): number | null {
  const left = person === null ? null : (allowances.get(person.id)?.left ?? null);
  if (left === null || !('amount' in left) || left.currency !== currency) return null;
  const leftMicro = parseMicro(left.amount) ?? 0n;
  return leftMicro <= 0n ? 0 : Number((leftMicro + spendMicro - 1n) / spendMicro);
}

function runaways(context: Context, from: IsoDay, to: IsoDay): Found[] {
  const currency = baseCurrency(context);
  const people = new Map(heldPeople(context.book).map((one) => [one.id, one]));
  const found = context.book.syncs.runaways(from, to);
  const allowances: Allowances =
    found.length === 0
      ? new Map()
      : seatAllowances(new AllowanceFacts(context), monthOf(context.today()));
  return found.map(
    ({
      spendMicro,
      usualMicro,
      boundMicro,
      projectedMicro,
      personId,
      apiKey,
      called,
      provider,
      ...one
    }) => {
      const person = (personId === null ? undefined : people.get(personId)) ?? null;
      const who = person?.name ?? called ?? one.identity;
      const spend = moneyText(spendMicro, currency);
      const usual = moneyText(usualMicro, currency);
      const bound = boundMicro === null ? null : moneyText(boundMicro, currency);
      const projected = moneyText(projectedMicro, currency);
      const days = allowanceDays(allowances, person, spendMicro, currency);
      const pause = provider === null ? 'none' : findProvider(provider)?.capabilities.pauseKey;
      return {
        ...one,
        key: `${one.account} ${one.identity} ${one.day}`,
        signal: signalKey('runaway', person, `${one.account} ${one.identity} ${one.day}`),
        who,
        person,
        spend,
        usual,
        bound,
        projected,
        allowanceDays: days,
        pausable: pause === 'reversible' ? apiKey : null,
        text: `${who} used ${spend.amount} ${currency} through ${one.account} on ${one.day}; ${bound === null ? `usual is ${usual.amount}` : `the bound of a day is ${bound.amount}`}. If every day is like it, ${projected.amount} ${currency} more by ${one.until}.${allowanceText(days)} Usually it is a setting: look at it together.`,
      };
    },
  );
}

function allowanceText(days: number | null): string {
  if (days === null) return '';
  if (days === 0) return ' The allowance is used up.';
  return ` The allowance is used up after ${days === 1 ? 'one such day' : `${days} such days`}.`;
}
