import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { settingsList, settingsSet } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** The accounts of the ledger that journals are written with. */
export function LedgerSettings() {
  const { t } = useTranslation('close');
  const answer = useAnswer(settingsList, {});
  const set = useChange(settingsSet);
  const settings = (answer.data?.settings ?? []).filter((one) => one.key.startsWith('ledger.'));
  return (
    <section className="card">
      <h2>{t('ledger.title')}</h2>
      <p className="dim" style={{ margin: '0 0 10px', maxWidth: '80ch' }}>
        {t('ledger.text')}
      </p>
      {answer.error && <FailureNotice error={answer.error} />}
      {set.error && <FailureNotice error={set.error} />}
      <div className="fields">
        {settings.map(({ key, value }) => (
          <TextInput
            key={`${key} ${value}`}
            label={t(`ledger.${key.slice('ledger.'.length)}`)}
            defaultValue={value}
            onBlur={(event) => {
              const next = event.currentTarget.value.trim();
              if (next !== value) set.mutate({ key, value: next });
            }}
          />
        ))}
      </div>
    </section>
  );
}
