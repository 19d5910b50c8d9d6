import { expect, test } from '@playwright/test';
import { PeoplePage } from './pages/people-page.ts';
import { SeatsPage } from './pages/seats-page.ts';
import { StartPage } from './pages/start-page.ts';
import { AppWindow } from './pages/window.ts';

/** The sample company, opened by the button of the first start: what an owner does in it. */

let window: AppWindow;
let seats: SeatsPage;
test.beforeAll(async () => {
  window = await AppWindow.open();
  seats = new SeatsPage(window);
  await new StartPage(window).openSample();
});
test.afterAll(() => window?.close());

test('the sample shows every verdict, people by name, and every amount with its currency', async () => {
  const { page, t } = window;
  await window.goTo('overview');
  await expect(window.answer).toContainText('USD');
  for (const verdict of ['justified', 'not justified', 'undecided', 'no data']) {
    const mark = page.locator(`.table [data-verdict="${verdict}"]`).first();
    await expect(mark).toContainText(t(`verdict.${verdict}`));
  }
  const names = await page
    .locator('.card tbody tr td:first-child a[href^="#/seats/"]')
    .allTextContents();
  const people = names.filter((name) => /^\p{Lu}\p{L}+ \p{Lu}/u.test(name));
  expect(people.length).toBeGreaterThan(8);
  expect(people).toEqual([...people].sort((a, b) => a.localeCompare(b, 'en')));
});

test('a seat says its verdict, the same months as a chart and as a table, and how it was worked out', async () => {
  const { page, t } = window;
  await seats.openSeat('Chen Wei');
  await expect(window.answer).toContainText(t('verdict.justified'));
  await expect(seats.months.getByRole('figure').first()).toBeVisible();
  await seats.months.getByText(t('chart.asTable'), { exact: true }).click();
  await expect(seats.months.getByRole('row').filter({ hasText: 'June 2026' })).toContainText(
    t('seats:months.window'),
  );
  await expect(seats.months.getByRole('figure')).toHaveCount(0);
  await expect(seats.explained).toContainText(t('seats:how.returnOne'));
  await expect(seats.explained.getByRole('listitem')).not.toHaveCount(0);
  await expect(page.getByText(t('seats:how.blind'))).toBeVisible();
});

test('a figure of the overview opens its charges, and these the rows of the file', async () => {
  const { page, t } = window;
  await window.goTo('overview');
  await page.getByText(t('overview:pay.source'), { exact: true }).click();
  await page.getByRole('link', { name: t('source.usage'), exact: true }).click();
  const line = page.getByRole('row').filter({ hasText: 'Chen Wei' }).first();
  await seats.showRows(line);
  const rows = seats.fileRows.getByRole('row');
  await expect(rows.nth(1)).toContainText('usage.csv');
  await expect(rows.nth(1)).toContainText(/2026-06-\d\d/);
});

test('an unassigned identity is given with one click, and split by percentages', async () => {
  const { page, t } = window;
  const people = new PeoplePage(window);
  await window.goTo('overview');
  await page.getByRole('link', { name: t('overview:needs.assign'), exact: true }).click();
  const open = window.card(/identit/);
  const first = open.first().getByRole('row').nth(1);
  const identity = (await first.getByRole('cell').first().textContent()) ?? '';
  await people.split(identity, { 'Ana Petrova': '60', 'Chen Wei': '40' });
  await expect(window.row(identity).filter({ hasText: /Ana Petrova/ })).toContainText(
    /60.?%.*40.?%/,
  );

  await window.row(identity).filter({ hasText: 'Ana Petrova' }).getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await window.choose(
    dialog.getByRole('combobox', { name: t('people:assign.person') }).first(),
    'Kenji Sato',
  );
  await dialog.getByLabel(t('people:assign.percent')).first().fill('100');
  await dialog.getByRole('button', { name: t('actions.save') }).click();
  await expect(window.row(identity).filter({ hasText: 'Kenji Sato' })).toBeVisible();
  const unassigned = window.card(/Unassigned spend/);
  await expect(unassigned.getByRole('row').filter({ hasText: identity })).toHaveCount(0);
});

