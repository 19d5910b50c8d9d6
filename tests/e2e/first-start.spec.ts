import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { ImportsPage } from './pages/imports-page.ts';
import { outputFile, PEOPLE, usageFile } from './pages/made-files.ts';
import { PeoplePage } from './pages/people-page.ts';
import { StartPage } from './pages/start-page.ts';
import { AppWindow } from './pages/window.ts';
import { pattern } from './pages/words.ts';

/** From nothing to the month: company, people, a file dropped on the window, output, the sentence. */

const root = resolve(import.meta.dirname, '../..');

type Overview = {
  readonly total: { readonly amount: string; readonly currency: string };
  readonly unassigned: { readonly amount: string };
  readonly bySource: { readonly usage: { readonly amount: string } };
  readonly seats: Readonly<Record<'count' | 'justified' | 'undecided' | 'noData', number>>;
};

function overviewByCommandLine(book: string, month: string): Overview {
  const args = ['src/cli/index.ts', '--book', book, '--json', 'overview', '--month', month];
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }),
  ) as Overview;
}

for (const locale of ['en-US', 'zh-CN'] as const) {
  test(`from nothing to the month in one look (${locale})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatworth-first-'));
    const book = join(folder, 'Acme.seatworth');
    const window = await AppWindow.open({ locale });
    try {
      const { page, t } = window;
      const people = new PeoplePage(window);
      const imports = new ImportsPage(window);

      await new StartPage(window).makeBook('Acme', 'EUR', book);
      await expect(window.nav).toContainText('Acme');
      await people.paste(PEOPLE);
      await expect(page.getByRole('status')).toContainText(
        t('people:paste.done', { added: 3, replaced: 0, unchanged: 0 }),
      );
      await expect(window.row('陈伟')).toContainText('chen@acme.example');

      const usage = usageFile(folder);
      await imports.drop(usage);
      await expect(imports.file(usage)).toContainText(
        t('imports:preview.is', { kind: t('imports:kind.usage') }),
      );
      await imports.look(usage);
      await expect(imports.file(usage)).toContainText(
        t('imports:outcome.dry-run', {
          count: 12,
          rows: 12,
          added: 12,
          replaced: 0,
          unchanged: 0,
          rejected: 0,
        }),
      );
      await expect(imports.historyRow(usage)).toHaveCount(0);
      await imports.take(usage);
      await expect(imports.historyRow(usage)).toContainText('12');
      await imports.takeWhole(outputFile(folder));

      await window.goTo('overview');
      const told = overviewByCommandLine(book, '2026-06');
      expect(told.total.amount).toBe('47.60');
      await expect(window.answer).toContainText(`${told.total.amount}\u00a0${told.total.currency}`);
      await expect(window.answer).toContainText(
        pattern(t('overview:sentence.cost', { count: told.seats.count })),
      );
      for (const key of ['justified', 'undecided', 'noData'] as const) {
        const said = t(`overview:sentence.${key}`, { count: told.seats[key] });
        if (told.seats[key] > 0) await expect(window.answer).toContainText(said);
        else await expect(window.answer).not.toContainText(said);
      }
      const madeOf = window.card(t('overview:madeOf.title'));
      await expect(madeOf.getByRole('row').filter({ hasText: t('source.usage') })).toContainText(
        `${told.bySource.usage.amount}\u00a0EUR`,
      );
      await expect(madeOf).toContainText(`${told.unassigned.amount}\u00a0EUR`);
    } finally {
      await window.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
