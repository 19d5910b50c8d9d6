import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { AccountsPage } from './pages/accounts-page.ts';
import { violations } from './pages/axe.ts';
import { ImportsPage } from './pages/imports-page.ts';
import { write } from './pages/made-files.ts';
import { StartPage } from './pages/start-page.ts';
import { AppWindow } from './pages/window.ts';

/** What a company without an admin key does: looks up where a file is downloaded, drops it, answers what it asks. */
test('a product without a key says where its file is, which then asks for the price of a credit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-exports-'));
  const home = join(folder, 'home');
  const log = join(home, '.claude/projects/harbor/s1');
  mkdirSync(log, { recursive: true });
  writeFileSync(
    join(log, 'a.jsonl'),
    `${JSON.stringify({ timestamp: '2026-06-03T08:00:00Z', sessionId: 's1', requestId: 'r1', message: { id: 'm1', model: 'claude-sonnet-5', usage: { input_tokens: 1234, output_tokens: 56 } } })}\n`,
  );
  const ownHome = process.env['HOME'];
  process.env['HOME'] = home;
  const window = await AppWindow.open().finally(() => {
    process.env['HOME'] = ownHome;
  });
  try {
    const { page, t } = window;
    await new StartPage(window).makeBook('Harbor', 'USD', join(folder, 'Harbor.seatworth'));
    const accounts = new AccountsPage(window);
    await accounts.open();
    await accounts.startAdding();
    const product = accounts.dialog.getByLabel(accounts.t('column.provider'));
    await window.choose(product, 'Kimi');
    await expect(accounts.dialog).toContainText(t('products:steps.plan.2'));
    await window.choose(product, 'ChatGPT Business, Enterprise');
    await expect(accounts.dialog).toContainText(t('products:steps.chatgpt-business.2'));
    expect(await violations(window), 'the steps').toEqual([]);
    await page.keyboard.press('Escape');

    const imports = new ImportsPage(window);
    await window.goTo('imports');
    await page.getByRole('button', { name: t('imports:where') }).click();
    await window.choose(page.getByRole('dialog').getByLabel(t('products:product')), 'AWS (FOCUS)');
    await expect(page.getByRole('dialog')).toContainText(t('products:steps.aws.3'));
    await page.keyboard.press('Escape');

    const file = write(folder, 'credits.csv', [
      'date_partition,account_id,account_user_id,email,name,public_id,usage_type,usage_credits,usage_quantity,usage_units',
      '2026-06-02,w,m1,zoe@harbor.example,Zoe,u,codex,50,3,counts',
    ]);
    await imports.drop(file);
    const card = imports.file(file);
    await card.getByLabel(t('imports:ask.creditPrice')).fill('0.04');
    await card.getByLabel(t('imports:ask.creditFrom')).fill('2026-01-01');
    await card.getByLabel(t('imports:ask.creditFrom')).press('Tab');
    expect(await violations(window), 'the price of a credit').toEqual([]);
    await imports.take(file);
    await expect(card).toContainText('1 added');
    await accounts.open();
    await expect(window.card(accounts.t('credits.title'))).toContainText('0.04 USD');
    expect(await violations(window), 'the accounts').toEqual([]);

    await window.goTo('imports');
    await page.getByRole('button', { name: t('imports:agents.find') }).click();
    const agents = page.getByRole('region', { name: t('imports:agents.title') });
    await expect(agents.getByRole('row').filter({ hasText: 'Claude Code' })).toContainText('1,234');
    expect(await violations(window), 'the agents').toEqual([]);
  } finally {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
