import type { IsoDay } from '../calendar.ts';
import type { Micro } from '../money.ts';

export type SignalCode =
  | 'spend-up-output-flat'
  | 'around-the-clock'
  | 'burst'
  | 'period-end-rush'
  | 'unused-seat'
  | 'two-tools-one-job'
  | 'flagship-for-short-work'
  | 'claim-beside-seat'
  | 'use-not-seen'
  | 'log-beyond-account'
  | 'runaway'
  | 'amount-reached';

/** One value of a signal's sentence, with what it is, so that a catalogue can write it its own way. */
export type EvidenceValue =
  | { readonly type: 'money'; readonly micro: Micro; readonly currency: string }
  | { readonly type: 'day'; readonly day: IsoDay }
  | { readonly type: 'count'; readonly count: number }
  /** A change or a multiple; 0.5 is 50 % or half as much, as the sentence says. */
  | { readonly type: 'ratio'; readonly ratio: number }
  /** A name as people wrote it. */
  | { readonly type: 'name'; readonly name: string }
  /** One of a few words that the catalogue knows. */
  | { readonly type: 'word'; readonly word: string };

/** A question to ask, never an accusation (RULES.md, Signals). */
export type Signal = {
  readonly code: SignalCode;
  /** The person's id; `null` where it is about no one (a spare licence). */
  readonly person: string | null;
  /** The pair or the cause, as dismissals remember it. */
  readonly subject: string;
  readonly severity: 'low' | 'medium' | 'high';
  readonly evidence: Readonly<Record<string, EvidenceValue>>;
};

export const money = (micro: Micro, currency: string): EvidenceValue => ({
  type: 'money',
  micro,
  currency,
});
export const onDay = (day: IsoDay): EvidenceValue => ({ type: 'day', day });
export const count = (value: number): EvidenceValue => ({ type: 'count', count: value });
export const ratio = (value: number): EvidenceValue => ({ type: 'ratio', ratio: value });
export const named = (name: string): EvidenceValue => ({ type: 'name', name });
export const word = (text: string): EvidenceValue => ({ type: 'word', word: text });
