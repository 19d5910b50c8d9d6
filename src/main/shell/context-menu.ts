import type { MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './shell-words.ts';

/** What Electron tells of the place that was clicked, as far as it matters here. */
export type Clicked = {
  readonly isEditable: boolean;
  readonly selectionText: string;
  readonly editFlags: Readonly<Record<'canCut' | 'canCopy' | 'canPaste' | 'canSelectAll', boolean>>;
};

/** The menu of the right mouse button; empty where there is nothing to cut, copy or paste. */
export function contextMenuTemplate(
  words: ShellWords,
  { isEditable, selectionText, editFlags }: Clicked,
): MenuItemConstructorOptions[] {
  const copy = { role: 'copy', label: words.copy, enabled: editFlags.canCopy } as const;
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'cut', label: words.cut, enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: words.paste, enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: words.selectAll, enabled: editFlags.canSelectAll },
  ];
}
