import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ImportsPage } from './pages/imports-page.ts';
import { longUsageFile, PEOPLE, usageFile, write } from './pages/made-files.ts';
import { PeoplePage } from './pages/people-page.ts';
import { StartPage } from './pages/start-page.ts';
import { AppWindow } from './pages/window.ts';

/** Files with faults, files that nobody knows, files that take long: what a person sees of them. */

let window: AppWindow;
let imports: ImportsPage;
let folder: string;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-imports-'));
  window = await AppWindow.open();
  imports = new ImportsPage(window);
  await new StartPage(window).makeBook('Acme', 'EUR', join(folder, 'Acme.seatworth'));
  await new PeoplePage(window).paste(PEOPLE);
  await window.row('Ana Petrova').waitFor();
});
test.afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('rows that cannot be taken are shown with line, field, value and reason, and saved to be mended', async () => {
  const { page, t } = window;
  const file = write(folder, 'faulty.csv', [
    'date,identity,tool,cost,currency',
    '2026-06-01,ana@acme.example,Claude API,4.00,EUR',
    '2026-06-31,ana@acme.example,Claude API,4.00,EUR',
    '2026-06-02,ben@acme.example,Claude API,four,EUR',
  ]);
  await window.goTo('imports');
  await imports.choose(file);
  await imports.take(file);
  const rejects = page.getByRole('table', { name: t('imports:rejects.title') });
  await expect(rejects.getByRole('row')).toHaveCount(3);
  await expect(rejects.getByRole('row').nth(1)).toContainText(/3.*date.*2026-06-31.*no such day/i);
  await expect(rejects.getByRole('row').nth(2)).toContainText(/4.*cost.*four.*no amount/i);

  const saved = join(folder, 'rejects.csv');
  await window.willSaveAs(saved);
  await imports
    .file(file)
    .getByRole('button', { name: t('imports:rejects.save', { count: 2 }) })
    .click();
  await expect.poll(() => read(saved)).toContain('2026-06-31,ana@acme.example');

  writeFileSync(saved, read(saved).replace('2026-06-31', '2026-06-30').replace('four', '4.00'));
  await imports.drop(saved);
  await imports.take(saved);
  await expect(imports.historyRow(saved)).toContainText('2');
  await imports
    .file(saved)
    .getByRole('button', { name: t('actions.close') })
    .click();
  await imports
    .file(file)
    .getByRole('button', { name: t('actions.close') })
    .click();
});

test('an unknown header is asked about once and remembered', async () => {
  const { page, t } = window;
  const header = 'Booked on;Vendor label;Net sum;Who';
  const first = write(folder, 'ledger june.csv', [
    header,
    '14.06.2026;Midjourney;30,00;ana@acme.example',
  ]);
  const second = write(folder, 'ledger july.csv', [
    header,
    '02.07.2026;Midjourney;30,00;ana@acme.example',
  ]);
  await window.goTo('imports');
  await imports.drop(first);
  const card = imports.file(first);
  await expect(card).toContainText(t('imports:mapping.text'));
  const field = (name: string) =>
    card.getByRole('combobox', { name: t(`imports:field.${name}`), exact: true });
  await window.choose(
    card.getByRole('combobox', { name: t('imports:mapping.kind') }),
    t('imports:kind.charges'),
  );
  await window.choose(
    card.getByRole('combobox', { name: t('imports:mapping.dates') }),
    t('imports:mapping.date.dmy'),
  );
  await window.choose(field('date'), 'Booked on · 14.06.2026');
  await window.choose(field('amount'), 'Net sum · 30,00');
  await window.choose(field('identity'), 'Who · ana@acme.example');
  await window.choose(field('tool'), 'Vendor label · Midjourney');
  await expect(imports.button(first, 'preview.take')).toBeDisabled();
  await card
    .getByRole('textbox', {
      name: t('imports:mapping.constant', { column: t('imports:field.currency') }),
    })
    .fill('EUR');
  await imports.take(first);
  await expect(imports.historyRow(first)).toContainText(t('imports:kind.charges'));

  await imports.drop(second);
  await expect(imports.file(second)).toContainText(t('imports:note.mapping_remembered'));
  await imports.take(second);
  await expect(imports.historyRow(second)).toContainText(t('imports:kind.charges'));
  for (const file of [first, second]) {
    await imports
      .file(file)
      .getByRole('button', { name: t('actions.close') })
      .click();
  }
  await window.goToAddress('#/charges/source:manual');
  await expect(page.getByRole('row').filter({ hasText: 'Midjourney' })).toContainText(
    '30.00\u00a0EUR',
  );
});

