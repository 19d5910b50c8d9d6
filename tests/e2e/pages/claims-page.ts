/// <reference lib="dom" />
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

  /** Pastes a file, as a screenshot comes out of the clipboard. */
  async paste(file: {
    readonly name: string;
    readonly type: string;
    readonly bytes: Buffer;
  }): Promise<void> {
    await this.window.page.evaluate(
      ({ name, type, base64 }) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], name, { type }));
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      },
      { name: file.name, type: file.type, base64: file.bytes.toString('base64') },
    );
  }

  /** Goes from field to field with the Tab key and types; leaves the keyboard in the last one. */
  async fillByKeyboard(fields: Readonly<Record<string, string>>): Promise<void> {
    const { page } = this.window;
    for (const [name, text] of Object.entries(fields)) {
      await this.tabTo(this.field(name));
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    }
  }

  /** Presses Tab until the element has the keyboard; an element that cannot be reached fails the test. */
  async tabTo(element: Locator): Promise<void> {
    const isThere = (): Promise<boolean> =>
      element.evaluate((node) => node.contains(document.activeElement));
    await expect(element).toBeEnabled(); // what still loads is passed over by the key
    for (let presses = 0; presses < 80; presses += 1) {
      if (await isThere()) return;
      await this.window.page.keyboard.press('Tab');
    }
    await expect(element, 'is reached with the Tab key').toBeFocused();
  }

  /** What the claim comes to, once it has been checked. */
  get comesTo(): Locator {
    const [before = ''] = this.window.t('claims:form.comesTo', { sum: '¤' }).split('¤');
    return this.#form.getByText(before.trim());
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

  /** Chooses an entry of a list by keyboard: by the first letters of its name. */
  async chooseByKeyboard(field: Locator, name: string): Promise<void> {
    const { page } = this.window;
    await this.tabTo(field);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(name);
    await page.getByRole('option', { name, exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }

  /** Opens the file dialog with the keyboard and takes a file there. */
  async chooseReceiptByKeyboard(file: string): Promise<void> {
    const { page, t } = this.window;
    const choose = this.#form.getByRole('button', { name: t('claims:form.choose') });
    // On a busy machine the dialog of a first press may never be reported: it is asked for again.
    await expect(async () => {
      await this.tabTo(choose);
      const chooser = page.waitForEvent('filechooser', { timeout: 5_000 });
      chooser.catch(() => {}); // heard below
      await page.keyboard.press('Enter');
      await (await chooser).setFiles(file);
    }).toPass();
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
