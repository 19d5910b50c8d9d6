import { AxeBuilder } from '@axe-core/playwright';
import type { AppWindow } from './window.ts';

/** What axe finds on the window as it is now, with where. */
export async function violations({ page }: AppWindow): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('; ')}`);
}
