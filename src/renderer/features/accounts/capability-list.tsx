import { useTranslation } from 'react-i18next';
import type { ProviderDoc } from './use-providers.ts';

const WAYS = new Set(['anthropic', 'openai', 'github-copilot']);

/** What the provider tells and can do, what it cannot, and the way that works instead. */
export function CapabilityList({
  provider,
}: {
  readonly provider: Pick<ProviderDoc, 'id' | 'name' | 'capabilities'>;
}) {
  const { t } = useTranslation('accounts');
  const { words, setLimit } = provider.capabilities;
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
        {WAYS.has(provider.id) && <li className="dim">{t(`way.${provider.id}`)}</li>}
      </ul>
    </section>
  );
}
