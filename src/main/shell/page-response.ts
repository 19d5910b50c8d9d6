import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { isAppAddress } from './app-origin.ts';
import { contentPolicy, NONCE_PLACEHOLDER } from './content-policy.ts';

const MEDIA_TYPE: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Answers the window's request for one of its own files. `folder` holds the built page; no path
 * leads out of it, and a kind of file that the page never has is not served.
 */
export async function pageResponse(folder: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' || !isAppAddress(request.url)) return refusal(403);
  const file = fileIn(folder, new URL(request.url).pathname);
  const mediaType = file && MEDIA_TYPE[extname(file)];
  if (!file || !mediaType) return refusal(404);
  const content = await readFile(file).catch(() => null);
  if (!content) return refusal(404);
  const nonce = randomBytes(18).toString('base64url');
  const isPage = extname(file) === '.html';
  const body = isPage ? content.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce) : content;
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: {
      'content-type': mediaType,
      'content-security-policy': contentPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': isPage ? 'no-store' : 'no-cache',
    },
  });
}

function fileIn(folder: string, pathname: string): string | null {
  try {
    const file = join(folder, decodeURIComponent(pathname));
    return file.startsWith(folder + sep) && !file.includes('\0') ? file : null;
  } catch {
    return null; // a stray % in the address
  }
}

function refusal(status: 403 | 404): Response {
  return new Response(null, { status });
}
