import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistItemDoc, closeChecklist } from '../../../contract/close.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { useFormats } from '../../ui/format.ts';
import { ClosingHistory } from './closing-history.tsx';
import { ClosingReview } from './closing-review.tsx';
import { useItemText } from './item-text.ts';

type Checklist = OutputOf<typeof closeChecklist>;

/** Where each thing is put right. */
const PLACES: Readonly<Record<ChecklistItemDoc['code'], readonly [string, string?]>> = {
  'rate-missing': ['rates'],
  'not-over': ['overview'],
  'no-spend': ['imports'],
  'earlier-open': ['close', 'month'],
  unpriced: ['settings', 'models'],
  unassigned: ['people', 'unassigned'],
  rejects: ['imports'],
  unread: ['accounts'],
  'claims-open': ['claims'],
  'invoices-open': ['invoices'],
  'tax-account-missing': ['close'],
  'counted-twice': ['imports'],
};

/** What stands in the way of closing, each with its place; then the review that freezes the month. */
export function OpenMonth({ checklist }: { readonly checklist: Checklist }) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const [isReviewing, setReviewing] = useState(false);
  const { month, items } = checklist;
  return (
    <>
      <section className="card scroll-x">
        <h2>{t('checklist.title')}</h2>
        {items.length === 0 ? (
          <p style={{ margin: 0 }}>✓ {t('checklist.nothing')}</p>
        ) : (
          <table className="table">
            <tbody>
              {items.map((item) => (
                <ItemRow key={`${item.code} ${item.amount?.currency}`} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="card">
        <h2>
          {t('freeze.title')}
          <Explained word="close" />
        </h2>
        <p style={{ margin: '0 0 10px', maxWidth: '80ch' }}>{t('freeze.text')}</p>
        <Button onClick={() => setReviewing(true)}>
          {t('review.open', { month: formats.month(month) })}
        </Button>
      </section>
      <ClosingReview
        checklist={checklist}
        isOpen={isReviewing}
        onClose={() => setReviewing(false)}
      />
      <ClosingHistory history={checklist.history} />
    </>
  );
}

function ItemRow({ item }: { readonly item: ChecklistItemDoc }) {
  const { t } = useTranslation('close');
  const textOf = useItemText();
  const blocks = item.severity === 'blocks';
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap', width: 120 }}>
        <span className={blocks ? 'warn' : 'dim'} style={{ fontWeight: blocks ? 600 : 400 }}>
          {blocks ? '■' : '○'} {t(`severity.${item.severity}`)}
        </span>
      </td>
      <td>{textOf(item)}</td>
      <td className="figure">
        <a className="door" href={hrefOf(...PLACES[item.code])}>
          {t(`mend.${item.code}`)}
        </a>
      </td>
    </tr>
  );
}
