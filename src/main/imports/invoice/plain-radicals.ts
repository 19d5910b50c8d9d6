/** Radicals that stand for a character, which Unicode's own folding leaves as they are or makes traditional. */
const SUPPLEMENT = new Map(
  '⼾户⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙'
    .match(/../gu)
    ?.map((pair) => [pair[0] ?? '', pair[1] ?? ''] as const),
);

/**
 * Text with its characters in place of radicals that look the same: where a font shares their glyphs,
 * PDFs of browsers and office programs name the radical (⽇ for 日), and no word would be found.
 */
export function plainRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, (one) => SUPPLEMENT.get(one) ?? one.normalize('NFKC'));
}
