import { expect, test } from '@playwright/test';
import { violations } from './pages/axe.ts';
import { SeatsPage } from './pages/seats-page.ts';
import { AppWindow } from './pages/window.ts';

/** What the window's charts, its months and its navigation let a person do, by keyboard as well. */

let window: AppWindow;
test.beforeAll(async () => {
  window = await AppWindow.openSample({});
});
test.afterAll(() => window?.close());

test('arrows move over a chart’s months, the tooltip says what they cost, and Enter opens one', async () => {
  const { page, t } = window;
  await window.goToAddress('#/overview?month=2026-06');
  const paid = window.card(new RegExp(t('overview:pay.title')));
  await paid.getByRole('application').focus();
  const tip = paid.getByRole('status');
  await page.keyboard.press('ArrowRight');
  await expect(tip).toContainText(/20\d\d/);
  const first = await tip.textContent();
  await page.keyboard.press('ArrowRight');
  await expect(tip).not.toHaveText(first ?? '');
  await expect(tip).toContainText('USD');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/charges\/all\?month=20\d\d-\d\d$/);
  await expect(window.answer).toContainText('USD');
});

test('spend is shown by tool, team, person and source, and one person against everyone else', async () => {
  const { page, t } = window;
  await window.goToAddress('#/overview?month=2026-06');
  const paid = window.card(new RegExp(t('overview:pay.title')));
  for (const by of ['team', 'source', 'person', 'tool', 'person'] as const) {
    await paid
      .getByText(t(`overview:pay.${by}`), { exact: true })
      .first()
      .click();
    await expect(paid.getByRole('columnheader').first()).toHaveText(t(`overview:pay.${by}`));
  }
  const names = await paid.locator('tbody button').allTextContents();
  expect(names.slice(0, 2)).toEqual(['Ana Petrova', 'Chen Wei']);
  await paid
    .getByRole('button', { name: t('overview:pay.chooseNamed', { name: 'Priya Nair' }) })
    .click();
  await expect(paid.getByRole('listitem').filter({ hasText: 'Priya Nair' })).toBeVisible();
  await expect(paid.getByText(t('overview:pay.everyoneElse'), { exact: true })).toBeVisible();
  expect(await violations(window)).toEqual([]);
  await page.getByRole('link', { name: t('overview:pay.total'), exact: true }).click();
  await expect(page).toHaveURL(/#\/charges\/all/);
});

test('the parts of the money add up to the total, as a bar and as a table', async () => {
  const { t } = window;
  await window.goToAddress('#/overview?month=2026-06');
  const did = window.card(new RegExp(t('overview:did.title')));
  await did.getByRole('button', { name: t('overview:did.table') }).click();
  await expect(did.getByRole('row')).toHaveCount(12);
  const cents = (text: string): number => Math.round(Number(text.replace(/[,\s]/g, '')) * 100);
  const amounts = await did.locator('tbody tr td:nth-child(3)').allTextContents();
  const total = await did.locator('tfoot td').first().textContent();
  const sum = amounts.reduce((all, one) => all + cents(one.replace('−', '-')), 0);
  expect(Math.abs(sum - cents(total ?? ''))).toBeLessThanOrEqual(amounts.length);
});

test('a month is chosen from its year, stands in the address, and Back leads to the one before', async () => {
  const { page, t } = window;
  await window.goToAddress('#/seats?month=2026-06');
  await expect(window.month).toContainText('June 2026');
  await window.month.click();
  const dialog = page.getByRole('dialog', { name: t('month.choose') });
  await expect(dialog.getByRole('button', { name: /^Jun/ })).toHaveAttribute(
    'aria-current',
    'date',
  );
  await dialog.getByRole('button', { name: /^Mar/ }).click();
  await expect(window.month).toContainText('March 2026');
  await expect(page).toHaveURL(/month=2026-03/);
  await window.goTo('output');
  await expect(page).toHaveURL(/#\/output\?month=2026-03/);
  await page.goBack();
  await page.goBack();
  await expect(window.month).toContainText('June 2026');
});

test('the first stop of the keyboard skips to the page', async () => {
  const { page, t } = window;
  await window.goToAddress('#/settings');
  await expect(window.answer).toBeVisible();
  const skip = page.getByRole('button', { name: t('nav.skip') });
  await skip.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});

test('a seat’s allowance is set to the figure that its page names', async () => {
  const { page, t } = window;
  await window.goToAddress('#/seats/priya%40fernwerk.example?month=2026-06');
  await expect(window.card(new RegExp(t('seats:belief.title')))).toBeVisible();
  await page.getByRole('button', { name: /696\.34/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox').first()).toHaveValue(/^696\.34/);
  expect(await violations(window)).toEqual([]);
  await dialog.getByRole('button', { name: /696\.34/ }).click();
  await expect(dialog).toBeHidden();
  await window.goToAddress('#/allowances/rules');
  await expect(window.row('Priya Nair').filter({ hasText: '696.34' })).toBeVisible();
});

test('a person’s output, allowance and claims stand on the seat’s page', async () => {
  const { page, t } = window;
  await new SeatsPage(window).openSeat('Kenji Sato');
  for (const part of ['output', 'allowance', 'claims'] as const) {
    await page.getByRole('tab', { name: t(`seats:parts.${part}`) }).click();
    await expect(page.getByRole('table', { name: t(`seats:parts.${part}`) })).toBeVisible();
    expect(await violations(window), part).toEqual([]);
  }
});
