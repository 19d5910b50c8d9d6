/// <reference lib="dom" />
import { expect, type Locator } from '@playwright/test';
import type { AppWindow } from './window.ts';

/** A person's own book: joining, and what goes to the office and comes from it. */
export class PersonPage {
  readonly window: AppWindow;
  constructor(window: AppWindow) {
    this.window = window;
  }

  async goTo(screen: string): Promise<void> {
    const { nav, t } = this.window;
    await nav.getByRole('link', { name: new RegExp(`^${t(`mine:nav.${screen}`)}`) }).click();
    await expect(this.window.answer).toBeVisible();
  }

  /** Takes an invitation on the first start, and has the own book made at `book`, its keys in a file. */
  async join(
    invitation: string,
    book: string,
    { device, passphrase }: { readonly device: string; readonly passphrase: string },
  ): Promise<void> {
    const { page, t } = this.window;
    await this.window.willOpen([invitation]);
    await page.getByRole('button', { name: t('start:invited.choose') }).click();
    await page.getByLabel(t('join:device')).fill(device);
    await page.getByRole('radio', { name: t('join:keysFile') }).check();
    const secrets = page.locator('input[type="password"]');
    await secrets.first().fill(passphrase);
    await secrets.last().fill(passphrase);
    await this.window.willSaveAs(book);
    await page.getByRole('button', { name: t('join:make') }).click();
    await expect(this.window.nav).toBeVisible({ timeout: 60_000 });
    // The first screen comes after the frame around it.
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 60_000 });
  }

  button(key: string): Locator {
    return this.window.page.getByRole('button', { name: this.window.t(`mine:${key}`) });
  }

  /** The six words as they stand on screen. */
  async words(): Promise<string> {
    const words = this.window.page.locator('.six-words .word');
    await expect(words).toHaveCount(6);
    return (await words.allTextContents()).join(' ');
  }

  async shareFolder(folder: string): Promise<void> {
    await this.window.willOpen([folder]);
    const { page, t } = this.window;
    await page.getByRole('button', { name: t('pairing:folder.choose') }).click();
    await expect(page.getByRole('button', { name: t('pairing:folder.off') })).toBeVisible();
  }

  /** The messages that would leave, as they are said. */
  get messages(): Locator {
    return this.window.page.locator('.messages > li');
  }

  async send(): Promise<void> {
    await this.button('send.yes').click();
    await expect(this.window.page.getByText(this.window.t('mine:send.nothing'))).toBeVisible();
  }

  /** Takes what lies in the folder. */
  async check(): Promise<void> {
    await this.button('take.check').click();
    await expect(
      this.window.page.getByRole('region', { name: this.window.t('mine:take.title') }),
    ).toContainText(/\d/);
  }
}
