import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { accountsAdd } from '../../src/contract/accounts.ts';
import { syncRun } from '../../src/contract/syncs.ts';
import { addDays } from '../../src/core/calendar.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices } from '../../src/main/services/services.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import { openaiRecords, openaiServer } from '../providers/servers/openai.ts';
import { AccountsPage } from './pages/accounts-page.ts';
import { violations } from './pages/axe.ts';
import { AppWindow } from './pages/window.ts';

const KEY = 'sk-canary-of-the-writes-0123456789';
const TODAY = new Date().toISOString().slice(0, 10);
const FROM = addDays(TODAY, -9);

type Way = { provider: 'litellm' | 'openai'; url: string };

/** A book whose account was added and read before, with a key that is gone since. */
async function bookWithAccount(folder: string, account: string, way: Way): Promise<string> {
  const file = join(folder, 'book.seatworth');
  const at = new Date().toISOString();
  const company = { company: 'Made', currency: 'USD', weekStart: 'monday', who: 'x', at };
  createCompany(file, company).close();
  const services = openServices({
    file,
    mode: 'write',
    resources: join(import.meta.dirname, '../../resources'),
    keychain: runOnlyKeys(),
  });
  await services.call(accountsAdd, { account, ...way, key: KEY, keepKey: 'run', firstDay: FROM });
  const { syncs } = await services.call(syncRun, { account });
  expect(syncs).toMatchObject([{ status: 'done' }]);
  services.close();
  return file;
}

async function opened(book: string, account: string) {
  const window = await AppWindow.open({ book });
  const accounts = new AccountsPage(window);
  await window.goToAddress(`#/accounts/${encodeURIComponent(account)}`);
  await accounts.enterKeyForRun(KEY);
  await expect(accounts.dialog).toBeHidden();
  return { window, accounts };
}

