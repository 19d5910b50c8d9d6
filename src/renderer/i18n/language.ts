import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { interpolated } from './spacing.ts';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language is one part of the bundle, read when it is first shown. */
const CATALOGUES = {
  en: async () => (await import('./english.ts')).english,
  'zh-CN': async () => (await import('./chinese.ts')).chinese,
};

/** The language of the system, where the app speaks it; else English. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export async function startLanguage(language: Language): Promise<void> {
  const own = await CATALOGUES[language]();
  await i18next
    .use(initReactI18next)
    .use(interpolated.postProcessor)
    .init({
      resources: { [language]: own },
      lng: language,
      fallbackLng: false,
      ns: Object.keys(own),
      defaultNS: 'shell',
      ...interpolated.options,
      returnNull: false,
    });
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'shell')) {
    for (const [subject, texts] of Object.entries(await CATALOGUES[language]())) {
      i18next.addResourceBundle(language, subject, texts);
    }
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
