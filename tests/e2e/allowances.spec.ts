import { expect, test } from '@playwright/test';
import { AllowancesPage } from './pages/allowances-page.ts';
import { violations } from './pages/axe.ts';
import { AppWindow } from './pages/window.ts';

const DANA = 'Dana Ortiz';

test('a policy is picked, a top-up asked for and decided, and its entry seen', async () => {
  const window = await AppWindow.openSample();
  try {
    const allowances = new AllowancesPage(window);
    await allowances.open('rules');
    await allowances.pickPolicy('general-cap');
    await expect(window.row(window.t('allowances:rules.ask.manager'))).toContainText('500.00');

    await allowances.open('requests');
    await allowances.ask({
      person: DANA,
      amount: '40',
      day: '2026-06-20',
      reason: 'Answers in Portuguese',
      expected: '20 cases',
    });
    await expect(allowances.request(DANA)).toContainText('20 cases');
    expect(await violations(window), 'requests').toEqual([]);
    await allowances.approve(DANA);
    const approved = window.t('allowances:requests.approved').split('{{')[0]?.trim() ?? '';
    await expect(allowances.request(DANA)).toContainText(approved);

    await allowances.open();
    await window.page.getByRole('link', { name: DANA }).click();
    await expect(allowances.entry('limit')).toHaveCount(1);
    await expect(allowances.entry('limit')).toContainText('500.00');
    await expect(allowances.entry('top-up')).toContainText('Answers in Portuguese');
    expect(await violations(window), 'one person').toEqual([]);
  } finally {
    await window.close();
  }
});

test('a signal is dismissed with its reason, and can be asked again', async () => {
  const window = await AppWindow.openSample();
  try {
    await window.goToAddress('#/signals');
    const { page, t } = window;
    const name = t('signals:name.claim-beside-seat');
    const card = page.getByRole('region', { name: `Kenji Sato: ${name}` });
    await expect(card).toContainText('Cursor');
    await card.getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('signals:why')).fill('Bought before the seat came');
    await dialog.getByRole('button', { name: t('signals:dismiss'), exact: true }).click();
    await expect(card).toHaveCount(0);
    await page.getByRole('checkbox').check();
    await expect(card).toContainText('Bought before the seat came');
    await card.getByRole('button', { name: t('signals:restore') }).click();
    await expect(card.getByRole('button', { name: t('signals:dismiss') })).toBeVisible();
  } finally {
    await window.close();
  }
});
