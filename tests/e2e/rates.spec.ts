import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { importsRun } from '../../src/contract/imports.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices } from '../../src/main/services/services.ts';
import { AppWindow } from './pages/window.ts';

/** An owner sees what waits for a rate, takes the ECB's file, and types in what the ECB has not. */

const resources = join(import.meta.dirname, '../../resources');

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-rates-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function bookWithForeignUse(): Promise<string> {
  const file = join(folder, 'Acme.seatworth');
  const made = { company: 'Acme', currency: 'USD', weekStart: 'monday', who: 'test' };
  createCompany(file, { ...made, at: '2026-07-01T00:00:00.000Z' }).close();
  const services = openServices({ file, mode: 'write', resources, who: 'test' });
  const usage = join(folder, 'usage.csv');
  const head = 'date,identity,tool,model,input_tokens,output_tokens,cost,currency';
  // 14 June 2026 is a Sunday: the rate of Friday the 12th holds.
  const rows = [
    '2026-06-14,ana,Claude API,m,1,1,81.10,CNY',
    '2026-06-20,bo,Claude API,m,1,1,30,ISK',
  ];
  writeFileSync(usage, [head, ...rows, ''].join('\n'));
  await services.call(importsRun, { files: [usage] });
  services.close();
  return file;
}

test('the ECB’s zipped file is taken through the window, and what it lacks is typed in', async () => {
  const zip = join(folder, 'eurofxref-hist.zip');
  const csv =
    'Date,USD,CNY,JPY,GBP,ISK,\n2026-06-12,1.10,8.11,170,0.85,N/A,\n2026-06-11,1.09,8.10,171,0.86,N/A,\n';
  writeFileSync(zip, zipSync({ 'eurofxref-hist.csv': Buffer.from(csv) }));
  const window = await AppWindow.open({ book: await bookWithForeignUse() });
  const { page } = window;
  try {
    await window.goToAddress('#/rates');
    await expect(window.answer).toContainText('2 charges wait');
    await window.willOpen([zip]);
    await page.getByRole('button', { name: window.t('rates:import') }).click();
    await expect(page.getByRole('status').filter({ hasText: '8 rates taken' })).toBeVisible();
    await expect(window.answer).toContainText('1 charge waits');
    await page.getByRole('button', { name: 'Type the ISK rate of June 2026' }).click();
    await page.getByLabel('USD for 1 ISK').fill('0.008');
    await page.keyboard.press('Enter');
    await expect(window.answer).toContainText('or have a rate');
    await expect(window.row('1 ISK in USD')).toContainText(/0\.008.*1 Jun 2026.*2 Jul 2026/s);
    await page.getByRole('button', { name: '1 EUR in CNY' }).click();
    await expect(window.card('EUR in CNY, newest first')).toContainText(/8\.11.*8\.1/s);
    // 81.10 CNY are 10 EUR on Friday and 11 USD; 30 ISK are 0.24.
    await window.goToAddress('#/overview');
    await expect(window.answer).toContainText('11.24');
  } finally {
    await window.close();
  }
});
