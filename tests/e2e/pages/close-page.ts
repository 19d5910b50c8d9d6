import type { Locator } from '@playwright/test';
import type { AppWindow } from './window.ts';
import { pattern } from './words.ts';

/** Closing the month, its exports, the trail, copies of the book. */
export class ClosePage {
  readonly #window: AppWindow;

  constructor(window: AppWindow) {
    this.#window = window;
  }

  get reviewButton(): Locator {
    return this.#button('close:review.open');
  }

  /** Every open point of the review is said to have been looked at. */
  async tickEveryPoint(): Promise<void> {
    const points = this.#window.page.getByRole('dialog').getByRole('checkbox');
    for (const point of await points.all()) await point.check();
  }

  get closeButton(): Locator {
    return this.#button('close:freeze.close');
  }

  get reopenButton(): Locator {
    return this.#button('close:reopen.action');
  }

  get saveButton(): Locator {
    return this.#button('close:export.save');
  }

  get checkButton(): Locator {
    return this.#button('close:verify.run');
  }

  get trailFilter(): Locator {
    return this.#field('close:trail.filter');
  }

  async correct(amount: string, what: string): Promise<void> {
    const { page, t } = this.#window;
    await page.getByLabel(pattern(t('close:correct.amount', { currency: 'USD' }))).fill(amount);
    await this.#field('close:correct.description').fill(what);
    await this.#button('close:correct.post').click();
  }

  /** Writes one kind of the month's exports into a file. */
  async saveExport(kind: string, file: string): Promise<void> {
    const { page, t } = this.#window;
    const field = page.getByRole('combobox', { name: t('close:export.kind') });
    await this.#window.choose(field, t(`close:kind.${kind}`));
    await this.#window.willSaveAs(file);
    await this.saveButton.click();
    await page.getByRole('status').filter({ hasText: file }).waitFor();
  }

  /** Writes every table into a folder. */
  async saveEverything(folder: string): Promise<void> {
    const { page, t } = this.#window;
    await this.#window.willOpen([folder]);
    await this.#button('close:warehouse.save').click();
    await page
      .getByRole('status')
      .filter({ hasText: t('close:warehouse.done', { count: 10, folder }) })
      .waitFor();
  }

  async reopen(reason: string): Promise<void> {
    await this.#field('close:reopen.reason').fill(reason);
    await this.reopenButton.click();
  }

  #field(key: string): Locator {
    return this.#window.page.getByLabel(this.#window.t(key), { exact: true });
  }

  /** A button by its words; what they name of the month may be anything. */
  #button(key: string): Locator {
    const { page, t } = this.#window;
    const [before = '', after = ''] = t(key, { month: '\u0000' }).split('\u0000');
    return page.getByRole('button', {
      name: new RegExp(`^${escaped(before)}.*${escaped(after)}$`),
    });
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
