import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from './pages/axe.ts';
import { ClaimsPage } from './pages/claims-page.ts';
import { pictureOf } from './pages/made-pictures.ts';
import { OfficePage } from './pages/office-page.ts';
import { PersonPage } from './pages/person-page.ts';
import { AppWindow } from './pages/window.ts';
import { copyOfSample } from './sample-book.ts';

/** Two windows, two books, one folder: invite, join, claim, ask, log, send; take, approve, pay, send back. */

const root = resolve(import.meta.dirname, '../..');
const PASSPHRASE = '一句很长很长的密钥口令呀';
const OFFICE_PASSPHRASE = 'the office has its own';

test('a person joins from an invitation, sends after a look, and hears what was decided', async () => {
  test.setTimeout(420_000);
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-two-'));
  const shared = join(folder, 'Shared');
  mkdirSync(shared);
  const before = { ...process.env };
  // Neither what was sent from here nor this computer's own agents may leak into the test.
  Object.assign(process.env, { XDG_CONFIG_HOME: join(folder, 'config'), HOME: agentHome(folder) });
  const sample = copyOfSample();
  const commands = officeOf(sample.book);
  const invitation = join(folder, 'Chen Wei.swinvite');
  commands('settings', 'set', 'share.verdicts', 'on');
  const window = await AppWindow.open({ book: sample.book });
  const office = new OfficePage(window);
  const person = await AppWindow.open({ locale: 'zh-CN' });
  try {
    await office.open();
    await office.invite('Chen Wei', invitation, OFFICE_PASSPHRASE);
    await office.shareFolder(shared);
    expect(await violations(window), 'invited').toEqual([]);

    const own = new PersonPage(person);
    await own.join(invitation, join(folder, '我的.seatworth'), {
      device: '笔记本',
      passphrase: PASSPHRASE,
    });
    expect(await violations(person), 'joined').toEqual([]);
    await own.shareFolder(shared);
    await own.button('pair.intoFolder').click();
    await expect(person.page.getByRole('status').filter({ hasText: '.swpacket' })).toBeVisible();
    await office.check();
    const words = await own.words();
    await expect(office.confirmCard).toContainText('笔记本');
    expect((await office.words()).join(' ')).toBe(words);
    expect(await violations(window), 'to be compared').toEqual([]);
    const numbers = await office.confirm(words);
    await person.page.getByLabel(person.t('mine:pair.heard')).fill(numbers);
    await own.button('pair.confirm').click();
    await expect(own.button('take.check')).toBeVisible();

    await fileClaim(person, own, folder);
    await askForMore(person, own);
    await logOutput(person, own);
    await readUse(person, own);

    await own.goTo('packets');
    await expect(own.messages).toHaveCount(3);
    await expect(own.messages.filter({ hasText: '票据.png' })).toContainText('30.00');
    const boxes = join(shared, 'seatworth/to');
    const inFolder = () => readdirSync(boxes, { recursive: true, encoding: 'utf8' });
    const lying = inFolder().length;
    await person.page.getByRole('checkbox').check();
    await expect(own.messages).toHaveCount(4);
    await expect(own.messages.filter({ hasText: 'Claude Code' })).not.toContainText('secret');
    expect(inFolder()).toHaveLength(lying);
    expect(await violations(person), 'before sending').toEqual([]);
    await own.send();
    expect(inFolder().length).toBeGreaterThan(lying);

    await takeAndDecide(office, commands, folder);
    await own.check();
    await heard(person, own);
  } finally {
    await person.close();
    await window.close();
    sample.remove();
    Object.assign(process.env, { HOME: before['HOME'] });
    delete process.env['XDG_CONFIG_HOME'];
    rmSync(folder, { recursive: true, force: true });
  }
});

type TopUps = { readonly topUps: readonly { readonly id: number; readonly reason: string }[] };

type Commands = <T = unknown>(...args: string[]) => T;

/** The office's book by command line, as its owner. */
function officeOf(book: string): Commands {
  return <T>(...args: string[]): T => {
    const all = ['tools/seatworth.mjs', '--book', book, '--json', '--as', 'Maya Cohen', ...args];
    return JSON.parse(execFileSync(process.execPath, all, { cwd: root, encoding: 'utf8' })) as T;
  };
}

/** A home with the log of one coding agent, of today. */
function agentHome(folder: string): string {
  const home = join(folder, 'home');
  const project = join(home, '.claude/projects/-srv-secret');
  mkdirSync(project, { recursive: true });
  const event = {
    timestamp: new Date().toISOString(),
    sessionId: 'one',
    requestId: 'req_1',
    message: {
      id: 'msg_1',
      model: 'claude-sonnet-4-6',
      usage: { input_tokens: 1200, output_tokens: 340 },
    },
  };
  writeFileSync(join(project, 'one.jsonl'), `${JSON.stringify(event)}\n`);
  return home;
}

