import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createSafeServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { errorCodeOf } from '../../src/main/providers/response-body.ts';
import { systemFetch } from '../../src/main/providers/system-fetch.ts';
import type { ProxyResolver } from '../../src/main/providers/system-proxy.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { WorkerPool } from '../../src/main/worker/pool.ts';

const ROOT = join(import.meta.dirname, '../..');
// A certificate that nobody signed, made for these tests.
const tls = (name: string): string =>
  readFileSync(join(ROOT, `tests/fixtures/tls/${name}.pem`), 'utf8');

async function listening(server: Server | ReturnType<typeof createSafeServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy that notes what it is asked for; tunnels lead to this port, whatever host they name. */
async function proxy(tunnelTo: number | null = null) {
  const seen: string[] = [];
  const server = createPlainServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('{"results":[]}');
  });
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    if (tunnelTo === null) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const onwards = connect(tunnelTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onwards.pipe(socket).pipe(onwards);
    });
    onwards.on('error', () => socket.destroy());
    socket.on('error', () => onwards.destroy());
  });
  return { seen, at: `127.0.0.1:${await listening(server)}` };
}

const headers = { connection: 'close' };
const get = async (
  url: string,
  resolveProxy: ProxyResolver | null,
  changes: Partial<Parameters<typeof systemFetch>[0]> = {},
): Promise<string> => {
  const fetch = systemFetch({ environment: {}, extraCa: null, resolveProxy, ...changes });
  return (await fetch(url, { headers })).text();
};
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => errorCodeOf(error, false),
  );
const saying = (answer: string) => vi.fn<ProxyResolver>(async () => answer);

describe('the proxy of the system settings', () => {
  it('is asked for each address, and gone through', async () => {
    const { seen, at } = await proxy();
    const resolve = saying(`PROXY ${at}; DIRECT`);
    await get('http://gateway.internal/a', resolve);
    expect(seen).toEqual(['GET http://gateway.internal/a']);
    expect(resolve.mock.calls).toEqual([['http://gateway.internal/a']]);
  });

  it('is not gone through where the system says so, or says nothing', async () => {
    const port = await listening(createPlainServer((_, response) => response.end('here')));
    for (const answer of ['DIRECT', 'DIRECT; PROXY 127.0.0.1:1', ''])
      expect(await get(`http://127.0.0.1:${port}/`, saying(answer))).toBe('here');
  });

  it('may change between two requests, as a laptop leaves the office', async () => {
    const port = await listening(createPlainServer((_, response) => response.end('here')));
    const { seen, at } = await proxy();
    const answers = [`PROXY ${at}`, 'DIRECT', `PROXY ${at}`];
    const fetch = systemFetch({
      environment: {},
      extraCa: null,
      resolveProxy: async () => answers.shift() ?? '',
    });
    for (let n = 0; n < 3; n += 1)
      await (await fetch(`http://127.0.0.1:${port}/${n}`, { headers })).text();
    expect(seen).toEqual([`GET http://127.0.0.1:${port}/0`, `GET http://127.0.0.1:${port}/2`]);
  });

  it('sees nothing of what goes through its tunnel, and the certificate is checked all the same', async () => {
    const safe = createSafeServer(
      { cert: tls('local-certificate'), key: tls('local-key') },
      (_, response) => response.end('safe'),
    );
    const { seen, at } = await proxy(await listening(safe));
    const resolve = saying(`PROXY ${at}`);
    expect(await codeOf(get('https://localhost/secret', resolve))).toBe('certificate_refused');
    const extraCa = tls('local-certificate');
    expect(await get('https://localhost/secret', resolve, { extraCa })).toBe('safe');
    expect(seen).toEqual(['CONNECT localhost:443', 'CONNECT localhost:443']);
  });

  it('gives way to the environment, with its exceptions', async () => {
    const { seen, at } = await proxy();
    const port = await listening(createPlainServer((_, response) => response.end('here')));
    const resolve = saying('PROXY 127.0.0.1:1');
    const environment = { HTTP_PROXY: `http://${at}`, NO_PROXY: '127.0.0.1,.local' };
    await get('http://gateway.internal/', resolve, { environment });
    expect(seen).toEqual(['GET http://gateway.internal/']);
    expect(await get(`http://127.0.0.1:${port}/`, resolve, { environment })).toBe('here');
    expect(resolve).not.toHaveBeenCalled();
  });

  it.each([
    ['SOCKS5 127.0.0.1:1080', 'proxy_unknown'],
    ['SOCKS 127.0.0.1:1080; QUIC x:1', 'proxy_unknown'],
    ['PROXY 127.0.0.1:1', 'offline'],
  ])('%s is told as %s', async (answer, trouble) => {
    expect(await codeOf(get('http://gateway.internal/', saying(answer)))).toBe(trouble);
  });

  it('is told where it lets nobody through', async () => {
    const { at } = await proxy(null);
    const work = get('https://api.example.com/', saying(`PROXY ${at}`));
    expect(await codeOf(work)).toBe('proxy_refused');
  });

  it('is taken in the order of the list, past kinds that cannot be spoken', async () => {
    const { seen, at } = await proxy();
    await get('http://gateway.internal/', saying(`SOCKS5 127.0.0.1:1; PROXY ${at}; DIRECT`));
    expect(seen.length).toBe(1);
  });
});

describe('the thread that works on the book', () => {
  it.each([
    ['is answered by main', true],
    ['goes direct where main cannot tell', false],
  ])(
    'asks main for the proxy, and %s',
    async (_, isTold) => {
      const folder = mkdtempSync(join(tmpdir(), 'seatworth-proxy-'));
      const file = join(folder, 'book.seatworth');
      const company = { company: 'Made', currency: 'USD', weekStart: 'monday', who: 'x' };
      createCompany(file, { ...company, at: new Date().toISOString() }).close();
      const { seen, at } = await proxy();
      const asked: string[] = [];
      const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
      const pool = new WorkerPool(
        pathToFileURL(join(ROOT, 'src/main/worker/worker.ts')),
        join(ROOT, 'resources'),
        () => {},
        async (url) => {
          asked.push(url);
          if (!isTold) throw new Error('no settings');
          return `PROXY ${at}`;
        },
      );
      onTestFinished(async () => {
        await pool.stop(1_000);
        quiet.mockRestore();
        rmSync(folder, { recursive: true });
      });
      await pool.open(file);
      const url = 'http://gateway.internal/proxy';
      const account = { account: 'Gateway', provider: 'litellm', url, key: 'sk-canary-0123456789' };
      await pool.ask('write', 'accounts/add', { ...account, keepKey: 'run', unchecked: true });
      expect(new Set(asked)).toEqual(new Set(['http://gateway.internal']));
      expect(seen.length > 0).toBe(isTold);
    },
    60_000,
  );
});
