import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { pricesUpdate } from '../../../contract/company.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { audit } from '../../book/audit.ts';
import { readPriceList } from '../../imports/price-list/read-price-list.ts';
import type { Context } from '../context.ts';
import { rechargeModels } from '../spend/recharge.ts';
import { effectivePrices } from './list-prices.ts';

/**
 * Takes a price list from a file in the place of the one taken before; what it does not name is as the
 * app ships it. Open months are charged anew, closed ones stay.
 */
export function updatePrices(
  context: Context,
  { file }: InputOf<typeof pricesUpdate>,
): OutputOf<typeof pricesUpdate> {
  const { book } = context;
  const { list, bytes } = readPriceList(file);
  const before = new Map(effectivePrices(context).prices.map((one) => [lineKey(one), one]));
  const lines = list.prices.map((one) => ({ one, was: before.get(lineKey(one)) }));
  const update = {
    lines: lines.length,
    added: lines.filter(({ was }) => was === undefined).length,
    changed: lines.filter(({ one, was }) => was !== undefined && figures(one) !== figures(was))
      .length,
  };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  book.transaction(() => {
    const name = basename(file);
    const made = { at: context.now(), who: context.who };
    book.models.addPriceList({ ...made, file: name, sha256, content: JSON.stringify(list) });
    rechargeModels(context, book.models.used());
    audit(book, {
      ...made,
      action: 'update prices',
      subject: name,
      detail: { sha256, ...update },
    });
  });
  return { update };
}

type Line = ReturnType<typeof effectivePrices>['prices'][number];

const lineKey = ({ model, from }: Pick<Line, 'model' | 'from'>): string => `${model} ${from ?? ''}`;

const figures = (one: Line): string =>
  [
    one.input,
    one.output,
    one.cacheRead,
    one.cacheWrite5m,
    one.cacheWrite1h,
    one.currency ?? 'USD',
    one.class,
  ].join(' ');
