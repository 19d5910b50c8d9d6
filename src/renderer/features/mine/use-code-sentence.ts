import { useTranslation } from 'react-i18next';

/** The sentence for a code that came with an answer: the catalogue's where it needs no more, else as it was said. */
export function useCodeSentence(): (code: string | null, said: string | null) => string {
  const { t, i18n } = useTranslation('errors');
  return (code, said) => {
    if (code === null || !i18n.exists(code, { ns: 'errors' })) return said ?? code ?? '';
    const text = t(code, { interpolation: { skipOnVariables: true } });
    // What names a value that did not come along is better said as the office said it.
    return /\{\{/.test(i18n.getResource(i18n.language, 'errors', code) ?? '')
      ? (said ?? text)
      : text;
  };
}
