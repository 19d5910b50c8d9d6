import {
  addMonths,
  firstDay,
  type IsoDay,
  type IsoMonth,
  monthOf,
} from '../../../core/calendar.ts';
import type { ClaimPolicy } from '../../../core/claims/claim-event.ts';
import { claimFindings } from '../../../core/claims/claim-findings.ts';
import type { ClaimLine } from '../../../core/claims/claim-line.ts';
import type { Finding } from '../../../core/claims/finding.ts';
import type { ClaimRules, FiledLine, FindingInput } from '../../../core/claims/finding-input.ts';
import { claimedBaseMicro, lineFailure } from '../../../core/claims/line-amounts.ts';
import { findTaxAccount } from '../../../core/ledger/ledger-rules.ts';
import { parseTaxAccounts } from '../../../core/ledger/ledger-text.ts';
import { chosenPack, ledgerValue } from '../../../core/ledger/set-rules.ts';
import type { RateTable } from '../../../core/rates.ts';
import { claimName, type HeldClaim, heldClaims } from '../../book/claim-store.ts';
import { rateTable } from '../../book/rate-store.ts';
import type { HeldSubscription } from '../../book/stores/subscriptions.ts';
import { bookMonths } from '../company/company.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { type MonthVerdicts, monthVerdictsOf } from '../verdict/month-verdicts.ts';
import { actorKey, micro, policyOf, rulesOf } from './claim-policy.ts';
import { comparableClaims } from './comparable-claims.ts';

/** A claim as its findings see it, filed or not yet. */
export type ClaimToCheck = {
  readonly id: number | null;
  readonly personId: number;
  readonly lines: readonly ClaimLine[];
};

/** A line of another claim, and what of it counts towards caps: once it was granted, or while it is asked for. */
type LineSeen = {
  readonly line: FiledLine;
  readonly month: IsoMonth;
  readonly granted: bigint | null;
  readonly asked: bigint | null;
};

/** Everything that claims depend on, gathered once for one request; claims as they are asked for. */
export class ClaimFacts {
  readonly base: string;
  readonly rates: RateTable;
  readonly closedMonths: readonly IsoMonth[];
  readonly openMonth: IsoMonth;
  readonly today: IsoDay;
  readonly people: ReadonlyMap<number, HeldPerson>;
  readonly rules: ClaimRules;
  readonly stepPolicy: ClaimPolicy;
  readonly #context: Context;
  /** Claims as they were read, one by one; `null` of an id that is none. */
  readonly #held = new Map<number, HeldClaim | null>();
  #all: readonly HeldClaim[] | null = null;
  readonly #seen = new WeakMap<HeldClaim, readonly LineSeen[]>();
  readonly #subscriptions: readonly HeldSubscription[];
  #verdicts: MonthVerdicts | null | undefined;

  constructor(context: Context) {
    const { book } = context;
    const { policy } = policyOf(context);
    const rates = rateTable(book);
    this.#context = context;
    this.base = baseCurrency(context);
    this.rates = rates;
    this.today = context.today();
    this.closedMonths = book.closures.months();
    this.openMonth = openMonthFrom(monthOf(this.today), this.closedMonths);
    this.people = new Map(heldPeople(book).map((one) => [one.id, one]));
    this.#subscriptions = book.subscriptions.all();
    this.rules = rulesOf(policy);
    const key = (name: string): string => actorKey(context, name);
    this.stepPolicy = {
      approvers: policy.approvers?.map(key) ?? null,
      standIns: policy.standIns.map(({ approver, standIn }) => ({
        approver: key(approver),
        standIn: key(standIn),
      })),
      secondApproverAboveMicro: policy.secondApproverAbove && micro(policy.secondApproverAbove),
      baseCurrency: this.base,
      payIn: settingOf(context, 'claims.pay-in') === 'claimed' ? 'claimed' : 'base',
      recoversTax: (rate) => recoversTax(context, rate),
      rates,
      closedMonths: this.closedMonths,
      openMonth: this.openMonth,
    };
  }

  /** Every claim, oldest first: for lists and exports. A single claim's findings need a few only. */
  get claims(): readonly HeldClaim[] {
    this.#all ??= heldClaims(this.#context.book, (id) => this.names(id));
    return this.#all;
  }

  /** A person's e-mail as the rules know them, and every name they act under. */
  names(personId: number): { readonly email: string; readonly all: readonly string[] } {
    const person = this.people.get(personId);
    if (!person) return { email: `person ${personId}`, all: [] };
    const email = person.email.toLowerCase();
    return { email, all: [email, person.name, email.split('@')[0] ?? email] };
  }

  held(id: number): HeldClaim | undefined {
    return this.#read([id])[0];
  }

  /** Forgets how these claims stood, after a step changed them. */
  reread(ids: Iterable<number>): void {
    for (const id of ids) this.#held.delete(id);
    this.#all = null;
  }

