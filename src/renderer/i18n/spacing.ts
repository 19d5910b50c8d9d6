import type { PostProcessorModule } from 'i18next';
import { isolated } from '../../core/isolated-text.ts';

/** A noncharacter, which no text can hold: it marks where a value begins and ends in its sentence. */
const EDGE = '\uFDD0';
/** Where values begin and end, with the tags and the spaces there. */
const EDGES = /(?: ?(?:<\/?\w+>)*\uFDD0)+(?:<\/?\w+>)* ?/gu;
const BEFORE = /([^<>\u2068\u2069])(?:<\/?\w+\/?>|[\u2068\u2069])*$/u;
const AFTER = /^(?:<\/?\w+\/?>|[\u2068\u2069])*([^<>\u2068\u2069])/u;
/** A day or a month as Chinese writes it: it reads as 汉字 from its first digit. */
const DATE = /^(?:<\/?\w+\/?>)*\d{1,4}[年月日]/u;
const HAN = /[\p{Script=Han}々〇]/u;
const LATIN = /[\p{L}\p{N}%−+-]/u;
const FULL_WIDTH = /[\u3000-\u303F\uFF00-\uFFEF“”‘’…—]/u;

/** A value as it goes into a sentence, its edges marked until `spaced` has set the space around it. */
export function edged(value: string): string {
  return value === '' ? '' : `${EDGE}${value}${EDGE}`;
}

/**
 * A sentence with its values in, set as Chinese is: one space between 汉字 and Latin or digits, none
 * between 汉字, before a date and at a full-width mark, whatever the value begins or ends with.
 * Nothing inside a value changes. In other languages the sentence's own spaces hold.
 */
export function spaced(sentence: string, language: string): string {
  if (!sentence.includes(EDGE)) return sentence;
  if (!language.startsWith('zh')) return sentence.replaceAll(EDGE, '');
  return sentence.replace(EDGES, (edge: string, at: number) => {
    const rest = sentence.slice(at + edge.length);
    const before = BEFORE.exec(sentence.slice(0, at))?.[1] ?? '';
    const after = DATE.test(rest) ? '年' : (AFTER.exec(rest)?.[1] ?? '');
    const space = spaceBetween(before, after) ?? (edge.includes(' ') ? ' ' : '');
    const tags = edge.replace(/[ \uFDD0]/gu, '');
    return tags.replace(/^(?:<\/\w+>)*/u, (closing) => `${closing}${space}`);
  });
}

/** What stands between two characters; `null`: what the sentence has. */
function spaceBetween(before: string, after: string): ' ' | '' | null {
  if (before === '' || after === '') return null;
  if (FULL_WIDTH.test(before) || FULL_WIDTH.test(after)) return '';
  if (HAN.test(before)) return HAN.test(after) ? '' : LATIN.test(after) ? ' ' : null;
  return HAN.test(after) && LATIN.test(before) ? ' ' : null;
}

/** How values go into the sentences of every catalogue. */
export const interpolated = {
  postProcessor: {
    type: 'postProcessor',
    name: 'spacing',
    process: (sentence: string, _key, { lng }, { language }: { readonly language: string }) =>
      spaced(sentence, lng ?? language),
  } satisfies PostProcessorModule,
  options: {
    // React escapes what could be markup; what could turn a sentence round is isolated here.
    interpolation: { escapeValue: true, escape: (value: string) => edged(isolated(value)) },
    postProcess: ['spacing'],
  },
};
