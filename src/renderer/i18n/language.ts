import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { interpolated } from './spacing.ts';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

type Catalogue = Record<string, unknown>;

// One file per subject and language; a test holds both languages' keys against each other.
const files = import.meta.glob<Catalogue>('./{en,zh-CN}/*.json', {
  eager: true,
  import: 'default',
});

function catalogues(): Record<string, Record<string, Catalogue>> {
  const found: Record<string, Record<string, Catalogue>> = {};
  for (const [path, catalogue] of Object.entries(files)) {
    const [, language = '', file = ''] = path.split('/');
    found[language] = { ...found[language], [file.replace('.json', '')]: catalogue };
  }
  return found;
}

/** The language of the system, where the app speaks it; else English. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export async function startLanguage(language: Language): Promise<void> {
  const resources = catalogues();
  await i18next
    .use(initReactI18next)
    .use(interpolated.postProcessor)
    .init({
      resources,
      lng: language,
      fallbackLng: false,
      ns: Object.keys(resources['en'] ?? {}),
      defaultNS: 'shell',
      ...interpolated.options,
      returnNull: false,
    });
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