  /** The claims of these ids, oldest first; what is not known yet is read in one go. */
  #read(ids: Iterable<number>): HeldClaim[] {
    const wanted = [...ids].sort((a, b) => a - b);
    const missing = wanted.filter((id) => !this.#held.has(id));
    if (missing.length > 0) {
      for (const id of missing) this.#held.set(id, null);
      for (const one of heldClaims(this.#context.book, (id) => this.names(id), missing)) {
        this.#held.set(one.id, one);
      }
    }
    return wanted.flatMap((id) => this.#held.get(id) ?? []);
  }

  #comparable(personId: number, lines: readonly ClaimLine[]): HeldClaim[] {
    return this.#read(comparableClaims(this.#context.book, personId, lines));
  }

  personOf(email: string): HeldPerson | undefined {
    return [...this.people.values()].find((one) => one.email.toLowerCase() === email);
  }

  /** All findings of a claim, with everything that the book knows. */
  findingsOf(claim: ClaimToCheck): Finding[] {
    return claimFindings(this.#input(claim));
  }

  /** What a person's other claims took of the caps, by the month of their lines. */
  usedSoFar(personId: number, exceptId: number | null): FindingInput['usedSoFar'] {
    return this.#usedBy(this.#comparable(personId, []), personId, exceptId);
  }

  #usedBy(
    claims: readonly HeldClaim[],
    personId: number,
    exceptId: number | null,
  ): FindingInput['usedSoFar'] {
    const used: { month: IsoMonth; baseMicro: bigint }[] = [];
    for (const held of claims) {
      if (held.personId !== personId || held.id === exceptId) continue;
      const isEarlier = exceptId === null || held.id < exceptId;
      for (const { month, granted, asked } of this.#linesOf(held)) {
        const baseMicro = granted ?? (isEarlier ? asked : null) ?? 0n;
        if (baseMicro !== 0n) used.push({ month, baseMicro });
      }
    }
    return used;
  }

  /** A claim's lines as other claims see them: worked out once, as each is held against all others. */
  #linesOf(held: HeldClaim): readonly LineSeen[] {
    const known = this.#seen.get(held);
    if (known) return known;
    const { claim } = held;
    const isPending = claim.state === 'submitted' || claim.state === 'needs information';
    const seen = claim.lines.map(
      (line): LineSeen => ({
        line: { ...line, claimId: claim.id, person: claim.person, state: claim.state },
        month: monthOf(line.day),
        granted: claim.approved.find(({ lineId }) => lineId === line.id)?.baseMicro ?? null,
        asked:
          isPending && lineFailure(line) === null
            ? claimedBaseMicro(line, this.base, this.rates)
            : null,
      }),
    );
    this.#seen.set(held, seen);
    return seen;
  }

  /** The plans that the company pays for a person. */
  plansOf(personId: number): HeldSubscription[] {
    return this.#subscriptions.filter((one) => one.personId === personId);
  }

  /** The last month that is over and that the book reaches: the one whose verdict a reviewer sees. */
  verdictMonth(): IsoMonth | null {
    const span = bookMonths(this.#context.book);
    if (!span) return null;
    const over = addMonths(monthOf(this.today), -1);
    const month = span.to < over ? span.to : over;
    return month < span.from ? null : month;
  }

  #input({ id, personId, lines }: ClaimToCheck): FindingInput {
    const person = this.people.get(personId);
    const comparable = this.#comparable(personId, lines);
    const own = id === null ? undefined : this.held(id);
    return {
      claimId: id === null ? 'new' : claimName(id),
      person: this.names(personId).email,
      role: person?.role ?? null,
      employed: { from: person?.startDay ?? null, to: person?.endDay ?? null },
      lines,
      rules: this.rules,
      today: this.today,
      baseCurrency: this.base,
      rates: this.rates,
      closedMonths: this.closedMonths,
      openMonth: this.openMonth,
      usedSoFar: this.#usedBy(comparable, personId, id),
      filed: comparable
        .filter((other) => standsBefore(other, own))
        .flatMap((other) => this.#linesOf(other).map(({ line }) => line)),
      companySeats: this.plansOf(personId),
      uplift: this.rules.requiredUplift === null ? null : this.#upliftOf(personId),
    };
  }

  #upliftOf(personId: number): FindingInput['uplift'] {
    const result = this.#monthVerdicts()?.byPerson.get(personId)?.result;
    if (!result) return null;
    const { median, low80, high80 } = result.uplift;
    return { middle: median, low80, high80 };
  }

  #monthVerdicts(): MonthVerdicts | null {
    if (this.#verdicts === undefined) {
      const month = this.verdictMonth();
      this.#verdicts =
        month === null
          ? null
          : monthVerdictsOf(this.#context, new SpendReader(this.#context), month);
    }
    return this.#verdicts;
  }
}

/** Whether the company gets a receipt's tax back: it does at all, and its chart has an account for the rate. */
function recoversTax(context: Context, rate: string): boolean {
  const value = (key: string): string => settingOf(context, key);
  if (value('tax.recoverable') !== 'on') return false;
  if (chosenPack(value) === null) return true;
  const accounts = parseTaxAccounts(ledgerValue(value, 'ledger.input-tax')) ?? [];
  return findTaxAccount(accounts, rate) !== null;
}

/** Whether another claim came first: a later one that is not approved makes no earlier one a duplicate. */
function standsBefore(other: HeldClaim, own: HeldClaim | undefined): boolean {
  const { state } = other.claim;
  if (own === undefined || state === 'approved' || state === 'paid') return true;
  const at = firstSubmitted(own);
  const otherAt = firstSubmitted(other);
  if (at === null || otherAt === null) return true;
  return otherAt < at || (otherAt === at && other.id < own.id);
}

const firstSubmitted = ({ claim }: HeldClaim): string | null =>
  claim.history.find(({ kind }) => kind === 'submit')?.at ?? null;

/** The first month from this one on that is not closed. */
function openMonthFrom(month: IsoMonth, closed: readonly IsoMonth[]): IsoMonth {
  let open = month;
  while (closed.includes(open)) open = addMonths(open, 1);
  return open;
}

/** The day on which something of a month is posted: today where it is this month, else its first. */
export function postingDay(month: IsoMonth, today: IsoDay): IsoDay {
  return monthOf(today) === month ? today : firstDay(month);
}
