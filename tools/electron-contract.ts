// What Electron asks of an app that its stand-in or a type cannot say, looked up in the built files, in
// src/main and in the configuration. Run after a build: npm run check:electron
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const yaml = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown };

type Settings = Readonly<Record<string, unknown>>;
type Call = {
  readonly callee: string;
  readonly args: readonly ts.Expression[];
  readonly at: string;
};
type Module = { readonly file: string; readonly source: ts.SourceFile; readonly bare: Set<string> };
type App = {
  readonly root: string;
  readonly pkg: Settings;
  readonly builder: Settings;
  /** Everything that the main process loads, and everything that its threads and the command line load. */
  readonly main: readonly Module[];
  readonly threads: readonly Module[];
  readonly cli: readonly Module[];
  readonly sources: readonly ts.SourceFile[];
  readonly calls: readonly Call[];
  readonly preload: ts.SourceFile;
};
type Rule = (app: App) => readonly (string | false | null | undefined)[];

/** Each gives what breaks it; why the rule is there stands beside it. */
export const RULES: Readonly<Record<string, Rule>> = {
  // Electron becomes ready after the main module was evaluated: one that waits for it waits for ever.
  'main-never-waits-at-the-top': ({ main }) => main.map(topAwait),
  'threads-know-no-electron': ({ threads }) =>
    threads.map(({ file, bare }) => bare.has('electron') && file),
  'what-runs-is-packed': (app) =>
    [...imported(app)]
      .filter((name) => name !== 'electron' && !(name in part(app.pkg, 'dependencies')))
      .map((name) => `${name} is imported and not among the dependencies`),
  'what-is-packed-runs': (app) =>
    Object.keys(part(app.pkg, 'dependencies'))
      .filter((name) => !imported(app).has(name))
      .map((name) => `${name} is a dependency that nothing imports`),
  // With its fuse the program is no Node.
  'no-node-behind-the-program': ({ sources, calls }) => [
    ...sources.flatMap((source) =>
      found(
        source,
        (node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.execPath',
      ),
    ),
    ...calls.filter(({ callee }) => /^(child_process\.)?fork$/.test(callee)).map(({ at }) => at),
  ],
  'books-are-opened-from-outside': ({ builder, calls, sources }) => {
    const kinds = list(builder['fileAssociations']);
    if (kinds.length === 0) return [];
    const reads = sources.some(({ text }) => /\.seatworth/.test(text) && /isPackaged/.test(text));
    return [
      !hears(calls, 'app', 'open-file') && "no app.on('open-file'): macOS tells of books by it",
      !hears(calls, 'app', 'second-instance') && "no app.on('second-instance')",
      !reads && 'the arguments are not searched for a book: Windows and Linux pass it there',
      ...kinds.map((kind) => !kind['mimeType'] && `${kind['ext']} has no mimeType: Linux drops it`),
    ];
  },
  // Windows shows notifications only of the name in the installer's shortcut.
  'windows-knows-its-name': ({ builder, calls }) => [
    !calls.some(
      ({ callee, args }) =>
        callee === 'app.setAppUserModelId' && textOf(args[0]) === builder['appId'],
    ) && `app.setAppUserModelId('${builder['appId']}') is not called`,
  ],
  // Under Wayland a hidden window may never say that it is ready.
  'every-window-is-shown': ({ sources, calls }) => [
    sources.some((source) => found(source, isHiddenWindow).length > 0) &&
      !hears(calls, '', 'did-finish-load') &&
      'a window begins hidden, and only ready-to-show shows it',
  ],
  'windows-are-closed-in': ({ sources }) =>
    sources.flatMap((source) =>
      found(source, (node) => ts.isPropertyAssignment(node) && isOpening(node)),
    ),
  // Linux' dialogs replace in silence.
  'saving-asks-first': ({ calls }) =>
    calls
      .filter(({ callee }) => callee === 'dialog.showSaveDialog')
      .map(
        ({ args, at }) =>
          !args.some((arg) => arg.getText().includes("'showOverwriteConfirmation'")) && at,
      ),
  'the-right-button-has-a-menu': ({ calls }) => [
    !hears(calls, '', 'context-menu') && 'Electron has no context menu of its own',
  ],
  'trouble-is-written-down': ({ calls }) => [
    !calls.some(({ callee, args }) => callee === 'app.getPath' && textOf(args[0]) === 'logs') &&
      'nothing is kept in the folder for logs',
    ...['uncaughtException', 'unhandledRejection'].map(
      (event) => !hears(calls, 'process', event) && `${event} is not heard`,
    ),
  ],
  'nothing-is-downloaded': ({ calls }) => [
    !hears(calls, '', 'will-download') && 'downloads are not refused',
  ],
  fuses: ({ builder }) => {
    const wanted = {
      runAsNode: false,
      enableCookieEncryption: false, // it asks the keychain at every start
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      resetAdHocDarwinSignature: true, // Apple silicon starts nothing whose signature is broken
    };
    const fuses = part(builder, 'electronFuses');
    return Object.entries(wanted).map(
      ([name, value]) => fuses[name] !== value && `${name} is not ${value}`,
    );
  },
  'the-deb-has-an-address': ({ pkg, builder }) => {
    const author = part(pkg, 'author');
    return [
      !pkg['homepage'] && 'package.json has no homepage',
      !(author['name'] && author['email']) && 'package.json names no author with an address',
      !/<\S+@\S+>/.test(String(part(builder, 'linux')['maintainer'])) &&
        'linux.maintainer has no address',
    ];
  },
  'linux-knows-the-window': ({ pkg, builder }) => [
    !pkg['desktopName'] && 'package.json has no desktopName',
    part(builder, 'linux')['syncDesktopName'] !== true && 'linux.syncDesktopName is off',
  ],
  // The older one starts AppImages with --no-sandbox.
  'the-appimage-keeps-its-sandbox': ({ builder }) => [
    !/^[1-9]/.test(String(part(builder, 'toolsets')['appimage'])) &&
      'toolsets.appimage is the old one',
  ],
  'icons-are-its-own': ({ root, builder }) => {
    const folder = join(root, String(part(builder, 'directories')['buildResources'] ?? 'build'));
    return ['icon.icns', 'icon.ico', 'icons/16x16.png', 'icons/512x512.png'].map(
      (name) =>
        !existsSync(join(folder, name)) && `${name} is missing: Electron's own would be shipped`,
    );
  },
  'both-processors': ({ builder }) =>
    ['mac', 'win'].map((system) => {
      const built = new Set(list(part(builder, system)['target']).flatMap(({ arch }) => arch));
      return (
        !(built.has('x64') && built.has('arm64')) && `${system} is not built for x64 and arm64`
      );
    }),
  'the-preload-fits-its-sandbox': ({ preload }) => [
    ...callsIn(preload)
      .filter(
        ({ callee, args }) => callee === 'require' && !SANDBOX_MODULES.has(textOf(args[0]) ?? ''),
      )
      .map(({ args }) => `${args[0]?.getText()} cannot be loaded there`),
    ...found(preload, (node) => ts.isImportDeclaration(node)),
    ...found(
      preload,
      (node) =>
        ts.isPropertyAccessExpression(node) &&
        node.expression.getText() === 'electron' &&
        !SANDBOX_NAMES.has(node.name.text),
    ),
  ],
};

const SANDBOX_MODULES: ReadonlySet<string> = new Set(
  ['electron', 'events', 'timers', 'url'].flatMap((name) => [name, `node:${name}`]),
);
const SANDBOX_NAMES: ReadonlySet<string> = new Set(
  'contextBridge crashReporter ipcRenderer nativeImage webFrame webUtils sharedTexture'.split(' '),
);

/** Every fault of the built app in `root`, as `rule: what breaks it`; none is what is wanted. */
export function contractFaults(root: string): string[] {
  const app = read(root);
  return Object.entries(RULES).flatMap(([name, rule]) =>
    rule(app)
      .filter((fault) => typeof fault === 'string')
      .map((fault) => `${name}: ${fault.replaceAll(`${root}/`, '')}`),
  );
}

function read(root: string): App {
  const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Settings;
  const builder = yaml.load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Settings;
  const start = resolve(root, String(pkg['main']));
  const beside = readdirSync(dirname(start))
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(dirname(start), name));
  const sources = filesIn(join(root, 'src/main'), '.ts').map(parsed);
  const cli = join(root, 'out/cli/index.js');
  return {
    root,
    pkg,
    builder,
    main: graph([start]),
    threads: graph(beside.filter((file) => file !== start)),
    cli: existsSync(cli) ? graph([cli]) : [],
    sources,
    calls: sources.flatMap(callsIn),
    preload: parsed(join(root, 'out/preload/index.cjs')),
  };
}