test('output is logged and accepted by keyboard alone, and removing it can be undone', async () => {
  const { page, t } = window;
  await window.goTo('output');
  const what = page.getByRole('textbox', { name: t('output:entry.what'), exact: true });
  await what.focus();
  await page.keyboard.type('Keyboard piece');
  await page.keyboard.press('Enter');
  const item = window.row('Keyboard piece');
  await expect(item).toContainText(t('output:state.waiting'));
  await expect(what).toBeFocused();
  await expect(what).toHaveValue('');

  await item.getByRole('button', { name: t('output:do.accept') }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel(t('output:accept.by')).waitFor();
  await page.keyboard.type('Kenji Sato');
  await page.keyboard.press('Enter');
  await expect(item).toContainText(t('output:state.acceptedBy', { by: 'Kenji Sato' }));

  await item.getByRole('button', { name: t('actions.remove') }).click();
  await expect(item).toHaveCount(0);
  await page.getByRole('button', { name: t('actions.undo') }).click();
  await expect(item).toContainText(t('output:state.acceptedBy', { by: 'Kenji Sato' }));
});

test('reusable work is recorded, used in one click, and the use taken back', async () => {
  const { page, t } = window;
  await window.goToAddress('#/output/assets');
  await page.getByRole('button', { name: t('assets:add.open') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('assets:add.name')).fill('Replies to returns');
  await dialog.getByLabel(t('assets:add.hours')).fill('4');
  await dialog.getByRole('button', { name: t('assets:add.save'), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  const asset = window.row('Replies to returns');
  // Ana Petrova, the first by name: 4 hours at 7,800.00 for 160.
  await expect(asset).toContainText('195.00');
  const uses = asset.getByRole('button', {
    name: t('assets:usesOf', { count: 1, name: 'Replies to returns' }),
  });
  await asset
    .getByRole('button', { name: t('assets:use.againNamed', { name: 'Replies to returns' }) })
    .click();
  await expect(uses).toBeVisible();
  await page
    .getByRole('button', { name: t('actions.undo') })
    .last()
    .click();
  await expect(uses).toHaveCount(0);
});

test('removing a person can be undone with everything that hung on them', async () => {
  const { page, t } = window;
  await window.goTo('overview');
  const before = await window.answer.textContent();
  await window.goTo('people');
  await window
    .row('Dana Ortiz')
    .getByRole('button', { name: t('actions.remove') })
    .click();
  await expect(window.row('Dana Ortiz')).toHaveCount(0);
  await page
    .getByRole('button', { name: t('actions.undo') })
    .last()
    .click();
  await expect(window.row('Dana Ortiz')).toContainText('support');
  await window.goTo('overview');
  await expect(window.answer).toHaveText(before ?? '');
});

test('a change of the rules changes the verdict', async () => {
  const { page, t } = window;
  await seats.openSeat('Chen Wei');
  await expect(window.answer).toContainText(t('verdict.justified'));
  await window.goToAddress('#/settings/verdict');
  const field = page.getByRole('textbox', { name: t('settings:key.verdict-required-return.name') });
  await field.fill('100');
  await page.keyboard.press('Enter');
  await seats.openSeat('Chen Wei');
  await expect(window.answer).toContainText(t('verdict.not justified'));
  await window.goToAddress('#/settings/verdict');
  await field.fill('1');
  await page.keyboard.press('Enter');
  await seats.openSeat('Chen Wei');
  await expect(window.answer).toContainText(t('verdict.justified'));
});

test('Ctrl+K goes to a screen, a person, a part of a screen and a month', async () => {
  const { page, t } = window;
  await window.goTo('settings');
  const field = page.getByRole('textbox', { name: t('find.placeholder') });
  const find = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await field.fill(text);
    // What Enter takes is the first line: it is there once the list has followed the field.
    await expect(page.locator('.mantine-Spotlight-action').first()).toContainText(text, {
      ignoreCase: true,
    });
    await page.keyboard.press('Enter');
    await expect(field).toBeHidden();
  };
  await find('kenji');
  await expect(page).toHaveURL(/#\/seats\/kenji/);
  await find(t('imports:title'));
  await expect(page).toHaveURL(/#\/imports/);
  await find(t('claims:part.pay-cut'));
  await expect(page).toHaveURL(/#\/claims\/pay-cut/);
  await find('March 2026');
  await expect(page).toHaveURL(/month=2026-03/);
  await find(t('month.latest'));
  await expect(page).not.toHaveURL(/month=/);
});

test('the language changes at once, and the menu with it', async () => {
  const { page } = window;
  await window.goToAddress('#/settings');
  await window.choose(
    page.getByRole('combobox', { name: window.t('settings:window.language') }),
    window.t('settings:window.zh-CN'),
  );
  await expect(window.answer).toHaveText('公司、窗口以及账簿的位置。');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  const label = () =>
    window.app.main(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('open-book')?.label);
  await expect.poll(label).toBe('打开账簿…');
});
