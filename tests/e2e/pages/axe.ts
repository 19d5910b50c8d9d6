import { AxeBuilder } from '@axe-core/playwright';
import { standStill } from './stand-still.ts';
import type { AppWindow } from './window.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the window as it is now, with where and why. */
export async function violations({ page }: AppWindow): Promise<string[]> {
  await standStill(page);
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] }) // to tell of all that is well takes as long again
    .withTags(RULES)
    .analyze();
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} (${failureSummary})`).join('; ')}`,
  );
}
