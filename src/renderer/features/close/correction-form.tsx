import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeCorrect } from '../../../contract/close.ts';
import { companyShow, peopleList } from '../../../contract/company.ts';
import { addMonths, firstDay, isIsoDay } from '../../../core/calendar.ts';
import { microText, parseMicro } from '../../../core/money.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { lookAt } from '../../route.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Posts what was wrong in a closed month in an open one. */
export function CorrectionForm({
  corrects,
  currency,
}: {
  readonly corrects: string;
  readonly currency: string;
}) {
  const { t } = useTranslation('close');
  const company = useAnswer(companyShow, {});
  const people = useAnswer(peopleList, {});
  const post = useChange(closeCorrect);
  const next = nextOpen(corrects, company.data?.closedMonths ?? []);
  const [day, setDay] = useState<string | null>(null);
  const [amount, setAmount] = useState('');
  const [description, setDescription] = useState('');
  const [email, setEmail] = useState<string | null>(null);
  const postedOn = day ?? firstDay(next);
  const isReady = isIsoDay(postedOn) && parseMicro(amount) !== null && description.trim() !== '';
  const send = () => {
    // The book's last month moves with what is posted; the closed one stays the one looked at.
    lookAt(corrects);
    post.mutate(
      {
        corrects,
        day: postedOn,
        amount: { amount: microText(parseMicro(amount) ?? 0n), currency },
        description: description.trim(),
        ...(email === null ? {} : { email }),
      },
      {
        onSuccess: () => {
          setAmount('');
          setDescription('');
        },
      },
    );
  };
  return (
    <>
      {post.error && <FailureNotice error={post.error} />}
      <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
        <DayInput
          label={t('correct.day')}
          value={postedOn}
          onChange={setDay}
          style={{ width: 150 }}
        />
        <AmountInput
          currency={currency}
          mayBeNegative
          label={t('correct.amount', { currency })}
          placeholder="-12.50"
          value={amount}
          onChange={setAmount}
          style={{ width: 140 }}
        />
        <TextInput
          label={t('correct.description')}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          style={{ width: 280 }}
        />
        <Select
          label={t('correct.person')}
          data={(people.data?.people ?? []).map((one) => ({ value: one.email, label: one.name }))}
          value={email}
          onChange={setEmail}
          clearable
          searchable
          style={{ width: 180 }}
        />
        <Button variant="default" disabled={!isReady} loading={post.isPending} onClick={send}>
          {t('correct.post')}
        </Button>
      </div>
    </>
  );
}

function nextOpen(month: string, closed: readonly string[]): string {
  let next = addMonths(month, 1);
  while (closed.includes(next)) next = addMonths(next, 1);
  return next;
}
