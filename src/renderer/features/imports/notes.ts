import { useTranslation } from 'react-i18next';

/** What a reader found worth saying about a file (`code`, or `code:value`), as sentences. */
export function useNotes(): (notes: readonly string[]) => string[] {
  const { t, i18n } = useTranslation('imports');
  return (notes) =>
    notes.flatMap((note) => {
      const [code = '', value = ''] = note.split(/:(.*)/s);
      return i18n.exists(`note.${code}`, { ns: 'imports' }) ? [t(`note.${code}`, { value })] : [];
    });
}