test('the same file twice adds nothing, and an import is undone as a whole', async () => {
  const { t } = window;
  const file = usageFile(folder);
  await window.goTo('imports');
  await imports.takeWhole(file);
  await imports.drop(file);
  await imports.take(file);
  await expect(imports.file(file)).toContainText(t('imports:outcome.duplicate'));
  await imports
    .file(file)
    .getByRole('button', { name: t('actions.close') })
    .click();
  await expect(imports.historyRow(file)).toHaveCount(1);

  await imports
    .historyRow(file)
    .getByRole('button', { name: t('imports:history.undo') })
    .click();
  await expect(imports.historyRow(file)).toContainText(t('imports:history.undone'));
  await imports.takeWhole(file);
  await expect(imports.historyRow(file)).toHaveCount(2);
});

test('an identity that looks like a person is offered to that person, and given with one click', async () => {
  const { t } = window;
  const file = write(folder, 'keys.csv', [
    'date,identity,tool,cost,currency',
    '2026-06-03,ana.petrova,Claude API,9.00,EUR',
  ]);
  await window.goTo('imports');
  await imports.drop(file);
  await imports.take(file);
  await window.goToAddress('#/people/unassigned');
  const offered = window.row('ana.petrova', 'Claude API');
  await offered.getByRole('button', { name: 'Ana Petrova' }).click();
  await expect(offered.getByRole('button', { name: 'Ana Petrova' })).toHaveCount(0);
  await expect(
    window.card(t('people:identity.held')).getByRole('row', { name: /ana\.petrova.*Ana Petrova/ }),
  ).toBeVisible();
});

test('a file that is no table is refused in one sentence', async () => {
  const { t } = window;
  const file = join(folder, 'program.bin');
  writeFileSync(file, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 3, 0]));
  await window.goTo('imports');
  await imports.drop(file);
  await expect(imports.file(file).getByRole('alert')).toContainText(t('errors:not_a_table'));
  await imports
    .file(file)
    .getByRole('button', { name: t('actions.cancel') })
    .click();
  await expect(imports.file(file)).toHaveCount(0);
});

test('while a long import runs the window answers, changes wait and say so, and it can be cancelled', async () => {
  const { page, t } = window;
  const file = longUsageFile(folder, 300_000);
  await window.goTo('imports');
  await imports.drop(file);
  await imports.take(file);
  const running = page.getByRole('region', { name: t('work.label') });
  await expect(running).toContainText('long usage.csv');

  // Reading goes on beside it: another screen is asked for and answered.
  await window.goTo('people');
  await expect(window.row('Ana Petrova')).toBeVisible();
  await expect(running).toBeVisible();

  // Writing waits for it, and says so.
  await window
    .row('陈伟')
    .getByRole('button', { name: t('actions.change') })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('people:column.role')).fill('lead');
  await dialog.getByRole('button', { name: t('actions.save') }).click();
  await expect(running).toContainText(t('work.waiting', { count: 1 }));

  await page.keyboard.press('Escape'); // the change is kept, the form need not be
  await expect(dialog).toHaveCount(0);
  await running.getByRole('button', { name: t('work.cancel') }).click();
  await expect(running).toHaveCount(0);
  await expect(window.row('陈伟')).toContainText('lead');
  await window.goTo('imports');
  await expect(imports.file(file)).toContainText(t('errors:cancelled'));
  await expect(imports.historyRow(file)).toHaveCount(0);
});

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
