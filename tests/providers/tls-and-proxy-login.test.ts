import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createSafeServer, type ServerOptions } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { settingsSet } from '../../src/contract/company.ts';
import { ratesFetch } from '../../src/contract/rates.ts';
import { providerClient } from '../../src/main/providers/provider-client.ts';
import { errorCodeOf } from '../../src/main/providers/response-body.ts';
import { systemFetch } from '../../src/main/providers/system-fetch.ts';
import { systemNetwork } from '../../src/main/providers/system-network.ts';
import type { Environment } from '../../src/main/providers/system-proxy.ts';
import { newestVersion } from '../../src/main/shell/newest-version.ts';
import { freshBook } from '../book/fresh-book.ts';

// A certificate that nobody signed, made for these tests.
const pem = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../fixtures/tls/${name}.pem`), 'utf8');
const CERTIFICATE = { cert: pem('local-certificate'), key: pem('local-key') };
const KEY = 'sk-canary-0123456789';

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A server that nobody vouches for, and what it was shown. */
async function stranger(options: ServerOptions = {}, headers: Record<string, string> = {}) {
  const shown: string[] = [];
  const server = createSafeServer({ ...CERTIFICATE, ...options }, (request, response) => {
    shown.push(JSON.stringify(request.headers));
    response.writeHead(headers['location'] ? 302 : 200, headers).end('{"of":"a stranger"}');
  });
  server.on('tlsClientError', () => {});
  server.on('connect', (request, socket) => {
    shown.push(JSON.stringify(request.headers));
    socket.end('HTTP/1.1 502 No\r\n\r\n');
  });
  return { shown, port: await listening(server) };
}

/** A proxy that lets through only who shows this login; its tunnels lead to one port. */
async function proxyWithLogin(login: string, tunnelTo: number) {
  const wanted = `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createPlainServer((request, response) => {
    const isKnown = request.headers['proxy-authorization'] === wanted;
    response.writeHead(isKnown ? 200 : 407, { connection: 'close' });
    response.end(isKnown ? '{"let":"through"}' : '<html>Who are you?</html>');
  });
  server.on('connect', (request, socket) => {
    socket.on('error', () => {});
    if (request.headers['proxy-authorization'] !== wanted)
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const onwards = connect(tunnelTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onwards.pipe(socket).pipe(onwards);
    });
    onwards.on('error', () => socket.destroy());
    socket.on('error', () => onwards.destroy());
  });
  return `127.0.0.1:${await listening(server)}`;
}

const client = (base: string, environment: Environment, extraCa: string | null = null) =>
  providerClient({
    provider: 'Made',
    base: new URL(base),
    key: KEY,
    version: '0',
    network: { ...systemNetwork({ environment, extraCa }), sleep: async () => {} },
    rules: {
      pace: {},
      firstWaitSeconds: 1,
      headers: { connection: 'close' },
      authorize: (key) => ({ authorization: `Bearer ${key}` }),
      downloadHosts: [],
    },
  });
const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('the environment', () => {
  /** What a process with these variables meets: an error's code, or the answer. */
  const askedElsewhere = (url: string, proxy: string | null, env: Record<string, string>) => {
    const script = `import { systemFetch } from './src/main/providers/system-fetch.ts';
      const ask = systemFetch({ environment: ${JSON.stringify(proxy ? { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } : {})}, extraCa: ${JSON.stringify(env['EXTRA'] ?? null)} });
      await ask('${url}', { headers: { connection: 'close', authorization: '${KEY}' } }).then(
        async (answer) => console.log(await answer.text()), (error) => console.log(error.code));`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    return text(child.stdout).then((said) => said.trim());
  };

  it('switches the check of no certificate off, a proxy’s own neither', async () => {
    const { shown, port } = await stranger();
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const proxy = `https://maria:secret@localhost:${port}`;
    const said = await Promise.all([
      askedElsewhere(`https://localhost:${port}/`, null, env),
      askedElsewhere('http://gateway.internal/', proxy, env),
      askedElsewhere('https://api.example.com/', proxy, env),
      askedElsewhere(`https://localhost:${port}/`, null, { ...env, SSL_CERT_FILE: '/dev/null' }),
    ]);
    expect(said).toEqual(Array(4).fill('DEPTH_ZERO_SELF_SIGNED_CERT'));
    expect(shown).toEqual([]);
  });

  it('allows no cipher that encrypts nothing, and no older protocol', async () => {
    const bare = await stranger({
      ciphers: 'ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0',
      maxVersion: 'TLSv1.2',
    });
    const old = await stranger({
      ciphers: 'ALL:@SECLEVEL=0',
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
    });
    const NODE_OPTIONS = '--tls-min-v1.0 --tls-cipher-list=ALL:eNULL:@SECLEVEL=0';
    const env = { NODE_OPTIONS, EXTRA: CERTIFICATE.cert };
    for (const { shown, port } of [bare, old]) {
      expect(await askedElsewhere(`https://localhost:${port}/`, null, env)).toBe('EPROTO');
      expect(shown).toEqual([]);
    }
    const sound = await stranger();
    const said = await askedElsewhere(`https://localhost:${sound.port}/`, null, env);
    expect(said).toBe('{"of":"a stranger"}');
  });
});

