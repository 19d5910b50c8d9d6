import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useToday } from '../../ui/today.ts';

/** When something was paid, and under which reference the bank shows it. */
export function PaidForm({
  needsReference,
  isPending,
  error,
  onPaid,
}: {
  readonly needsReference: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onPaid: (day: string, reference: string) => void;
}) {
  const { t } = useTranslation('claims');
  const [day, setDay] = useState(useToday());
  const [reference, setReference] = useState('');
  return (
    <form
      style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}
      onSubmit={(event) => {
        event.preventDefault();
        onPaid(day, reference.trim());
      }}
    >
      <DayInput aria-label={t('payout.paidDay')} value={day} required onChange={setDay} />
      <TextInput
        aria-label={t('payout.reference')}
        placeholder={t(needsReference ? 'payout.reference' : 'payout.ownReferences')}
        value={reference}
        required={needsReference}
        w={190}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isPending}>
        {t('payout.markPaid')}
      </Button>
      {error && <FailureNotice error={error} />}
    </form>
  );
}
