import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemFetch } from '../../../src/main/providers/system-fetch.ts';
import { isNewer, newestVersion } from '../../../src/main/shell/newest-version.ts';

let server: Server | null = null;
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => {
  server?.close();
  vi.restoreAllMocks();
});

async function askedOf(answer: RequestListener): Promise<string> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const fetch = systemFetch({ environment: {}, extraCa: null });
  return newestVersion(fetch, `http://127.0.0.1:${port}/releases/latest`);
}

test('the newest version is what the project tells, and nothing of the computer is told', async () => {
  let sent = '';
  const version = await askedOf((request, response) => {
    sent = JSON.stringify([request.method, request.url, request.headers]);
    response.setHeader('connection', 'close');
    response.end('{"tag_name":"v1.2.10","assets":[]}');
  });
  expect(version).toBe('1.2.10');
  expect(sent).toMatch(/^\["GET","\/releases\/latest"/);
  expect(sent).not.toMatch(/linux|darwin|win32|cookie/i);
});

test.each([
  ['{"tag_name":"nightly"}', 200],
  ['{"tag_name":"v1.2.3; rm"}', 200],
  ['<html>Sign in to the hotel’s network</html>', 200],
  ['{"message":"rate limit"}', 403],
  ['', 302],
])('%s with %i is no version', async (body, status) => {
  const answered = askedOf((_request, response) => {
    response.writeHead(status, { connection: 'close', location: 'https://evil.example/' });
    response.end(body);
  });
  await expect(answered).rejects.toMatchObject({ code: 'no_newest_version' });
});

test('no network is no version', async () => {
  const fetch = systemFetch({ environment: {}, extraCa: null });
  const asked = newestVersion(fetch, 'http://127.0.0.1:9/');
  await expect(asked).rejects.toMatchObject({ code: 'no_newest_version' });
});

test.each([
  ['0.2.0', '0.1.9', true],
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '1.0.0', false],
  ['0.1.0', '0.1.1', false],
  ['2.0.0-beta', '1.0.0', false],
  ['', '1.0.0', false],
])('%s is newer than %s: %s', (version, than, newer) => {
  expect(isNewer(version, than)).toBe(newer);
});
