import { createHash, createHmac } from 'node:crypto';
import type { SentRequest } from './provider-client.ts';
import { requestFailure } from './request-failure.ts';

/** What requests signed with an access key have in common: the vendors differ in names and in the last steps. */

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const hmacSha256 = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** As RFC 3986 has it, where `encodeURIComponent` leaves five characters alone. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The query, encoded anew and sorted by name. */
function canonicalQuery(url: URL): string {
  return [...url.searchParams]
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** What is signed of a request: method, path, query, the signed headers (names in lower case) and the body's digest. */
export function canonicalRequest(
  { method, url, body }: Pick<SentRequest, 'method' | 'url' | 'body'>,
  headers: Readonly<Record<string, string>>,
): { readonly text: string; readonly names: string } {
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('');
  const text = [
    method,
    url.pathname,
    canonicalQuery(url),
    lines,
    names.join(';'),
    sha256(body),
  ].join('\n');
  return { text, names: names.join(';') };
}

/** An id and its secret, entered as one: `ID:SECRET`. Throws `Failure('key_refused')` where one is missing. */
export function keyPair(
  provider: string,
  key: string,
): { readonly id: string; readonly secret: string } {
  const [, id = '', secret = ''] = /^([^:\s]+)\s*:\s*(\S+)$/.exec(key) ?? [];
  if (id !== '' && secret !== '') return { id, secret };
  throw requestFailure('key_refused', provider, { why: 'no id and secret' });
}
