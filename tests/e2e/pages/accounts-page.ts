import type { Locator } from '@playwright/test';
import type { AppWindow } from './window.ts';

type Gateway = {
  readonly name: string;
  readonly url: string;
  readonly key: string;
  readonly from: string;
  /** Where its key stays; for this run alone without it. */
  readonly keep?: 'keychain' | 'run';
};

/** The accounts at providers, and one of them. */
export class AccountsPage {
  readonly window: AppWindow;

  constructor(window: AppWindow) {
    this.window = window;
  }

  t(key: string, values?: Readonly<Record<string, string | number>>): string {
    return this.window.t(`accounts:${key}`, values);
  }

  button(key: string): Locator {
    return this.window.page.getByRole('button', { name: this.t(key) });
  }

  get dialog(): Locator {
    return this.window.page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.window.nav.getByRole('link', { name: this.window.t('accounts:title') }).click();
  }

  async startAdding(): Promise<void> {
    await this.button('add.open').click();
  }

  /** Adds a gateway of the company's own. */
  async addGateway({ name, url, key, from, keep = 'run' }: Gateway): Promise<void> {
    const { dialog } = this;
    await this.window.choose(dialog.getByLabel(this.t('column.provider')), 'LiteLLM');
    await dialog.getByLabel(this.t('add.name')).fill(name);
    await dialog.getByLabel(this.t('add.url')).fill(url);
    await dialog.getByRole('textbox', { name: this.t('add.key') }).fill(key);
    await dialog.getByLabel(this.t('add.runOnly')).setChecked(keep === 'run');
    await dialog.getByRole('button', { name: this.t('add.more'), exact: true }).click();
    await dialog.getByLabel(this.t('add.firstDay')).fill(from);
    await dialog.getByRole('button', { name: this.t('add.check') }).click();
  }

  /** Opens the form that sets a limit, and says for which key and how much. */
  async fillLimit({ key, amount }: { readonly key: string; readonly amount: string }) {
    const { dialog, window } = this;
    await window.choose(dialog.getByLabel(this.t('push.scope')), this.t('scope.key'));
    await window.choose(dialog.getByLabel(this.t('push.target'), { exact: true }), key);
    await dialog.getByLabel(this.t('push.amount')).fill(amount);
  }

  /** Enters the key once, for this run, and syncs with it. */
  async enterKeyForRun(key: string): Promise<void> {
    await this.button('keyForRun').click();
    await this.dialog.getByRole('textbox', { name: this.t('add.key') }).fill(key);
    await this.dialog.getByRole('button', { name: this.t('keyDialog.runDo') }).click();
  }

  keyRow(key: string): Locator {
    return this.window.row(key).filter({ has: this.window.page.getByRole('button') });
  }
}
