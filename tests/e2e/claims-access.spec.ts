import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from './pages/axe.ts';
import { ClaimsPage, type ClaimsPart } from './pages/claims-page.ts';
import { AppWindow } from './pages/window.ts';

/** Every screen of claims, with every dialog and form that opens on them. */

const RECEIPT = join(import.meta.dirname, '../../resources/sample/receipt.pdf');
const PARTS: readonly ClaimsPart[] = ['mine', 'review', 'payouts', 'pay-cut', 'rules'];

test('axe finds nothing on claims', async () => {
  const window = await AppWindow.openSample();
  try {
    const claims = new ClaimsPage(window);
    for (const part of PARTS) {
      await claims.open(part);
      await expect(window.page.locator('.card').first()).toBeVisible();
      expect(await violations(window), part).toEqual([]);
    }
    await checkDecisions(window, claims);
    await checkPayments(window, claims);
    await checkForm(window, claims);
  } finally {
    await window.close();
  }
});

async function checkDecisions(window: AppWindow, claims: ClaimsPage): Promise<void> {
  const { page, t } = window;
  await claims.open('review');
  for (const key of ['a', 'q', 'r']) {
    await page.keyboard.press('j');
    await page.keyboard.press(key);
    await expect(claims.dialog).toBeVisible();
    expect(await violations(window), `the dialog of ${key}`).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(claims.dialog).toHaveCount(0);
  }
  const decided = window.card(t('claims:decided.title'));
  await decided
    .getByRole('button', { name: t('claims:do.reopen') })
    .first()
    .click();
  expect(await violations(window), 'a decision that is taken back').toEqual([]);
}

async function checkPayments(window: AppWindow, claims: ClaimsPage): Promise<void> {
  const { page, t } = window;
  await claims.open('payouts');
  for (const door of ['byHand', 'cameBack']) {
    await page
      .getByRole('button', { name: t(`claims:payout.${door}`) })
      .first()
      .click();
  }
  expect(await violations(window), 'what was paid, and what came back').toEqual([]);
}

async function checkForm(window: AppWindow, claims: ClaimsPage): Promise<void> {
  await claims.open('mine');
  await claims.actAs('Tom Becker');
  await claims.chooseReceipt(RECEIPT);
  await expect(claims.findings).toBeVisible();
  expect(await violations(window), 'a claim with findings').toEqual([]);
}
