import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsList, settingsSet } from '../../../contract/company.ts';
import { ledgerAgree, ledgerSettings } from '../../../contract/ledger.ts';
import { LEDGER_PACKS } from '../../../core/ledger/ledger-account.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { OpeningCredits } from './opening-credits.tsx';
import { VendorList } from './vendor-list.tsx';

const SWITCHES: ReadonlySet<string> = new Set([
  'tax.recoverable',
  'ledger.accruals',
  'ledger.prepaid',
]);

/** The chart of accounts, what it proposes, and what was agreed with the accountant. */
export function LedgerPart() {
  const { t } = useTranslation('settings');
  const answer = useAnswer(ledgerSettings, {});
  const set = useChange(settingsSet);
  if (answer.isPending) return <PartSkeleton height={420} />;
  return (
    <>
      <section className="card">
        <h2>{t('ledger.pack')}</h2>
        <p className="dim" style={{ margin: '0 0 10px', maxWidth: '80ch' }}>
          {t('ledger.packText')}
        </p>
        {answer.error && <FailureNotice error={answer.error} />}
        {set.error && <FailureNotice error={set.error} />}
        {answer.data && (
          <Select
            aria-label={t('ledger.pack')}
            w={320}
            data={['none', ...LEDGER_PACKS].map((value) => ({
              value,
              label: t(`pack.${value}`),
            }))}
            value={answer.data.pack ?? 'none'}
            allowDeselect={false}
            onChange={(value) => value && set.mutate({ key: 'ledger.pack', value })}
          />
        )}
      </section>
      {answer.data?.pack && <AskedSettings />}
      <VendorList />
      <OpeningCredits />
      <OtherSettings />
    </>
  );
}

/** What the accountant is asked, each with its tick. */
function AskedSettings() {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const answer = useAnswer(ledgerSettings, {});
  const set = useChange(settingsSet);
  const agree = useChange(ledgerAgree);
  const [who, setWho] = useState('');
  const settings = answer.data?.settings ?? [];
  const open = settings.filter(({ agreed, value }) => agreed === null && value !== 'none');
  return (
    <section className="card scroll-x">
      <h2>{t('ledger.title')}</h2>
      <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
        <TextInput
          label={t('ledger.agreeWith')}
          value={who}
          onChange={(event) => setWho(event.currentTarget.value)}
          w={260}
        />
        <Button
          variant="default"
          disabled={who.trim() === '' || open.length === 0}
          loading={agree.isPending}
          onClick={() => agree.mutate({ keys: open.map(({ key }) => key), with: who.trim() })}
        >
          {t('ledger.agreeAll', { count: open.length })}
        </Button>
      </div>
      {set.error && <FailureNotice error={set.error} />}
      {agree.error && <FailureNotice error={agree.error} />}
      <table className="table" style={{ marginTop: 10 }}>
        <tbody>
          {settings.map(({ key, value, isOwn, agreed }) => (
            <tr key={key}>
              <td style={{ width: '34%', verticalAlign: 'top' }}>
                {t(`ledger.key.${key.replace('.', '-')}`)}
              </td>
              <td>
                <SettingValue
                  key={value}
                  name={t(`ledger.key.${key.replace('.', '-')}`)}
                  value={value}
                  isSwitch={SWITCHES.has(key)}
                  onSave={(next) => set.mutate({ key, value: next })}
                />
              </td>
              <td style={{ width: 260, verticalAlign: 'top' }}>
                {value === 'none' ? (
                  <span className="dim">–</span>
                ) : (
                  <Checkbox
                    size="xs"
                    label={
                      agreed
                        ? t('ledger.agreed', { who: agreed.with, day: formats.day(agreed.day) })
                        : t(isOwn ? 'ledger.own' : 'ledger.proposed')
                    }
                    checked={agreed !== null}
                    disabled={agreed === null && who.trim() === ''}
                    onChange={(event) =>
                      agree.mutate({
                        keys: [key],
                        with: event.currentTarget.checked ? who.trim() : null,
                      })
                    }
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SettingValue({
  name,
  value,
  isSwitch,
  onSave,
}: {
  readonly name: string;
  readonly value: string;
  readonly isSwitch: boolean;
  readonly onSave: (value: string) => void;
}) {
  const { t } = useTranslation('settings');
  if (isSwitch) {
    return (
      <Select
        aria-label={name}
        data={['on', 'off'].map((one) => ({ value: one, label: t(`choice.${one}`) }))}
        value={value}
        allowDeselect={false}
        onChange={(one) => one && onSave(one)}
      />
    );
  }
  return (
    <TextInput
      aria-label={name}
      defaultValue={value === 'none' ? '' : value}
      onBlur={(event) => {
        const next = event.currentTarget.value.trim() || 'none';
        if (next !== value) onSave(next);
      }}
    />
  );
}

const OTHERS = [
  'ledger.by-tool',
  'ledger.cost-centres',
  'ledger.fiscal-year-month',
  'ledger.datev-adviser',
  'ledger.datev-client',
  'ledger.datev-code-length',
  'ledger.datev-service-case',
  'ledger.datev-service-day',
  'ledger.quickbooks-taxes',
  'ledger.xero-tax-rate',
  'ledger.xero-taxes',
  'ledger.xero-tracking',
] as const;

/** What single pieces of software ask. */
function OtherSettings() {
  const { t } = useTranslation('settings');
  const answer = useAnswer(settingsList, {});
  const set = useChange(settingsSet);
  if (answer.isPending) return <PartSkeleton height={160} />;
  const values = new Map(answer.data?.settings.map(({ key, value }) => [key, value]));
  return (
    <section className="card">
      <h2>{t('ledger.others')}</h2>
      {answer.error && <FailureNotice error={answer.error} />}
      {set.error && <FailureNotice error={set.error} />}
      <div className="fields">
        {OTHERS.map((key) => {
          const value = values.get(key) ?? '';
          return (
            <TextInput
              key={`${key} ${value}`}
              label={t(`ledger.key.${key.replace('.', '-')}`)}
              defaultValue={value}
              onBlur={(event) => {
                const next = event.currentTarget.value.trim();
                if (next !== value) set.mutate({ key, value: next });
              }}
            />
          );
        })}
      </div>
    </section>
  );
}
