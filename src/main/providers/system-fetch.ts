import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SafeAgent, request as safeRequest } from 'node:https';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { getCACertificates } from 'node:tls';
import type { Surroundings } from './provider-client.ts';

export type NetworkSettings = {
  /** `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` are heeded. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** PEM certificates of a certificate authority of the company, beside the system's; `null` without. */
  readonly extraCa: string | null;
};

/**
 * `fetch` on Node's own https: certificates are always checked, a company's authority can be added
 * for one account alone, and the environment's proxy is used. The window's shell may hand in
 * Electron's `net.fetch` instead, which knows the proxy of the system settings.
 */
export function systemFetch({ environment, extraCa }: NetworkSettings): Surroundings['fetch'] {
  const proxyEnv = { ...environment };
  const plain = new PlainAgent({ keepAlive: true, proxyEnv });
  const ca = extraCa === null ? undefined : [...getCACertificates('default'), extraCa];
  const safe = new SafeAgent({ keepAlive: true, proxyEnv, ...(ca ? { ca } : {}) });
  return (url, init) =>
    new Promise((resolve, reject) => {
      const secure = new URL(url).protocol === 'https:';
      const send = secure ? safeRequest : plainRequest;
      const body = typeof init.body === 'string' ? init.body : null;
      const headers = Object.fromEntries(new Headers(init.headers).entries());
      if (body !== null) headers['content-length'] = String(Buffer.byteLength(body));
      const outgoing = send(
        url,
        {
          method: init.method ?? 'GET',
          headers,
          agent: secure ? safe : plain,
          ...(init.signal ? { signal: init.signal } : {}),
        },
        (incoming) => {
          const received = new Headers();
          for (const [name, value] of Object.entries(incoming.headers))
            if (value !== undefined)
              received.set(name, Array.isArray(value) ? value.join(', ') : value);
          const status = incoming.statusCode ?? 0;
          const bodiless = status === 204 || status === 304;
          if (bodiless) incoming.resume();
          resolve(
            new Response(bodiless ? null : (Readable.toWeb(incoming) as ReadableStream), {
              status: status < 200 ? 500 : status,
              headers: received,
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body ?? undefined);
    });
}

/** The real network, clock and chance. */
export function systemSurroundings(settings: NetworkSettings): Surroundings {
  return {
    fetch: systemFetch(settings),
    nowMs: () => Date.now(),
    sleep: async (ms, signal) => {
      await pause(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
        if (!signal?.aborted) throw error;
      });
    },
    random: Math.random,
  };
}
