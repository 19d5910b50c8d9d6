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
import { pattern, type Words } from './pages/words.ts';

/** From nothing to the month: company, people, a file dropped on the window, output, the sentence. */

const root = resolve(import.meta.dirname, '../..');

type Overview = {
  readonly total: { readonly amount: string; readonly currency: string };
  readonly unassigned: { readonly amount: string };
  readonly bySource: { readonly usage: { readonly amount: string } };
  readonly seats: Readonly<
    Record<'count' | 'justified' | 'notJustified' | 'undecided' | 'noData', number> &
      Record<'leansKeep' | 'leansDrop', number | null>
  >;
};

function overviewByCommandLine(book: string, month: string): Overview {
  const args = ['tools/seatworth.mjs', '--book', book, '--json', 'overview', '--month', month];
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
      const { t } = window;
      const people = new PeoplePage(window);
      const imports = new ImportsPage(window);

      await new StartPage(window).makeBook('Acme', 'EUR', book);
      await expect(window.nav).toContainText('Acme');
      await window.goTo('overview');
      const nextStep = window.page.locator('.steps [aria-current=step]');
      await expect(nextStep).toContainText(t('overview:steps.people.name'));
      await window.goTo('people');
      await people.paste(PEOPLE);
      await expect(window.row('陈伟')).toContainText('chen@acme.example');

      const usage = usageFile(folder);
      await imports.drop(usage);
      await expect(imports.file(usage)).toContainText(
        t('imports:preview.holds', { count: 12, rows: 12, kind: t('imports:kind.usage') }),
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
      await expect(nextStep).toContainText(t('overview:steps.subscriptions.name'));
      const told = overviewByCommandLine(book, '2026-06');
      expect(told.total.amount).toBe('47.60');
      await expect(window.answer).toContainText(`${told.total.amount}\u00a0${told.total.currency}`);
      await expect(window.answer).toContainText(
        pattern(t('overview:sentence.cost', { count: told.seats.count })),
      );
      for (const said of seatWords(told.seats, t)) await expect(window.answer).toContainText(said);
      const paid = window.card(new RegExp(t('overview:pay.title')));
      await paid.getByText(t('overview:pay.source'), { exact: true }).click();
      await expect(paid.getByRole('row').filter({ hasText: t('source.usage') })).toContainText(
        told.bySource.usage.amount,
      );
      await expect(paid).toContainText(told.unassigned.amount);
    } finally {
      await window.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** How the sentence says each kind of seat that there is: all alike, or one part for each kind. */
function seatWords(seats: Overview['seats'], t: Words): string[] {
  const kinds = (['justified', 'notJustified', 'undecided', 'noData'] as const).filter(
    (kind) => seats[kind] > 0,
  );
  const place = kinds.length === 1 ? 'all' : 'part';
  return kinds.map((kind) => {
    const count = seats[kind];
    if (kind !== 'undecided') return t(`overview:sentence.${place}.${kind}`, { count });
    const leans = (['keep', 'drop'] as const)
      .map((way) => ({ way, count: (way === 'keep' ? seats.leansKeep : seats.leansDrop) ?? 0 }))
      .flatMap((one) =>
        one.count === 0 ? [] : [t(`overview:sentence.leans.${one.way}`, { count: one.count })],
      )
      .join(t('overview:sentence.between'));
    return t(`overview:sentence.${place}.undecidedLeaning`, { count, leans });
  });
}
