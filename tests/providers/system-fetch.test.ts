import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer as createSafeServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { errorCodeOf } from '../../src/main/providers/response-body.ts';
import { systemFetch } from '../../src/main/providers/system-fetch.ts';

// A certificate that nobody signed, made for these tests.
const tls = (name: string): string =>
  readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const headers = { connection: 'close' };
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => errorCodeOf(error, false),
  );

describe('the network as it is', () => {
  const safe = () =>
    createSafeServer({ cert: tls('local-certificate'), key: tls('local-key') }, (_, response) => {
      response.end('{"safe":true}');
    });

  it('refuses a certificate that nobody vouches for', async () => {
    const port = await listening(safe());
    const fetch = systemFetch({ environment: {}, extraCa: null });
    expect(await codeOf(fetch(`https://127.0.0.1:${port}/`, { headers }))).toBe(
      'certificate_refused',
    );
  });

  it('takes the certificate of an authority that the owner added', async () => {
    const port = await listening(safe());
    const fetch = systemFetch({ environment: {}, extraCa: tls('local-certificate') });
    const response = await fetch(`https://localhost:${port}/`, { headers });
    expect(await response.json()).toEqual({ safe: true });
  });

  /** What a process of its own meets, with an authority that only its system knows. */
  const askedElsewhere = (url: string, env: Record<string, string>): Promise<string> => {
    const script = `import { systemFetch } from './src/main/providers/system-fetch.ts';
      const ask = systemFetch({ environment: {}, extraCa: null });
      const headers = { connection: 'close' };
      await ask('${url}', { headers }).then(
        async (answer) => console.log(await answer.text()), (error) => console.log(error.code));`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    return text(child.stdout).then((said) => said.trim());
  };

  it.runIf(process.platform === 'linux')('trusts the authorities of the system', async () => {
    const url = `https://localhost:${await listening(safe())}/`;
    const file = fileURLToPath(new URL('../fixtures/tls/local-certificate.pem', import.meta.url));
    expect(await askedElsewhere(url, { SSL_CERT_FILE: file })).toBe('{"safe":true}');
    expect(await askedElsewhere(url, {})).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it('checks certificates whatever the environment says', async () => {
    const url = `https://localhost:${await listening(safe())}/`;
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(await askedElsewhere(url, env)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it('goes through the proxy of the environment', async () => {
    const seen: string[] = [];
    const proxy = createPlainServer((request, response) => {
      seen.push(request.url ?? '');
      response.end('"through the proxy"');
    });
    const environment = { HTTP_PROXY: `http://127.0.0.1:${await listening(proxy)}` };
    const fetch = systemFetch({ environment, extraCa: null });
    const response = await fetch('http://litellm.internal/health', { headers });
    expect(await response.json()).toBe('through the proxy');
    expect(seen).toEqual(['http://litellm.internal/health']);
  });

  it('sends a body, and tells an answer that stops in the middle', async () => {
    const port = await listening(
      createPlainServer((request, response) => {
        request.on('data', (chunk: Buffer) => {
          response.writeHead(200, { 'content-length': '1000' });
          response.write(chunk, () => response.destroy());
        });
      }),
    );
    const fetch = systemFetch({ environment: {}, extraCa: null });
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: '{"ü":1}',
      headers,
    });
    expect(response.status).toBe(200);
    expect(await codeOf(response.text())).toBe('line_cut');
  });
});
