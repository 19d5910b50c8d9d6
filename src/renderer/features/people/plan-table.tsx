import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PersonDoc, subscriptionsList, subscriptionsSave } from '../../../contract/company.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import type { Plan } from './plan.ts';
import { PlanDialog } from './plan-dialog.tsx';

/** The plans the company pays for, with who holds each and when it renews. */
export function PlanTable({ people }: { readonly people: readonly PersonDoc[] }) {
  const { t } = useTranslation(['people', 'shell']);
  const formats = useFormats();
  const may = useMay();
  const answer = useAnswer(subscriptionsList, {});
  const [editing, setEditing] = useState<Plan | 'new' | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={320} />;
  return (
    <section className="card scroll-x">
      <h2>
        {t('plan.title')}
        <Explained word="licence" />
      </h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('shell:table.tool')}</th>
            <th>{t('plan.holder')}</th>
            <th className="figure">{t('plan.price')}</th>
            <th>{t('plan.runs')}</th>
            <th>{t('plan.renewal')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.data.subscriptions.map((one) => (
            <tr key={one.id}>
              <td>{one.tool}</td>
              <td>
                {one.person?.name ?? one.email ?? <span className="dim">{t('plan.spare')}</span>}
              </td>
              <td className="figure">
                {t(`plan.per.${one.cadence}`, { price: formats.money(one.price) })}
              </td>
              <td className="figure start">{formats.span(one.start, one.end)}</td>
              <td>{one.renewal ? formats.day(one.renewal) : '–'}</td>
              <td>
                {may(subscriptionsSave) && (
                  <button type="button" className="door" onClick={() => setEditing(one)}>
                    {t('shell:actions.change')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.data.subscriptions.length === 0 && <p className="dim">{t('plan.none')}</p>}
      {may(subscriptionsSave) && (
        <Button variant="default" mt="xs" onClick={() => setEditing('new')}>
          {t('plan.add')}
        </Button>
      )}
      {editing && (
        <PlanDialog
          plan={editing === 'new' ? null : editing}
          people={people}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}
