import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OverviewDoc } from '../../src/contract/month.ts';
import {
  costSentence,
  seatsSentence,
  waitingSentence,
} from '../../src/renderer/features/overview/month-sentence.tsx';
import en from '../../src/renderer/i18n/en/overview.json' with { type: 'json' };
import zh from '../../src/renderer/i18n/zh-CN/overview.json' with { type: 'json' };
import { formatsIn } from '../../src/renderer/ui/format.ts';

const words = i18next.createInstance();
const inLanguage = (language: string): TFunction<'overview'> =>
  words.getFixedT(language, 'overview');

beforeAll(() =>
  words.init({
    resources: { en: { overview: en }, 'zh-CN': { overview: zh } },
    interpolation: { escapeValue: false },
  }),
);

type Counts = readonly [
  justified: number,
  not: number,
  keep: number | null,
  drop: number | null,
  none: number,
];

function seats(
  [justified, notJustified, leansKeep, leansDrop, noData]: Counts,
  undecided?: number,
): OverviewDoc['seats'] {
  const open = undecided ?? (leansKeep ?? 0) + (leansDrop ?? 0);
  return {
    count: justified + notJustified + open + noData,
    justified,
    notJustified,
    undecided: open,
    leansKeep,
    leansDrop,
    noData,
  };
}

describe('how the seats stand', () => {
  it.each<[Counts, string, string]>([
    [
      [3, 3, 3, 2, 1],
      '12 seats: 3 justified, 3 not justified, 5 undecided (3 lean towards keeping, 2 lean towards dropping), 1 without data.',
      '12 个席位：3 个划算，3 个不划算，5 个尚无定论（3 个倾向保留，2 个倾向停用），1 个缺少数据。',
    ],
    [[1, 1, 0, 0, 0], '2 seats: 1 justified, 1 not justified.', '2 个席位：1 个划算，1 个不划算。'],
    [
      [1, 0, 1, 0, 0],
      '2 seats: 1 justified, 1 undecided (1 leans towards keeping).',
      '2 个席位：1 个划算，1 个尚无定论（1 个倾向保留）。',
    ],
    [
      [0, 2, 0, 1, 0],
      '3 seats: 2 not justified, 1 undecided (1 leans towards dropping).',
      '3 个席位：2 个不划算，1 个尚无定论（1 个倾向停用）。',
    ],
    [[0, 0, 0, 0, 0], 'Nobody had a seat.', '没有人使用席位。'],
    [[1, 0, 0, 0, 0], 'The one seat is justified.', '1 个席位均划算。'],
    [[4, 0, 0, 0, 0], 'All 4 seats are justified.', '4 个席位均划算。'],
    [[0, 1, 0, 0, 0], 'The one seat is not justified.', '1 个席位均不划算。'],
    [[0, 5, 0, 0, 0], 'None of the 5 seats is justified.', '5 个席位均不划算。'],
    [
      [0, 0, 1, 0, 0],
      'The one seat is undecided (1 leans towards keeping).',
      '1 个席位均尚无定论（1 个倾向保留）。',
    ],
    [
      [0, 0, 1, 2, 0],
      'All 3 seats are undecided (1 leans towards keeping, 2 lean towards dropping).',
      '3 个席位均尚无定论（1 个倾向保留，2 个倾向停用）。',
    ],
    [[0, 0, 0, 0, 1], 'The one seat has no data.', '1 个席位均缺少数据。'],
    [[0, 0, 0, 0, 2], 'None of the 2 seats has data.', '2 个席位均缺少数据。'],
  ])('%j', (counts, english, chinese) => {
    expect(seatsSentence(seats(counts), inLanguage('en'))).toBe(english);
    expect(seatsSentence(seats(counts), inLanguage('zh-CN'))).toBe(chinese);
  });

  it('has no leans in a month that a version without them closed', () => {
    const earlier = seats([1, 0, null, null, 0], 2);
    expect(seatsSentence(earlier, inLanguage('en'))).toBe('3 seats: 1 justified, 2 undecided.');
    expect(seatsSentence(earlier, inLanguage('zh-CN'))).toBe('3 个席位：1 个划算，2 个尚无定论。');
  });

  it('is whole for every combination, in both languages', () => {
    const some = [0, 1, 3];
    for (const language of ['en', 'zh-CN']) {
      for (const a of some)
        for (const b of some)
          for (const c of some)
            for (const d of some)
              for (const e of some) {
                const said = seatsSentence(seats([a, b, c, d, e]), inLanguage(language));
                expect(said).toMatch(language === 'en' ? /^[A-Z0-9].*\.$/ : /。$/);
                expect(said).not.toMatch(/\{\{|sentence\.|，。|, \.|: \.|\(\)|（）/);
              }
    }
  });
});

describe('what the month cost beside the month before', () => {
  const money = (amount: string) => ({ amount, currency: 'USD' });
  const cost = (now: string, before: string | null, language: string): string => {
    const { key, values } = costSentence(
      {
        month: '2026-06',
        total: money(now),
        previousTotal: before === null ? null : money(before),
      },
      formatsIn(language),
    );
    return String(words.getFixedT(language, 'overview')(key, values)).replace(
      /[\u00a0\u202f]/g,
      ' ',
    );
  };

  it.each<[string, string | null, RegExp, RegExp]>([
    ['116', '100', /, 16 ?% more than the month before\.$/, /，环比增长 16%。$/],
    ['84', '100', /, 16 ?% less than the month before\.$/, /，环比下降 16%。$/],
    ['100.4', '100', /, about as much as the month before\.$/, /，与上月基本持平。$/],
    ['99.6', '100', /, about as much as the month before\.$/, /，与上月基本持平。$/],
    ['199', '100', /, 99 ?% more than the month before\.$/, /，环比增长 99%。$/],
    ['200', '100', /, 2 times as much as the month before\.$/, /，是上月的 2 倍。$/],
    ['348', '100', /, 3.5 times as much as the month before\.$/, /，是上月的 3.5 倍。$/],
    ['0', '100', /, 100 ?% less than the month before\.$/, /，环比下降 100%。$/],
    ['100', '0', /^June 2026 cost <em>100\.00 USD<\/em>\.$/, /<\/em>。$/],
    ['100', '-5', /^June 2026 cost <em>100\.00 USD<\/em>\.$/, /<\/em>。$/],
    ['-5', '100', /^June 2026 cost <em>[-−]5\.00 USD<\/em>\.$/, /<\/em>。$/],
    ['100', null, /^June 2026 cost <em>100\.00 USD<\/em>\.$/, /<\/em>。$/],
  ])('%s after %s', (now, before, english, chinese) => {
    expect(cost(now, before, 'en')).toMatch(english);
    expect(cost(now, before, 'zh-CN')).toMatch(chinese);
  });

  it('says which charges are not in it', () => {
    const waiting = (count: number) => ({
      waitingForRate:
        count === 0
          ? []
          : [
              {
                currency: 'CNY',
                month: '2026-06',
                count,
                amount: { amount: '1', currency: 'CNY' },
              },
            ],
    });
    expect(waitingSentence(waiting(0), inLanguage('en'))).toBeNull();
    expect(waitingSentence(waiting(1), inLanguage('en'))).toBe(
      '1 charge waits for an exchange rate and is not in it.',
    );
    expect(waitingSentence(waiting(3), inLanguage('en'))).toBe(
      '3 charges wait for an exchange rate and are not in it.',
    );
    expect(waitingSentence(waiting(3), inLanguage('zh-CN'))).toBe(
      '另有 3 笔费用缺少汇率，未计入。',
    );
  });
});
