import type { ImportAsk } from '../../../contract/imports.ts';
import { type DaySpan, type IsoDay, isIsoDay, monthOf } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { parseDecimal } from '../../../core/money.ts';
import { spanOfAnswer } from '../../imports/name-period.ts';
import type { BilledProduct, OpenedImport, OpenImportOptions } from '../../imports/open-import.ts';
import { parseCurrency } from '../../imports/table/currency-codes.ts';
import { AnswerNeeded, periodAsk, wrongAnswer } from './import-asks.ts';
import type { ImportOptions } from './import-options.ts';

type Said = Pick<ImportOptions, 'answers' | 'person'>;

/** What was answered about a file beside its cells. Fails with `answer_wrong`. */
export function aboutFile({ answers, person }: Said): NonNullable<OpenImportOptions['about']> {
  const whose = (answers?.['person'] ?? person ?? '').trim().toLowerCase();
  if (whose !== '' && !whose.includes('@')) throw wrongAnswer('person', whose, 'name@company.com');
  const products = answers?.['products']
    ?.split(/[,，;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return {
    period: periodOf(answers?.['period']),
    person: whose === '' ? null : whose,
    products: products ?? null,
  };
}

function periodOf(answer: string | undefined): DaySpan | null {
  if (answer === undefined) return null;
  const span = spanOfAnswer(answer);
  if (span === null) throw wrongAnswer('period', answer, '2026-06, 2026-06-30');
  return span;
}

/** What a file still has to be told before its rows can be read. */
export function needAsks({ needs, scope }: OpenedImport): ImportAsk[] {
  const asks: ImportAsk[] = [];
  if (needs.includes('period')) asks.push(periodAsk());
  else if (scope !== null) asks.push(periodAsk(scope.to));
  if (needs.includes('person')) {
    asks.push({
      ...asked,
      key: 'person',
      question: 'Whose use is this? The file names nobody. Answer with person=name@company.com.',
    });
  }
  return asks;
}

/** Refuses a file that lacks what it has to be told, and a report over several months. */
export function refuseUntold(opened: OpenedImport, file: string): void {
  refuseSeveralMonths(opened, file);
  const open = needAsks(opened).filter(({ suggested }) => suggested === null);
  if (open.length > 0) throw new AnswerNeeded(open, file);
}

/** Its rows have no days: over several months nobody could say which month they are of. */
export function refuseSeveralMonths({ scope }: OpenedImport, file: string): void {
  if (scope === null || monthOf(scope.from) === monthOf(scope.to)) return;
  throw new Failure(
    'report_several_months',
    `${file} sums up ${scope.from} to ${scope.to}, and its rows have no days. Export one month at a time. Nothing was changed.`,
    { file, from: scope.from, to: scope.to },
  );
}

/** Which products of a bill come in: those chosen, else the ones that are AI by their code. */
export function productsAsk(products: readonly BilledProduct[]): ImportAsk[] {
  if (products.length < 2 && products.every(({ code }) => code === 'sfm')) return [];
  return [
    {
      ...asked,
      key: 'products',
      question: `This is the bill of a whole cloud account: ${products.map(nameOf).join(', ')}. Which products come in? Answer with products=sfm,…`,
      choices: products.map(({ code }) => code),
      about: products.map(nameOf),
      suggested: 'sfm',
    },
  ];
}

const nameOf = ({ code, name }: BilledProduct): string =>
  name === null ? code : `${name} (${code})`;

const CREDITS_WAIT = 'wait';

/** Asks what a credit costs; without an answer the rows wait. */
export const creditPriceAsk = (name: string): ImportAsk => ({
  ...asked,
  key: 'credit-price',
  question: `What does a credit of ${name} cost by your contract? Until you say, its rows wait for a price. Answer with credit-price="0.04 USD from 2026-01-01".`,
  about: [name],
  suggested: CREDITS_WAIT,
});

export type AgreedPrice = {
  readonly price: string;
  readonly currency: string;
  readonly from: IsoDay;
};

/** `0.04 USD from 2026-01-01`; `null` where it was not said, or said to wait. Fails with `answer_wrong`. */
export function answeredCreditPrice(answers: Said['answers']): AgreedPrice | null {
  const answer = answers?.['credit-price']?.trim();
  if (answer === undefined || answer === '' || answer === CREDITS_WAIT) return null;
  const [, given = '', code = '', from = ''] =
    /^(\S+)\s+(\S+)\s+(?:from\s+)?(\d{4}-\d{2}-\d{2})$/i.exec(answer) ?? [];
  const price = given.replace(/^(\d+),(\d+)$/, '$1.$2');
  const currency = parseCurrency(code);
  if (isCreditPrice(price) && typeof currency === 'string' && isIsoDay(from)) {
    return { price, currency, from };
  }
  throw wrongAnswer('credit-price', answer, '0.04 USD from 2026-01-01');
}

/** Above nothing, and not so dear or so fine that it must be a slip. */
export function isCreditPrice(text: string): boolean {
  const price = parseDecimal(text);
  if (price === null || price.digits <= 0n || price.scale > 12) return false;
  return price.digits <= 1_000_000n * 10n ** BigInt(price.scale);
}

const asked: Omit<ImportAsk, 'key' | 'question'> = {
  choices: null,
  about: [],
  example: null,
  readings: null,
  suggested: null,
};
