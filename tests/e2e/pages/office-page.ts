import { expect, type Locator } from '@playwright/test';
import type { AppWindow } from './window.ts';

/** The office's side of people with books of their own: invitations, words, packets. */
export class OfficePage {
  readonly window: AppWindow;
  constructor(window: AppWindow) {
    this.window = window;
  }

  t(key: string): string {
    return this.window.t(`pairing:${key}`);
  }

  button(key: string): Locator {
    return this.window.page.getByRole('button', { name: this.t(key) });
  }

  get dialog(): Locator {
    return this.window.page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.window.nav.waitFor();
    await this.window.goToAddress('#/people/books');
    await expect(this.button('invite.open')).toBeVisible();
  }

  /** The first invitation: the company's keys are kept in a file under a passphrase. */
  async invite(name: string, file: string, passphrase: string): Promise<void> {
    await this.button('invite.open').click();
    await this.window.choose(this.dialog.getByLabel(this.t('invite.who')), name);
    await this.dialog.getByRole('radio', { name: this.t('keys.file') }).check();
    await this.dialog.getByLabel(this.t('keys.passphrase')).fill(passphrase);
    await this.dialog.getByLabel(this.t('keys.again')).fill(passphrase);
    await this.window.willSaveAs(file);
    await this.dialog.getByRole('button', { name: this.t('invite.save') }).click();
    await expect(this.dialog.getByRole('status')).toContainText(name);
    await this.dialog.getByRole('button', { name: this.t('invite.close') }).click();
  }

  async shareFolder(folder: string): Promise<void> {
    await this.window.willOpen([folder]);
    await this.button('folder.choose').click();
    await expect(this.button('folder.off')).toBeVisible();
  }

  /** Takes what lies in the folder, and sends what was sent before again. */
  async check(): Promise<void> {
    await this.button('take.check').click();
    await expect(
      this.window.page.getByRole('region', { name: this.t('take.title') }).getByRole('status'),
    ).toBeVisible();
  }

  /** Who has joined and is not compared yet. */
  get confirmCard(): Locator {
    return this.window.page.locator('.card').filter({ has: this.button('confirm.do') });
  }

  async words(): Promise<string[]> {
    const words = this.confirmCard.locator('.six-words .word');
    await expect(words).toHaveCount(6);
    return words.allTextContents();
  }

  /** Types what the person reads; gives the numbers that the person types. */
  async confirm(heard: string): Promise<string> {
    const numbers = await this.confirmCard.locator('.six-words .figure').allTextContents();
    await this.confirmCard.getByRole('textbox').fill(heard);
    await this.button('confirm.do').click();
    await expect(this.window.row(this.t('state.confirmed'))).toBeVisible();
    return numbers.join(' ');
  }

  /** Sends to a person once the dialog shows what goes. */
  async send(name: string, messages: readonly string[]): Promise<void> {
    await this.window
      .row(name, this.t('state.confirmed'))
      .getByRole('button', { name: this.t('send.open') })
      .click();
    for (const one of messages) await expect(this.dialog).toContainText(one);
    await this.dialog.getByRole('button', { name: this.t('send.do'), exact: true }).click();
    await expect(this.dialog.getByRole('status')).toBeVisible();
    await this.dialog.getByRole('button', { name: this.t('invite.close') }).click();
  }
}
