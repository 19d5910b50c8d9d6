import type { ModelMatchDoc, modelsMatch } from '../../../contract/models.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { firstDay, lastDay } from '../../../core/calendar.ts';
import { moneyText } from '../../../core/money.ts';
import { modelMatch } from '../../../core/spend/model-match.ts';
import type { ModelDay } from '../../../core/spend/movable-work.ts';
import { priceUsage } from '../../../core/spend/pricing.ts';
import { baseCurrency, type Context } from '../context.ts';
import { heldPeople, personByEmail, personShape } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { listPrices } from './list-prices.ts';

type Group = {
  readonly personId: number;
  readonly tool: string | null;
  readonly model: string;
  readonly days: Map<string, ModelDay>;
  readonly fallbacks: Set<'cache-read' | 'cache-write'>;
  isPriced: boolean;
  lower: string | null;
};

/** A month's models, person by person, against the next one down; from day sums, no prompt is read. */
export function matchModels(
  context: Context,
  { month, person }: InputOf<typeof modelsMatch>,
): OutputOf<typeof modelsMatch> {
  const only = person === undefined ? null : personByEmail(context.book, person).id;
  const groups = groupsOf(context, month, only);
  const base = baseCurrency(context);
  const rows = heldPeople(context.book).flatMap((holder) =>
    groups
      .filter(({ personId }) => personId === holder.id)
      .sort((a, b) => compare(a.tool ?? '', b.tool ?? '') || compare(a.model, b.model))
      .map((group): ModelMatchDoc => {
        const found = modelMatch([...group.days.values()]);
        const { isPriced, lower } = group;
        const hasLower = isPriced && lower !== null;
        const { movable } = found;
        return {
          person: personShape(holder),
          tool: group.tool,
          model: group.model,
          class: listPrices(context).classOf(group.model),
          requests: found.requests,
          meanIn: found.meanIn,
          meanOut: found.meanOut,
          charged: moneyText(found.chargedMicro, base),
          apiValue: isPriced ? moneyText(found.apiMicro, 'USD') : null,
          lower,
          lowerCost: hasLower ? moneyText(found.lowerMicro, 'USD') : null,
          breakEven: hasLower ? found.breakEven : null,
          movable: {
            days: hasLower ? movable.days : 0,
            requests: hasLower ? movable.requests : 0,
            saves: moneyText(hasLower ? movable.savesMicro : 0n, base),
            savesApi: moneyText(hasLower ? movable.savesApiMicro : 0n, 'USD'),
          },
          fallbacks: [...group.fallbacks].sort(),
          missing: !isPriced
            ? 'price'
            : lower === null
              ? 'lower'
              : found.requests === 0
                ? 'requests'
                : null,
        };
      }),
  );
  return { month, rows };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function groupsOf(context: Context, month: string, only: number | null): Group[] {
  const prices = listPrices(context);
  const groups = new Map<string, Group>();
  const cells = new SpendReader(context).days(firstDay(month), lastDay(month));
  for (const cell of cells) {
    const { carrierId, tool, model, day, source } = cell;
    if (carrierId === null || model === null || source !== 'usage') continue;
    if (only !== null && carrierId !== only) continue;
    const key = JSON.stringify([carrierId, tool, model]);
    const group = groups.get(key) ?? {
      personId: carrierId,
      tool,
      model,
      days: new Map(),
      fallbacks: new Set(),
      isPriced: true,
      lower: null,
    };
    groups.set(key, group);
    const price = prices.priceOf(model, day);
    const lower = prices.lowerClass(model, day)?.lower ?? null;
    if (price === null) group.isPriced = false;
    if (lower !== null) group.lower = lower.model;
    const atLower = lower && priceUsage(cell, lower);
    for (const one of atLower?.fallbacks ?? []) group.fallbacks.add(one);
    const before = group.days.get(day);
    group.days.set(day, {
      requests: (before?.requests ?? 0) + cell.requests,
      inputTokens: (before?.inputTokens ?? 0) + cell.inputTokens,
      cacheReadTokens: (before?.cacheReadTokens ?? 0) + cell.cacheReadTokens,
      cacheWriteTokens: (before?.cacheWriteTokens ?? 0) + cell.cacheWriteTokens,
      outputTokens: (before?.outputTokens ?? 0) + cell.outputTokens,
      chargedMicro: (before?.chargedMicro ?? 0n) + cell.baseMicro,
      apiMicro: (before?.apiMicro ?? 0n) + (price ? priceUsage(cell, price).micro : 0n),
      lowerMicro: (before?.lowerMicro ?? 0n) + (atLower?.micro ?? 0n),
    });
  }
  return [...groups.values()];
}
