import { expect, test } from '@playwright/test';
import { violations } from './pages/axe.ts';
import { AppWindow } from './pages/window.ts';

const OWNER = 'Maya Cohen';
const PIN = 'sesame-61';

/** Access as a company sets it: the owner first, then an employee; what each then sees of the same book. */
test('an owner gives access, locks the window, and an employee who unlocks it sees what is theirs', async () => {
  const window = await AppWindow.openSample();
  const { page, t, nav } = window;
  const dialog = page.getByRole('dialog');
  const give = async (open: string, label: string, person: string, act: string): Promise<void> => {
    await page.getByRole('button', { name: t(open) }).click();
    await window.choose(dialog.getByLabel(t(label)), person);
    await dialog.getByLabel(t('access:passphrase.label')).fill(PIN);
    await dialog.getByLabel(t('access:passphrase.again')).fill(PIN);
    expect(await violations(window), open).toEqual([]);
    await dialog.getByRole('button', { name: t(act), exact: true }).click();
    await expect(dialog).toHaveCount(0);
  };
  const unlock = async (name: string, passphrase: string): Promise<void> => {
    await window.choose(page.getByRole('combobox', { name: t('access:unlock.who') }), name);
    await page.getByLabel(t('access:unlock.passphrase'), { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: t('access:unlock.do') }).click();
  };
  try {
    await window.goToAddress('#/settings/access');
    await give('access:begin', 'access:first.who', OWNER, 'access:first.do');
    await expect(window.row(OWNER)).toBeVisible();
    await expect(page.locator('.who-sits')).toContainText(OWNER);
    await give('access:give', 'access:who', 'Chen Wei', 'access:give');
    await expect(window.row('Chen Wei')).toBeVisible();
    expect(await violations(window), 'holders').toEqual([]);

    await page.getByRole('button', { name: t('access:lock') }).click();
    await expect(page.getByRole('combobox', { name: t('access:unlock.who') })).toBeVisible();
    expect(await violations(window), 'locked').toEqual([]);
    expect(await page.content()).not.toContain('7,169');
    await unlock('Chen Wei', 'not this one');
    await expect(page.getByRole('alert')).toBeVisible();
    await unlock('Chen Wei', PIN);
    await expect(nav).toBeVisible();
    await expect(nav.getByRole('link', { name: t('people:title') })).toHaveCount(0);
    await window.goToAddress('#/seats');
    await expect(window.answer).toBeVisible();
    expect(await page.content()).not.toContain('Priya');
    await window.goToAddress('#/claims');
    await expect(window.answer).toBeVisible();
    await expect(page.getByText('Tom Becker')).toHaveCount(0);

    await page.getByRole('button', { name: t('access:lock') }).click();
    await unlock(OWNER, PIN);
    await window.goToAddress('#/overview');
    await expect(window.answer).toContainText('7,169');
  } finally {
    await window.close();
  }
});