/** A built file and all chunks that it leads to, by whatever kind of import. */
function graph(entries: readonly string[]): Module[] {
  const modules = new Map<string, Module>();
  const visit = (file: string): void => {
    if (modules.has(file) || !existsSync(file)) return;
    const one = { file, source: parsed(file), bare: new Set<string>() };
    modules.set(file, one);
    walk(one.source, (node) => {
      const name = importedBy(node);
      if (name?.startsWith('.')) visit(resolve(dirname(file), name));
      else if (name && !name.startsWith('node:')) one.bare.add(name);
    });
  };
  entries.forEach(visit);
  return [...modules.values()];
}

function importedBy(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return textOf(node.moduleSpecifier);
  const isDynamic =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isDynamic ? textOf(node.arguments[0]) : undefined;
}

/** The packages behind the names that the app and the command line import; Node's own are none. */
function imported({ main, threads, cli, pkg }: App): Set<string> {
  const names = [...main, ...threads].flatMap(({ bare }) => [...bare]);
  const known = new Set(Object.keys(part(pkg, 'dependencies')));
  const ofCli = cli.flatMap(({ bare }) => [...bare]).filter((name) => known.has(packageOf(name)));
  return new Set([...names, ...ofCli].map(packageOf));
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

function topAwait({ source }: Module): string | null {
  let place: string | null = null;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) return;
    const waits = ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && !!node.awaitModifier);
    if (waits) place ??= placeOf(node);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return place;
}

