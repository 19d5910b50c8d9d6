import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFiles, newBook, sampleBook, switchBook } from '../../../contract/desktop.ts';
import { WEEKDAYS, type Weekday } from '../../../core/calendar.ts';
import { LEDGER_PACKS, type LedgerPack } from '../../../core/ledger/ledger-account.ts';
import { useChange } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { computerZone } from '../../ui/today.ts';
import { useDroppedFiles } from '../../ui/use-dropped-files.ts';
import { isInvitation, useInvitation } from '../join/invitation.ts';
import { LanguageDoors } from './language-doors.tsx';

const USUAL = ['USD', 'EUR', 'GBP', 'CNY', 'JPY', 'CHF', 'INR'];

/** The first start: company and currency; then people, then a file, then the month. */
export function StartScreen() {
  const { t } = useTranslation(['start', 'settings']);
  const make = useChange(newBook);
  const open = useChange(switchBook);
  const sample = useChange(sampleBook);
  const choose = useChange(chooseFiles);
  const takeInvitation = (files: readonly string[]): void => {
    const file = files.find(isInvitation);
    if (file !== undefined) useInvitation.setState({ file });
  };
  const isOver = useDroppedFiles(takeInvitation);
  const [company, setCompany] = useState('');
  const [currency, setCurrency] = useState('USD');
  const [weekStart, setWeekStart] = useState<Weekday>('monday');
  const [timeZone, setTimeZone] = useState(computerZone());
  const [ledgerPack, setLedgerPack] = useState<LedgerPack | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate(
      { company, currency, weekStart, timeZone, ...(ledgerPack && { ledgerPack }) },
      { onSuccess: () => goTo('people') },
    );
  };
  const error = make.error ?? open.error ?? sample.error ?? choose.error;
  return (
    <main style={{ maxWidth: 620, margin: '0 auto', padding: '56px 24px' }}>
      <LanguageDoors />
      <h1 className="answer" style={{ margin: '18px 0 8px' }}>
        {t('question')}
      </h1>
      <p className="dim" style={{ margin: '0 0 22px' }}>
        {t('promise')}
      </p>
      <form className="card" onSubmit={submit} style={{ padding: '18px 20px' }}>
        <TextInput
          label={t('company')}
          value={company}
          onChange={(event) => setCompany(event.currentTarget.value)}
          required
          data-autofocus
        />
        <div style={{ display: 'flex', gap: 12, marginTop: 10 }}>
          <Select
            label={t('currency')}
            data={[
              ...USUAL,
              ...Intl.supportedValuesOf('currency').filter((code) => !USUAL.includes(code)),
            ]}
            value={currency}
            onChange={(value) => setCurrency(value ?? 'USD')}
            searchable
            allowDeselect={false}
          />
          <Select
            label={t('weekStart')}
            data={WEEKDAYS.map((day) => ({ value: day, label: t(`weekday.${day}`) }))}
            value={weekStart}
            onChange={(value) => setWeekStart(WEEKDAYS.find((day) => day === value) ?? 'monday')}
            allowDeselect={false}
          />
          <Select
            label={t('timeZone')}
            data={[...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]}
            value={timeZone}
            onChange={(value) => setTimeZone(value ?? 'UTC')}
            searchable
            allowDeselect={false}
          />
        </div>
        <Select
          mt={10}
          label={t('ledgerPack')}
          description={t('ledgerPackText')}
          data={['none', ...LEDGER_PACKS].map((pack) => ({
            value: pack,
            label: t(`settings:pack.${pack}`),
          }))}
          value={ledgerPack ?? 'none'}
          onChange={(value) => setLedgerPack(LEDGER_PACKS.find((pack) => pack === value) ?? null)}
          allowDeselect={false}
        />
        <p className="dim" style={{ margin: '10px 0 14px' }}>
          {t('fixed')}
        </p>
        <Button type="submit" loading={make.isPending} disabled={company.trim() === ''}>
          {t('make')}
        </Button>
      </form>
      {error && <FailureNotice error={error} />}
      <p style={{ display: 'flex', gap: 10, marginTop: 18 }}>
        <Button variant="default" loading={sample.isPending} onClick={() => sample.mutate({})}>
          {t('sample')}
        </Button>
        <Button variant="default" loading={open.isPending} onClick={() => open.mutate({})}>
          {t('open')}
        </Button>
      </p>
      <p className="dim">{t('sampleNote')}</p>
      <section className="card" style={{ padding: '14px 20px', marginTop: 18 }}>
        <h2>{t('invited.title')}</h2>
        <p className="dim" style={{ margin: '0 0 10px' }}>
          {t(isOver ? 'invited.drop' : 'invited.text')}
        </p>
        <Button
          variant="default"
          onClick={() =>
            choose.mutate(
              { endings: ['swinvite'], several: false },
              { onSuccess: ({ files }) => takeInvitation(files) },
            )
          }
        >
          {t('invited.choose')}
        </Button>
      </section>
    </main>
  );
}
