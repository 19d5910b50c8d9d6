import type { AllowanceDoc } from '../../../contract/allowances.ts';
import type { ClaimDoc } from '../../../contract/claims.ts';
import { addMonths, type IsoMonth, monthOf, monthRange } from '../../../core/calendar.ts';
import { microText, moneyText, parseMicro } from '../../../core/money.ts';
import { listCalendar } from '../allowances/company-days.ts';
import { listAllowances } from '../allowances/list-allowances.ts';
import { topUpDocs } from '../allowances/list-top-ups.ts';
import { ClaimDocuments } from '../claims/claim-documents.ts';
import { ClaimFacts } from '../claims/claim-facts.ts';
import { policyOf } from '../claims/claim-policy.ts';
import { bookMonths } from '../company/company.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { heldAbout } from '../mine/held-about.ts';
import { listKinds } from '../output/output-rules.ts';
import { showSeats } from '../overview/overview.ts';
import { type HeldPerson, personShape } from '../people/people.ts';
import { showVerdicts } from '../verdict/verdicts.ts';
import { assetsFor, reuseStates } from './asset-messages.ts';
import type { MessageDraft } from './current-messages.ts';
import { detailsIn } from './outcome.ts';
import { sharedUuid } from './shared-uuid.ts';

/** How many months are told: what a year needs, and the one before it. */
const STATEMENTS = 13;
const VERDICTS = 3;
/** The newest answers that are kept standing. */
const ANSWERS = 500;

type Seats = ReturnType<typeof showSeats>['seats'];

/** What the office tells its people: each what is theirs, never a colleague's figure. Reads once for all of them. */
export class OfficeMessages {
  readonly #context: Context;
  readonly #claims: ClaimFacts;
  readonly #documents: ClaimDocuments;
  readonly #seats = new Map<IsoMonth, Seats>();

  constructor(context: Context) {
    this.#context = context;
    this.#claims = new ClaimFacts(context);
    this.#documents = new ClaimDocuments(this.#claims, new Map());
  }

  /** Everything that stands to be told to a person. */
  of(person: HeldPerson): MessageDraft[] {
    const claims = this.#claimDocs(person);
    return [
      this.#profile(person),
      ...claims.map(({ uuid, doc }) => claimState(uuid, doc)),
      ...this.#topUps(person),
      ...this.#outputs(person),
      ...reuseStates(this.#context, person),
      ...this.#allowances(person),
      ...this.#statements(
        person,
        claims.map(({ doc }) => doc),
      ),
      ...this.#verdicts(person),
      ...this.#answers(person),
      ...this.#held(person),
    ];
  }

