import { microText } from '../../../core/money.ts';
import type { EvidenceValue, Signal } from '../../../core/signals/signal.ts';

/** A value as plain text: an amount with its currency, a day, a number. */
export function evidenceText(value: EvidenceValue): string {
  switch (value.type) {
    case 'money':
      return `${microText(roundedToCent(value.micro))} ${value.currency}`;
    case 'day':
      return value.day;
    case 'count':
      return String(Math.round(value.count * 10) / 10);
    case 'ratio':
      return String(Math.round(value.ratio * 10) / 10);
    case 'name':
      return value.name;
    default:
      return value.word;
  }
}

const roundedToCent = (micro: bigint): bigint => ((micro + 5000n) / 10_000n) * 10_000n;

/** A signal as an English sentence; the window says the same from its catalogues. */
export function signalText({ code, evidence }: Signal, name: string | null): string {
  const who = name ?? 'Nobody yet';
  const the = (key: string): string => {
    const value = evidence[key];
    return value ? evidenceText(value) : '';
  };
  const times = evidence['times'] ? ` (${the('times')} times)` : '';
  switch (code) {
    case 'spend-up-output-flat':
      return `${who}: spend went from ${the('spendBefore')} to ${the('spendNow')} in three months, output from ${the('outputBefore')} to ${the('outputNow')}. What changed?`;
    case 'around-the-clock':
      return `${who}: use on each of ${the('days')} days from ${the('fromDay')}, days off as busy as working days, ${the('spend')}. Was an agent left running?`;
    case 'burst':
      return `${who}: ${the('spend')} on ${the('day')}, usual is ${the('usual')}${times}. If it goes on, ${the('ifItGoesOn')} more by ${the('untilDay')}. Usually it is a setting: look at it together.`;
    case 'period-end-rush':
      return `${who}: use grew to ${the('times')} times at the end of ${the('periods')} allowance periods. Is what is left spent so as not to lose it?`;
    case 'unused-seat':
      return `${the('tool')}${name === null ? '' : ` for ${name}`}: ${UNUSED[the('reason')] ?? the('reason')} since ${the('sinceDay')}, ${the('price')} a ${the('cadence')}. ${nextText(the)}`;
    case 'two-tools-one-job':
      return `${who}: ${the('tool')} (${the('cost')}) and ${the('otherTool')} (${the('otherCost')}) for the same job.${the('renewalDay') === '' ? '' : ` ${the('renewalTool')} renews on ${the('renewalDay')}.`} Is one enough?`;
    case 'flagship-for-short-work':
      return `${who}: ${the('requests')} short requests to ${the('model')} cost ${the('cost')}; ${the('lowerModel')} would have cost ${the('lowerCost')}. Would it do?`;
    case 'runaway':
      return `${the('who')}: ${the('spend')} on ${the('day')}, above ${the('bound')} a day (${BOUND_FROM[the('boundFrom')] ?? ''}). If every day is like it, ${the('ifItGoesOn')} more by ${the('untilDay')}. Usually it is a setting: look at it together.`;
    case 'amount-reached':
      return `${who}: ${the('used')}${the('unit') === 'tokens' ? ' tokens' : ''} used since ${the('fromDay')}, past the ${the('amount')} at which to tell. Nobody is stopped.`;
    case 'log-beyond-account':
      return `${who}: the computer's ${the('tool')} log has ${the('tokens')} tokens${evidence['worth'] ? ` (worth ${the('worth')})` : ''} from ${the('fromDay')} to ${the('toDay')} that the account does not tell of. They count nowhere. Does another key or account pay for them?`;
    case 'use-not-seen':
      return `${the('tool')}: nothing tells who uses the paid licences (${the('licences')}, at ${the('monthly')} a month in all). ${SEE_USE[the('how')] ?? ''}`;
    default:
      return `${who}: ${the('claimed')} claimed for ${the('tool')}, for which the company pays a seat (${the('seat')}). Is the seat known?`;
  }
}

const BOUND_FROM: Readonly<Record<string, string>> = {
  setting: 'the bound you set',
  allowance: 'a month of the allowance',
  pool: "a month of the team's pool",
  'usual month': 'a usual month of the whole company',
  default: 'until you set a bound of your own',
};

const SEE_USE: Readonly<Record<string, string>> = {
  export: "Import the provider's usage export, or connect its account, to see idle ones.",
  'logs or export':
    "Import the provider's usage export or the coding agents' logs, or connect its account, to see idle ones.",
};

const UNUSED: Readonly<Record<string, string>> = {
  'not assigned': 'held by nobody',
  left: 'the person has left',
  'no access': 'the person cannot get in',
  'never used': 'never used',
  'no longer used': 'not used',
};

function nextText(the: (key: string) => string): string {
  switch (the('next')) {
    case 'give':
      return `${the('nextPerson')} pays for the same: give it on.`;
    case 'end at renewal':
      return `End it at its renewal on ${the('nextDay')}?`;
    case 'let in':
      return 'Let the person in first.';
    default:
      return 'End it now?';
  }
}