describe('a redirect', () => {
  it.each([
    ['from https to http', (port: number) => `http://localhost:${port}/`],
    ['to another host', () => 'https://other.example/'],
    ['to another port', (port: number) => `https://localhost:${port}/`],
    ['to a login in the address', () => 'https://a:b@localhost/'],
  ])('%s never gets the key', async (_, location) => {
    const shown: string[] = [];
    const elsewhere = await listening(
      createPlainServer((request, response) => {
        shown.push(JSON.stringify(request.headers));
        response.end('{}');
      }),
    );
    const first = await stranger({}, { location: location(elsewhere), connection: 'close' });
    const asked = client(`https://localhost:${first.port}`, {}, CERTIFICATE.cert);
    const work = asked.send({ method: 'GET', path: '/v1/usage' });
    expect(await outcome(work)).toBe('host_not_allowed');
    expect(first.shown.join()).toContain(KEY);
    expect(shown).toEqual([]);
  });
});

describe('a proxy with a login', () => {
  it.each([
    ['maria:secret', 'maria:secret'],
    ['maria:p%40ss%3Aword', 'maria:p@ss:word'],
    ['office%5Cmaria:100%', 'office\\maria:100%'],
    ['maria:%E4%BD%A0', 'maria:你'],
    ['maria', 'maria:'],
  ])('%s is shown it as it is meant, on the way to http and https', async (written, login) => {
    const { shown, port } = await stranger();
    const at = `${written}@${await proxyWithLogin(login, port)}`;
    for (const proxy of [`http://${at}`, at]) {
      const environment = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
      const plain = client('http://gateway.internal', environment);
      await plain.send({ method: 'GET', path: '/' });
      const safe = client('https://localhost', environment, CERTIFICATE.cert);
      await safe.send({ method: 'GET', path: '/' });
      expect(
        await outcome(client('https://localhost', environment).send({ method: 'GET', path: '/' })),
      ).toBe('certificate_refused');
    }
    expect(shown.length).toBe(2);
    expect(shown.join()).not.toContain('proxy-authorization');
  });

  it('that it does not know is told as such by every caller, and the login by none', async () => {
    const said: string[] = [];
    vi.spyOn(console, 'error').mockImplementation(
      (...parts) => void said.push(parts.map(String).join(' ')),
    );
    onTestFinished(() => void vi.restoreAllMocks());
    const at = await proxyWithLogin('maria:right', 1);
    const proxy = `http://maria:wr0ng-secret@${at}`;
    const environment = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
    const book = freshBook({ network: (extraCa) => systemNetwork({ environment, extraCa }) });
    await book.services.call(settingsSet, { key: 'rates.fetch', value: 'on' });
    const fetch = systemFetch({ environment, extraCa: null });
    const asked: (() => Promise<unknown>)[] = [
      () => client('http://gateway.internal', environment).send({ method: 'GET', path: '/' }),
      () => client('https://api.example.com', environment).send({ method: 'GET', path: '/' }),
      () => book.services.call(ratesFetch, {}),
      () => newestVersion(fetch, 'https://api.example.com/releases/latest'),
      () => newestVersion(fetch, 'http://api.example.com/releases/latest'),
    ];
    for (const ask of asked) {
      const failure = await ask().catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'proxy_refused' });
      said.push(JSON.stringify(failure), String(failure));
    }
    expect(said.join('\n')).not.toMatch(/wr0ng-secret/);
  });

  it.each(['socks5://127.0.0.1:1', 'ftp://127.0.0.1', 'http://', 'http://maria:%E4@127.0.0.1:1'])(
    '%s is no way to go, and nobody goes past it',
    async (proxy) => {
      const { shown, port } = await stranger();
      const fetch = systemFetch({ environment: { HTTPS_PROXY: proxy }, extraCa: CERTIFICATE.cert });
      const code = await fetch(`https://localhost:${port}/`, {}).catch((error: unknown) =>
        errorCodeOf(error, false),
      );
      expect(code).toBe('proxy_unknown');
      expect(shown).toEqual([]);
    },
  );
});

describe('the central bank’s rates', () => {
  it('are not taken from a stranger in its place, nor from where that one points', async () => {
    const { shown, port } = await stranger();
    const environment = {
      HTTPS_PROXY: `http://${await proxyWithLogin('a:b', port)}`.replace('//', '//a:b@'),
    };
    const book = freshBook({ network: (extraCa) => systemNetwork({ environment, extraCa }) });
    await book.services.call(settingsSet, { key: 'rates.fetch', value: 'on' });
    expect(await outcome(book.services.call(ratesFetch, {}))).toBe('ecb_certificate_refused');
    expect(shown).toEqual([]);
  });
});
