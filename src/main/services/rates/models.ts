import type { modelsList, modelsSet } from '../../../contract/company.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { decimalTimes } from '../../../core/money.ts';
import type { ModelPrice } from '../../../core/spend/pricing.ts';
import { audit } from '../../book/audit.ts';
import type { Context } from '../context.ts';
import { rechargeModels } from '../spend/recharge.ts';
import {
  checkedPrice,
  effectivePrices,
  listPrices,
  ownPrices,
  settledLengths,
} from './list-prices.ts';
import { waitingForPrice } from './waiting-for-price.ts';

/** The price list with the owner's lines, and which models the book has used without a price. */
export function listModels(context: Context): OutputOf<typeof modelsList> {
  const prices = listPrices(context);
  const names = usedModels(context);
  const used = new Set(names.map((name) => prices.keyOf(name)));
  const own = ownPrices(context).map((one) => ({
    ...one,
    currency: 'USD',
    source: 'own',
    isUsed: used.has(prices.keyOf(one.model)),
    isOwn: true,
  }));
  const listed = effectivePrices(context).prices.map((one) => ({
    model: one.model,
    class: prices.classOf(one.model),
    input: one.input,
    output: one.output,
    cacheRead: one.cacheRead,
    cacheWrite: one.cacheWrite5m,
    cacheWrite1h: one.cacheWrite1h,
    from: one.from,
    currency: one.currency ?? 'USD',
    source: `${one.source}, ${one.sourceDate}`,
    isUsed: used.has(one.model),
    isOwn: false,
  }));
  return {
    models: [...own, ...listed].sort((a, b) =>
      a.model < b.model ? -1 : a.model > b.model ? 1 : 0,
    ),
    unpriced: waitingForPrice(context, prices),
    lengthUnstated: context.book.models.lengthUnstated(),
    lowers: context.book.models.lowers(),
    lengths: settledLengths(context).map(({ model, account, context: length, from }) => ({
      model,
      account,
      context: length,
      from,
    })),
  };
}

function usedModels(context: Context): string[] {
  return context.book.models.used();
}

/** Sets a model's class, price or both from a day on, and charges open months anew. */
export function setModel(
  context: Context,
  input: InputOf<typeof modelsSet>,
): OutputOf<typeof modelsList> {
  const { book } = context;
  if ((input.input === undefined) !== (input.output === undefined)) {
    throw new Failure('price_half', 'A price needs both: for input and for output tokens.', {});
  }
  const values = {
    input: checkedPrice(input.input),
    output: checkedPrice(input.output),
    cacheRead: checkedPrice(input.cacheRead),
    cacheWrite: checkedPrice(input.cacheWrite),
    cacheWrite1h: checkedPrice(input.cacheWrite1h),
  };
  if (input.account !== undefined && input.context === undefined) {
    throw new Failure(
      'context_missing',
      'An account is named for the length of its requests: say --context short or long as well.',
      {},
    );
  }
  book.transaction(() => {
    settleLength(context, input);
    if (input.lower !== undefined) setLower(context, input);
    const saysMore = input.context === undefined && input.lower === undefined;
    if (saysMore || input.class !== undefined || input.input !== undefined)
      book.models.setPrice({
        model: input.model,
        from: input.from,
        class: input.class ?? null,
        ...values,
      });
    const prices = listPrices(context);
    const key = prices.keyOf(input.model);
    rechargeModels(
      context,
      usedModels(context).filter((name) => prices.keyOf(name) === key),
    );
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set model',
      subject: input.model,
      detail: input,
    });
  });
  return listModels(context);
}

/** Names the next model down, which has to cost less by the lists of that day. */
function setLower(context: Context, { model, lower = '', from }: InputOf<typeof modelsSet>): void {
  const prices = listPrices(context);
  const [one, other] = [prices.priceOf(model, from), prices.priceOf(lower, from)];
  const isSame = (prices.keyOf(model) ?? model) === (prices.keyOf(lower) ?? lower);
  if (isSame || (one && other && !isCheaper(other, one))) {
    throw new Failure('not_lower', `${lower} costs no less than ${model}. Name a model below it.`, {
      model,
      lower,
    });
  }
  context.book.models.setLower(model, lower);
}

/** A million tokens each way. */
const isCheaper = (one: ModelPrice, other: ModelPrice): boolean =>
  perMillion(one) < perMillion(other);
const perMillion = ({ input, output }: ModelPrice): bigint =>
  decimalTimes(input, 1_000_000n) + decimalTimes(output, 1_000_000n);

/** Notes how long the requests of rows are that do not say so themselves. */
function settleLength(context: Context, input: InputOf<typeof modelsSet>): void {
  if (input.context === undefined) return;
  const key = listPrices(context).keyOf(input.model) ?? input.model;
  context.book.models.setLength(
    key,
    input.account === undefined ? 0 : sourceId(context, input.account),
    input.from,
    input.context,
  );
}

/** The source of an account's rows, or of a tool's rows that name no account. */
function sourceId({ book }: Context, name: string): number {
  const found = book.models.sourceNamed(name);
  if (found !== undefined) return found;
  throw new Failure(
    'account_missing',
    `There is no account ${name}, and no use of a tool of that name.`,
    { account: name },
  );
}
