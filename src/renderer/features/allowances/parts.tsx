import { useTranslation } from 'react-i18next';
import { hrefOf } from '../../route.ts';

export const ALLOWANCE_PARTS = ['everyone', 'requests', 'rules', 'budget', 'what-if'] as const;
export type AllowancePart = (typeof ALLOWANCE_PARTS)[number];

/** The doors to the parts of this screen. */
export function Parts({ current }: { readonly current: AllowancePart | null }) {
  const { t } = useTranslation('allowances');
  return (
    <div style={{ display: 'flex', gap: 14, flexWrap: 'wrap' }}>
      {ALLOWANCE_PARTS.map((one) => (
        <a
          key={one}
          className="door"
          href={hrefOf('allowances', one)}
          aria-current={one === current ? 'page' : undefined}
          style={one === current ? { fontWeight: 600 } : undefined}
        >
          {t(`part.${one}`)}
        </a>
      ))}
    </div>
  );
}
