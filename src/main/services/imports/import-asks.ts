import type { ImportAsk } from '../../../contract/imports.ts';
import { plainAmount } from '../../../core/amount-text.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { dayOfAnswer } from '../../imports/name-period.ts';
import type { FoundWhileReading } from '../../imports/open-import.ts';
import { orderEvidence } from '../../imports/table/day-text.ts';
import type { TableAnswers } from '../../imports/table-rows.ts';

/** A file that cannot be read before something is answered. */
export class AnswerNeeded extends Failure {
  readonly asks: readonly ImportAsk[];

  constructor(asks: readonly ImportAsk[], file: string) {
    const questions = asks.map((ask) => ask.question).join(' ');
    super('answer_needed', `${questions} Nothing was changed.`, { file, questions });
    this.asks = asks;
  }
}

const DAY_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
const DECIMALS = ['.', ','] as const;

/** What the answers say about reading a table. Fails with `answer_wrong`. */
export function tableAnswers(answers: Readonly<Record<string, string>> | undefined): TableAnswers {
  const one = <T extends string>(key: string, choices: readonly T[]): T | undefined => {
    const answer = answers?.[key];
    if (answer === undefined) return undefined;
    const found = choices.find((choice) => choice === answer.trim().toLowerCase());
    if (found !== undefined) return found;
    throw wrongAnswer(key, answer, choices.join(', '));
  };
  return {
    decimal: one('decimal', DECIMALS),
    dayOrder: one('day-order', DAY_ORDERS),
    totalRow: one('total-row', ['count', 'leave-out']),
  };
}

/** The day that the rows of a file without dates are told to have; `null` where nothing was said. */
export function answeredPeriod(
  answers: Readonly<Record<string, string>> | undefined,
): IsoDay | null {
  const answer = answers?.['period'];
  if (answer === undefined) return null;
  const day = dayOfAnswer(answer);
  if (day === null) throw wrongAnswer('period', answer, '2026-06, 2026-06-30');
  return day;
}

export const wrongAnswer = (key: string, answer: string, choices: string): Failure =>
  new Failure(
    'answer_wrong',
    `"${answer}" is no answer to ${key}. Answers look like: ${choices}.`,
    {
      key,
      answer,
      choices,
    },
  );

/** Asks for the day that rows without dates get; `fromName` is the one that the file's name says. */
export const periodAsk = (fromName: IsoDay | null = null): ImportAsk => ({
  key: 'period',
  question: 'Which month are the rows of this file of? Answer with period=2026-06 or a day.',
  choices: null,
  about: [],
  example: null,
  readings: null,
  suggested: fromName,
});

/** How an example reads under each choice of a question. */
function readingsOf(key: 'decimal' | 'day-order', example: string, choices: readonly string[]) {
  if (key === 'decimal') {
    return DECIMALS.map((mark) => {
      const plain = plainAmount(example, mark);
      return typeof plain === 'string' ? plain.replace(/\.$/, '') : example;
    });
  }
  const days = orderEvidence(example)?.days;
  return choices.map((choice) => days?.[choice as (typeof DAY_ORDERS)[number]] ?? example);
}

/** What was left open when the rows were read. */
export function asksOf(found: FoundWhileReading): ImportAsk[] {
  const asks: ImportAsk[] = found.open.map(({ key, columns, example, choices }) => ({
    key,
    question:
      key === 'decimal'
        ? `Does the mark in "${example}" (${columns.join(', ')}) begin a fraction or group thousands? Answer with the mark that begins fractions: decimal=. or decimal=,`
        : `Which part of "${example}" in ${columns.join(', ')} is the day? Answer with day-order=${choices.join(' or ')}.`,
    choices: [...choices],
    about: [...columns],
    example,
    readings: readingsOf(key, example, choices),
    suggested: null,
  }));
  const [total] = found.totals;
  if (total !== undefined) {
    asks.push({
      key: 'total-row',
      question: `Line ${total.line} ("${total.text}") repeats the sum of the rows above it and was left out. Does it count (total-row=count) or not (total-row=leave-out)?`,
      choices: ['leave-out', 'count'],
      about: found.totals.map(({ line }) => String(line)),
      example: total.text,
      readings: null,
      suggested: 'leave-out',
    });
  }
  return asks;
}
