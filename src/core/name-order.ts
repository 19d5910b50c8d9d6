/** Languages that a book lists people's names in. */
export const NAME_LOCALES = ['en', 'zh-CN'] as const;

type Named = { readonly name: string; readonly email: string };

const chinese = new Intl.Collator('zh-CN');
const others = new Intl.Collator('en', { sensitivity: 'base' });
const startsInHan = (name: string): boolean => /^\p{Script=Han}/u.test(name.trimStart());

/**
 * The order in which people are listed in a book of this locale, then by e-mail. Chinese names go by
 * pinyin: in a Chinese book before all others, elsewhere behind them. A locale that is not known is
 * taken as English.
 */
export function nameOrder(locale: string): (a: Named, b: Named) => number {
  const byName = locale === 'zh-CN' ? chinese.compare : besideOthers;
  return (a, b) => byName(a.name, b.name) || (a.email < b.email ? -1 : a.email > b.email ? 1 : 0);
}

function besideOthers(a: string, b: string): number {
  const isHan = startsInHan(a);
  if (isHan !== startsInHan(b)) return isHan ? 1 : -1;
  return isHan ? chinese.compare(a, b) : others.compare(a, b);
}
