/// <reference lib="dom" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { importsRun } from '../../src/contract/imports.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices } from '../../src/main/services/services.ts';
import { billXml } from '../fixtures/invoices/made-bill.ts';
import { seatBill } from '../fixtures/invoices/made-invoices.ts';
import { vendorBill } from '../fixtures/invoices/made-vendor-bill.ts';
import { makePdf, type SetText } from '../fixtures/invoices/make-pdf.ts';
import { violations } from './pages/axe.ts';
import { InvoicesPage } from './pages/invoices-page.ts';
import { AppWindow } from './pages/window.ts';

/** An owner drops a provider's bill, mends it by keyboard, and sees the month reconciled. */

const resources = join(import.meta.dirname, '../../resources');
const USAGE =
  'date,identity,tool,model,input_tokens,output_tokens,cost,currency\n2026-06-14,bo@acme.example,Cursor,gpt-5,100,10,71.40,USD\n';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-invoices-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function bookWithUse(): Promise<string> {
  const file = join(folder, 'Acme.seatworth');
  const made = { company: 'Acme', currency: 'USD', weekStart: 'monday', who: 'test' };
  createCompany(file, { ...made, at: '2026-07-01T00:00:00.000Z' }).close();
  const services = openServices({ file, mode: 'write', resources, who: 'test' });
  const usage = join(folder, 'usage.csv');
  writeFileSync(usage, USAGE);
  await services.call(importsRun, { files: [usage], account: 'Cursor' });
  services.close();
  return file;
}

/** A Chinese invoice, with further pages behind the first. */
function chinesePages(count: number): { pages: SetText[][] } {
  const facts: [number, number, string][] = [
    [220, 800, '电子发票（普通发票）'],
    [300, 780, '发票号码：26117000000123456789'],
    [300, 762, '开票日期：2026年06月18日'],
    [50, 720, '名称：示例买方有限公司'],
    [320, 720, '名称：北京示例模型科技有限公司'],
    [320, 704, '统一社会信用代码/纳税人识别号：91110108MA00000002'],
  ];
  const first = facts.map(([x, y, text]) => ({ x, y, text }));
  const more = Array.from({ length: count - 1 }, (_, index) => [
    { x: 50, y: 780, text: `第${index + 2}页`, size: 30 },
  ]);
  return { pages: [first, ...more] };
}

test('a bill is dropped, looked at beside its page, mended by keyboard, and makes the month', async () => {
  const bill = join(folder, 'bill.pdf');
  writeFileSync(bill, seatBill());
  const window = await AppWindow.open({ book: await bookWithUse() });
  const invoices = new InvoicesPage(window);
  try {
    await invoices.choose(bill);
    await invoices.open('Anysphere, Inc.');
    await invoices.waitForDrawing();
    expect(await invoices.inkOn(1)).toBeGreaterThan(500);
    await expect(invoices.paper.getByText('QX7Y2K1M-0007')).toBeVisible();
    await invoices.field('number').focus();
    await expect(invoices.paper.locator('.spot.looked')).toHaveCount(1);
    await invoices.field('from').fill('2026-06-01');
    await window.page.keyboard.press('Tab');
    await window.page.keyboard.type('2026-06-30');
    await invoices.account.fill('Cursor');
    await window.page.keyboard.press('Control+Enter');
    await expect(window.page.getByText(/Posted to Cursor with 180\.00/)).toBeVisible();

    await window.goToAddress('#/reconciliation');
    const card = window.page.getByRole('region', { name: /Cursor/ });
    await expect(card).toContainText(/180\.00.*71\.40.*108\.60/s);
    await card.getByRole('button', { name: 'Charged' }).click();
    await card.getByRole('button', { name: window.t('source.usage') }).click();
    await expect(card).toContainText('usage.csv, line 2');
    await window.goToAddress('#/overview');
    await expect(window.answer).toContainText('180.00');
  } finally {
    await window.close();
  }
});

test('a Chinese page whose fonts are not embedded is drawn as it looks, near the screen and no sooner', async () => {
  const bill = join(folder, 'page.pdf');
  const { pages } = chinesePages(4);
  writeFileSync(bill, makePdf({ pages }));
  const window = await AppWindow.open({ book: await bookWithUse(), locale: 'zh-CN' });
  const invoices = new InvoicesPage(window);
  try {
    await invoices.choose(bill);
    await invoices.open('北京示例模型科技有限公司');
    await invoices.waitForDrawing();
    if (process.env['CI'] !== 'true' && !(await invoices.drawsChinese())) {
      console.log('No Chinese font on this machine: what its pages look like is left out.');
      test.skip();
    }
    expect(await invoices.inkOn(1)).toBeGreaterThan(500);
    const last = invoices.paper.locator('.paper-page').nth(3);
    await expect(last).toHaveAttribute('data-state', 'waiting');
    await last.scrollIntoViewIfNeeded();
    await expect(last).toHaveAttribute('data-state', 'drawn');
    expect(await invoices.inkOn(4)).toBeGreaterThan(100);
  } finally {
    await window.close();
  }
});

test('where a page cannot be drawn its text stands in its place, and the window says so', async () => {
  const bill = join(folder, 'bill.pdf');
  writeFileSync(bill, seatBill());
  const window = await AppWindow.open({ book: await bookWithUse() });
  const invoices = new InvoicesPage(window);
  try {
    await window.page.evaluate(() => {
      globalThis.Worker = class {
        constructor() {
          throw new Error('no worker');
        }
      } as unknown as typeof Worker;
    });
    await invoices.choose(bill);
    await invoices.open('Anysphere, Inc.');
    await expect(invoices.paper).toContainText(window.t('invoices:notDrawn'));
    await expect(invoices.paper.getByText('QX7Y2K1M-0007')).toHaveCSS('fill', 'rgb(29, 35, 39)');
  } finally {
    await window.close();
  }
});

