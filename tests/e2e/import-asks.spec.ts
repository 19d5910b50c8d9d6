import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from './pages/axe.ts';
import { ImportsPage } from './pages/imports-page.ts';
import { write } from './pages/made-files.ts';
import { StartPage } from './pages/start-page.ts';
import { AppWindow } from './pages/window.ts';

/** What a file asks is asked in the window, on the file's own cells, and the answer is kept. */

let window: AppWindow;
let imports: ImportsPage;
let folder: string;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-asks-'));
  window = await AppWindow.open();
  imports = new ImportsPage(window);
  await new StartPage(window).makeBook('Kiefer & Co', 'EUR', join(folder, 'Kiefer.seatworth'));
});
test.afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

const readRows = (path: string) =>
  imports.file(path).getByRole('table', {
    name: window.t('imports:read.title', { count: 2 }),
  });

test('an ambiguous mark and order of days are asked on the file’s own cells, and what was answered stays', async () => {
  const { t } = window;
  const file = write(folder, 'nachtrag.csv', [
    'date,amount,currency,tool',
    '03/04/2026,"1,200",EUR,Cursor',
    '05/06/2026,"2,400",EUR,Cursor',
  ]);
  await window.goTo('imports');
  await imports.drop(file);
  const card = imports.file(file);
  const take = imports.button(file, 'preview.take');
  await expect(take).toBeDisabled();
  await expect(card).toContainText(t('imports:preview.answerFirst', { count: 2 }));
  await card.getByRole('radio', { name: 'It groups thousands: 1,200' }).check();
  await card.getByRole('radio', { name: 'Month first: 4 Mar 2026' }).check();
  await expect(readRows(file)).toContainText('1,200.00\u00a0EUR');
  await expect(readRows(file)).toContainText('4 Mar 2026');
  expect(await violations(window)).toEqual([]);

  await window.goTo('people');
  await window.goTo('imports');
  await expect(card.getByRole('radio', { name: 'Month first: 4 Mar 2026' })).toBeChecked();
  await take.click();
  await expect(card).toContainText('2 added');
  await card.getByRole('button', { name: t('actions.close') }).click();
});

test('a file that does not say its month is asked for it; a name that says it is taken and can be changed', async () => {
  const { page, t } = window;
  const lines = [
    'Person,Seats fee,Cur',
    'ana@kiefer.example,20.00,EUR',
    'bo@kiefer.example,30.00,EUR',
  ];
  const file = write(folder, 'seat list.csv', lines);
  await window.goTo('imports');
  await imports.drop(file);
  const card = imports.file(file);
  const field = (name: string) =>
    card.getByRole('combobox', { name: t(`imports:field.${name}`), exact: true });
  await window.choose(
    card.getByRole('combobox', { name: t('imports:mapping.kind') }),
    t('imports:kind.charges'),
  );
  await window.choose(field('amount'), 'Seats fee · 20.00');
  await window.choose(field('currency'), 'Cur · EUR');
  await window.choose(field('identity'), 'Person · ana@kiefer.example');
  const month = card.getByRole('button', { name: t('imports:ask.period') });
  await expect(imports.button(file, 'preview.take')).toBeDisabled();
  await month.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Feb', exact: true }).click();
  await expect(readRows(file)).toContainText(/28 Feb \d{4}/);
  await imports.take(file);
  await expect(card).toContainText('2 added');
  await card.getByRole('button', { name: t('actions.close') }).click();

  const named = write(folder, 'seat list 2026-05.csv', lines);
  await imports.drop(named);
  await expect(imports.file(named)).toContainText(t('imports:ask.periodFromName'));
  await expect(readRows(named)).toContainText('31 May 2026');
  await imports.take(named);
  await expect(imports.file(named)).toContainText('2 added');
  await imports
    .file(named)
    .getByRole('button', { name: t('actions.close') })
    .click();
});

test('a remembered mapping is seen, changed, forgotten and kept again', async () => {
  const { page, t } = window;
  await window.goTo('imports');
  const mappings = page.getByRole('table', { name: t('imports:mappings.title') });
  await expect(mappings.getByRole('row')).toHaveCount(2);
  await expect(mappings).toContainText('Amount ← Seats fee');
  await mappings.getByRole('button', { name: t('imports:mappings.change') }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox', {
      name: t('imports:mapping.constant', { column: t('imports:field.tool') }),
    })
    .fill('Midjourney');
  await dialog.getByRole('button', { name: t('imports:mappings.save') }).click();
  await expect(mappings).toContainText('Tool: Midjourney');
  await mappings.getByRole('button', { name: t('imports:mappings.forget') }).click();
  await expect(mappings).toHaveCount(0);
  await page
    .getByRole('status')
    .filter({ hasText: t('imports:mappings.forgot') })
    .getByRole('button', { name: t('actions.undo') })
    .click();
  await expect(mappings).toContainText('Tool: Midjourney');
});

test('a dated row named Total is asked about and counts only if told so', async () => {
  const { t } = window;
  const file = write(folder, 'bill.csv', [
    'date,amount,currency,description',
    '2026-06-01,10.00,EUR,Seats',
    '2026-06-02,5.00,EUR,Overage',
    '2026-06-30,15.00,EUR,Gesamt',
  ]);
  await window.goTo('imports');
  await imports.drop(file);
  const card = imports.file(file);
  await expect(
    card.getByRole('radio', { name: t('imports:ask.total-row_leave-out') }),
  ).toBeChecked();
  await imports.take(file);
  await expect(card).toContainText(/2 added.*1 rejected/);
  await card.getByRole('radio', { name: t('imports:ask.total-row_count') }).check();
  await imports.take(file);
  await expect(card).toContainText('1 added');
  await card.getByRole('button', { name: t('actions.close') }).click();
});

test('pasted people without a header are guessed, shown as they will be read, and taken', async () => {
  const { page, t } = window;
  await window.goTo('people');
  await page
    .getByRole('textbox', { name: t('people:paste.title') })
    .fill('Ana Kiefer\tana@kiefer.example\tDesign\nBo Wang\tbo@kiefer.example\tCode');
  await page.getByRole('button', { name: t('people:paste.take') }).click();
  const pasted = page.getByRole('region', {
    name: t('imports:preview.label', { file: t('imports:pasted') }),
  });
  await expect(pasted).toContainText('Bo Wang');
  await expect(pasted).toContainText('column 3');
  await window.choose(
    pasted.getByRole('combobox', { name: t('imports:field.team'), exact: true }),
    'column 3 · Design',
  );
  await window.goTo('imports');
  await window.goTo('people');
  await expect(
    pasted.getByRole('combobox', { name: t('imports:field.team'), exact: true }),
  ).toHaveValue('column 3 · Design');
  await pasted.getByRole('button', { name: t('imports:preview.take'), exact: true }).click();
  await pasted.getByRole('button', { name: t('actions.close') }).click();
  await expect(window.row('Bo Wang')).toContainText('Code');
});
