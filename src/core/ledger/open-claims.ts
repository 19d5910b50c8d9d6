import type { IsoDay } from '../calendar.ts';
import type { ExportPerson } from '../close/export-rows.ts';
import type { Micro } from '../money.ts';
import type { Entry } from './entry.ts';

/** What of a claim is booked and not paid, in base currency; below zero where more was paid than is booked. */
export type OpenClaim = {
  /** `C7`. */
  readonly claim: string;
  readonly person: ExportPerson;
  /** Of its first entry. */
  readonly day: IsoDay;
  readonly baseMicro: Micro;
};

/**
 * What people are owed for each claim once entries are booked, by day and claim: takes them in the order of
 * booking. All of it adds up to what the entries leave on the people's ledger account.
 */
export class OpenClaims {
  readonly #claims = new Map<string, OpenClaim>();
  /** What each transfer settled of which claim, by its entry's key. */
  readonly #settled = new Map<string, readonly (readonly [string, Micro])[]>();

  take(entry: Entry): void {
    const owed = entry.lines
      .filter(({ role }) => role === 'claims')
      .reduce((sum, { baseMicro }) => sum - baseMicro, 0n);
    if (owed === 0n || !entry.person) return;
    if (entry.kind === 'claim-payment') this.#pay(entry, -owed);
    else if (entry.kind === 'claim-returned') this.#takeBack(entry, owed);
    else this.#add((entry.reference ?? entry.number).split('/')[0] ?? '', entry, owed);
  }

  list(): OpenClaim[] {
    return [...this.#claims.values()]
      .filter(({ baseMicro }) => baseMicro !== 0n)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  #add(claim: string, { person, day }: Entry, baseMicro: Micro): void {
    const held = this.#claims.get(claim);
    if (held) this.#claims.set(claim, { ...held, baseMicro: held.baseMicro + baseMicro });
    else if (person) this.#claims.set(claim, { claim, person, day, baseMicro });
  }

  /** One transfer may settle several claims: each whole, the last with what is left. */
  #pay(entry: Entry, paidMicro: Micro): void {
    const claims = claimsOf(entry);
    let left = paidMicro;
    const settled = claims.map((claim, index): readonly [string, Micro] => {
      const open = this.#claims.get(claim)?.baseMicro ?? 0n;
      const own = index === claims.length - 1 ? left : open < left ? open : left;
      left -= own;
      return [claim, own];
    });
    this.#settled.set(transferOf(entry), settled);
    for (const [claim, micro] of settled) this.#add(claim, entry, -micro);
  }

  #takeBack(entry: Entry, micro: Micro): void {
    const settled = this.#settled.get(transferOf(entry)) ?? [];
    const whole = settled.reduce((sum, [, one]) => sum + one, 0n) === micro;
    const parts = whole ? settled : [[claimsOf(entry)[0] ?? '', micro] as const];
    for (const [claim, own] of parts) this.#add(claim, entry, own);
  }
}

/** A transfer's entry is known by its reference, its currency and its claims (`transferEntries`). */
const transferOf = ({ key }: Entry): string => key.slice(key.indexOf(' ') + 1);

const claimsOf = (entry: Entry): string[] =>
  transferOf(entry).slice(`${entry.reference} ${entry.currency} `.length).split(' ');

const keyOf = ({ day, claim }: OpenClaim): string =>
  JSON.stringify([day, claim.replace(/\d+/g, (digits) => digits.padStart(9, '0'))]);
