import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RenewalDoc, renewalsSet } from '../../../contract/renewals.ts';
import { useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Sets when a subscription renews, the notice it needs, and what the next plan down costs. */
export function RenewalDialog({
  renewal,
  onClose,
}: {
  readonly renewal: RenewalDoc;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['renewals', 'shell']);
  const set = useChange(renewalsSet);
  const [day, setDay] = useState(renewal.renewal);
  const [notice, setNotice] = useState(String(renewal.noticeDays));
  const [downgrade, setDowngrade] = useState(renewal.downgradePrice?.amount ?? '');
  const { currency } = renewal.price;
  return (
    <Modal opened onClose={onClose} title={t('dialog.title', { tool: renewal.tool })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate(
            {
              id: renewal.id,
              ...(day === '' || day === renewal.renewal ? {} : { renewal: day }),
              ...(notice.trim() === '' ? {} : { noticeDays: Number(notice) }),
              ...(downgrade === '' ? {} : { downgradeTo: downgrade }),
            },
            { onSuccess: onClose },
          );
        }}
        style={{ display: 'grid', gap: 10 }}
      >
        <DayInput label={t('dialog.renewal')} data-autofocus value={day} onChange={setDay} />
        <TextInput
          label={t('dialog.notice')}
          inputMode="numeric"
          value={notice}
          onChange={(event) => setNotice(event.currentTarget.value)}
        />
        <AmountInput
          label={t('dialog.downgrade', { currency })}
          currency={currency}
          value={downgrade}
          onChange={setDowngrade}
        />
        <p className="dim small-note" style={{ margin: 0 }}>
          {t('dialog.note')}
        </p>
        {set.error && <FailureNotice error={set.error} />}
        <div>
          <Button type="submit" loading={set.isPending}>
            {t('shell:actions.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
