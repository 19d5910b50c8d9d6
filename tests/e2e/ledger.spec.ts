import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from './pages/axe.ts';
import { StartPage } from './pages/start-page.ts';
import { AppWindow } from './pages/window.ts';

test('the chart of accounts is chosen at the first start, and vendors are kept in the settings', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-ledger-'));
  const window = await AppWindow.open();
  try {
    const { page, t } = window;
    const chart = page.getByRole('combobox', { name: t('start:ledgerPack') });
    await expect(chart).toHaveValue(t('settings:pack.none'));
    await window.choose(chart, t('settings:pack.DE-SKR04'));
    await new StartPage(window).makeBook('Muster', 'EUR', join(folder, 'Muster.seatworth'));
    await expect(window.nav).toContainText('Muster');

    await window.goToAddress('#/settings/ledger');
    await expect(page.getByRole('combobox', { name: t('settings:ledger.pack') })).toHaveValue(
      t('settings:pack.DE-SKR04'),
    );
    const vendors = page.getByRole('region', { name: t('settings:vendors.title') });
    await vendors.getByLabel(t('settings:vendors.new')).fill('Muster Cloud GmbH');
    await vendors.getByRole('button', { name: t('settings:vendors.add') }).click();
    const creditor = vendors.getByLabel(t('invoices:vendor.creditor'));
    await creditor.fill('70001');
    await creditor.press('Tab');
    await expect(window.row('Muster Cloud GmbH')).toContainText('70001');
    expect(await violations(window)).toEqual([]);
    await vendors.getByRole('button', { name: t('settings:vendors.forget') }).click();
    await expect(vendors).not.toContainText('Muster Cloud GmbH');
  } finally {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
