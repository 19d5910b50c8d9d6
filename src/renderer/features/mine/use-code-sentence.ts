import { useTranslation } from 'react-i18next';

type Said = {
  readonly code: string | null;
  readonly message: string | null;
  /** What the sentence names. */
  readonly details: Readonly<Record<string, unknown>> | null;
};

/** The sentence for a code that came with an answer: the catalogue's, in whose language it is read; else as it was said. */
export function useCodeSentence(): (said: Said) => string {
  const { t, i18n } = useTranslation('errors');
  return ({ code, message, details }) => {
    if (code === null || !i18n.exists(code, { ns: 'errors' })) return message ?? code ?? '';
    const names = /\{\{\s*(\w+)/g;
    const wanted = [...(i18n.getResource(i18n.language, 'errors', code) ?? '').matchAll(names)];
    // Noted by an earlier version, without what it names: as it was said then.
    const isWhole = wanted.every(([, name = '']) => name === 'message' || name in (details ?? {}));
    return isWhole ? t(code, { message, ...details }) : (message ?? code);
  };
}
