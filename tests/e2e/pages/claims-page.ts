import { expect, type Locator } from '@playwright/test';
import type { AppWindow } from './window.ts';

export type ClaimsPart = 'mine' | 'review' | 'payouts' | 'pay-cut' | 'rules';

export class ClaimsPage {
  readonly window: AppWindow;
  readonly #form: Locator;
  constructor(window: AppWindow) {
    this.window = window;
    this.#form = window.page.getByRole('region', { name: window.t('claims:form.title') });
  }

  async open(part: ClaimsPart): Promise<void> {
    const { page, t } = this.window;
    await this.window.goToAddress(`#/claims/${part}`);
    await page.getByRole('link', { name: t(`claims:part.${part}`), exact: true }).waitFor();
  }

  /** Says who sits in front of the computer. */
  async actAs(person: string): Promise<void> {
    const { page, t } = this.window;
    await this.window.choose(page.getByRole('combobox', { name: t('claims:actor.label') }), person);
  }

  field(name: string): Locator {
    return this.#form.getByLabel(this.window.t(`claims:field.${name}`), { exact: false }).first();
  }

  async chooseReceipt(file: string): Promise<void> {
    await this.#form.locator('input[type="file"]').setInputFiles(file);
  }

  get findings(): Locator {
    return this.#form.getByRole('list');
  }

  async submit(): Promise<void> {
    await this.#form.getByRole('button', { name: this.window.t('claims:form.submit') }).click();
  }

  async withdraw(claim: string): Promise<void> {
    await this.window
      .row(claim)
      .getByRole('button', { name: this.window.t('claims:do.withdraw') })
      .click();
  }

  get queue(): Locator {
    return this.window.page.getByRole('region', { name: this.window.t('claims:review.queue') });
  }

  /** Presses a decision's key, says why where a reason is given, and confirms with Enter. */
  async decideByKey(key: 'a' | 'r' | 'q', reason = ''): Promise<void> {
    const { page } = this.window;
    await page.keyboard.press(key);
    await expect(this.dialog.getByRole('textbox').last()).toBeFocused();
    if (reason !== '') await page.keyboard.type(reason);
    await page.keyboard.press('Enter');
  }

  get dialog(): Locator {
    return this.window.page.getByRole('dialog');
  }
}
