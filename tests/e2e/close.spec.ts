import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { ClosePage } from './pages/close-page.ts';
import { StartPage } from './pages/start-page.ts';
import { AppWindow } from './pages/window.ts';

async function violations(window: AppWindow): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page: window.page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`).join('; ')}`,
  );
}

for (const [locale, colorScheme] of [
  ['en-US', 'light'],
  ['zh-CN', 'dark'],
] as const) {
  test(`the month is closed, corrected, looked back at and opened again (${locale}, ${colorScheme})`, async () => {
    const window = await AppWindow.open({ locale, colorScheme });
    try {
      await new StartPage(window).openSample();
      const close = new ClosePage(window);
      await window.goToAddress('#/close');
      await expect(close.closeButton).toBeVisible();
      expect(await violations(window), 'open month').toEqual([]);
      await close.closeButton.click();
      await expect(close.reopenButton).toBeVisible();
      expect(await violations(window), 'closed month').toEqual([]);
      await close.correct('-12.5', 'Billed twice');
      await expect(window.row('Billed twice')).toContainText('-12.50');

      await window.goToAddress('#/close/exports');
      await expect(close.saveButton).toBeVisible();
      expect(await violations(window), 'exports').toEqual([]);
      const folder = mkdtempSync(join(tmpdir(), 'seatworth-exports-'));
      await close.saveExport('payouts', join(folder, 'payouts.csv'));
      expect(readFileSync(join(folder, 'payouts.csv'), 'utf8')).toContain('reference,amount');
      await close.saveEverything(folder);
      expect(readdirSync(folder)).toContain('seats.parquet');
      expect(readdirSync(folder)).toContain('charges.parquet.manifest.json');
      rmSync(folder, { recursive: true, force: true });

      await window.goToAddress('#/close/trail');
      await close.trailFilter.fill('correct');
      await expect(window.row(window.t('close:action.correct month'))).toBeVisible();
      await close.checkButton.click();
      await expect(window.page.getByRole('status')).toContainText('✓');
      expect(await violations(window), 'trail').toEqual([]);

      await window.goToAddress('#/close/copies');
      await expect(window.card(window.t('close:daily.title')).getByRole('row')).toHaveCount(1);
      expect(await violations(window), 'copies').toEqual([]);

      for (const address of ['#/report/owner', '#/report/people']) {
        await window.goToAddress(address);
        await expect(window.page.locator('.sheet').first()).toBeVisible();
        expect(await violations(window), address).toEqual([]);
      }

      await window.goToAddress('#/close');
      await close.reopen('A late invoice');
      await expect(close.closeButton).toBeVisible();
      await expect(window.page.getByText('A late invoice')).toBeVisible();
    } finally {
      await window.close();
    }
  });
}
