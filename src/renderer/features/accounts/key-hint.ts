import type { TFunction } from 'i18next';

/** Which kind of key a provider needs; a provider that says nothing of its own has the sentence for any. */
export const keyHint = (t: TFunction<['accounts', 'shell']>, code: string): string =>
  t(`keyHint.${code}`, { defaultValue: t('keyHint.any') });
