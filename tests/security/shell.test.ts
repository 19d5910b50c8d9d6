import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { request } from '../../src/contract/request.ts';
import { Failure } from '../../src/core/failure.ts';
import {
  answerRequest,
  type RequestHandler,
  type Sender,
} from '../../src/main/shell/answer-request.ts';
import { isAppAddress } from '../../src/main/shell/app-origin.ts';
import { NONCE_PLACEHOLDER } from '../../src/main/shell/content-policy.ts';
import { externalLink } from '../../src/main/shell/external-link.ts';
import { pageResponse } from '../../src/main/shell/page-response.ts';
import { WindowMemory } from '../../src/main/shell/window-memory.ts';

const trusted: Sender = { known: true, topFrame: true, ownOrigin: true };
const show = request('claims/show', 'read', z.object({ id: z.int() }), z.object({}));

function handler(
  handle: RequestHandler['handle'],
): RequestHandler & { readonly reported: unknown[] } {
  const reported: unknown[] = [];
  return {
    requests: { [show.name]: show as RequestHandler['requests'][string] },
    handle,
    report: (error) => reported.push(error),
    reported,
  };
}

describe('a request', () => {
  const echo = handler(async (_request, input) => ({ ok: true, value: input }));

  test('is answered for the app’s own window alone', async () => {
    const untrusted = { ok: false, error: { code: 'untrusted_sender' } };
    for (const lack of ['known', 'topFrame', 'ownOrigin'] as const) {
      const reply = await answerRequest({ ...trusted, [lack]: false }, show.name, { id: 1 }, echo);
      expect(reply).toMatchObject(untrusted);
    }
    expect(await answerRequest(trusted, show.name, { id: 1 }, echo)).toEqual({
      ok: true,
      value: { id: 1 },
    });
  });

  test('needs a name of the contract, of its own and not inherited', async () => {
    for (const name of ['claims/burn', '__proto__', 'toString', 7, null, { name: show.name }]) {
      expect(await answerRequest(trusted, name, {}, echo)).toMatchObject({
        error: { code: 'unknown_request' },
      });
    }
  });

  test('of the wrong shape says which field', async () => {
    expect(await answerRequest(trusted, show.name, { id: '1' }, echo)).toMatchObject({
      error: { code: 'bad_input', details: { field: 'id', request: 'claims/show' } },
    });
  });

  test('that fails as expected carries the failure’s code and sentence', async () => {
    const failing = handler(async () => {
      throw new Failure('month_closed', 'June is closed.', { month: '2026-06' });
    });
    expect(await answerRequest(trusted, show.name, { id: 1 }, failing)).toEqual({
      ok: false,
      error: { code: 'month_closed', message: 'June is closed.', details: { month: '2026-06' } },
    });
    expect(failing.reported).toEqual([]);
  });

  test('that fails unexpectedly tells the window neither the reason nor the stack', async () => {
    const secret = new Error('key sk-ant-123 in /home/li/book');
    const failing = handler(async () => {
      throw secret;
    });
    const reply = await answerRequest(trusted, show.name, { id: 1 }, failing);
    expect(reply).toMatchObject({ error: { code: 'internal', details: {} } });
    expect(JSON.stringify(reply)).not.toMatch(/sk-ant|home|\.ts/);
    expect(failing.reported).toEqual([secret]);
  });
});

test.each([
  ['app://seatworth/index.html', true],
  ['app://seatworth/#/seats', true],
  ['app://seatworth.evil.example/', false],
  ['app://li@seatworth/', false],
  ['https://seatworth/index.html', false],
  ['file:///index.html', false],
  ['about:blank', false],
  ['', false],
])('%s is the app’s own address: %s', (address, own) => {
  expect(isAppAddress(address)).toBe(own);
});

