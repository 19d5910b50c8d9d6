/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { standStill } from './stand-still.ts';
import type { AppWindow } from './window.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCHEMES = ['light', 'dark'] as const;

/**
 * What axe finds on the window as it is now, with where and why: every rule once, and the contrasts
 * in the other colour scheme too, since nothing else differs there.
 */
export async function violations({ page }: AppWindow): Promise<string[]> {
  const found = await axe(page, { runOnly: { type: 'tag', values: RULES } });
  const [scheme, other] = (await page.evaluate(
    () => matchMedia('(prefers-color-scheme: dark)').matches,
  ))
    ? ([...SCHEMES].reverse() as ['dark', 'light'])
    : SCHEMES;
  await page.emulateMedia({ colorScheme: other });
  const inTheOther = await axe(page, { runOnly: { type: 'rule', values: ['color-contrast'] } });
  await page.emulateMedia({ colorScheme: scheme });
  return [...found, ...inTheOther.map((one) => `${other}: ${one}`)];
}

/** The same without colours: what may differ in another language is names, roles and order. */
export async function violationsOfWords({ page }: AppWindow): Promise<string[]> {
  return axe(page, {
    runOnly: { type: 'tag', values: RULES },
    rules: { 'color-contrast': { enabled: false } },
  });
}

/**
 * Axe is put into a page once: it is half a megabyte, and most of the time went into bringing it. Where
 * a dialog is open it alone is looked at: the screen beneath is out of reach, and its own test's.
 */
async function axe(page: Page, options: RunOptions): Promise<string[]> {
  await standStill(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`${AXE};0`);
  const { violations: found } = await page.evaluate<AxeResults, RunOptions>(
    (asked) =>
      (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(
        document.querySelector('[role="dialog"][aria-modal="true"]') ?? document,
        {
          ...asked,
          resultTypes: ['violations'], // to tell of all that is well takes as long again
        },
      ),
    options,
  );
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} (${failureSummary})`).join('; ')}`,
  );
}
