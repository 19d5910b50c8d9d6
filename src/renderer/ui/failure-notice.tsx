import { useTranslation } from 'react-i18next';
import { RefusedRequest } from '../ask.ts';

/** The sentence for an error: the catalogue's for its code, else what the service said. */
export function useSentence(): (error: Error) => string {
  const { t, i18n } = useTranslation('errors');
  return (error) => {
    if (!(error instanceof RefusedRequest)) return t('unexpected', { message: error.message });
    const { code, message, details } = error.error;
    return i18n.exists(code, { ns: 'errors' }) ? t(code, { message, ...details }) : message;
  };
}

export function FailureNotice({ error }: { readonly error: Error }) {
  const sentence = useSentence();
  return (
    <p className="notice" role="alert">
      {sentence(error)}
    </p>
  );
}
