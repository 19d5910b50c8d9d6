import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { importsRun } from '../../src/contract/imports.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices } from '../../src/main/services/services.ts';
import { standStill } from './pages/stand-still.ts';
import { AppWindow } from './pages/window.ts';

const SEATS = 60;
/** A page of A4 within its margins, in the window's dots. */
const PAGE = (262 / 25.4) * 96;
let folder: string;

/** Sixty people with seats of fourteen tools, in thirteen teams. */
async function madeBook(file: string): Promise<void> {
  const company = { company: 'Müller & Söhne', currency: 'USD', weekStart: 'monday' } as const;
  createCompany(file, { ...company, who: 'Test', at: '2026-07-01T00:00:00.000Z' }).close();
  const people = Array.from({ length: SEATS }, (_, at) => ({
    name: `Person ${String(at).padStart(2, '0')} of a long name`,
    email: `p${at}@x.example`,
    team: `Team ${at % 13}`,
    tool: `Tool ${at % 14}`,
  }));
  const files = {
    'people.csv': [
      'name,email,role,team',
      ...people.map(({ name, email, team }) => `${name},${email},operations manager,${team}`),
    ],
    'plans.csv': [
      'tool,email,start,price,currency,cadence',
      ...people.map(({ email, tool }) => `${tool},${email},2026-06-01,20,USD,month`),
    ],
  };
  const services = openServices({
    file,
    mode: 'write',
    resources: resolve(import.meta.dirname, '../../resources'),
    who: 'Test',
    now: () => '2026-07-01T09:00:00.000Z',
  });
  for (const [name, lines] of Object.entries(files)) {
    writeFileSync(join(folder, name), lines.join('\n'));
    await services.call(importsRun, { files: [join(folder, name)] });
  }
  services.close();
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-report-'));
  await madeBook(join(folder, 'many.seatworth'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const locale of ['en-US', 'zh-CN'] as const) {
  test(`the owner’s month stays on two pages with ${SEATS} seats, and says where the others are (${locale})`, async () => {
    const window = await AppWindow.open({ locale, book: join(folder, 'many.seatworth') });
    try {
      await window.goToAddress('#/report/owner');
      const sheets = window.page.locator('.sheet');
      await expect(sheets).toHaveCount(2);
      const rows = sheets.nth(1).locator('tbody tr');
      await expect(rows.first()).toBeVisible();
      await standStill(window.page);
      const heights = () =>
        sheets.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      for (const height of await heights()) expect(height).toBeLessThanOrEqual(PAGE + 2);
      const shown = await rows.count();
      expect(shown).toBeGreaterThan(20);
      expect(shown).toBeLessThan(SEATS);
      const told = window.t('report:owner.someSeats', { shown: String(shown), count: SEATS });
      await expect(sheets.nth(1)).toContainText(told);
      await expect(sheets.nth(0)).toContainText(window.t('report:owner.others', { count: 8 }));
      await window.goToAddress('#/report/people');
      await expect(sheets).toHaveCount(SEATS);
      await standStill(window.page);
      for (const height of await heights()) expect(height).toBeLessThanOrEqual(PAGE + 2);
    } finally {
      await window.close();
    }
  });
}
