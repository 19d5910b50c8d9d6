import type { Locator, Page } from '@playwright/test';
import { type LaunchedApp, type LaunchOptions, launchApp } from '../launch.ts';
import { copyOfSample } from '../sample-book.ts';
import { type Language, type Words, words } from './words.ts';

export type Screen = 'overview' | 'seats' | 'output' | 'imports' | 'people' | 'settings';

/** The app's window as a person sees it: what every screen has. */
export class AppWindow {
  readonly app: LaunchedApp;
  readonly page: Page;
  t: Words;

  readonly #after: () => void;

  constructor(app: LaunchedApp, language: Language, after: () => void = () => {}) {
    this.app = app;
    this.page = app.page;
    this.t = words(language);
    this.#after = after;
  }

  static async open(options: LaunchOptions = {}): Promise<AppWindow> {
    const app = await launchApp(options);
    return new AppWindow(app, options.locale === 'zh-CN' ? 'zh-CN' : 'en');
  }

  /** Opens a copy of the sample company, as an owner opens their book; it goes when the window is closed. */
  static async openSample(options: Omit<LaunchOptions, 'book'> = {}): Promise<AppWindow> {
    const { book, remove } = copyOfSample();
    const app = await launchApp({ ...options, book });
    const window = new AppWindow(app, options.locale === 'zh-CN' ? 'zh-CN' : 'en', remove);
    await window.nav.waitFor();
    return window;
  }

  get nav(): Locator {
    return this.page.getByRole('navigation', { name: this.t('nav.label') });
  }

  /** The sentence that answers the screen's question, once its figures are there. */
  get answer(): Locator {
    return this.page.locator('h1:not(:has(.skeleton))');
  }

  async goTo(screen: Screen): Promise<void> {
    await this.nav.getByRole('link', { name: this.t(`${screen}:title`), exact: true }).click();
  }

  /** Goes to an address that a door of the window leads to. */
  async goToAddress(hash: string): Promise<void> {
    await this.page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
  }

  card(title: string | RegExp): Locator {
    return this.page
      .locator('.card')
      .filter({ has: this.page.getByRole('heading', { name: title }) });
  }

  row(...texts: (string | RegExp)[]): Locator {
    return texts.reduce<Locator>(
      (rows, hasText) => rows.filter({ hasText }),
      this.page.getByRole('row'),
    );
  }

  /** Chooses an entry of a list that opens below its field. */
  async choose(field: Locator, entry: string): Promise<void> {
    await field.click();
    await this.page.getByRole('option', { name: entry, exact: true }).click();
  }

  /** The month looked at, as the stepper shows it. */
  get month(): Locator {
    return this.page.locator('.page-head .month');
  }

  async monthBefore(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('month.before') }).click();
  }

  /** What the next save dialogs answer, in place of a person. */
  async willSaveAs(filePath: string): Promise<void> {
    await this.app.main(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
    }, filePath);
  }

  /** What the next open dialogs answer. */
  async willOpen(filePaths: readonly string[]): Promise<void> {
    await this.app.main(
      ({ dialog }, paths) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...paths] });
      },
      [...filePaths],
    );
  }

  async close(): Promise<void> {
    await this.app.close();
    this.#after();
  }
}
