import { constants } from 'node:crypto';
import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SafeAgent, request as safeRequest } from 'node:https';
import { Readable } from 'node:stream';
import tls, { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { NetworkAccess } from './provider-client.ts';
import { type Environment, type ProxyResolver, proxyVariables } from './system-proxy.ts';

export type NetworkSettings = {
  /** `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` are heeded. */
  readonly environment: Environment;
  /** Asked for the proxy of the system's settings where the environment names none; `null`: nobody to ask. */
  readonly resolveProxy?: ProxyResolver | null;
  /** PEM certificates of a certificate authority of the company, beside the system's; `null` without. */
  readonly extraCa: string | null;
};

type Agents = { readonly plain: PlainAgent; readonly safe: SafeAgent };

let isSecured = false;

/**
 * Sets what holds for every connection of this thread, by its first request.
 *
 * The system's authorities are trusted beside Node's own list: a proxy of a company that looks into connections
 * signs with one that only the system knows. The environment may add an authority that way, but weaken nothing: a
 * proxy's own certificate is checked as `NODE_TLS_REJECT_UNAUTHORIZED` says, whatever its agent was told, and
 * `NODE_OPTIONS` can allow ciphers that encrypt nothing.
 */
function secureThread(): void {
  if (isSecured) return;
  isSecured = true;
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  tls.DEFAULT_MIN_VERSION = 'TLSv1.2';
  tls.DEFAULT_MAX_VERSION = 'TLSv1.3';
  tls.DEFAULT_CIPHERS = constants.defaultCoreCipherList;
  try {
    const known = [...getCACertificates('default'), ...getCACertificates('system')];
    setDefaultCACertificates([...new Set(known)]);
  } catch (error) {
    console.warn('The authorities of the system cannot be read:', error);
  }
}

/** Connections are kept for one proxy each. */
function agentsByProxy(extraCa: string | null): (variables: Environment) => Agents {
  const kept = new Map<string, Agents>();
  return (variables) => {
    const key = JSON.stringify(variables);
    const found = kept.get(key);
    if (found) return found;
    secureThread();
    const ca = extraCa === null ? {} : { ca: [...getCACertificates('default'), extraCa] };
    const proxyEnv = { ...variables };
    const agents = {
      plain: new PlainAgent({ keepAlive: true, proxyEnv }),
      safe: new SafeAgent({ keepAlive: true, proxyEnv, rejectUnauthorized: true, ...ca }),
    };
    kept.set(key, agents);
    return agents;
  };
}

/**
 * `fetch` on Node's own https: certificates are always checked, a company's authority can be added
 * for one account alone, and the proxy of the environment or of the system's settings is used.
 */
export function systemFetch({
  environment,
  resolveProxy = null,
  extraCa,
}: NetworkSettings): NetworkAccess['fetch'] {
  const agentsFor = agentsByProxy(extraCa);
  return async (url, init) =>
    send(url, init, agentsFor(await proxyVariables(url, environment, resolveProxy)));
}

function send(url: string, init: RequestInit, { plain, safe }: Agents): Promise<Response> {
  return new Promise((resolve, reject) => {
    const secure = new URL(url).protocol === 'https:';
    const request = secure ? safeRequest : plainRequest;
    const body = typeof init.body === 'string' ? init.body : null;
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    if (body !== null) headers['content-length'] = String(Buffer.byteLength(body));
    const outgoing = request(
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
