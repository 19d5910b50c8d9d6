import { expect, test } from '@playwright/test';
import { violations } from './pages/axe.ts';
import { AppWindow } from './pages/window.ts';

test('a decision is recorded where the verdict is, listed with what came of it, and settled once', async () => {
  const window = await AppWindow.openSample();
  const { page } = window;
  const t = window.t;
  try {
    await window.goToAddress('#/seats/zoe%40fernwerk.example');
    await page.getByRole('button', { name: t('seats:acts.decide') }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(t('decisions:dialog.note'));
    // The verdict says to talk: that is what the dialog begins with.
    await expect(dialog.getByLabel(t('decisions:dialog.kind'))).toHaveValue(
      t('decisions:kind.talk'),
    );
    await window.choose(dialog.getByLabel(t('decisions:dialog.kind')), t('decisions:kind.trim'));
    await dialog.getByLabel(t('decisions:dialog.to', { currency: 'USD' })).fill('60');
    expect(await violations(window)).toEqual([]);
    await dialog.getByLabel(t('decisions:why')).fill('Half of it was for trying things out');
    await dialog.getByRole('button', { name: t('decisions:dialog.record') }).click();
    await expect(dialog).toBeHidden();
    await expect(window.card(t('decisions:ofSeat'))).toContainText('60.00');

    await window.goToAddress('#/decisions');
    const row = window.row('Zoë Martin');
    await expect(row).toContainText('Half of it was for trying things out');
    const elif = window.row('Elif Kaya');
    await expect(elif).toContainText('85.70');
    await elif.getByRole('button', { name: /85\.70/ }).click();
    await expect(page.getByRole('table').nth(1)).toContainText('643.26');
    await elif.getByRole('button', { name: /Take back “/ }).click();
    await dialog.getByLabel(t('decisions:why')).fill('Output fell');
    await dialog.getByRole('button', { name: t('decisions:takeBack') }).click();
    await expect(dialog).toBeHidden();
    await expect(elif).toContainText(t('decisions:state.taken back'));
    await expect(elif.getByRole('button', { name: /Take back “/ })).toHaveCount(0);

    await window.goToAddress('#/report/owner');
    await expect(page.locator('.sheet').nth(1)).toContainText(t('decisions:title'));
  } finally {
    await window.close();
  }
});