  #profile(person: HeldPerson): MessageDraft {
    const context = this.#context;
    const { policy } = policyOf(context);
    const plans = context.book.subscriptions.all();
    return {
      type: 'profile',
      about: person.email.toLowerCase(),
      body: {
        person: { ...personShape(person), start: person.startDay, end: person.endDay },
        company: settingOf(context, 'company.name'),
        currency: baseCurrency(context),
        calendar: {
          timeZone: settingOf(context, 'company.time-zone'),
          weekStart: settingOf(context, 'company.week-start'),
          ...listCalendar(context),
        },
        kinds: listKinds(context).kinds.map(({ kind }) => kind),
        tools: [...new Set(plans.map(({ tool }) => tool))].sort(),
        subscriptions: plans
          .filter(({ personId }) => personId === person.id)
          .map((plan) => ({
            tool: plan.tool,
            start: plan.startDay,
            end: plan.endDay,
            price: moneyText(plan.priceMicro, plan.currency),
            cadence: plan.cadence,
          })),
        claimRules: {
          receiptAbove: policy.receiptAbove,
          maxAgeDays: policy.maxAgeDays,
          tools: policy.tools,
          currencies: policy.currencies,
        },
        assets: assetsFor(context, person),
      },
    };
  }

  #claimDocs(person: HeldPerson): { uuid: string; doc: ClaimDoc }[] {
    return this.#claims.claims
      .filter(({ personId, claim }) => personId === person.id && claim.state !== 'draft')
      .map((held) => ({
        uuid: sharedUuid(this.#context.book, 'claim', held.id),
        doc: this.#documents.of(held, 'claimant'),
      }));
  }

  #topUps(person: HeldPerson): MessageDraft[] {
    const requests = this.#context.book.topUps.all();
    const ids = new Set(requests.filter((one) => one.personId === person.id).map(({ id }) => id));
    return topUpDocs(this.#context, ({ id }) => ids.has(id)).map((doc) => ({
      type: 'top-up-state',
      about: sharedUuid(this.#context.book, 'top-up', doc.id),
      body: {
        state: doc.state,
        by: doc.decidedBy,
        at: doc.decidedAt,
        why: doc.why,
        granted: doc.granted,
        // As it was asked: neither the team's pool nor a verdict goes with it.
        topUp: {
          modelClass: doc.modelClass,
          cadence: doc.cadence,
          counts: doc.counts,
          amount: doc.amount,
          reason: doc.reason,
          expectedOutput: doc.expectedOutput,
          day: doc.day,
          permanent: doc.permanent,
          askedAt: doc.askedAt,
        },
      },
      news: [doc.state, doc.decidedAt, doc.granted, doc.why],
    }));
  }

  /** Items that came from the person; what the office logged itself is in the statements. */
  #outputs(person: HeldPerson): MessageDraft[] {
    const { book } = this.#context;
    const told = new Set(
      book.packets
        .current(person.id)
        .filter(({ type }) => type === 'output-state')
        .map(({ about }) => about),
    );
    return book.pairings.itemsOf('output').flatMap(({ uuid, id }) => {
      const item = book.output.item(id);
      if (!item && told.has(uuid)) {
        const body = { state: 'removed', by: null, at: null, why: null, item: null };
        return { type: 'output-state', about: uuid, body };
      }
      if (!item || item.email.toLowerCase() !== person.email.toLowerCase()) return [];
      const state =
        item.reopened !== null ? 'reopened' : item.accepted === 1 ? 'accepted' : 'waiting';
      return {
        type: 'output-state',
        about: uuid,
        body: {
          state,
          by: item.acceptedBy,
          at: item.reopened,
          why: null,
          item: {
            day: item.day,
            kind: item.kind,
            quantity: microText(BigInt(item.quantityMilli) * 1000n),
            title: item.title || null,
            link: item.link || null,
            minutesSaved: item.minutesSaved,
          },
        },
      };
    });
  }

  #allowances(person: HeldPerson): MessageDraft[] {
    const { allowances } = listAllowances(this.#context, { person: person.email });
    return allowances.map((doc) => ({
      type: 'allowance',
      about: keyOf(doc),
      body: doc as unknown as Record<string, unknown>,
    }));
  }

  #statements(person: HeldPerson, claims: readonly ClaimDoc[]): MessageDraft[] {
    const { book } = this.#context;
    const head = book.trail.head();
    return this.#months(STATEMENTS).flatMap((month) => {
      const seat = this.#seatsOf(month).find(({ person: one }) => one.email === person.email);
      const settled = claimsIn(claims, month, this.#claims.base);
      if (!seat && settled.isEmpty) return [];
      const { isEmpty: _, ...sums } = settled;
      const zero = moneyText(0n, this.#claims.base);
      const told = {
        month,
        currency: this.#claims.base,
        isClosed: book.closures.isClosed(month),
        spend: seat?.spend ?? zero,
        bySource: seat?.bySource ?? {},
        byTool: seat?.byTool ?? [],
        apiValue: seat?.apiValue ?? null,
        output: seat?.output ?? { units: 0, items: 0 },
        felt: this.#felt(person, month),
        claims: sums,
      };
      return {
        type: 'statement',
        about: month,
        body: { ...told, audit: head ? { entry: head.entry, digest: head.hash } : null },
        news: told,
      };
    });
  }

  #felt(person: HeldPerson, month: IsoMonth): { hours: number; items: number } {
    const items = this.#context.book.output
      .items(`${month}-01`, `${month}-31`, person.email, 100_000)
      .filter(({ minutesSaved }) => minutesSaved !== null);
    const minutes = items.reduce((sum, one) => sum + (one.minutesSaved ?? 0), 0);
    return { hours: Math.round((minutes / 60) * 10) / 10, items: items.length };
  }

  #verdicts(person: HeldPerson): MessageDraft[] {
    if (settingOf(this.#context, 'share.verdicts') !== 'on') return [];
    return this.#months(VERDICTS).flatMap((month) => {
      const [verdict] = showVerdicts(this.#context, {
        month,
        person: person.email,
        withReturns: false,
      }).verdicts;
      return verdict === undefined
        ? []
        : { type: 'verdict', about: month, body: verdict as unknown as Record<string, unknown> };
    });
  }

  /** What could not be taken, or not as it was meant. */
  #answers(person: HeldPerson): MessageDraft[] {
    const { pairings, packets } = this.#context.book;
    return pairings
      .all()
      .filter(({ personId }) => personId === person.id)
      .flatMap(({ installation }) => packets.messagesOf(installation))
      .filter(({ status }) => status === 'refused' || status === 'superseded')
      .slice(-ANSWERS)
      .map(({ id, status, code, message, details }) => ({
        type: 'result',
        about: id,
        body: { of: id, status, code, message, details: detailsIn(details) },
      }));
  }

  /** Everything that is held about the person, each time that they asked for it. */
  #held(person: HeldPerson): MessageDraft[] {
    const asked = this.#context.book.settings.value(`packets.held-asked.${person.id}`);
    if (asked === undefined) return [];
    return [{ type: 'held', about: 'held', body: heldAbout(this.#context, person), news: asked }];
  }

  #months(most: number): IsoMonth[] {
    const span = bookMonths(this.#context.book);
    const today = monthOf(this.#context.today());
    const first = addMonths(today, 1 - most);
    if (!span || span.from > today) return [today];
    return monthRange(span.from > first ? span.from : first, today);
  }

  #seatsOf(month: IsoMonth): Seats {
    const held = this.#seats.get(month);
    if (held) return held;
    const { seats } = showSeats(this.#context, { month });
    this.#seats.set(month, seats);
    return seats;
  }
}

const keyOf = ({ line }: AllowanceDoc): string =>
  [
    line.modelClass,
    line.cadence,
    line.limit !== null && 'tokens' in line.limit ? 'tokens' : 'money',
    line.counts.join('+'),
  ].join(' ');

/** A claim's revision is how many steps it has taken: it is what an answer is based on, on every computer. */
function claimState(uuid: string, doc: ClaimDoc): MessageDraft {
  const { history, lines, payments, state } = doc;
  return {
    type: 'claim-state',
    about: uuid,
    rev: history.length,
    body: { ...doc, uuid, findings: doc.findings.map((one) => ({ ...one, other: null })) },
    news: { history, lines, payments, state },
  };
}

/** What of a month's claims was approved, is paid, and is owed still, in base currency. */
function claimsIn(
  claims: readonly ClaimDoc[],
  month: IsoMonth,
  base: string,
): { approved: Money; paid: Money; owed: Money; isEmpty: boolean } {
  let approved = 0n;
  let paid = 0n;
  let lines = 0;
  for (const claim of claims) {
    for (const line of claim.lines) {
      if (line.chargedMonth !== month || line.approvedBase === null) continue;
      lines += 1;
      const micro = parseMicro(line.approvedBase.amount) ?? 0n;
      approved += micro;
      if (claim.state === 'paid') paid += micro;
    }
  }
  return {
    approved: moneyText(approved, base),
    paid: moneyText(paid, base),
    owed: moneyText(approved - paid, base),
    isEmpty: lines === 0,
  };
}
type Money = ReturnType<typeof moneyText>;