async function fileClaim(person: AppWindow, own: PersonPage, folder: string): Promise<void> {
  await own.goTo('claims');
  const receipt = join(folder, '票据.png');
  const lines = ['Midjourney', 'Invoice MJ-77', 'Total $30.00'];
  writeFileSync(receipt, await pictureOf(person.page, lines, { type: 'image/png' }));
  const claims = new ClaimsPage(person);
  await claims.chooseReceipt(receipt);
  const today = new Date().toISOString().slice(0, 10);
  await claims.field('day').fill(today);
  await claims.field('tool').fill('Midjourney');
  await claims.field('amount').fill('30.00');
  await claims.field('purpose').fill('首页插图');
  await expect(claims.comesTo).toBeVisible();
  await claims.submit();
  await expect(person.row('Midjourney')).toContainText(person.t('mine:delivery.queued'));
  expect(await violations(person), 'claims').toEqual([]);
}

async function askForMore(person: AppWindow, own: PersonPage): Promise<void> {
  const { page, t } = person;
  await own.goTo('allowances');
  await page.getByRole('button', { name: t('allowances:ask.open') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('allowances:ask.amount')).fill('50');
  await dialog.getByLabel(t('allowances:ask.reason')).fill('迁移旧服务');
  await dialog.getByLabel(t('allowances:ask.expected')).fill('四张工单');
  await dialog.getByRole('button', { name: t('allowances:ask.send') }).click();
  await expect(person.row('迁移旧服务')).toContainText(t('mine:delivery.queued'));
  expect(await violations(person), 'allowance').toEqual([]);
}

async function logOutput(person: AppWindow, own: PersonPage): Promise<void> {
  const { page, t } = person;
  await own.goTo('output');
  const form = page.locator('main form');
  await form.getByLabel(t('output:entry.kind')).fill('ticket');
  await form.getByLabel(t('output:entry.what')).fill('搜索记住筛选条件');
  await form.getByRole('button', { name: t('output:entry.log'), exact: true }).click();
  await expect(person.row('搜索记住筛选条件')).toContainText(t('mine:delivery.queued'));
  expect(await violations(person), 'output').toEqual([]);
}

async function readUse(person: AppWindow, own: PersonPage): Promise<void> {
  await own.goTo('usage');
  await own.button('use.find').click();
  await own.button('use.read').click();
  await expect(person.row('claude-sonnet-4-6')).toContainText('340');
  expect(await violations(person), 'use').toEqual([]);
}

/** The office takes, decides with the claimant's verdict in sight, pays, and sends back after a look. */
async function takeAndDecide(office: OfficePage, commands: Commands, folder: string) {
  const { window } = office;
  const { page, t } = window;
  await office.open();
  await office.check();
  await expect(window.row('Chen Wei', t('pairing:packet.status.taken')).first()).toBeVisible();
  expect(await violations(window), 'taken').toEqual([]);
  const claims = new ClaimsPage(window);
  await claims.open('review');
  await claims.actAs('Maya Cohen');
  await claims.queue.getByRole('button', { name: /Chen Wei/ }).click();
  await expect(page.locator('.verdict').first()).toBeVisible();
  await expect(page.getByRole('img', { name: /票据\.png/ })).toBeVisible();
  await claims.decideByKey('a');
  await expect(claims.dialog).toHaveCount(0);
  await expect(claims.queue).not.toContainText('Chen Wei');
  await window.willSaveAs(join(folder, 'payout.csv'));
  await claims.open('payouts');
  await page
    .getByRole('button', { name: t('claims:payout.write') })
    .first()
    .click();
  await page
    .getByRole('button', { name: t('claims:payout.markPaid') })
    .first()
    .click();
  await expect(window.row('Chen Wei', '30.00')).toBeVisible();
  const { topUps } = commands<TopUps>('allowance', 'top-up', 'list');
  const asked = topUps.find(({ reason }) => reason === '迁移旧服务');
  commands('allowance', 'top-up', 'decide', String(asked?.id), '--approve', '--why', 'good');
  await office.open();
  await office.send('Chen Wei', [t('pairing:message.claim-state'), t('pairing:message.statement')]);
}

async function heard(person: AppWindow, own: PersonPage): Promise<void> {
  const { page, t } = person;
  await own.goTo('claims');
  await expect(person.row('Midjourney')).toContainText(t('mine:delivery.received'));
  await expect(person.row('Midjourney')).toContainText('30.00');
  await expect(person.row('Midjourney')).not.toContainText(t('claims:state.submitted'));
  await own.goTo('allowances');
  await expect(person.row('迁移旧服务')).toContainText('Maya Cohen');
  await own.goTo('mine');
  const statement = page.getByRole('table', { name: t('mine:statement.further') });
  await expect(
    statement.getByRole('row').filter({ hasText: t('mine:statement.paid') }),
  ).toContainText('30.00');
  await expect(person.card(t('mine:verdict.title')).locator('.verdict')).toBeVisible();
  expect(await violations(person), 'month').toEqual([]);
  await own.goTo('held');
  await own.button('held.ask').click();
  await expect(page.getByRole('status')).toBeVisible();
  expect(await violations(person), 'held').toEqual([]);
  await own.goTo('settings');
  expect(await violations(person), 'settings').toEqual([]);
}
