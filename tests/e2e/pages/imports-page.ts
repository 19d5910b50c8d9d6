import { basename } from 'node:path';
import type { Locator } from '@playwright/test';
import { dropFiles } from '../launch.ts';
import type { AppWindow } from './window.ts';
import { pattern } from './words.ts';

export class ImportsPage {
  readonly window: AppWindow;
  constructor(window: AppWindow) {
    this.window = window;
  }

  /** The file as it waits in the queue. */
  file(path: string): Locator {
    const { page, t } = this.window;
    return page.getByRole('region', { name: t('imports:preview.label', { file: basename(path) }) });
  }

  /** Drops files on the window from outside, wherever it is. */
  async drop(...files: string[]): Promise<void> {
    await dropFiles(this.window.page, 'main', files);
  }

  /** The same through the button and the system's dialog. */
  async choose(...files: string[]): Promise<void> {
    const { page, t } = this.window;
    await this.window.willOpen(files);
    await page.getByRole('button', { name: t('imports:choose') }).click();
  }

  async look(path: string): Promise<void> {
    await this.button(path, 'preview.look').click();
  }

  async take(path: string): Promise<void> {
    await this.button(path, 'preview.take').click();
  }

  button(path: string, key: string): Locator {
    return this.file(path).getByRole('button', {
      name: this.window.t(`imports:${key}`),
      exact: true,
    });
  }

  /** Drops a file, takes it and waits until its rows are in the book. */
  async takeWhole(path: string): Promise<void> {
    await this.drop(path);
    await this.take(path);
    await this.file(path)
      .getByText(pattern(this.window.t('imports:outcome.committed')))
      .waitFor();
    await this.file(path)
      .getByRole('button', { name: this.window.t('actions.close') })
      .click();
  }

  historyRow(path: string): Locator {
    return this.window
      .card(this.window.t('imports:history.title'))
      .getByRole('row')
      .filter({
        hasText: basename(path),
      });
  }
}
