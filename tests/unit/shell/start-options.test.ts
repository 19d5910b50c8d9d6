import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { AskedBook } from '../../../src/main/shell/asked-book.ts';
import { bookIn, bookOfSecond, startOptions } from '../../../src/main/shell/start-options.ts';

const at = '/home/li';
const program = '/opt/Seatworth/seatworth';
const from = (...args: string[]) => bookIn([program, ...args], at);

describe('the book among the arguments', () => {
  test.each([
    [['--book', 'a.seatworth'], '/home/li/a.seatworth'],
    [['--book=/b/other.db'], '/b/other.db'],
    [['--book', '/b.seatworth', '/c.seatworth'], '/b.seatworth'],
    [['/books/Käse & Söhne.seatworth'], '/books/Käse & Söhne.seatworth'],
    [['.', 'books/账簿.SEATWORTH'], '/home/li/books/账簿.SEATWORTH'],
    [['--no-sandbox', '/a.seatworth', '--enable-features=x'], '/a.seatworth'],
    // Chromium sorts a second copy's switches to the front.
    [['--book', '--allow-file-access-from-files', '/a.seatworth'], '/a.seatworth'],
    [['/a.seatworth', '/b.seatworth'], '/b.seatworth'],
    [['/mail/Anna Weiß.SWINVITE'], '/mail/Anna Weiß.SWINVITE'],
    [['--', '-x', './a.seatworth'], '/home/li/a.seatworth'],
    [['../li/b.seatworth/../c.seatworth'], '/home/li/c.seatworth'],
  ])('%j is %s', (args, book) => {
    expect(from(...args)).toBe(resolve(book));
  });

  test('comes as a file: address from a Linux desktop', () => {
    const file = resolve('/books/Fern & Werk 100 %.seatworth');
    expect(from(pathToFileURL(file).href)).toBe(file);
  });

  test.each([
    [[]],
    [['.']],
    [['--demo', '--exit-after-load']],
    [['notes.txt', '/a.seatworth-backup', 'seatworth']],
    [['--book']],
    [['--log=/x.seatworth']],
    [['--book=']],
  ])('is not in %j', (args) => {
    expect(from(...args)).toBe(null);
  });

  test('is never the program itself', () => {
    expect(bookIn(['/home/li/my.seatworth'], at)).toBe(null);
  });
});

describe('what the app was started with', () => {
  const start = (args: string[], env = {}, isPackaged = true) =>
    startOptions({ argv: [program, ...args], env, cwd: at, isPackaged });

  test('the environment’s book goes before the argument’s', () => {
    expect(start(['--book', '/a'], { SEATWORTH_BOOK: '/b' }).book).toBe(resolve('/b'));
    expect(start(['--book', '/a'], {}).book).toBe(resolve('/a'));
    expect(start(['--book=/c'], { SEATWORTH_BOOK: '' }).book).toBe(resolve('/c'));
  });

  test('nothing asked is nothing set', () => {
    expect(start(['.', '--demo'])).toEqual({
      book: null,
      demo: true,
      exitAfterLoad: false,
      userData: null,
      commandLine: null,
    });
  });

  test('its own folder is absolute, whatever the environment says', () => {
    expect(start([], { SEATWORTH_USER_DATA: 'own' }).userData).toBe(resolve('/home/li/own'));
    expect(start([], { SEATWORTH_USER_DATA: '' }).userData).toBe(null);
  });

  test.each([
    [
      ['--cli', 'overview', '--json'],
      ['overview', '--json'],
    ],
    [['--cli'], []],
    [['--cli', '--'], []],
    [
      ['--cli', '--', 'accounts', 'add', '--url', 'https://ai.example', '--', '-x'],
      ['accounts', 'add', '--url', 'https://ai.example', '--', '-x'],
    ],
    [
      ['--no-sandbox', '--cli', '--demo', 'x'],
      ['--demo', 'x'],
    ],
    [['/a.seatworth', 'b', '--cli'], null],
    [['--demo'], null],
  ])('%j asks for the command line %j', (args, commandLine) => {
    expect(start(args).commandLine).toEqual(commandLine);
    expect(start(['.', ...args], {}, false).commandLine).toEqual(commandLine);
  });
});

describe('a second copy', () => {
  test('is believed about its own book', () => {
    const told = { book: '/b.seatworth' };
    expect(bookOfSecond([program, '/a.seatworth'], at, told)).toBe(resolve('/b.seatworth'));
    expect(bookOfSecond([program, '/a.seatworth'], at, { book: null })).toBe(null);
  });

  test.each([[undefined], [null], ['x'], [{}], [{ book: 7 }]])(
    'that tells %j is read by its arguments',
    (told) => {
      expect(bookOfSecond([program, 'a.seatworth'], at, told)).toBe(resolve(at, 'a.seatworth'));
    },
  );
});

describe('a book that is asked for', () => {
  test('before the start is what the start takes, once', () => {
    const asked = new AskedBook();
    asked.ask('/a');
    asked.ask('/b');
    expect([asked.take(), asked.take()]).toEqual(['/b', null]);
  });

  test('during the start is opened when books can be opened', () => {
    const asked = new AskedBook();
    const opened: string[] = [];
    asked.take();
    asked.ask('/c');
    expect(opened).toEqual([]);
    asked.serve((file) => opened.push(file));
    asked.ask('/d');
    expect(opened).toEqual(['/c', '/d']);
  });
});
