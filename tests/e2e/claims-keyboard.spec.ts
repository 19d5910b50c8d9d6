import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ClaimsPage } from './pages/claims-page.ts';
import { pictureOf } from './pages/made-pictures.ts';
import { AppWindow } from './pages/window.ts';

/** From the receipt to the money, and no hand on the mouse: filed, asked, answered, cut, taken back. */
let window: AppWindow;
let claims: ClaimsPage;

test.beforeAll(async () => {
  window = await AppWindow.openSample();
  claims = new ClaimsPage(window);
  await claims.open('mine');
});
test.afterAll(() => window?.close());

const actor = () => window.page.getByRole('combobox', { name: window.t('claims:actor.label') });
const current = () => claims.queue.locator('[aria-current="true"]');

/** Follows one of the screen's links by keyboard. */
async function follow(part: string): Promise<void> {
  const link = window.page.getByRole('link', {
    name: window.t(`claims:part.${part}`),
    exact: true,
  });
  await claims.tabTo(link);
  await window.page.keyboard.press('Enter');
  await expect(link).toHaveAttribute('aria-current', 'page');
}

test('an employee files a claim', async () => {
  const { page, t } = window;
  const receipt = join(window.app.userData, 'runway.png');
  const picture = await pictureOf(page, ['Runway AI', 'Receipt', '$40.00'], { type: 'image/png' });
  writeFileSync(receipt, picture);
  await claims.chooseByKeyboard(actor(), 'Tom Becker');
  await claims.chooseReceiptByKeyboard(receipt);
  await expect(page.getByText('runway.png')).toBeVisible();
  await claims.fillByKeyboard({
    day: '2026-06-12',
    tool: 'Runway',
    amount: '40',
    currency: 'usd',
    share: '62,5',
    purpose: 'Trailer',
  });
  await expect(claims.comesTo).toContainText('25.00 USD');
  await page.keyboard.press('Enter');
  await expect(window.row('Runway')).toContainText(t('claims:state.submitted'));
});

test('a reviewer asks, the employee answers, and part of it is approved and taken back', async () => {
  const { page, t } = window;
  await claims.chooseByKeyboard(actor(), 'Maya Cohen');
  await follow('review');
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('j');
  await expect(current()).toContainText('Tom Becker');
  await claims.decideByKey('q', 'Which campaign?');
  await expect(claims.queue).not.toContainText('Tom Becker');

  await claims.chooseByKeyboard(actor(), 'Tom Becker');
  await follow('mine');
  await claims.tabTo(window.row('Runway').getByRole('button', { name: t('claims:do.answer') }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Which campaign?').first()).toBeVisible();
  await claims.tabTo(page.getByLabel(t('claims:form.answer')));
  await page.keyboard.type('Spring');
  await page.keyboard.press('Enter');
  await expect(window.row('Runway')).toContainText(t('claims:state.submitted'));

  await claims.chooseByKeyboard(actor(), 'Maya Cohen');
  await follow('review');
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('j');
  await expect(current()).toContainText('Tom Becker');
  await expect(page.getByText('Spring')).toBeVisible();
  await page.keyboard.press('a');
  await expect(claims.dialog.getByRole('textbox').last()).toBeFocused();
  await page.keyboard.type('Half of it is private');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('12.50');
  await page.keyboard.press('Enter');
  await expect(claims.dialog).toHaveCount(0);
  const decided = window.card(t('claims:decided.title'));
  await expect(decided.getByRole('row').filter({ hasText: 'Tom Becker' })).toContainText(
    'Half of it is private',
  );

  const row = decided.getByRole('row').filter({ hasText: 'Tom Becker' });
  await claims.tabTo(row.getByRole('button', { name: t('claims:do.reopen') }));
  await page.keyboard.press('Enter');
  await claims.tabTo(decided.getByRole('textbox', { name: t('claims:decided.why') }));
  await page.keyboard.type('All of it was for work');
  await page.keyboard.press('Enter');
  await expect(claims.queue).toContainText('Tom Becker');
  await expect(decided).not.toContainText('Tom Becker');
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('j');
  await claims.decideByKey('a');
  await expect(claims.queue).not.toContainText('Tom Becker');
});

test('what was approved is marked as paid by hand, and comes back', async () => {
  const { page, t } = window;
  await follow('payouts');
  const owed = window.card(t('claims:payout.owed')).getByRole('row').filter({ hasText: 'Runway' });
  await claims.tabTo(owed.getByRole('button', { name: t('claims:payout.byHand') }));
  await page.keyboard.press('Enter');
  await claims.tabTo(page.getByRole('textbox', { name: t('claims:payout.reference') }));
  await page.keyboard.type('July pay slip');
  await page.keyboard.press('Enter');
  const paid = window.row('Tom Becker', 'July pay slip');
  await expect(paid).toContainText('25.00 USD');
  await claims.tabTo(paid.getByRole('button', { name: t('claims:payout.cameBack') }));
  await page.keyboard.press('Enter');
  await claims.tabTo(page.getByRole('textbox', { name: t('claims:payout.why') }));
  await page.keyboard.type('Account closed');
  await page.keyboard.press('Enter');
  await expect(paid).toHaveCount(0);
  await expect(owed).toContainText('25.00 USD');
});