test.each([
  ['https://github.com/seatworth', 'https://github.com/seatworth'],
  ['HTTPS://GitHub.com', 'https://github.com/'],
  ['http://github.com/', null],
  ['https://github.com.evil.example/', null],
  ['https://gist.github.com/', null],
  ['https://evil@github.com/', null],
  ['https://github.com:8443/', null],
  ['https://github.com\\@evil.example/', 'https://github.com/@evil.example/'],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['no address', null],
])('%s opens outside as %s', (address, opened) => {
  expect(externalLink(address)).toBe(opened);
});

describe('the page’s own files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'seatworth-page-'));
    mkdirSync(join(folder, 'page/assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.json'), '{}');
    writeFileSync(join(folder, 'page/index.html'), `<meta nonce="${NONCE_PLACEHOLDER}">`);
    writeFileSync(join(folder, 'page/assets/a.js'), 'export {}');
    writeFileSync(join(folder, 'page/assets/worker.mjs'), 'export {}');
    writeFileSync(join(folder, 'page/notes.md'), '#');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const get = (url: string, method = 'GET') =>
    pageResponse(join(folder, 'page'), new Request(url, { method }));

  test('come with a policy that allows nothing from elsewhere', async () => {
    const policy = (await get('app://seatworth/index.html')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toContain("worker-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test('carry a nonce that is new each time and matches the policy', async () => {
    const answers = [
      await get('app://seatworth/index.html'),
      await get('app://seatworth/index.html'),
    ];
    const nonces = await Promise.all(
      answers.map(async (answer) => {
        const nonce = /nonce="([\w-]{24})"/.exec(await answer.text())?.[1];
        expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test.each([
    ['app://seatworth/assets/a.js', 200],
    ['app://seatworth/assets/worker.mjs', 200],
    ['app://seatworth/..%2Fsecret.json', 404],
    ['app://seatworth/%2e%2e/secret.json', 404],
    ['app://seatworth/assets/..%5C..%5Csecret.json', 404],
    ['app://seatworth/%00index.html', 404],
    ['app://seatworth/%E0%A4%A', 404],
    ['app://seatworth/notes.md', 404],
    ['app://seatworth/', 404],
    ['app://elsewhere/index.html', 403],
  ])('%s answers %i', async (url, status) => {
    expect((await get(url)).status).toBe(status);
  });

  test('that run as a worker are held to the same policy', async () => {
    const { headers } = await get('app://seatworth/assets/worker.mjs');
    expect(headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(headers.get('content-security-policy')).toContain("connect-src 'none'");
  });

  test('are only read', async () => {
    expect((await get('app://seatworth/index.html', 'POST')).status).toBe(403);
  });
});

describe('what the window remembers', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'seatworth-memory-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is there at the next start', () => {
    const file = join(folder, 'own/window.json');
    new WindowMemory(file).remember({ book: '/books/a.seatworth', language: 'zh-CN' });
    expect(new WindowMemory(file).now).toEqual({
      book: '/books/a.seatworth',
      language: 'zh-CN',
      colorScheme: 'auto',
      checkUpdates: false,
      place: null,
    });
  });

  test('is kept until the end where it cannot be written, and stops nothing', () => {
    const inTheWay = join(folder, 'in-the-way');
    writeFileSync(inTheWay, '');
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const memory = new WindowMemory(join(inTheWay, 'window.json'));
    memory.remember({ book: '/books/b.seatworth' });
    expect(memory.now.book).toBe('/books/b.seatworth');
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });

  test('is forgotten where it is damaged, field by field', () => {
    const file = join(folder, 'damaged.json');
    writeFileSync(file, '{"book": 7, "language": "en", "place": {"width": -1}, "colorScheme": 1}');
    const first = {
      book: null,
      language: null,
      colorScheme: 'auto',
      checkUpdates: false,
      place: null,
    };
    expect(new WindowMemory(file).now).toEqual({ ...first, language: 'en' });
    writeFileSync(file, '{"book": "/a');
    expect(new WindowMemory(file).now).toEqual(first);
  });
});
