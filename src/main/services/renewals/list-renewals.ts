import type { RenewalDoc, RenewalsDoc, renewalsList } from '../../../contract/renewals.ts';
import type { InputOf } from '../../../contract/request.ts';
import type { EvidenceShape, SignalDoc } from '../../../contract/signals.ts';
import { addDays, type IsoDay, monthOf } from '../../../core/calendar.ts';
import { isSameTool } from '../../../core/claims/vendor-match.ts';
import { type Micro, moneyText, parseMicro } from '../../../core/money.ts';
import { firstSavedCharge, nextRenewal, reminderFor } from '../../../core/renewals/renewal.ts';
import {
  type OverlapTool,
  perYear,
  type RenewalClass,
  reassignSaving,
  toEnd,
} from '../../../core/renewals/renewal-saving.ts';
import { rateTable } from '../../book/rate-store.ts';
import type { HeldSubscription } from '../../book/stores/subscriptions.ts';
import { baseCurrency, type Context } from '../context.ts';
import { type HeldPerson, heldPeople, personShape } from '../people/people.ts';
import { renewalTerms } from '../people/subscriptions.ts';
import { listSignals } from '../signals/signals.ts';

/** So far back a claim tells that somebody pays for a tool of their own. */
const CLAIMED_DAYS = 90;

type Rates = ReturnType<typeof rateTable>;
type Unused = { readonly reason: string; readonly takerName: string | null };

/**
 * Every subscription that renews, with the day until which that can be stopped and what ending it, or
 * the next plan down, would save; by notice day. What nobody uses has its kind of saving, as the
 * signals of the month tell.
 */
