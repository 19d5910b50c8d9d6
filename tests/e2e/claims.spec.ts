import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ClaimsPage } from './pages/claims-page.ts';
import { AppWindow } from './pages/window.ts';

const RECEIPT = join(import.meta.dirname, '../../resources/sample/receipt.pdf');

test.describe('in the sample company', () => {
  let window: AppWindow;
  let claims: ClaimsPage;
  test.beforeAll(async () => {
    window = await AppWindow.openSample();
    claims = new ClaimsPage(window);
  });
  test.afterAll(() => window?.close());

  test('an employee files a receipt, reads what will be asked, and takes the claim back', async () => {
    const { page, t } = window;
    await claims.open('mine');
    await claims.actAs('Tom Becker');
    await claims.chooseReceipt(RECEIPT);
    await expect(claims.field('amount')).toHaveValue('20.00');
    await expect(claims.field('vendor')).toHaveValue('Perplexity AI, Inc.');
    await expect(claims.field('number')).toHaveValue('PX-20417');
    await expect(claims.field('day')).toHaveValue(/24.*2026|2026.*24/);
    await expect(claims.findings).toContainText(t('claims:finding.duplicate_receipt'));
    await expect(claims.findings).not.toContainText('Omar');
    await claims.submit();
    const row = window.row('Perplexity');
    await expect(row).toContainText(t('claims:state.submitted'));
    await claims.withdraw('Perplexity');
    await expect(row).toContainText(t('claims:state.withdrawn'));
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('a reviewer decides by keyboard alone, and nobody on their own claim', async () => {
    const { page, t } = window;
    await claims.open('review');
    await claims.actAs('Maya Cohen');
    await expect(window.answer).toContainText('3');
    await expect(claims.queue.locator('[aria-current="true"]')).toContainText('Lucy Grant');
    await page.keyboard.press('j');
    await expect(claims.queue.locator('[aria-current="true"]')).toContainText('Omar Haddad');
    // The receipt as it looks, beside its lines.
    await expect(page.locator('.receipt-page[data-state="drawn"] canvas')).toBeVisible();
    await claims.decideByKey('a');
    await expect(claims.dialog).toHaveCount(0);
    await expect(claims.queue).not.toContainText('Omar Haddad');
    await page.keyboard.press('j');
    await expect(claims.queue.locator('[aria-current="true"]')).toContainText('Sofia Rossi');
    await claims.decideByKey('r', 'Omar has claimed this invoice');
    await expect(claims.dialog).toHaveCount(0);
    await expect(claims.queue).not.toContainText('Sofia Rossi');

    await claims.actAs('Lucy Grant');
    await expect(page.getByText(t('claims:review.own'))).toBeVisible();
    await claims.queue.getByRole('button').first().focus();
    await claims.decideByKey('a');
    await expect(claims.dialog.getByRole('alert')).toContainText(t('errors:claim_own_decision'));
    await page.keyboard.press('Escape');
  });

  test('what was approved goes into a file for the bank and is marked as paid', async () => {
    const { page, t } = window;
    const file = join(window.app.userData, 'payout.csv');
    await window.willSaveAs(file);
    await claims.open('payouts');
    await page.getByRole('button', { name: t('claims:payout.write') }).click();
    await page.getByRole('button', { name: t('claims:payout.markPaid') }).click();
    await expect(window.answer).toHaveText(t('claims:answer.nothingOwed'));
    await expect(window.row('Omar Haddad', 'C4-USD-1')).toBeVisible();
    expect(readFileSync(file, 'utf8')).toContain('C4-USD-1,C4,Omar Haddad,20.00,USD');
  });
});
