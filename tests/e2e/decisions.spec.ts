import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createCompany } from '../../src/main/services/company/company.ts';
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
    await elif.getByRole('button', { name: /Undo “/ }).click();
    await dialog.getByLabel(t('decisions:why')).fill('Output fell');
    await dialog.getByRole('button', { name: t('decisions:takeBack') }).click();
    await expect(dialog).toBeHidden();
    await expect(elif).toContainText(t('decisions:state.taken back'));
    await expect(elif.getByRole('button', { name: /Undo “/ })).toHaveCount(0);

    await window.goToAddress('#/report/owner');
    await expect(page.locator('.sheet').nth(1)).toContainText(t('decisions:title'));
  } finally {
    await window.close();
  }
});

test('a newcomer holds a trial by the window’s words alone: planned, agreed, drawn, done, felt, told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-trial-'));
  const book = join(folder, 'new.seatworth');
  createCompany(book, {
    company: 'Papierwerk',
    currency: 'EUR',
    weekStart: 'monday',
    who: 'Ana',
    at: '2026-06-01T08:00:00.000Z',
  }).close();
  const window = await AppWindow.open({ book });
  const { page, t } = window;
  const dialog = page.getByRole('dialog');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  try {
    await window.nav.waitFor();
    await window.goToAddress('#/trials');
    await expect(window.answer).toHaveText(t('trials:answer.none'));
    await press(t('trials:plan.use', { count: 260 }));
    await dialog
      .getByRole('textbox', { name: t('trials:column.name'), exact: true })
      .fill('Letters');
    await expect(
      dialog.getByRole('textbox', { name: t('trials:new.tasks'), exact: true }),
    ).toHaveValue('260');
    await dialog.getByRole('textbox', { name: t('trials:new.tasks'), exact: true }).fill('3');
    await dialog.getByRole('button', { name: t('trials:new.do') }).click();
    await expect(page.getByText(t('trials:next.agree'))).toBeVisible();
    // Nobody is in the book: the page says where people are added.
    await page.getByRole('link', { name: t('trials:mine.addPeople') }).click();
    await page
      .getByRole('button', { name: t('people:add'), exact: true })
      .first()
      .click();
    await dialog
      .getByRole('textbox', { name: t('people:column.name'), exact: true })
      .fill('Ana Roth');
    await dialog
      .getByRole('textbox', { name: t('people:column.email'), exact: true })
      .fill('ana@papierwerk.example');
    await dialog.getByRole('button', { name: t('shell:actions.save') }).click();
    await expect(dialog).toBeHidden();
    await window.goToAddress('#/trials/Letters');
    await expect(page.getByText(t('trials:new.consentText'))).toBeVisible();
    await press(t('trials:mine.agree', { name: 'Ana Roth' }));
    await expect(page.getByText(t('trials:next.start'))).toBeVisible();
    await press(t('trials:start'));
    for (let at = 0; at < 3; at += 1) {
      const title = `Letter ${at}`;
      await page.getByRole('textbox', { name: t('trials:task.title'), exact: true }).fill(title);
      for (const [arm, minutes] of [
        [t('trials:new.withoutAi'), 30 + at],
        [t('trials:new.withAi'), 20 + at],
      ] as const) {
        await page
          .getByRole('textbox', { name: t('trials:task.estimateOf', { arm }), exact: true })
          .fill(String(minutes));
      }
      await press(t('trials:task.add'));
      await expect(page.getByRole('status')).toContainText(title);
      await press(t('trials:task.doneNamed', { title }));
      await dialog
        .getByRole('textbox', { name: t('trials:task.took'), exact: true })
        .fill(String(25 + (at % 5)));
      if (at === 0) {
        expect(await violations(window)).toEqual([]);
      }
      await dialog.getByRole('textbox', { name: /as it feels|自评/ }).fill('35');
      await dialog.getByRole('button', { name: t('shell:actions.save') }).click();
      await expect(dialog).toBeHidden();
    }
    await expect(page.getByText(t('trials:next.look'))).toBeVisible();
    await press(t('trials:result.look'));
    await expect(window.card(t('trials:result.title'))).toContainText(t('trials:result.felt'));
    await press(t('trials:endAsk'));
    await dialog.getByRole('button', { name: t('trials:end') }).click();
    await expect(dialog).toBeHidden();
    await press(t('trials:result.look'));
    await expect(window.card(t('trials:result.title'))).toContainText(t('trials:result.seed'));
    expect(await violations(window)).toEqual([]);
    await window.goToAddress('#/trials');
    await expect(window.row('Letters')).toContainText(t('trials:status.ended'));
  } finally {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