function isHiddenWindow(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) &&
    node.name.getText() === 'show' &&
    node.initializer.kind === ts.SyntaxKind.FalseKeyword
  );
}

/** `sandbox: false` and its like let a page out. */
function isOpening({ name, initializer }: ts.PropertyAssignment): boolean {
  const mustBe: Readonly<Record<string, ts.SyntaxKind>> = {
    sandbox: ts.SyntaxKind.TrueKeyword,
    contextIsolation: ts.SyntaxKind.TrueKeyword,
    nodeIntegration: ts.SyntaxKind.FalseKeyword,
    webviewTag: ts.SyntaxKind.FalseKeyword,
    webSecurity: ts.SyntaxKind.TrueKeyword,
  };
  const wanted = mustBe[name.getText()];
  return wanted !== undefined && initializer.kind !== wanted;
}

/** Whether somebody listens for `event`; `whose` is the object's name, '' for any. */
function hears(calls: readonly Call[], whose: string, event: string): boolean {
  return calls.some(
    ({ callee, args }) =>
      /\.(on|once)$/.test(callee) &&
      (whose === '' || callee.startsWith(`${whose}.`)) &&
      textOf(args[0]) === event,
  );
}

function callsIn(source: ts.SourceFile): Call[] {
  const calls: Call[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node)) return;
    calls.push({ callee: node.expression.getText(), args: node.arguments, at: placeOf(node) });
  });
  return calls;
}

function found(source: ts.SourceFile, test: (node: ts.Node) => boolean): string[] {
  const places: string[] = [];
  walk(source, (node) => void (test(node) && places.push(placeOf(node))));
  return places;
}

function placeOf(node: ts.Node): string {
  const source = node.getSourceFile();
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function part(settings: Settings, name: string): Settings {
  return (settings[name] ?? {}) as Settings;
}

function list(value: unknown): readonly Settings[] {
  return Array.isArray(value) ? value : [];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(import.meta.dirname, '..');
  const faults = contractFaults(root);
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? 'Electron finds what it needs.' : `${faults.length} faults.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
