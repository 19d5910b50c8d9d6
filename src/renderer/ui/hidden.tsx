import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** In a figure's place where whoever sits here does not see it: neither zero nor empty. */
export function Hidden({ what }: { readonly what: 'verdicts' | 'costs' }) {
  const { t } = useTranslation('access');
  return (
    <span className="dim hidden-figure" title={t(`hiddenWhy.${what}`)}>
      <IconEyeOff size={13} stroke={1.75} aria-hidden="true" /> {t('hidden')}
    </span>
  );
}
