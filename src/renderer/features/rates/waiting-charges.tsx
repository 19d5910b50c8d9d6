import { Button } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ratesList } from '../../../contract/rates.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { Explained } from '../../ui/explained.tsx';
import { useFormats } from '../../ui/format.ts';

/** The charges of one currency and month that wait for a rate. */
export type Waiting = OutputOf<typeof ratesList>['waiting'][number];

const SHOWN = 20;

/** What waits, by currency and month, each with the way to end it. */
export function WaitingCharges({
  waiting,
  onPick,
}: {
  readonly waiting: readonly Waiting[];
  readonly onPick: (group: Waiting) => void;
}) {
  const { t } = useTranslation(['rates', 'shell']);
  const formats = useFormats();
  return (
    <section className="card scroll-x">
      <h2>
        {t('waiting.title')}
        <Explained word="rate" />
      </h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('waiting.day')}</th>
            <th>{t('waiting.source')}</th>
            <th>{t('waiting.of')}</th>
            <th className="figure">{t('shell:table.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {waiting.map((group) => (
            <Fragment key={`${group.month} ${group.currency}`}>
              <tr>
                <td colSpan={3}>
                  <strong>
                    {t('waiting.group', {
                      count: group.count,
                      currency: group.currency,
                      month: formats.month(group.month),
                    })}
                  </strong>{' '}
                  <Button size="compact-xs" variant="default" onClick={() => onPick(group)}>
                    {t('waiting.type', {
                      currency: group.currency,
                      month: formats.month(group.month),
                    })}
                  </Button>
                </td>
                <td className="figure">
                  <strong>{formats.money(group.amount)}</strong>
                </td>
              </tr>
              {group.charges.slice(0, SHOWN).map((charge, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: charges have no other key
                <tr key={index} className="dim">
                  <td>{formats.day(charge.day)}</td>
                  <td>{t(`shell:source.${charge.source}`)}</td>
                  <td>{charge.tool ?? charge.account ?? '–'}</td>
                  <td className="figure">{formats.money(charge.amount)}</td>
                </tr>
              ))}
              {group.charges.length > SHOWN && (
                <tr className="dim">
                  <td colSpan={4}>{t('waiting.more', { count: group.charges.length - SHOWN })}</td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
