import { expect, test } from '@playwright/test';
import { violations, violationsOfWords } from './pages/axe.ts';
import { AppWindow } from './pages/window.ts';

/** Axe finds nothing on any screen: in English in both colour schemes, in Chinese as far as words may differ. */

const LANGUAGES = [
  { locale: 'en-US', looked: violations },
  { locale: 'zh-CN', looked: violationsOfWords },
] as const;

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

for (const { locale, looked } of LANGUAGES) {
  test(`axe finds nothing (${locale})`, async () => {
    const window = await AppWindow.openSample({ locale });
    try {
      for (const address of ADDRESSES) {
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