/** A bill of a vendor that nobody knows, with labels that nobody knows either. */
function strangeBill(name: string, number: string, day: string, amount: string): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    vendorBill({
      vendor: 'Quillon Datenwerk',
      facts: [
        ['Doc ref', number],
        ['Rendered', day],
        ['Sum owed', `${amount} USD`],
      ],
      lines: [
        [
          [40, 'Batch inference'],
          [330, '1'],
          [400, amount],
          [500, amount],
        ],
      ],
      sums: [],
    }),
  );
  return file;
}

test('a vendor is taught by pointing at its page once, and its next bill reads and posts by itself', async () => {
  const files = [
    strangeBill('q1.pdf', 'Q-118', 'June 18, 2026', '$100.00'),
    strangeBill('q2.pdf', 'Q-119', 'July 18, 2026', '$250.40'),
  ] as const;
  const window = await AppWindow.open({ book: await bookWithUse() });
  const invoices = new InvoicesPage(window);
  try {
    await invoices.choose(files[0]);
    await window.page.getByRole('status').filter({ hasText: '1' }).waitFor();
    await window.goToAddress('#/invoices/1');
    await invoices.waitForDrawing();
    await expect(invoices.field('number')).toHaveValue('');
    await invoices.teach.click();
    // Each click takes the field that is asked for, and the next one is asked for by itself.
    await invoices.point('Quillon Datenwerk');
    await invoices.point('Q-118');
    await invoices.point('June 18, 2026');
    await invoices.point('Batch inference');
    await expect(invoices.pointed.last()).toHaveText('Total: Batch inference');
    // A wrong one is pointed at again.
    await invoices.choosePointing('total');
    await invoices.point('$100.00 USD');
    await expect(invoices.pointed).toContainText(['Quillon', 'Q-118', 'June 18', '$100.00 USD']);
    await invoices.learn.click();
    await expect(window.page.getByText(/Invoices of Quillon Datenwerk are read/)).toBeVisible();
    await expect(invoices.field('number')).toHaveValue('Q-118');
    await expect(invoices.field('issued')).toHaveValue(/18.*2026|2026.*18/);
    await expect(invoices.field('total')).toHaveValue('100.00');
    await invoices.field('number').focus();
    await window.page.keyboard.press('Control+Enter');
    await expect(window.page.getByText(/Posted to Quillon Datenwerk with 100\.00/)).toBeVisible();

    await invoices.choose(files[1]);
    const next = window.row('Q-119');
    await expect(next).toContainText(/18 Jul 2026.*250\.40.*Quillon Datenwerk.*Posted/s);
  } finally {
    await window.close();
  }
});

test('a vendor is taught by keyboard alone', async () => {
  const window = await AppWindow.open({ book: await bookWithUse() });
  const invoices = new InvoicesPage(window);
  const { keyboard } = window.page;
  try {
    await invoices.choose(strangeBill('q1.pdf', 'Q-118', 'June 18, 2026', '$100.00'));
    await window.page.getByRole('status').filter({ hasText: '1' }).waitFor();
    await window.goToAddress('#/invoices/1');
    await invoices.teach.focus();
    await keyboard.press('Enter');
    const vendor = window.page
      .getByRole('region', { name: window.t('invoices:teach.open') })
      .getByLabel(window.t('invoices:field.vendor'), { exact: true });
    await vendor.fill('Quillon Datenwerk');
    await expect(invoices.pieces).toBeEnabled();
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await expect(invoices.pieces).toBeFocused();
    for (const text of ['Q-118', 'June 18', '$100.00 USD']) {
      await keyboard.type(text);
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await expect(invoices.pointed.filter({ hasText: text })).toHaveCount(1);
    }
    await expect(invoices.pointed).toHaveText([/^Number/, /^Issued/, /^Total/]);
    await invoices.learn.focus();
    await keyboard.press('Enter');
    await expect(invoices.field('number')).toHaveValue('Q-118');
    await expect(invoices.field('total')).toHaveValue('100.00');
  } finally {
    await window.close();
  }
});

test('axe finds nothing on invoices, reconciliation and rates', async () => {
  const book = await bookWithUse();
  const files = ['bill.pdf', 'euro.xml', 'broken.pdf'].map((name) => join(folder, name));
  writeFileSync(files[0] ?? '', seatBill());
  const euro = {
    number: 'E-1',
    net: '10.00',
    currency: 'EUR',
    from: '2026-06-01',
    to: '2026-06-30',
  };
  writeFileSync(files[1] ?? '', billXml({ ...euro, vendor: 'Anysphere, Inc.' }));
  writeFileSync(files[2] ?? '', '%PDF-1.7 nothing');
  const window = await AppWindow.open({ book });
  try {
    await new InvoicesPage(window).choose(...files);
    const taken = window.page.getByRole('status').filter({ hasText: 'broken.pdf' });
    await expect(taken).toBeVisible();
    for (const address of ['#/invoices', '#/invoices/1', '#/reconciliation', '#/rates']) {
      await window.goToAddress(address);
      await expect(window.answer).toBeVisible();
      await expect(window.page.locator('.card').first()).toBeVisible();
      expect(await violations(window), address).toEqual([]);
    }
    await window.goToAddress('#/invoices/1');
    const invoices = new InvoicesPage(window);
    await invoices.waitForDrawing();
    await invoices.teach.click();
    await invoices.point('QX7Y2K1M-0007');
    await expect(invoices.pointed).toHaveCount(1);
    expect(await violations(window), 'teaching').toEqual([]);
  } finally {
    await window.close();
  }
});
