/// <reference lib="dom" />
import type { Locator } from '@playwright/test';
import type { AppWindow } from './window.ts';

/** The invoices: their list, and one beside its page. */
export class InvoicesPage {
  readonly window: AppWindow;
  constructor(window: AppWindow) {
    this.window = window;
  }

  /** Takes files through the button and the system's dialog. */
  async choose(...files: string[]): Promise<void> {
    const { page, t } = this.window;
    await this.window.goToAddress('#/invoices');
    await this.window.willOpen(files);
    await page.getByRole('button', { name: t('invoices:choose') }).click();
  }

  async open(vendor: string): Promise<void> {
    await this.window.page.getByRole('link', { name: vendor }).click();
  }

  field(name: string): Locator {
    return this.window.page.getByLabel(this.window.t(`invoices:field.${name}`), { exact: true });
  }

  get account(): Locator {
    return this.window.page.getByLabel(this.window.t('invoices:column.account'), { exact: true });
  }

  /** Waits until the first page is drawn as it looks. */
  async waitForDrawing(): Promise<void> {
    await this.paper.locator('.paper-page[data-state="drawn"]').first().waitFor();
  }

  /** How many points of a page's drawing are dark. */
  inkOn(page: number): Promise<number> {
    return this.paper
      .locator('canvas')
      .nth(page - 1)
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
        let dark = 0;
        for (let at = 0; at < (pixels?.data.length ?? 0); at += 4) {
          if ((pixels?.data[at] ?? 255) < 128 && (pixels?.data[at + 3] ?? 0) > 128) dark += 1;
        }
        return dark;
      });
  }

  /** Whether the machine has a Chinese font: without one all its signs look the same. */
  drawsChinese(): Promise<boolean> {
    return this.window.page.evaluate(() => {
      const [one, other] = ['发', '票'].map((sign) => {
        const canvas = document.createElement('canvas');
        const pen = canvas.getContext('2d');
        if (!pen) return '';
        pen.font = '40px sans-serif';
        pen.fillText(sign, 10, 60);
        return canvas.toDataURL();
      });
      return one !== other;
    });
  }

  get teach(): Locator {
    return this.window.page.getByRole('button', { name: this.window.t('invoices:teach.open') });
  }

  get learn(): Locator {
    return this.window.page.getByRole('button', { name: this.window.t('invoices:teach.learn') });
  }

  /** The list of the page's pieces, for those who point by keyboard. */
  get pieces(): Locator {
    return this.window.page.getByRole('combobox', { name: this.window.t('invoices:teach.piece') });
  }

  /** What was pointed at so far. */
  get pointed(): Locator {
    const name = this.window.t('invoices:teach.pointed');
    return this.window.page.getByRole('list', { name }).getByRole('listitem');
  }

  /** Says which field the next click points at. */
  async choosePointing(field: string): Promise<void> {
    const { page, t } = this.window;
    const fields = page.getByRole('combobox', { name: t('invoices:teach.field') });
    await this.window.choose(fields, t(`invoices:teach.${field}`));
  }

  /** Clicks a piece of text where it stands on the page. */
  async point(text: string): Promise<void> {
    await this.paper.getByText(text, { exact: true }).click();
  }

  get paper(): Locator {
    return this.window.page.getByRole('region', { name: this.window.t('invoices:picture') });
  }
}
