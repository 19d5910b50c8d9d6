import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const STEPS = ['1', '2', '3', '4'] as const;

/** Step by step: where a provider's key is made; nothing where the key's own hint says it all. */
export function KeySteps({ provider }: { readonly provider: string }) {
  const { t, i18n } = useTranslation('accounts');
  const [isOpen, setOpen] = useState(false);
  const steps = STEPS.map((step) => `keySteps.${provider}.${step}` as const).filter((key) =>
    i18n.exists(key, { ns: 'accounts' }),
  );
  if (steps.length === 0) return null;
  return (
    <div style={{ marginTop: 6 }}>
      <button
        type="button"
        className="door"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('keySteps.open')}
      </button>
      {isOpen && (
        <ol style={{ margin: '6px 0', paddingLeft: 20, maxWidth: '72ch' }}>
          {steps.map((key) => (
            <li key={key} style={{ margin: '4px 0' }}>
              {t(key, { defaultValue: '' })}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
