import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  openingCreditsList,
  openingCreditsRemove,
  openingCreditsSet,
} from '../../../contract/ledger.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { MonthInput } from '../../ui/month-input.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';

/** Credits that accounts held before any invoice of the book. */
export function OpeningCredits() {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const answer = useAnswer(openingCreditsList, {});
  const [account, setAccount] = useState('');
  const [month, setMonth] = useState('');
  const [amount, setAmount] = useState('');
  const keep = useChange(openingCreditsSet, () => {
    setAccount('');
    setAmount('');
  });
  const forget = useChange(openingCreditsRemove);
  if (answer.isPending) return <PartSkeleton height={160} />;
  const { credits = [], currency = '' } = answer.data ?? {};
  const failed = answer.error ?? keep.error ?? forget.error;
  return (
    <section className="card" aria-label={t('openingCredits.title')}>
      <h2>{t('openingCredits.title')}</h2>
      <p className="dim" style={{ margin: '0 0 10px', maxWidth: '80ch' }}>
        {t('openingCredits.text')}
      </p>
      {failed && <FailureNotice error={failed} />}
      {credits.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th>{t('openingCredits.account')}</th>
              <th>{t('openingCredits.month')}</th>
              <th className="figure">{t('openingCredits.amount', { currency })}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {credits.map((one) => (
              <tr key={one.account}>
                <td>{one.account}</td>
                <td>{formats.month(one.month)}</td>
                <td className="figure">{formats.money(one.amount)}</td>
                <td className="figure">
                  <button
                    type="button"
                    className="door"
                    aria-label={t('openingCredits.forgetNamed', { account: one.account })}
                    onClick={() => forget.mutate({ account: one.account })}
                  >
                    {t('openingCredits.forget')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate({ account: account.trim(), month, amount });
        }}
      >
        <Group align="end" mt="sm">
          <TextInput
            label={t('openingCredits.account')}
            w={220}
            value={account}
            onChange={(event) => setAccount(event.currentTarget.value)}
          />
          <MonthInput label={t('openingCredits.month')} w={180} value={month} onChange={setMonth} />
          <AmountInput
            label={t('openingCredits.amount', { currency })}
            w={160}
            currency={currency}
            value={amount}
            onChange={setAmount}
          />
          <Button
            type="submit"
            variant="default"
            disabled={account.trim() === '' || month === '' || amount === ''}
            loading={keep.isPending}
          >
            {t('openingCredits.keep')}
          </Button>
        </Group>
      </form>
    </section>
  );
}
