import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A local server that behaves as a provider's documents say, with faults on request. */

export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string }
  | { kind: 'cut' }
  | { kind: 'rubbish' }
  | { kind: 'hang' }
  | { kind: 'redirect'; to: string };

export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** As it was sent. */
  text: string;
  /** Where it is JSON; empty otherwise. */
  body: Record<string, unknown>;
};
export type Reply = {
  status?: number;
  json?: unknown;
  text?: string;
  headers?: Record<string, string>;
};

export type TestServer = {
  base: string;
  asked: Asked[];
  /** Faults by the number of the request (from 1) that meets them. */
  faults: Map<number, Fault>;
  /** Bends what it would say; as it is where it is `null`. */
  bend: { answer: ((asked: Asked, reply: Reply) => Reply) | null };
  /** What its clock shows in every answer; none where it is `null`. */
  clock: { shows: Date | null };
  close: () => Promise<void>;
};

export async function testServer(
  answer: (asked: Asked, base: string) => Reply,
): Promise<TestServer> {
  const asked: Asked[] = [];
  const faults = new Map<number, Fault>();
  const bend: TestServer['bend'] = { answer: null };
  const clock: TestServer['clock'] = { shows: null };
  let base = '';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', base);
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const one: Asked = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        text,
        body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
      };
      asked.push(one);
      const fault = faults.get(asked.length);
      response.sendDate = false;
      if (clock.shows) response.setHeader('date', clock.shows.toUTCString());
      const straight = (): Reply => answer(one, base);
      const reply = (): Reply => bend.answer?.(one, straight()) ?? straight();
      if (fault) misbehave(fault, reply, response);
      else write(response, reply());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { base, asked, faults, bend, clock, close };
}

function write(response: ServerResponse, { status = 200, json, text, headers = {} }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text ?? (json === undefined ? '' : JSON.stringify(json)));
}

function misbehave(fault: Fault, reply: () => Reply, response: ServerResponse): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.body ?? '{"error":{"message":"made to fail"}}');
      return;
    case 'cut': {
      const { json, text = JSON.stringify(json) } = reply();
      response.writeHead(200, { 'content-length': String(Buffer.byteLength(text)) });
      response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
      return;
    }
    case 'rubbish':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><body>Please sign in</body></html>');
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.to });
      response.end();
      return;
    case 'hang':
  }
}

/** The same numbers on every run: `mulberry32`. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
