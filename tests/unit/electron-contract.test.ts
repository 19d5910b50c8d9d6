import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contractFaults, RULES } from '../../tools/electron-contract.ts';

/** A small app that keeps every rule; each test breaks one. */
const GOOD: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    main: 'out/main/index.js',
    homepage: 'https://app.example',
    author: { name: 'A', email: 'a@app.example' },
    desktopName: 'app.desktop',
    dependencies: { zod: '1', '@scope/native': '1', sqlite: '1' },
  }),
  'electron-builder.yml': `appId: an.app
directories: { buildResources: art }
electronFuses: { runAsNode: false, enableCookieEncryption: false, enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false, onlyLoadAppFromAsar: true, resetAdHocDarwinSignature: true }
toolsets: { appimage: 1.0.3 }
fileAssociations: [{ ext: seatworth, mimeType: application/x-seatworth }]
linux: { maintainer: A <a@app.example>, syncDesktopName: true }
mac: { target: [{ target: dmg, arch: [x64, arm64] }] }
win: { target: [{ target: nsis, arch: [x64, arm64] }] }
`,
  'out/main/index.js': `import { app } from 'electron'; import './chunk.js';
async function start() { await app.whenReady(); } start();`,
  'out/main/chunk.js': `import 'zod'; export const later = async () => { for await (const x of []) x; };`,
  'out/main/thread.js': `import { x } from 'node:fs'; const lazy = () => import('@scope/native/part');`,
  'out/cli/index.js': `import 'sqlite'; import 'module'; await 1;`,
  'out/preload/index.cjs': `const electron = require('electron'); electron.contextBridge.x();`,
  'src/main/index.ts': `app.on('open-file', f); app.on('second-instance', f);
app.setAppUserModelId('an.app'); const book = /\\.seatworth$/; app.isPackaged;
new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
window.webContents.once('did-finish-load', f); window.webContents.on('context-menu', f);
app.getPath('logs'); process.on('uncaughtException', f); process.on('unhandledRejection', f);
session.on('will-download', f);`,
  'src/main/save.ts': `dialog.showSaveDialog(w, { properties: ['showOverwriteConfirmation'] });`,
  'art/icon.icns': '',
  'art/icon.ico': '',
  'art/icons/16x16.png': '',
  'art/icons/512x512.png': '',
};

const folder = mkdtempSync(join(tmpdir(), 'seatworth-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (root: string, file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
for (const [file, text] of Object.entries(GOOD)) write(join(folder, 'good'), file, text);

/** Which rule is broken when `from` becomes `to` in a file; without `from` the file is taken away. */
const BROKEN: readonly [rule: string, file: string, from: string, to: string][] = [
  ['main-never-waits-at-the-top', 'out/main/index.js', ' start();', ' await start();'],
  [
    'main-never-waits-at-the-top',
    'out/main/chunk.js',
    'export',
    'for await (const y of z) y; export',
  ],
  [
    'main-never-waits-at-the-top',
    'out/main/chunk.js',
    'export',
    'if (1) { x = [await y]; } export',
  ],
  ['threads-know-no-electron', 'out/main/thread.js', 'node:fs', 'electron'],
  ['what-runs-is-packed', 'out/main/thread.js', "'node:fs'", "'lodash/get'"],
  ['what-runs-is-packed', 'package.json', '"@scope/native":"1",', ''],
  ['what-is-packed-runs', 'package.json', '"zod":"1"', '"zod":"1","unused":"1"'],
  ['what-is-packed-runs', 'out/cli/index.js', "import 'sqlite';", ''],
  ['no-node-behind-the-program', 'src/main/save.ts', 'dialog', 'spawn(process.execPath); dialog'],
  ['no-node-behind-the-program', 'src/main/save.ts', 'dialog', "fork('x.js'); dialog"],
  ['books-are-opened-from-outside', 'src/main/index.ts', "'open-file'", "'opened'"],
  ['books-are-opened-from-outside', 'src/main/index.ts', "'second-instance'", "'second'"],
  ['books-are-opened-from-outside', 'src/main/index.ts', 'app.isPackaged', 'app'],
  [
    'books-are-opened-from-outside',
    'electron-builder.yml',
    ', mimeType: application/x-seatworth',
    '',
  ],
  ['windows-knows-its-name', 'src/main/index.ts', "'an.app'", "'another.app'"],
  ['every-window-is-shown', 'src/main/index.ts', 'did-finish-load', 'ready-to-show'],
  ['windows-are-closed-in', 'src/main/index.ts', 'sandbox: true', 'sandbox: false'],
  ['windows-are-closed-in', 'src/main/index.ts', 'sandbox: true', 'nodeIntegration: isDev'],
  ['saving-asks-first', 'src/main/save.ts', "'showOverwriteConfirmation'", "'createDirectory'"],
  ['the-right-button-has-a-menu', 'src/main/index.ts', 'context-menu', 'menu'],
  ['trouble-is-written-down', 'src/main/index.ts', "getPath('logs')", "getPath('temp')"],
  ['trouble-is-written-down', 'src/main/index.ts', 'unhandledRejection', 'exit'],
  ['nothing-is-downloaded', 'src/main/index.ts', 'will-download', 'download'],
  [
    'fuses',
    'electron-builder.yml',
    'enableCookieEncryption: false',
    'enableCookieEncryption: true',
  ],
  ['fuses', 'electron-builder.yml', ', resetAdHocDarwinSignature: true', ''],
  ['the-deb-has-an-address', 'package.json', '"email"', '"mail"'],
  ['the-deb-has-an-address', 'electron-builder.yml', ' <a@app.example>', ''],
  ['linux-knows-the-window', 'package.json', 'desktopName', 'desktop'],
  ['linux-knows-the-window', 'electron-builder.yml', ', syncDesktopName: true', ''],
  ['the-appimage-keeps-its-sandbox', 'electron-builder.yml', '1.0.3', '0.0.0'],
  ['icons-are-its-own', 'electron-builder.yml', 'art', 'elsewhere'],
  ['both-processors', 'electron-builder.yml', 'nsis, arch: [x64, arm64]', 'nsis, arch: [x64]'],
  ['the-preload-fits-its-sandbox', 'out/preload/index.cjs', "require('electron')", "require('fs')"],
  [
    'the-preload-fits-its-sandbox',
    'out/preload/index.cjs',
    'electron.contextBridge',
    'electron.shell',
  ],
];

test('an app that keeps every rule has no fault', () => {
  expect(contractFaults(join(folder, 'good'))).toEqual([]);
});

test.each(BROKEN)('%s is broken in %s by %s → %s', (rule, file, from, to) => {
  const root = mkdtempSync(join(folder, 'bad-'));
  cpSync(join(folder, 'good'), root, { recursive: true });
  const text = GOOD[file] ?? '';
  expect(text).toContain(from);
  write(root, file, text.replace(from, to));
  const broken = contractFaults(root).map((fault) => fault.split(':')[0]);
  expect(new Set(broken)).toEqual(new Set([rule]));
});

test('every rule is tried', () => {
  const tried = new Set(BROKEN.map(([rule]) => rule));
  expect(Object.keys(RULES).filter((rule) => !tried.has(rule))).toEqual([]);
});
