import { useTranslation } from 'react-i18next';

/** Why an invoice waits, in the window's language. */
export function useReason(): (reason: { readonly code: string; readonly text: string }) => string {
  const { t, i18n } = useTranslation('invoices');
  return ({ code, text }) =>
    i18n.exists(`reason.${code}`, { ns: 'invoices' }) ? t(`reason.${code}`) : text;
}