export function listRenewals(
  context: Context,
  { until }: InputOf<typeof renewalsList>,
): RenewalsDoc {
  const { book } = context;
  const asOf = context.today();
  const people = heldPeople(book);
  const { signals } = listSignals(context, { month: monthOf(asOf) });
  const unused = unusedById(signals);
  const overlaps = overlapsOf(signals);
  const rates = rateTable(book);
  const renewals = book.subscriptions.all().flatMap((one): RenewalDoc[] => {
    const terms = renewalTerms(one);
    const next = nextRenewal(terms, asOf);
    if (next === null || (until !== undefined && next.noticeDay > until)) return [];
    const holder = people.find(({ id }) => id === one.personId) ?? null;
    const found = unused.get(one.id) ?? null;
    // Of namesakes the one who buys the tool.
    const takers = people
      .filter(({ id, name }) => name === found?.takerName && id !== one.personId)
      .map((person) => ({ person, purchase: purchaseOf(context, rates, one, person, asOf) }));
    const { person: taker = null, purchase = null } =
      takers.find((each) => each.purchase !== undefined) ?? takers[0] ?? {};
    const yearly = perYear(one.priceMicro, one.cadence);
    const money = (micro: Micro) => moneyText(micro, one.currency);
    const kind = classOf(one, found, taker);
    const savesMicro =
      kind === 'reassign'
        ? purchase && reassignSaving(one.priceMicro, purchase, one.cadence)
        : yearly;
    return [
      {
        id: one.id,
        tool: one.tool,
        account: one.account,
        person: holder && personShape(holder),
        cadence: one.cadence,
        renewal: next.renewal,
        noticeDay: next.noticeDay,
        noticeDays: terms.noticeDays,
        price: money(one.priceMicro),
        perYear: money(yearly),
        downgradePrice: one.downgradeMicro === null ? null : money(one.downgradeMicro),
        unusedReason: found?.reason ?? null,
        class: kind,
        reassignTo: kind === 'reassign' && taker ? personShape(taker) : null,
        saves: savesMicro === null ? null : money(savesMicro),
        // The licence is paid on; what is spared is the other purchase, from now on.
        from: kind === 'reassign' ? asOf : firstSavedCharge(terms, next, asOf),
        downgradeSaves:
          one.downgradeMicro === null
            ? null
            : money(perYear(one.priceMicro - one.downgradeMicro, one.cadence)),
        overlapsWith: overlapOf(overlaps, one, holder),
        reminder: isWorthReminding(one) ? reminderFor(next.noticeDay, asOf) : null,
      },
    ];
  });
  const byDay = renewals.sort(
    (a, b) => compare(a.noticeDay, b.noticeDay) || compare(a.tool, b.tool) || a.id - b.id,
  );
  return {
    asOf,
    currency: baseCurrency(context),
    renewals: byDay,
    ...totals(context, rates, byDay, asOf),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What renews every month by itself is no appointment. */
const isWorthReminding = ({ cadence, renewalDay, noticeDays }: HeldSubscription): boolean =>
  cadence === 'year' || renewalDay !== null || (noticeDays ?? 0) > 0;

function classOf(
  { cadence }: HeldSubscription,
  unused: Unused | null,
  taker: HeldPerson | null,
): RenewalClass | null {
  // Somebody without access has to be let in first: that is another thing than not using it.
  if (unused === null || unused.reason === 'no access') return null;
  if (taker !== null) return 'reassign';
  return cadence === 'month' ? 'end-now' : 'end-at-renewal';
}

function totals(
  context: Context,
  rates: Rates,
  renewals: readonly RenewalDoc[],
  asOf: IsoDay,
): Pick<RenewalsDoc, 'perYear' | 'waitingForRate'> {
  const base = baseCurrency(context);
  const sums: Record<RenewalClass, Micro> = { reassign: 0n, 'end-now': 0n, 'end-at-renewal': 0n };
  const waiting = new Set<string>();
  for (const one of renewals) {
    if (one.class === null) continue;
    const { currency } = one.price;
    const micro =
      one.saves && rates.convert(parseMicro(one.saves.amount) ?? 0n, currency, base, asOf);
    if (micro === null) waiting.add(currency);
    else sums[one.class] += micro;
  }
  return {
    perYear: {
      reassign: moneyText(sums.reassign, base),
      endNow: moneyText(sums['end-now'], base),
      endAtRenewal: moneyText(sums['end-at-renewal'], base),
    },
    waitingForRate: [...waiting].sort(),
  };
}

const nameIn = (value: EvidenceShape | undefined): string | null =>
  value?.type === 'name' ? value.name : null;
const wordIn = (value: EvidenceShape | undefined): string =>
  value?.type === 'word' ? value.word : '';
const countIn = (value: EvidenceShape | undefined): number =>
  value?.type === 'count' ? value.count : 0;
const microIn = (value: EvidenceShape | undefined): Micro =>
  value?.type === 'money' ? (parseMicro(value.money.amount) ?? 0n) : 0n;

/** The licences that the month's signals ask about, by their id, and who would take each. */
function unusedById(signals: readonly SignalDoc[]): Map<number, Unused> {
  return new Map(
    signals.flatMap(({ code, key, evidence }): [number, Unused][] => {
      if (code !== 'unused-seat') return [];
      // The key is the code, the person, and what it is about: the licence and the reason.
      const id = Number(key.split(':').slice(2).join(':').split(' ')[0]);
      const takerName = nameIn(evidence['nextPerson']);
      return [[id, { reason: wordIn(evidence['reason']), takerName }]];
    }),
  );
}

type Overlap = { readonly email: string; readonly end: string; readonly other: string };

/** Pairs of tools of one person for one job: which of the two to end. */
function overlapsOf(signals: readonly SignalDoc[]): Overlap[] {
  return signals.flatMap(({ code, person, evidence }) => {
    const [tool, other] = [nameIn(evidence['tool']), nameIn(evidence['otherTool'])];
    if (code !== 'two-tools-one-job' || !person || tool === null || other === null) return [];
    const one: OverlapTool = {
      tool,
      useDays: countIn(evidence['useDays']),
      micro: microIn(evidence['cost']),
    };
    const two: OverlapTool = {
      tool: other,
      useDays: countIn(evidence['otherUseDays']),
      micro: microIn(evidence['otherCost']),
    };
    const end = toEnd(one, two);
    return [{ email: person.email, end: end.tool, other: end === one ? two.tool : one.tool }];
  });
}

function overlapOf(
  overlaps: readonly Overlap[],
  { tool }: HeldSubscription,
  holder: HeldPerson | null,
): string | null {
  const found = overlaps.find(({ email, end }) => email === holder?.email && isSameTool(end, tool));
  return found?.other ?? null;
}

/** What somebody last paid for the tool, in the licence's currency; `null` where a rate is missing, `undefined` where nothing was. */
function purchaseOf(
  context: Context,
  rates: Rates,
  licence: HeldSubscription,
  taker: HeldPerson,
  asOf: IsoDay,
): Micro | null | undefined {
  const lines = context.book.claims
    .spent(addDays(asOf, -CLAIMED_DAYS), asOf)
    .filter(
      ({ person, tool }) => person === taker.id && tool !== null && isSameTool(tool, licence.tool),
    );
  const last = lines.reduce<(typeof lines)[number] | null>(
    (latest, line) => (latest === null || line.day >= latest.day ? line : latest),
    null,
  );
  return last === null
    ? undefined
    : rates.convert(last.micro, last.currency, licence.currency, asOf);
}
