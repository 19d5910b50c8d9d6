import { expect, test } from '@playwright/test';
import { violations, violationsOfWords } from './pages/axe.ts';
import { AppWindow } from './pages/window.ts';

/**
 * Axe finds nothing on any screen: in English in both colour schemes, in Chinese on one of each kind. That no
 * name is missing in either language the catalogues' own test says of all of them.
 */

const ADDRESSES = [
  '#/overview',
  '#/seats',
  '#/seats/chen.wei%40fernwerk.example',
  '#/seats/zoe%40fernwerk.example',
  '#/charges/source:usage',
  '#/decisions',
  '#/renewals',
  '#/trials',
  '#/models',
  '#/output',
  '#/output/assets',
  '#/imports',
  '#/people',
  '#/people/unassigned',
  '#/people/plans',
  '#/settings',
  '#/settings/verdict',
  '#/settings/output',
  '#/settings/models',
  '#/allowances',
  '#/allowances/person:li.xiaomei%40fernwerk.example',
  '#/allowances/requests',
  '#/allowances/rules',
  '#/allowances/budget',
  '#/allowances/what-if',
  '#/signals',
  '#/close',
  '#/close/exports',
  '#/close/trail',
  '#/close/copies',
  '#/report/owner',
  '#/report/people',
];

const ONE_OF_EACH = [
  '#/overview',
  '#/seats/chen.wei%40fernwerk.example',
  '#/people',
  '#/close',
  '#/report/owner',
];

const LANGUAGES = [
  { locale: 'en-US', looked: violations, addresses: ADDRESSES },
  { locale: 'zh-CN', looked: violationsOfWords, addresses: ONE_OF_EACH },
] as const;

for (const { locale, looked, addresses } of LANGUAGES) {
  test(`axe finds nothing (${locale})`, async () => {
    const window = await AppWindow.openSample({ locale });
    try {
      for (const address of addresses) {
        await window.goToAddress(address);
        await expect(window.answer).toBeVisible();
        await expect(window.page.locator('.card, .sheet').first()).toBeVisible();
        expect(await looked(window), address).toEqual([]);
      }
      await window.goToAddress('#/people');
      await window
        .row('Ana Petrova')
        .getByRole('button', { name: window.t('actions.change') })
        .click();
      await expect(window.page.getByRole('dialog')).toBeVisible();
      expect(await looked(window), 'a dialog').toEqual([]);
    } finally {
      await window.close();
    }
  });

  test(`axe finds nothing on the first start (${locale})`, async () => {
    const window = await AppWindow.open({ locale });
    try {
      await expect(window.answer).toBeVisible();
      expect(await looked(window)).toEqual([]);
    } finally {
      await window.close();
    }
  });
}