test('a limit is set and a key paused at the provider, each shown first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-writes-'));
  const server = await litellmServer(litellmRecords(FROM, 10, 3, 2), KEY);
  server.oddRows = [{ date: TODAY, metrics: { spend: '=1+1' } }];
  const account = 'Own gateway';
  const way = { provider: 'litellm', url: server.base } as const;
  const book = await bookWithAccount(folder, account, way);
  const { window, accounts } = await opened(book, account);
  const { dialog } = accounts;
  const writes = () => server.asked.filter(({ method }) => method !== 'GET').length;
  /** A dialog slides in; what is looked at before it stands is half transparent. */
  const looksGood = async (what: string) => {
    expect(await violations(window), what).toEqual([]);
  };
  try {
    await expect(window.row('Dev')).toContainText('500');
    await accounts.button('push.open').click();
    await dialog.getByRole('button', { name: accounts.t('push.plan') }).click();
    await expect(dialog).toContainText(accounts.t('push.amountNeeded'));
    await looksGood('the limit, with what is missing');
    await accounts.fillLimit({ key: 'token0', amount: '60.25' });
    await dialog.getByRole('button', { name: accounts.t('push.plan') }).click();
    await expect(dialog).toContainText(`POST ${server.base}/key/update`);
    await expect(dialog).toContainText('"max_budget":60.25');
    await looksGood('what will be sent');
    expect(writes()).toBe(0);
    await dialog.getByRole('button', { name: accounts.t('push.send') }).click();
    await expect(dialog.getByRole('status')).toContainText('60.25');
    expect(server.keys[0]?.max_budget).toBe(60.25);
    await looksGood('what the provider then says');
    await window.page.keyboard.press('Escape');
    await expect(accounts.keyRow('token0')).toContainText('60.25');

    const door = accounts.keyRow('token1').getByRole('button');
    await door.click();
    await expect(dialog).toContainText(`POST ${server.base}/key/block`);
    await looksGood('the pause');
    await window.page.keyboard.press('Escape');
    expect(server.keys[1]?.blocked).toBe(null);
    await door.click();
    await dialog.getByRole('button', { name: accounts.t('pause.do.title') }).click();
    await expect(dialog).toContainText(accounts.t('pause.now.paused'));
    expect(server.keys[1]?.blocked).toBe(true);
    await looksGood('the paused key');
    await window.page.keyboard.press('Escape');
    await door.click();
    await expect(dialog).toContainText(`POST ${server.base}/key/unblock`);
    await looksGood('the way back');
    await dialog.getByRole('button', { name: accounts.t('pause.do.back') }).click();
    await expect(dialog).toContainText(accounts.t('pause.now.active'));
    expect(server.keys[1]?.blocked).toBe(false);
    await window.page.keyboard.press('Escape');
    expect(writes()).toBe(3);
    await expect(window.card(accounts.t('write.title'))).toContainText(
      accounts.t('write.confirmed'),
    );

    // A provider that takes a change and does not keep it is not believed.
    server.keepsChanges = false;
    await door.click();
    await dialog.getByRole('button', { name: accounts.t('pause.do.title') }).click();
    await expect(dialog.getByRole('alert')).toBeVisible();
    await looksGood('a pause that the provider does not show');
    await window.page.keyboard.press('Escape');
    await expect(window.card(accounts.t('write.title'))).toContainText(accounts.t('write.failed'));
    expect(await window.page.content()).not.toContain(KEY);
  } finally {
    await window.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('rows that could not be read are looked at and saved', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-rejects-'));
  const server = await litellmServer(litellmRecords(FROM, 10, 1, 1), KEY);
  server.oddRows = [{ date: TODAY, metrics: { spend: '=1+1' } }];
  const account = 'Own gateway';
  const way = { provider: 'litellm', url: server.base } as const;
  const book = await bookWithAccount(folder, account, way);
  const { window, accounts } = await opened(book, account);
  const { dialog } = accounts;
  try {
    const notice = window.page.locator('.notice', { hasText: accounts.t('rejects.last') });
    await notice.getByRole('button').click();
    await expect(dialog).toContainText('metrics.spend');
    expect(await violations(window), 'the rows').toEqual([]);
    const file = join(folder, 'rejects.csv');
    await window.willSaveAs(file);
    await dialog.getByRole('button', { name: accounts.t('rejects.save') }).click();
    await expect(() => {
      // The second sync read the last three days again.
      const [header, first] = readFileSync(file, 'utf8').split('\r\n');
      expect(header).toBe('stream,reject_line,reject_field,reject_value,reject_reason');
      expect(first).toContain(`activity/${addDays(TODAY, -2)},2,metrics.spend,'=1+1,`);
    }).toPass();
    await window.page.keyboard.press('Escape');
    expect(await violations(window), 'the page').toEqual([]);
    server.oddRows = [];
    await accounts.button('sync.now').click();
    await expect(notice).toBeHidden();
  } finally {
    await window.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a key that can only be deleted is never said to be paused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-deletes-'));
  const server = await openaiServer(openaiRecords(FROM, 9, 2), KEY);
  const account = 'Console';
  const way = { provider: 'openai', url: `${server.base}/v1` } as const;
  const book = await bookWithAccount(folder, account, way);
  const { window, accounts } = await opened(book, account);
  const { dialog } = accounts;
  try {
    await accounts.keyRow('Key 0').getByRole('button').click();
    await expect(dialog).toContainText('DELETE ');
    await expect(dialog).toContainText(accounts.t('pause.delete', { name: 'Key 0' }));
    await expect(dialog).toContainText(accounts.t('write.forGood'));
    await expect(dialog).not.toContainText(accounts.t('pause.title', { name: 'Key 0' }));
    expect(await violations(window), 'the question').toEqual([]);
    expect(server.deleted.size).toBe(0);
    await dialog.getByRole('button', { name: accounts.t('pause.do.delete') }).click();
    await expect(dialog).toContainText(accounts.t('pause.now.deleted'));
    expect([...server.deleted]).toEqual(['key_0']);
  } finally {
    await window.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
