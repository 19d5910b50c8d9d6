import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Every sentence that the window can show stands in both languages, and nothing else does. */

const ROOT = join(import.meta.dirname, '../..');
const I18N = join(ROOT, 'src/renderer/i18n');
const LANGUAGES = ['en', 'zh-CN'] as const;
type Language = (typeof LANGUAGES)[number];

const subjects = readdirSync(join(I18N, 'en')).map((name) => basename(name, '.json'));

const read = new Map<string, ReadonlyMap<string, string>>();

/** A catalogue's keys as i18next names them (`form.name`), with their texts. */
function textsOf(language: Language, subject: string): ReadonlyMap<string, string> {
  const known = read.get(`${language}/${subject}`);
  if (known) return known;
  const texts = new Map<string, string>();
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') texts.set(path.join('.'), value);
    else for (const [key, one] of Object.entries(value as object)) walk(one, [...path, key]);
  };
  walk(JSON.parse(readFileSync(join(I18N, language, `${subject}.json`), 'utf8')), []);
  read.set(`${language}/${subject}`, texts);
  return texts;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const plain = (keys: Iterable<string>): string[] =>
  [...new Set([...keys].map((key) => key.replace(PLURAL, '')))].sort();
const named = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((match) => match[1] ?? ''))].sort();

describe.each(subjects)('the catalogue %s', (subject) => {
  const en = textsOf('en', subject);
  const zh = textsOf('zh-CN', subject);

  test('has the same keys in both languages', () => {
    expect(plain(zh.keys())).toEqual(plain(en.keys()));
  });

  test('has each language’s own plurals', () => {
    const forms = (texts: ReadonlyMap<string, string>) =>
      new Set([...texts.keys()].flatMap((key) => PLURAL.exec(key)?.[1] ?? []));
    expect([...forms(zh)].filter((form) => form !== 'other')).toEqual([]);
    const halves = [...en.keys()].filter((key) =>
      key.endsWith('_other')
        ? !en.has(key.replace(/_other$/, '_one'))
        : key.endsWith('_one') && !en.has(key.replace(/_one$/, '_other')),
    );
    expect(halves).toEqual([]);
  });

  test('says nothing empty, and names the same values in both languages', () => {
    const differing = plain(en.keys()).filter((key) => {
      if (key.endsWith('space')) return false; // Chinese has none between sentences
      const texts = [en, zh].map((all) => all.get(`${key}_other`) ?? all.get(key) ?? '');
      const [one, other] = texts.map((text) => named(text).filter((value) => value !== 'count'));
      return texts.some((text) => text.trim() === '') || String(one) !== String(other);
    });
    expect(differing).toEqual([]);
  });

  test('is Chinese where Chinese is spoken', () => {
    const shared = /^(\{\{\w+\}\}|FOCUS|English|[\d./ ,–:]+|[\w@.{}/ ·,%–-]+)$/;
    const left = [...zh].filter(([key, text]) => en.get(key) === text && !shared.test(text));
    expect(left.filter(([, text]) => !/\p{Script=Han}/u.test(text)).map(([key]) => key)).toEqual(
      [],
    );
  });
});

function sources(folder: string): { readonly path: string; readonly text: string }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(ROOT, folder, name))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
}

