import type { AppWindow } from './window.ts';
import { pattern } from './words.ts';

export class PeoplePage {
  readonly window: AppWindow;
  constructor(window: AppWindow) {
    this.window = window;
  }

  async paste(text: string): Promise<void> {
    const { page, t } = this.window;
    await page.getByRole('textbox', { name: t('people:paste.title') }).fill(text);
    await page.getByRole('button', { name: t('people:paste.take') }).click();
    const pasted = page.getByRole('region', {
      name: t('imports:preview.label', { file: t('imports:pasted') }),
    });
    await pasted.getByRole('button', { name: t('imports:preview.take'), exact: true }).click();
    await pasted.getByText(pattern(t('imports:outcome.committed'))).waitFor();
    await pasted.getByRole('button', { name: t('actions.close') }).click();
  }

  async part(part: 'everyone' | 'unassigned' | 'plans'): Promise<void> {
    const { page, t } = this.window;
    await page.getByRole('link', { name: t(`people:part.${part}`), exact: true }).click();
  }

  /** Splits an identity's use among people by percentages. */
  async split(identity: string, shares: Readonly<Record<string, string>>): Promise<void> {
    const { page, t } = this.window;
    await this.window
      .row(identity)
      .getByRole('button', { name: t('people:identity.split') })
      .click();
    const dialog = page.getByRole('dialog');
    for (const [index, [person, percent]] of Object.entries(shares).entries()) {
      if (index > 0) await dialog.getByRole('button', { name: t('people:assign.more') }).click();
      await this.window.choose(
        dialog.getByRole('combobox', { name: t('people:assign.person') }).nth(index),
        person,
      );
      await dialog.getByLabel(t('people:assign.percent')).nth(index).fill(percent);
    }
    await dialog.getByRole('button', { name: t('actions.save') }).click();
  }
}
