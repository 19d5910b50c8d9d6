import { useTranslation } from 'react-i18next';
import { type AllowanceDoc, allowanceList, topUpList } from '../../../contract/allowances.ts';
import type { OverviewDoc } from '../../../contract/month.ts';
import { signalsMonth } from '../../../contract/signals.ts';
import { useAnswer } from '../../ask.ts';
import { useDecides } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { useAfterPaint } from '../../ui/after-paint.ts';
import { useFormats } from '../../ui/format.ts';

/**
 * Requests that wait, allowances over or at risk, the budget's day, and questions to ask; the latter
 * are worked out once the page `isWhole` beside them.
 */
export function useAllowanceNeeds(overview: OverviewDoc, isWhole: boolean) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { month, budget } = overview;
  const isPainted = useAfterPaint(isWhole);
  const decides = useDecides();
  const asked = useAnswer(topUpList, { state: 'asked' }).data?.topUps.length ?? 0;
  const requests = decides ? asked : 0;
  const { allowances } = useAnswer(allowanceList, { month }, isPainted).data ?? {
    allowances: [],
  };
  const { signals } = useAnswer(signalsMonth, { month }, isPainted).data ?? { signals: [] };
  const people = (state: AllowanceDoc['state']): number =>
    new Set(allowances.flatMap((one) => (one.state === state ? [one.person.email] : []))).size;
  const runsOut = budget?.runsOut ?? null;
  const isWithinYear =
    budget !== null && runsOut !== null && runsOut.date.slice(0, 4) === month.slice(0, 4);
  const look = t('needs.look');
  const need = (key: string, count: number, verb: string, href: string) =>
    count === 0 ? [] : [{ key, text: t(`needs.${key}`, { count }), verb, href }];
  return [
    ...need('topUps', requests, t('needs.decide'), hrefOf('allowances', 'requests')),
    ...need('over', people('over'), look, hrefOf('allowances')),
    ...need('atRisk', people('at risk'), look, hrefOf('allowances')),
    ...(isWithinYear
      ? [
          {
            key: 'budget',
            text: t('needs.budget', { day: formats.day(runsOut.date) }),
            more: t('needs.budgetMore', {
              used: formats.amount(budget.used),
              budget: formats.money(budget.budget),
            }),
            verb: look,
            href: hrefOf('allowances', 'budget'),
          },
        ]
      : []),
    ...need('signals', signals.length, look, hrefOf('signals')),
  ];
}
