import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES, type Language } from '../../i18n/language.ts';
import { useWindowState } from '../../window-state.ts';

/** Both languages, each in its own words: before anything else can be read. */
export function LanguageDoors() {
  const { t, i18n } = useTranslation('start');
  const setLanguage = useWindowState((state) => state.setLanguage);
  const choose = (language: Language): void => {
    setLanguage(language);
    void changeLanguage(language);
  };
  return (
    <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 12 }}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          className="door"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => choose(language)}
        >
          {t(`language.${language}`)}
        </button>
      ))}
    </div>
  );
}
