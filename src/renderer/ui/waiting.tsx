import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { MoneyShape } from '../../contract/shapes.ts';
import { moneyText, parseMicro } from '../../core/money.ts';
import { type Formats, useFormats } from './format.ts';

type Waiting = readonly { readonly amount: MoneyShape }[];

/** What waits for a rate, one amount per currency; `null` where nothing does. */
export function waitingText(
  waiting: Waiting,
  t: TFunction<'shell'>,
  formats: Pick<Formats, 'list' | 'money'>,
): string | null {
  const byCurrency = Map.groupBy(waiting, ({ amount }) => amount.currency);
  const amounts = [...byCurrency].flatMap(([currency, some]) => {
    const micro = some.reduce((sum, { amount }) => sum + (parseMicro(amount.amount) ?? 0n), 0n);
    return micro === 0n ? [] : [formats.money(moneyText(micro, currency))];
  });
  return amounts.length === 0 ? null : t('waits', { amounts: formats.list(amounts) });
}

/** Beneath a sum: the amounts that are not in it because they wait for a rate. */
export function Waits({ waiting }: { readonly waiting: Waiting }) {
  const { t } = useTranslation('shell');
  const text = waitingText(waiting, t, useFormats());
  return text === null ? null : <div className="small warn waits">{text}</div>;
}
