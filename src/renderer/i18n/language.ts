import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { interpolated } from './spacing.ts';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

type Catalogue = Record<string, unknown>;

// One file per subject and language; a test holds both languages' keys against each other.
const files = import.meta.glob<Catalogue>('./{en,zh-CN}/*.json', { import: 'default' });

/** A language's catalogues by subject. They lie in one part of the bundle, read when it is first shown. */
async function catalogues(language: Language): Promise<Record<string, Catalogue>> {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`./${language}/`));
  const read = own.map(
    async ([path, load]) =>
      [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), await load()] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

/** The language of the system, where the app speaks it; else English. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export async function startLanguage(language: Language): Promise<void> {
  const own = await catalogues(language);
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
    for (const [subject, texts] of Object.entries(await catalogues(language))) {
      i18next.addResourceBundle(language, subject, texts);
    }
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
