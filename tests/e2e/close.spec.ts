import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from './pages/axe.ts';
import { ClosePage } from './pages/close-page.ts';
import { AppWindow } from './pages/window.ts';

test('the month is closed, corrected, looked back at and opened again', async () => {
  const window = await AppWindow.openSample();
  try {
    const close = new ClosePage(window);
    await window.goToAddress('#/close');
    await close.reviewButton.click();
    await expect(close.closeButton).toBeDisabled();
    await expect(window.page.getByRole('dialog')).toContainText('7,169.49 USD');
    await close.tickEveryPoint();
    await close.closeButton.click();
    await expect(close.reopenButton).toBeVisible();
    expect(await violations(window), 'closed month').toEqual([]);
    await close.correct('-12.5', 'Billed twice');
    await expect(window.row('Billed twice')).toContainText('−12.50');

    await window.goToAddress('#/close/exports');
    await expect(close.saveButton).toBeVisible();
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
    await expect(window.page.getByRole('status').filter({ hasText: '✓' })).toBeVisible();
    expect(await violations(window), 'trail').toEqual([]);

    await window.goToAddress('#/close/copies');
    await expect(window.card(window.t('close:daily.title')).getByRole('row')).toHaveCount(1);

    await window.goToAddress('#/close');
    await close.reopen('A late invoice');
    await expect(close.reviewButton).toBeVisible();
    await expect(window.page.getByText('A late invoice')).toBeVisible();
  } finally {
    await window.close();
  }
});
