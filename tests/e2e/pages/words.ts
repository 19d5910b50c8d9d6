import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { edged, spaced } from '../../../src/renderer/i18n/spacing.ts';

export type Language = 'en' | 'zh-CN';

const I18N = join(import.meta.dirname, '../../../src/renderer/i18n');
const catalogues = new Map<string, unknown>();

/** The window's own words, so that one page model serves every language: `words('en')('imports:preview.take')`. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export function words(language: Language): Words {
  return (key, values = {}) => {
    const [subject = '', path = ''] = key.includes(':') ? key.split(':') : ['shell', key];
    const plural = values['count'] === 1 && language === 'en' ? '_one' : '_other';
    const text = find(catalogueOf(language, subject), path, plural);
    if (text === null) throw new Error(`${language}/${subject}.json has no ${path}.`);
    const filled = text.replace(/\{\{(\w+)\}\}/g, (gap: string, name: string) =>
      values[name] === undefined ? gap : edged(String(values[name])),
    );
    return spaced(filled, language);
  };
}

function catalogueOf(language: Language, subject: string): unknown {
  const id = `${language}/${subject}`;
  if (!catalogues.has(id)) {
    catalogues.set(id, JSON.parse(readFileSync(join(I18N, `${id}.json`), 'utf8')));
  }
  return catalogues.get(id);
}

function find(catalogue: unknown, path: string, plural: string): string | null {
  const at = (key: string): unknown =>
    key
      .split('.')
      .reduce<unknown>(
        (place, part) => (place as Readonly<Record<string, unknown>> | undefined)?.[part],
        catalogue,
      );
  const text = at(path) ?? at(`${path}${plural}`);
  return typeof text === 'string' ? text : null;
}

/** A sentence with gaps as a pattern: every `{{value}}` may be anything. */
export function pattern(text: string): RegExp {
  return new RegExp(
    text
      .replace(/<\/?\w+>/g, '')
      // Around a value Chinese has a space or none, as the value begins and ends.
      .split(/\p{Script=Han}/u.test(text) ? / ?\{\{\w+\}\} ?/ : /\{\{\w+\}\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+'),
  );
}
