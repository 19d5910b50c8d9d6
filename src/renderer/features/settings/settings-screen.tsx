import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  companyShow,
  kindsSet,
  modelsSet,
  settingsList,
  settingsSet,
} from '../../../contract/company.ts';
import { windowLanguage } from '../../../contract/desktop.ts';
import { ledgerSettings } from '../../../contract/ledger.ts';
import type { Request } from '../../../contract/request.ts';
import { WEEKDAYS } from '../../../core/calendar.ts';
import { NAME_LOCALES } from '../../../core/name-order.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { useHere, useMay } from '../../here.ts';
import { changeLanguage, LANGUAGES } from '../../i18n/language.ts';
import { hrefOf } from '../../route.ts';
import { WordList } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Page } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { type ColorScheme, useWindowState } from '../../window-state.ts';
import { AccessPart } from '../access/access-part.tsx';
import { KindTable } from './kind-table.tsx';
import { LedgerPart } from './ledger-part.tsx';
import { ModelTable } from './model-table.tsx';
import { SettingField } from './setting-field.tsx';

const PARTS = ['general', 'access', 'verdict', 'output', 'models', 'ledger', 'words'] as const;
type Part = (typeof PARTS)[number];

/** What a part asks for; the others are everybody's. */
const NEEDS: Partial<Record<Part, Pick<Request, 'name'>>> = {
  verdict: settingsSet,
  output: kindsSet,
  models: modelsSet,
  ledger: ledgerSettings,
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'company.week-start': WEEKDAYS,
  'company.locale': NAME_LOCALES,
  'access.manager-verdicts': ['on', 'off'],
  'share.verdicts': ['on', 'off'],
  'verdict.shared-shock': ['on', 'off'],
  'usage.agent-logs': ['auto', 'plan', 'use'],
  'share.usage': ['ask', 'always', 'never'],
  'share.projects': ['hidden', 'hashed', 'named'],
};

const KEYS: Readonly<Record<Part, readonly string[]>> = {
  general: [
    'company.name',
    'company.street',
    'company.postcode',
    'company.town',
    'company.country',
    'company.week-start',
    'company.time-zone',
    'company.locale',
    'usage.agent-logs',
  ],
  verdict: [
    'verdict.window',
    'verdict.required-return',
    'verdict.required-uplift',
    'verdict.unit-value',
    'verdict.shared-shock',
  ],
  access: ['access.manager-verdicts', 'share.verdicts', 'retention.receipts-years'],
  output: ['assets.hours-per-month'],
  models: [],
  ledger: [],
  words: [],
};

/** What the owner sets, and what the window itself remembers. */
export function SettingsScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('settings');
  const may = useMay();
  const isOffice = useHere(({ here }) => here?.mode !== 'person');
  const parts = PARTS.filter((one) => {
    const needs = NEEDS[one];
    return (needs === undefined || may(needs)) && (isOffice || one !== 'access');
  });
  const part = parts.find((one) => one === itemKey) ?? 'general';
  return (
    <Page title={t('title')} answer={t(`answer.${part}`)}>
      <div style={{ display: 'flex', gap: 14 }}>
        {parts.map((one) => (
          <a
            key={one}
            className="door"
            href={hrefOf('settings', one)}
            aria-current={one === part ? 'page' : undefined}
            style={one === part ? { fontWeight: 600 } : undefined}
          >
            {t(`part.${one}`)}
          </a>
        ))}
      </div>
      {part === 'general' && <WindowSettings />}
      {part === 'access' && <AccessPart />}
      {KEYS[part].length > 0 && may(settingsSet) && <BookSettings keys={KEYS[part]} />}
      {part === 'output' && <KindTable />}
      {part === 'models' && <ModelTable />}
      {part === 'ledger' && <LedgerPart />}
      {part === 'words' && <WordList />}
    </Page>
  );
}

function Row({
  label,
  note,
  children,
}: {
  readonly label: string;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  return (
    <tr>
      <td style={{ width: '46%', verticalAlign: 'top' }}>
        {label}
        {note && <div className="dim">{note}</div>}
      </td>
      <td style={{ maxWidth: 320 }}>{children}</td>
    </tr>
  );
}

/** What the window itself remembers. */
export function WindowSettings() {
  const { t, i18n } = useTranslation('settings');
  const company = useAnswer(companyShow, {});
  const { colorScheme, setColorScheme, setLanguage } = useWindowState();
  const tellMain = useChange(windowLanguage);
  return (
    <section className="card">
      <h2>{t('window.title')}</h2>
      <table className="table">
        <tbody>
          <Row label={t('window.language')}>
            <Select
              aria-label={t('window.language')}
              data={LANGUAGES.map((value) => ({ value, label: t(`window.${value}`) }))}
              value={i18n.language}
              allowDeselect={false}
              onChange={(value) => {
                const language = LANGUAGES.find((one) => one === value) ?? 'en';
                setLanguage(language);
                void changeLanguage(language);
                tellMain.mutate({ set: language });
              }}
            />
          </Row>
          <Row label={t('window.scheme')}>
            <Select
              aria-label={t('window.scheme')}
              data={['auto', 'light', 'dark'].map((value) => ({
                value,
                label: t(`window.${value}`),
              }))}
              value={colorScheme}
              allowDeselect={false}
              onChange={(value) => setColorScheme((value ?? 'auto') as ColorScheme)}
            />
          </Row>
          {company.data && (
            <Row
              label={t('window.book')}
              note={t('window.currency', { currency: company.data.currency })}
            >
              {company.data.file}
              {company.data.openTo && (
                <p className="notice">{t(`window.openTo.${company.data.openTo}`)}</p>
              )}
              {company.data.syncedFolder && (
                <p className="notice">
                  {t('window.synced', { folder: company.data.syncedFolder })}
                </p>
              )}
            </Row>
          )}
        </tbody>
      </table>
    </section>
  );
}

function zonesWith(zone: string) {
  return [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((one) => ({
    value: one,
    label: one,
  }));
}

/** Settings of the book, a line each. */
export function BookSettings({
  keys,
  title,
}: {
  readonly keys: readonly string[];
  readonly title?: string;
}) {
  const { t } = useTranslation('settings');
  const answer = useAnswer(settingsList, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={320} />;
  const values = new Map(answer.data.settings.map((one) => [one.key, one]));
  return (
    <section className="card">
      <h2>{title ?? t('book.title')}</h2>
      <table className="table">
        <tbody>
          {keys.map((key) => {
            const setting = values.get(key);
            if (!setting) return null;
            const name = t(`key.${key.replace('.', '-')}.name`);
            return (
              <Row key={key} label={name} note={t(`key.${key.replace('.', '-')}.note`)}>
                <SettingField
                  settingKey={key}
                  name={name}
                  value={setting.value}
                  choices={
                    key === 'company.time-zone'
                      ? zonesWith(setting.value)
                      : CHOICES[key]?.map((one) => ({ value: one, label: t(`choice.${one}`) }))
                  }
                />
              </Row>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
