export type Language = 'en' | 'zh-CN';

/** The few words that the system shows for the app outside its window. */
export type ShellWords = {
  readonly file: string;
  readonly newBook: string;
  readonly openBook: string;
  readonly showBook: string;
  readonly closeWindow: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly resetZoom: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly window: string;
  readonly minimise: string;
  readonly zoom: string;
  readonly allToFront: string;
  readonly services: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
  readonly help: string;
  readonly about: string;
  readonly project: string;
  readonly showLog: string;
  readonly checkUpdates: string;
  readonly updateNow: string;
  readonly updateAtStart: string;
  readonly updateUnknown: string;
  readonly updateProxy: string;
  readonly updateOpen: string;
  readonly updateAsk: (host: string) => string;
  readonly updateThere: (version: string) => string;
  readonly updateNone: (version: string) => string;
  readonly books: string;
  readonly allFiles: string;
  readonly cannotOpen: string;
  readonly cannotStart: string;
  readonly wentWrong: string;
  readonly pageEnds: string;
  readonly replace: string;
  readonly cancel: string;
  readonly seeLog: (logFile: string) => string;
  readonly replaceAsk: (name: string) => string;
};

export const shellWords: Readonly<Record<Language, ShellWords>> = {
  en: {
    file: 'File',
    newBook: 'New book…',
    openBook: 'Open book…',
    showBook: 'Show the book’s file',
    closeWindow: 'Close window',
    quit: 'Quit Seatworth',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    window: 'Window',
    minimise: 'Minimise',
    zoom: 'Zoom',
    allToFront: 'Bring all to front',
    services: 'Services',
    hide: 'Hide Seatworth',
    hideOthers: 'Hide others',
    showAll: 'Show all',
    help: 'Help',
    about: 'About Seatworth',
    project: 'Seatworth on the web',
    showLog: 'Show log',
    checkUpdates: 'Check for updates…',
    updateNow: 'Ask now',
    updateAtStart: 'Ask at every start',
    updateUnknown: 'The newest version could not be asked for. Try again when there is a network.',
    updateProxy:
      'The newest version could not be asked for: the proxy does not let this computer through. Look at the proxy in the system settings, or at HTTPS_PROXY.',
    updateOpen: 'Open its page',
    updateAsk: (host) =>
      `Seatworth would ask ${host} for the number of the newest version. It sends nothing about you or your book, and installs nothing.`,
    updateThere: (version) => `Version ${version} is there. Your browser can open its page.`,
    updateNone: (version) => `You have the newest version, ${version}.`,
    books: 'Seatworth books',
    allFiles: 'All files',
    cannotOpen: 'The book cannot be opened',
    cannotStart: 'Seatworth cannot start',
    wentWrong: 'Something went wrong that should not',
    pageEnds: 'The window’s page keeps ending',
    replace: 'Replace',
    cancel: 'Cancel',
    seeLog: (logFile) =>
      `Nothing in your book is lost. Quit Seatworth and start it again; what happened stands in ${logFile}.`,
    replaceAsk: (name) => `“${name}” is there already. Replace it?`,
  },
  'zh-CN': {
    file: '文件',
    newBook: '新建账簿…',
    openBook: '打开账簿…',
    showBook: '显示账簿文件',
    closeWindow: '关闭窗口',
    quit: '退出 Seatworth',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '视图',
    resetZoom: '实际大小',
    zoomIn: '放大',
    zoomOut: '缩小',
    fullScreen: '全屏',
    window: '窗口',
    minimise: '最小化',
    zoom: '缩放',
    allToFront: '前置全部窗口',
    services: '服务',
    hide: '隐藏 Seatworth',
    hideOthers: '隐藏其他',
    showAll: '全部显示',
    help: '帮助',
    about: '关于 Seatworth',
    project: 'Seatworth 网站',
    showLog: '显示日志',
    checkUpdates: '检查更新…',
    updateNow: '立即查询',
    updateAtStart: '每次启动时查询',
    updateUnknown: '无法查询最新版本。请在有网络时重试。',
    updateProxy: '无法查询最新版本：代理服务器不让本机通过。请检查系统设置里的代理或 HTTPS_PROXY。',
    updateOpen: '打开网页',
    updateAsk: (host) =>
      `Seatworth 将向 ${host} 查询最新版本号。不会发送任何关于您或账簿的信息，也不会安装任何内容。`,
    updateThere: (version) => `已有新版本 ${version}，可在浏览器中打开其网页。`,
    updateNone: (version) => `您使用的 ${version} 已是最新版本。`,
    books: 'Seatworth 账簿',
    allFiles: '所有文件',
    cannotOpen: '无法打开账簿',
    cannotStart: 'Seatworth 无法启动',
    wentWrong: '出现了意外的错误',
    pageEnds: '窗口页面反复终止',
    replace: '替换',
    cancel: '取消',
    seeLog: (logFile) =>
      `账簿中的内容没有丢失。请退出 Seatworth 并重新启动；详情记录在 ${logFile}。`,
    replaceAsk: (name) => `“${name}”已存在。要替换吗？`,
  },
};

/** The language to speak: the chosen one, else Chinese for a Chinese system, else English. */
export function languageFor(chosen: Language | null, systemLocale: string): Language {
  return chosen ?? (/^zh\b/i.test(systemLocale) ? 'zh-CN' : 'en');
}
