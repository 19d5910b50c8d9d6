import type { Locator } from '@playwright/test';
import type { AppWindow } from './window.ts';

/** Allowances: policies to pick, requests with their decision, one person's entries. */
export class AllowancesPage {
  readonly #window: AppWindow;

  constructor(window: AppWindow) {
    this.#window = window;
  }

  async open(part = ''): Promise<void> {
    await this.#window.goToAddress(`#/allowances${part && `/${part}`}`);
  }

  get dialog(): Locator {
    return this.#window.page.getByRole('dialog');
  }

  /** Picks a policy for everyone, from the day that is suggested. */
  async pickPolicy(id: string): Promise<void> {
    const { page, t } = this.#window;
    const preset = t(`allowances:preset.is.${id}`);
    await page.getByRole('button', { name: t('allowances:preset.pickNamed', { preset }) }).click();
    await this.dialog.getByRole('button', { name: t('allowances:preset.set') }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  async ask(request: {
    readonly person: string;
    readonly amount: string;
    readonly day: string;
    readonly reason: string;
    readonly expected: string;
  }): Promise<void> {
    const { page, t } = this.#window;
    await page.getByRole('button', { name: t('allowances:ask.open') }).click();
    const { dialog } = this;
    const field = (key: string): Locator => dialog.getByLabel(t(`allowances:ask.${key}`));
    await this.#window.choose(
      dialog.getByRole('combobox', { name: t('table.person') }),
      request.person,
    );
    await field('amount').fill(request.amount);
    await field('day').fill(request.day);
    await field('reason').fill(request.reason);
    await field('expected').fill(request.expected);
    await dialog.getByRole('button', { name: t('allowances:ask.send') }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  request(name: string): Locator {
    const { page, t } = this.#window;
    return page.getByRole('region', { name: t('allowances:requests.of', { name }) });
  }

  /** Approves in the name of somebody who is not the one who asked. */
  async approve(name: string, by = 'Ana Petrova'): Promise<void> {
    const { page, t } = this.#window;
    await this.#window.choose(page.getByRole('combobox', { name: t('claims:actor.label') }), by);
    await this.request(name)
      .getByRole('button', { name: t('allowances:requests.approve') })
      .click();
  }

  entry(kind: string): Locator {
    return this.#window.row(this.#window.t(`allowances:entry.is.${kind}`));
  }
}
