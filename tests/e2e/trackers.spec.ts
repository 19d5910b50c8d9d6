import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type MadeCommit, madeHistory } from '../book/made-repository.ts';
import { violations } from './pages/axe.ts';
import { AppWindow } from './pages/window.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
const MAYA = 'maya@home.example';
const SOFIA = 'sofia@home.example';

/** Of each month: so many commits of both, each put in by the other; more since February 2026. */
function history(): MadeCommit[] {
  return Array.from({ length: 18 }, (_, at) => at).flatMap((at) => {
    const month = `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    return Array.from({ length: at < 13 ? 5 : 11 }, (_, n) => {
      const seconds = Date.parse(`${month}-${String(n + 1).padStart(2, '0')}T09:00:00Z`) / 1000;
      return [
        { author: MAYA, committer: SOFIA, seconds },
        { author: SOFIA, committer: MAYA, seconds: seconds + 60 },
      ];
    }).flat();
  });
}

test('a connected repository whose two authors are told gives one seat its first verdict and turns another', async () => {
  test.skip(!hasGit, 'git is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-repo-'));
  const repository = madeHistory(folder, 'guides', history());
  const window = await AppWindow.openSample();
  const { page, t } = window;
  const verdict = (name: string) => window.row(name).locator('[data-verdict]').first();
  try {
    await window.goTo('seats');
    await expect(verdict('Maya Cohen')).toHaveAttribute('data-verdict', 'no data');
    await expect(verdict('Sofia Rossi')).toHaveAttribute('data-verdict', 'not justified');

    await window.goToAddress('#/trackers');
    // The sample's own repository is there, and what stands beside it is told.
    await expect(window.row('Storefront')).toContainText(t('trackers:kind.github'));
    await page.getByRole('button', { name: t('trackers:add.open') }).click();
    const dialog = page.getByRole('dialog');
    await window.willOpen([repository]);
    await dialog.getByRole('button', { name: t('trackers:add.folder') }).click();
    await expect(dialog.getByLabel(t('trackers:place.git'))).toHaveValue(repository);
    await dialog.getByLabel(t('trackers:add.name')).fill('Guides');
    expect(await violations(window)).toEqual([]);
    await dialog.getByRole('button', { name: t('trackers:add.check') }).click();
    await expect(dialog).toBeHidden();

    const unmatched = window.card(t('trackers:unmatched.title', { count: 2 }));
    await expect(unmatched).toBeVisible({ timeout: 60_000 });
    for (const [identity, name] of [
      [MAYA, 'Maya Cohen'],
      [SOFIA, 'Sofia Rossi'],
    ] as const) {
      const row = window.row(identity).first();
      await window.choose(
        row.getByRole('combobox', { name: t('trackers:unmatched.whose', { identity }) }),
        name,
      );
      await row.getByRole('button', { name: t('trackers:unmatched.assign') }).click();
      await expect(row).toBeHidden({ timeout: 60_000 });
    }
    const seats = window.card(t('trackers:seats.title', { month: 'June 2026' }));
    await expect(seats).toContainText(t('trackers:seats.byIt', { count: 1, names: 'Maya Cohen' }));
    await expect(verdict('Maya Cohen')).toHaveAttribute('data-verdict', 'justified');
    expect(await violations(window)).toEqual([]);

    await window.goTo('seats');
    await expect(verdict('Maya Cohen')).toHaveAttribute('data-verdict', 'justified');
    // Hers stood on other output too: what is new beside it is no proof yet, but speaks against dropping.
    await expect(verdict('Sofia Rossi')).toHaveAttribute('data-verdict', 'undecided');
  } finally {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