/** The keys that a file asks for, as patterns: `state.${one}` becomes `state.*`. */
function asked(text: string): { readonly subject: string; readonly key: string }[] {
  const home = /useTranslation\(\s*(?:\[\s*)?'([\w-]+)'/.exec(text)?.[1] ?? 'shell';
  const found = [
    ...[...text.matchAll(/\bt\(\s*'([^']+)'/g)],
    ...[...text.matchAll(/\bt\(\s*`([^`]+)`/g)],
    ...[...text.matchAll(/\?\s*'([\w.-]+\.[\w.-]+)'\s*:\s*'[\w.-]+\.[\w.-]+'/g)],
    ...[...text.matchAll(/i18nKey="([^"]+)"/g)],
  ].map((match) => (match[1] ?? '').replace(/\$\{[^}]*\}/g, '*'));
  return found.map((key) => {
    const [one, other] = key.split(':');
    return other === undefined ? { subject: home, key } : { subject: one ?? home, key: other };
  });
}

test('every key that the window asks for is there', () => {
  const missing = sources('src/renderer').flatMap(({ path, text }) =>
    asked(text).flatMap(({ subject, key }) => {
      // `${screen}:…` asks the catalogues that the file names.
      if (subject !== '*' && !subjects.includes(subject)) return [`${path}: ${subject}:${key}`];
      const pattern = new RegExp(
        `^${key
          .split('*')
          .map((part) => part.replace(/[.\\]/g, '\\$&'))
          .join('.+')}$`,
      );
      // A helper's `t` may be handed over from another subject; the key must then be in one of its file's.
      const own = [...text.matchAll(/'([\w-]+)'/g)].map((match) => match[1] ?? '');
      const named = own.filter((one) => subjects.includes(one));
      const places = subject === '*' ? named : [subject, ...named];
      return places.some((one) =>
        plain(textsOf('en', one).keys()).some((known) => pattern.test(known)),
      )
        ? []
        : [`${path}: ${subject}:${key}`];
    }),
  );
  expect(missing).toEqual([]);
});

test('every screen has a name: its catalogue’s title, or a shorter one of the navigation', () => {
  const { text = '' } = sources('src/renderer').find(({ path }) => /navigation/.test(path)) ?? {};
  const ids = [...text.matchAll(/\b(?:screen\(|entry\(|id:)\s*'([\w-]+)',/g)].map(
    ([, id = '']) => id,
  );
  const groups = [...text.matchAll(/\bid: '([\w-]+)',\n/g)].map(([, id = '']) => id);
  const shell = textsOf('en', 'shell');
  const isNamed = (id: string) =>
    shell.has(`nav.${id}`) || (subjects.includes(id) && textsOf('en', id).has('title'));
  expect(ids.length).toBeGreaterThan(40);
  expect(ids.filter((id) => !isNamed(id) && !groups.includes(id))).toEqual([]);
});

// The command line speaks English only; what a developer has got wrong is no sentence for a person.
const NOT_ON_SCREEN = ['wrong_usage', 'book_unnamed'];

test('every failure that can reach the window has its sentence', () => {
  const thrown = ['src/core', 'src/main']
    .flatMap(sources)
    .flatMap(({ text }) => [
      ...[...text.matchAll(/\bnew Failure\(\s*'([a-z_]+)'/g)].map((match) => match[1] ?? ''),
      ...[...text.matchAll(/\brefused\(\s*'([a-z_]+)'/g)].map((match) => match[1] ?? ''),
    ]);
  expect(thrown.length).toBeGreaterThan(50);
  const said = textsOf('en', 'errors');
  expect(
    [...new Set(thrown)].filter((code) => !said.has(code) && !NOT_ON_SCREEN.includes(code)).sort(),
  ).toEqual([]);
});

test('every entry of the trail has its words', () => {
  const PATTERNS = [
    /\baction: (?:\w+ \? )?'([^']+)'(?: : '([^']+)')?/g,
    /\bnote\(context, '([^']+)'/g,
    /\bnote\(context, [^']+ \? '([^']+)' : '([^']+)'/g,
    /\bchange\(context, input, '([^']+)'/g,
    /\bcode: (?:paused \? )?'(key_(?:pause|delete))'(?: : '([^']+)')?/g,
  ];
  const texts = ['src/main/services', 'src/main/book', 'src/main/providers'].flatMap(sources);
  const actions = texts.flatMap(({ text }) =>
    PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, ...found]) => found)),
  );
  const [, kinds = ''] =
    /export type ClaimEvent =([\s\S]*?);\n\n/.exec(
      sources('src/core/claims').find(({ path }) => path.endsWith('claim-event.ts'))?.text ?? '',
    ) ?? [];
  const steps = [...kinds.matchAll(/kind: '([^']+)'/g)].map(([, kind]) => `claim: ${kind}`);
  expect(steps.length).toBeGreaterThan(7);
  expect(actions.length).toBeGreaterThan(40);
  const said = textsOf('en', 'close');
  const keys = [...actions, ...steps].flatMap((one) =>
    one ? [`action.${one.replace(': ', ' ')}`] : [],
  );
  expect([...new Set(keys)].filter((key) => !said.has(key)).sort()).toEqual([]);
});

test('every trouble with a provider has its sentence', () => {
  const { text = '' } =
    sources('src/main/providers').find(({ path }) => path.endsWith('request-failure.ts')) ?? {};
  const codes = [...text.matchAll(/^ {2}([a-z_]+):\s*\n? {0,8}'/gm)].map((match) => match[1] ?? '');
  expect(codes.length).toBeGreaterThan(10);
  const said = textsOf('en', 'errors');
  expect(codes.filter((code) => !said.has(code))).toEqual([]);
});

test('every reason for refusing a row of a table has its sentence', () => {
  const files = ['src/main/imports/table', 'src/main/imports/formats', 'src/main/services/imports'];
  const codes = [...files.flatMap(sources), ...sources('src/main/imports')]
    .filter(({ path }) => !path.includes('/invoice/') && !path.includes('/agent-log/'))
    .flatMap(({ text }) => [
      ...[...text.matchAll(/\bfault\(\s*'([a-z_]+)'/g)].map((match) => match[1] ?? ''),
      ...[...text.matchAll(/\bcode: '([a-z_]+)',\s*(?:\n\s*)?reason/g)].map(
        (match) => match[1] ?? '',
      ),
    ]);
  expect(codes.length).toBeGreaterThan(25);
  const said = textsOf('en', 'imports');
  expect([...new Set(codes)].filter((code) => !said.has(`reject.${code}`)).sort()).toEqual([]);
});

/** What the glossary says in other words: a text that needs one after all is named beside it, with its reason in the text itself. */
const NOT_SAID: Record<Language, readonly (readonly [RegExp, readonly string[]])[]> = {
  en: [
    [
      /\bmetered\b|\bslices?\b|\bpa(y|id) back\b|\bfindings?\b(?! out)|\buplift\b|\bleaderboard\b/i,
      [],
    ],
    [/\bnotice days?\b|\btrail\b|\bdigest\b|\bmanifests?\b|\bmend(s|ed)?\b|\bcarried by\b/i, []],
    [/\btells?\b|\btold\b/i, ['join:deviceNote', 'settings:key.share-projects.note']],
    [/cannot be told|does more than it should|somebody here|once more again/i, []],
    [/\bloaded\b|\balerts?\b|\bstands? (in|out|as)\b/i, []],
  ],
  'zh-CN': [
    [
      /账号|服务商|支出|承担|额度池|节奏|返工|谈话|预警|贷项|复式|审计|摘要|账本|账套|此人|十次|无效/,
      [],
    ],
    // A key that opens an account is a 令牌; what a plan is called there is the vendor's own word.
    [/令牌/, ['accounts:keyHint.*', 'accounts:note.billed_by_enterprise', 'trackers:keyHint.*']],
    // An HTTP proxy, and who decides in an approver's place, are 代理; an agent never is.
    [/代理/, ['accounts:keyHint.*', 'claims:rules.*', 'errors:*']],
    [/货币/, ['invoices:reason.currency_guessed', 'rates:known.pair']],
    [/角色/, ['errors:not_permitted']],
    [/限额/, ['accounts:*', 'errors:limit*']],
    [/拒绝/, ['close:*', 'errors:*', 'invoices:taken', 'pairing:*', 'shell:refusedContent']],
    [/副本/, ['access:protects.not', 'errors:pdf_encrypted']],
    [/(?<!发票)差异/, []],
    [/[\p{Script=Han}][,;!?]|[,;!?](?=\p{Script=Han})/u, ['errors:*', 'people:paste.placeholder']],
  ],
};

describe.each(LANGUAGES)('the texts in %s', (language) => {
  test.each(NOT_SAID[language])('say nothing like %s', (word, but) => {
    const allowed = but.map((one) => new RegExp(`^${one.replaceAll('*', '.*')}$`));
    const said = subjects.flatMap((subject) =>
      [...textsOf(language, subject)]
        .filter(([, text]) => word.test(text.replace(/\{\{\w+\}\}/g, '')))
        .map(([key]) => `${subject}:${key.replace(PLURAL, '')}`)
        .filter((key) => !allowed.some((one) => one.test(key))),
    );
    expect(said).toEqual([]);
  });

  test('set Latin and digits apart from 汉字', () => {
    const glued = subjects.flatMap((subject) =>
      [...textsOf(language, subject)]
        .filter(([, text]) =>
          /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9%](?![月年日])\p{Script=Han}/u.test(text),
        )
        .map(([key]) => `${subject}:${key}`),
    );
    expect(glued).toEqual([]);
  });
});
