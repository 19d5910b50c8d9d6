export type Language = 'en' | 'zh-CN';

/** The few words that the system shows for the app outside its window. */
export type ShellWords = {
  readonly file: string;
  readonly newBook: string;
  readonly openBook: string;
  readonly showBook: string;
  readonly edit: string;
  readonly view: string;
  readonly window: string;
  readonly help: string;
  readonly project: string;
  readonly books: string;
  readonly allFiles: string;
  readonly cannotOpen: string;
};

export const shellWords: Readonly<Record<Language, ShellWords>> = {
  en: {
    file: 'File',
    newBook: 'New book…',
    openBook: 'Open book…',
    showBook: 'Show the book’s file',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    project: 'Seatworth on the web',
    books: 'Seatworth books',
    allFiles: 'All files',
    cannotOpen: 'The book cannot be opened',
  },
  'zh-CN': {
    file: '文件',
    newBook: '新建账簿…',
    openBook: '打开账簿…',
    showBook: '显示账簿文件',
    edit: '编辑',
    view: '视图',
    window: '窗口',
    help: '帮助',
    project: 'Seatworth 网站',
    books: 'Seatworth 账簿',
    allFiles: '所有文件',
    cannotOpen: '无法打开账簿',
  },
};

/** The language to speak: the chosen one, else Chinese for a Chinese system, else English. */
export function languageFor(chosen: Language | null, systemLocale: string): Language {
  return chosen ?? (/^zh\b/i.test(systemLocale) ? 'zh-CN' : 'en');
}
