import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { addDays } from '../../src/core/calendar.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import { AccountsPage } from './pages/accounts-page.ts';
import { violations } from './pages/axe.ts';
import { AppWindow } from './pages/window.ts';

const KEY = 'sk-canary-of-the-window-0123456789';

test('an account is added, read, paused and removed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-accounts-'));
  const book = join(folder, 'book.seatworth');
  const at = new Date().toISOString();
  const today = at.slice(0, 10);
  createCompany(book, {
    company: 'Made',
    currency: 'USD',
    weekStart: 'monday',
    who: 'x',
    at,
  }).close();
  const from = addDays(today, -9);
  const server = await litellmServer(litellmRecords(from, 10, 2, 2), KEY);
  const window = await AppWindow.open({ book });
  try {
    const accounts = new AccountsPage(window);
    await accounts.open();
    await expect(window.page.getByText(accounts.t('empty'))).toBeVisible();
    expect(await violations(window), 'empty').toEqual([]);

    await accounts.startAdding();
    await expect(accounts.dialog).toBeVisible();
    expect(await violations(window), 'the dialog').toEqual([]);
    const name = 'Own gateway';
    await accounts.addGateway({ name, url: server.base, key: KEY, from });
    await expect(window.answer).toContainText(name);
    await expect(window.card(accounts.t('history.title'))).toBeVisible();
    expect(await window.page.content()).not.toContain(KEY);
    expect(await violations(window), 'the account').toEqual([]);

    await accounts.button('people.add').click();
    await expect(window.row('u-0').first()).not.toContainText(accounts.t('people.nobody'));

    await accounts.keyRow('token0').getByRole('button').click();
    await accounts.dialog.getByRole('button', { name: accounts.t('pause.do.title') }).click();
    await expect(accounts.dialog).toContainText(accounts.t('pause.now.paused'));
    expect(server.keys[0]?.blocked).toBe(true);
    await window.page.keyboard.press('Escape');
    await expect(accounts.keyRow('token0')).toContainText(accounts.t('keys.is.paused'));

    await accounts.open();
    await expect(window.row(name)).toBeVisible();
    expect(await violations(window), 'the list').toEqual([]);
    await window.goTo('overview');
    await expect(window.page.getByText('p0@example.com').first()).toBeVisible();

    await window.goToAddress(`#/accounts/${encodeURIComponent(name)}`);
    await accounts.button('more.open').click();
    const found = await violations(window);
    expect(found.filter((one) => one.includes('color-contrast: '))).toEqual([]);
    await window.page.getByRole('menuitem', { name: accounts.t('more.remove') }).click();
    await expect(window.row(name)).toContainText(accounts.t('notConnected'));
  } finally {
    await window.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
