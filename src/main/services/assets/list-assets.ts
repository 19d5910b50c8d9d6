import type { AssetsDoc, AssetUseDoc, assetsList, assetsUses } from '../../../contract/assets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { monthOf, monthRange } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { Micro } from '../../../core/money.ts';
import type { Book } from '../../book/book.ts';
import type { HeldAsset } from '../../book/stores/assets.ts';
import { bookMonths } from '../company/company.ts';
import { baseCurrency, type Context } from '../context.ts';
import { AssetFigures } from './asset-figures.ts';
import { shareOf } from './asset-month.ts';

/** Every asset by name, with what it cost, what is left of that, and what came of it. */
export function listAssets(context: Context, { tool }: InputOf<typeof assetsList>): AssetsDoc {
  const asOf = context.today();
  const figures = new AssetFigures(context, asOf);
  const wanted = tool?.trim().toLowerCase();
  return {
    asOf,
    currency: baseCurrency(context),
    assets: figures.assets
      .filter((one) => wanted === undefined || one.tool?.toLowerCase() === wanted)
      .map((one) => figures.document(one)),
    share: shareOfAll(context, figures),
  };
}

/** What became assets of all that was spent in the book's months so far. */
function shareOfAll(context: Context, figures: AssetFigures): number | null {
  const span = bookMonths(context.book);
  const now = monthOf(context.today());
  if (span === null || figures.assets.length === 0 || span.from > now) return null;
  const months = monthRange(span.from, span.to < now ? span.to : now);
  const sum = (of: (month: string) => Micro): Micro =>
    months.reduce((total, month) => total + of(month), 0n);
  return shareOf(
    sum((month) => figures.assets.reduce((made, one) => made + figures.madeIn(one, month), 0n)),
    sum((month) => figures.reader.total(month)),
  );
}

/** The uses of an asset; who used it is told to the owner and to that person. */
export function listUses(
  context: Context,
  { id }: InputOf<typeof assetsUses>,
): OutputOf<typeof assetsUses> {
  const { access, book } = context;
  heldAsset(book, id);
  const isTold = (email: string): boolean =>
    !access || access.level === 'owner' || access.email.toLowerCase() === email.toLowerCase();
  return {
    uses: book.assets
      .uses()
      .filter(({ assetId }) => assetId === id)
      .map(
        (one): AssetUseDoc => ({
          id: one.id,
          day: one.day,
          person: isTold(one.person) ? one.person : null,
          minutes: isTold(one.person) ? one.minutes : null,
          item:
            one.itemId === null
              ? null
              : { id: one.itemId, title: isTold(one.person) ? one.itemTitle : null },
          isOwn: isTold(one.person),
        }),
      ),
  };
}

export function heldAsset(book: Book, id: number): HeldAsset {
  const found = book.assets.all().find((one) => one.id === id);
  if (found) return found;
  throw new Failure('asset_missing', `There is no asset ${id}.`, { id });
}
