import type { Locator } from '@playwright/test';
import type { AppWindow } from './window.ts';

export class SeatsPage {
  readonly window: AppWindow;
  constructor(window: AppWindow) {
    this.window = window;
  }

  async openSeat(person: string): Promise<void> {
    await this.window.goTo('seats');
    await this.window.page.getByRole('link', { name: person, exact: true }).click();
  }

  get explained(): Locator {
    return this.window.card(this.window.t('seats:how.title'));
  }

  get months(): Locator {
    return this.window.card(new RegExp(this.window.t('seats:months.title')));
  }

  /** Opens the rows of a line of charges. */
  async showRows(line: Locator): Promise<void> {
    await line.getByRole('button', { name: this.window.t('seats:charges.show') }).click();
  }

  get fileRows(): Locator {
    return this.window.page.getByRole('table', { name: this.window.t('seats:rows.title') });
  }
}
