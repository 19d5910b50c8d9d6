import { useTranslation } from 'react-i18next';
import type { ProviderDoc } from './use-providers.ts';

/** What the provider tells and can do, what it cannot, and the way that works instead. */
export function CapabilityList({
  provider,
}: {
  readonly provider: Pick<ProviderDoc, 'id' | 'name' | 'capabilities'>;
}) {
  const { t, i18n } = useTranslation('accounts');
  const { words, setLimit } = provider.capabilities;
  const way = `way.${provider.id}` as const;
  const scopes = setLimit.map((scope) => t(`scope.${scope}`)).join(t('scope.and'));
  return (
    <section style={{ marginTop: 12 }}>
      <p className="card-title">{t('can.title', { provider: provider.name })}</p>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {words.map(({ code, text }) => (
          <li key={code} className={/_none$|^delete_key$/.test(code) ? 'dim' : undefined}>
            {t(`can.${code}`, { defaultValue: text, scopes })}
          </li>
        ))}
        {i18n.exists(way, { ns: 'accounts' }) && (
          <li className="dim">{t(way, { defaultValue: '' })}</li>
        )}
      </ul>
    </section>
  );
}
