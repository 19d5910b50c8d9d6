import type { AppWindow } from './window.ts';

export class StartPage {
  readonly window: AppWindow;
  constructor(window: AppWindow) {
    this.window = window;
  }

  async makeBook(company: string, currency: string, file: string): Promise<void> {
    const { page, t } = this.window;
    await this.window.willSaveAs(file);
    await page.getByLabel(t('start:company')).fill(company);
    const field = page.getByRole('combobox', { name: t('start:currency') });
    await this.window.choose(field, currency);
    await page.getByRole('button', { name: t('start:make') }).click();
  }

  async openSample(): Promise<void> {
    const { page, t } = this.window;
    await page.getByRole('button', { name: t('start:sample') }).click();
    await this.window.nav.waitFor();
  }
}
