import type { AssetsDoc, assetsAdd, assetsRemove, assetsRetire } from '../../../contract/assets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { assetKindOf, MOST_MONTHS, survivesOf } from '../../../core/assets/asset.ts';
import { overfullMonth } from '../../../core/assets/asset-cost.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { decimalTimes, parseDecimal } from '../../../core/money.ts';
import type { Book } from '../../book/book.ts';
import type { HeldAsset, NewAsset } from '../../book/stores/assets.ts';
import { note } from '../audit/note.ts';
import type { Context } from '../context.ts';
import { isPersonBook } from '../packets/installation.ts';
import { actingPerson } from '../people/acting-person.ts';
import { personByEmail } from '../people/people.ts';
import { hasLoadedCost } from './asset-figures.ts';
import { heldAsset, listAssets } from './list-assets.ts';

/** Records what spend left behind. */
export function addAsset(
  context: Context,
  input: InputOf<typeof assetsAdd>,
): OutputOf<typeof assetsAdd> {
  const id = recordAsset(context, input);
  return { id, ...listAssets(context, {}) };
}

/** The same without the list that tells what came of it; gives its number. */
export function recordAsset(context: Context, input: InputOf<typeof assetsAdd>): number {
  const { book } = context;
  const kind = assetKindOf(input.kind);
  if (kind === null) {
    throw new Failure(
      'kind_unknown',
      `"${input.kind}" is no kind of asset. Choose workflow, prompt, knowledge base, evaluation set or routing rule.`,
      { kind: input.kind },
    );
  }
  const survives = survivesOf(input.survives ?? '');
  if (survives === null) {
    throw new Failure(
      'survives_unknown',
      `Whether it survives a change of model is yes, no or unknown, not "${input.survives}".`,
      { value: input.survives ?? '' },
    );
  }
  const maker =
    input.maker === undefined ? actingPerson(context) : personByEmail(book, input.maker);
  const fromMonth = input.from.slice(0, 7);
  const toMonth = (input.to ?? input.from).slice(0, 7);
  if (toMonth < fromMonth) {
    throw new Failure('dates_reversed', `The last month, ${toMonth}, lies before ${fromMonth}.`, {
      from: fromMonth,
      to: toMonth,
    });
  }
  const months = input.months ?? 12;
  if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS) {
    throw new Failure('months_bad', `A cost is spread over 1 to ${MOST_MONTHS} whole months.`, {
      months,
    });
  }
  const made: NewAsset = {
    name: input.name,
    kind,
    maker: maker.email,
    fromMonth,
    toMonth,
    shareMilli: milliIn(input.share, 'share'),
    hoursMilli: milliIn(input.hours, 'hours'),
    months,
    place: input.place?.trim() || null,
    tool: input.tool?.trim() || null,
    survives,
  };
  return book.transaction(() => {
    const fault = assetFault(context, made);
    if (fault) throw new Failure(fault.code, fault.reason, fault.details);
    if (book.assets.idOf(made) !== undefined) {
      throw new Failure(
        'asset_exists',
        `${made.name}, begun in ${fromMonth} by ${maker.name}, is in the book already.`,
        { name: made.name, month: fromMonth, person: maker.name },
      );
    }
    const added = book.assets.add(made);
    note(context, 'add asset', made.name, { id: added.id, ...made });
    return added.id;
  });
}

const MOST_MILLI = 1_000_000_000n;

/** A number in thousandths; nothing is 0. A share may have its sign of a percentage. */
function milliIn(text: string | undefined, field: 'share' | 'hours'): number {
  const plain = (text ?? '').trim().replace(field === 'share' ? /\s*[%％]$/ : /$^/, '');
  if (plain === '') return 0;
  const value = parseDecimal(plain);
  const milli = value === null ? -1n : decimalTimes(value, 1000n);
  if (milli >= 0n && milli <= MOST_MILLI) return Number(milli);
  throw new Failure('amount_refused', `A number is needed as ${field}, 0 or more, not "${text}".`, {
    value: text ?? '',
  });
}

type Fault = {
  readonly code: string;
  readonly field: string;
  readonly reason: string;
  readonly details: Readonly<Record<string, string | null>>;
};

/**
 * Why the book cannot take an asset, whoever brings it: its maker's shares of a month come to more than
 * all of it, or nobody knows what an hour of the maker's costs. `null`: it can. `id`: the one that it replaces.
 */
export function assetFault(context: Context, made: NewAsset, id?: number): Fault | null {
  const { book } = context;
  const others = book.assets.ofMaker(made.maker).filter((one) => one.id !== id);
  const email = made.maker.toLowerCase();
  const maker = book.people.all().find((one) => one.email.toLowerCase() === email);
  const month = overfullMonth(others, made);
  if (month !== null) {
    return {
      code: 'share_over_100',
      field: 'share',
      reason: `More than all of ${maker?.name ?? made.maker}'s spend of ${month} would be in assets. Lower a share.`,
      details: { month, person: maker?.name ?? made.maker },
    };
  }
  // In a person's own book only the office knows what an hour costs.
  if (made.hoursMilli === 0 || isPersonBook(book) || hasLoadedCost(maker)) return null;
  return {
    code: 'loaded_cost_missing',
    field: 'hours',
    reason: `Nobody knows what an hour of ${maker?.name ?? made.maker} costs. Enter the monthly cost first, or leave the hours out.`,
    details: { person: maker?.name ?? made.maker },
  };
}

/** From that day on it is used no more, and what is left of its cost is borne; or that is taken back. */
export function retireAsset(
  context: Context,
  { id, day = context.today(), isRetired = true }: InputOf<typeof assetsRetire>,
): AssetsDoc {
  markRetired(context, id, isRetired ? day : null);
  return listAssets(context, {});
}

/** The same without the list; `null`: it is used again. */
export function markRetired(context: Context, id: number, day: IsoDay | null): void {
  const { book } = context;
  book.transaction(() => {
    const held = heldAsset(book, id);
    if (day !== null && held.retiredDay !== null) throw retired(held);
    if (day !== null && day.slice(0, 7) < held.fromMonth) {
      throw new Failure(
        'dates_reversed',
        `${held.name} was begun in ${held.fromMonth}, after ${day}.`,
        { from: held.fromMonth, to: day },
      );
    }
    book.assets.retire(id, day);
    note(context, day !== null ? 'retire asset' : 'take asset up again', held.name, { id, day });
  });
}

export const retired = ({ name, retiredDay }: HeldAsset): Failure =>
  new Failure('asset_retired', `${name} was retired on ${retiredDay}. Nothing was changed.`, {
    name,
    day: retiredDay,
  });

/** Takes an asset out of the book, with its uses. */
export function removeAsset(context: Context, { id }: InputOf<typeof assetsRemove>): AssetsDoc {
  dropAsset(context, id);
  return listAssets(context, {});
}

/** The same without the list. */
export function dropAsset(context: Context, id: number): void {
  const { book } = context;
  book.transaction(() => {
    const held = heldAsset(book, id);
    book.assets.remove(id);
    note(context, 'remove asset', held.name, held);
  });
}

/** Refuses to undo an import whose assets were used since. */
export function refuseUsedAssets(book: Book, importId: number): void {
  const uses = book.assets.usesOfImport(importId);
  if (uses === 0) return;
  throw new Failure(
    'asset_in_use',
    `Assets of import ${importId} were used ${uses} times since. Take these uses back first, or retire the assets instead. Nothing was changed.`,
    { id: importId, uses },
  );
}
