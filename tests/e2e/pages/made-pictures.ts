/// <reference lib="dom" />
import type { Page } from '@playwright/test';

export type PictureOptions = {
  readonly type: 'image/png' | 'image/jpeg';
  /** Of its usual size. */
  readonly scale?: number;
  readonly brightness?: number;
};

/** A receipt's picture: lines of text on paper, drawn by the window and encoded as asked. */
export async function pictureOf(
  page: Page,
  lines: readonly string[],
  { type, scale = 1, brightness = 1 }: PictureOptions,
): Promise<Buffer> {
  const base64 = await page.evaluate(
    ({ texts, wanted, by, light }) => {
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(900 * by);
      canvas.height = Math.round(1200 * by);
      const draw = canvas.getContext('2d');
      if (!draw) throw new Error('This window cannot draw.');
      const shade = (value: number): string => {
        const grey = Math.round(value * light);
        return `rgb(${grey} ${grey} ${grey})`;
      };
      draw.scale(by, by);
      draw.fillStyle = shade(250);
      draw.fillRect(0, 0, 900, 1200);
      draw.fillStyle = shade(20);
      texts.forEach((text, index) => {
        draw.font = `${index === 0 ? 64 : 44}px sans-serif`;
        draw.fillText(text, 80, 160 + index * 150);
      });
      return canvas.toDataURL(wanted, 0.6).split(',')[1] ?? '';
    },
    { texts: [...lines], wanted: type, by: scale, light: brightness },
  );
  return Buffer.from(base64, 'base64');
}
