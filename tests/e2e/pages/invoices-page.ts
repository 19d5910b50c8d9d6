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

  get paper(): Locator {
    return this.window.page.getByRole('region', { name: this.window.t('invoices:picture') });
  }
}
