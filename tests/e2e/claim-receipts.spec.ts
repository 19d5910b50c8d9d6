import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dropFiles } from './launch.ts';
import { ClaimsPage } from './pages/claims-page.ts';
import { pictureOf } from './pages/made-pictures.ts';
import { AppWindow } from './pages/window.ts';

/** A receipt by photo, by drop, by paste and by keyboard; and the second photo of the same one. */
let window: AppWindow;
let claims: ClaimsPage;

test.beforeAll(async () => {
  window = await AppWindow.openSample();
  claims = new ClaimsPage(window);
});
test.afterAll(() => window?.close());

const lines = (title: string, total: string) => [title, 'Receipt 2026-06-12', 'Pro plan', total];

test('a receipt is dropped on the form, read, and asked about before it is sent', async () => {
  const { page, t } = window;
  await claims.open('mine');
  await claims.actAs('Tom Becker');
  const receipt = join(import.meta.dirname, '../../resources/sample/receipt.pdf');
  await dropFiles(page, `section[aria-label="${t('claims:form.title')}"]`, [receipt]);
  await expect(claims.field('amount')).toHaveValue('20.00');
  await expect(claims.field('vendor')).toHaveValue('Perplexity AI, Inc.');
  await expect(page.getByText('receipt.pdf')).toBeVisible();
  await expect(claims.findings).toContainText(t('claims:finding.duplicate_receipt'));
});

test('a picture is pasted, filed by keyboard alone, and its second photo is known', async () => {
  const { page, t } = window;
  // An empty form.
  await claims.open('review');
  await claims.open('mine');
  const made = await pictureOf(page, lines('Midjourney', '$30.00'), { type: 'image/png' });
  await claims.paste({ name: 'image.png', type: 'image/png', bytes: made });
  await expect(page.getByText('image.png')).toBeVisible();
  await claims.fillByKeyboard({ day: '2026-06-12', tool: 'Runway', amount: '30', currency: 'usd' });
  await page.keyboard.press('Enter');
  await expect(window.row('Runway')).toContainText(t('claims:state.submitted'));

  // The same receipt, photographed again: smaller, as a JPEG, a little darker.
  await claims.actAs('Omar Haddad');
  const again = await pictureOf(page, lines('Midjourney', '$30.00'), {
    type: 'image/jpeg',
    scale: 0.57,
    brightness: 0.9,
  });
  const file = join(window.app.userData, 'IMG_2041.jpg');
  writeFileSync(file, again);
  await claims.chooseReceipt(file);
  await claims.fillByKeyboard({ day: '2026-06-20', tool: 'Suno', amount: '12.5', currency: 'eur' });
  await expect(claims.findings).toContainText(t('claims:finding.duplicate_picture'));
  await expect(claims.findings).not.toContainText('Tom');
  await claims.submit();
  await expect(window.row('Suno')).toContainText(t('claims:state.submitted'));

  // Another receipt is another picture.
  const other = await pictureOf(
    page,
    ['Anysphere, Inc.', '', '', 'Cursor Pro, June', '', 'Amount paid   $20.00', 'Thank you!'],
    { type: 'image/png' },
  );
  await claims.paste({ name: 'other.png', type: 'image/png', bytes: other });
  await claims.fillByKeyboard({ day: '2026-06-21', tool: 'Gamma', amount: '9', currency: 'eur' });
  await expect(claims.comesTo).toBeVisible();
  await expect(page.getByText(t('claims:finding.duplicate_picture'))).toHaveCount(0);
});
