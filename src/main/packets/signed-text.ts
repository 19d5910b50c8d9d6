import { CompactSign, compactVerify, importJWK } from 'jose';

/** The header of what an installation signs. */
export type SignedHeader = {
  readonly alg: 'Ed25519';
  readonly typ: string;
  readonly kid: string;
  readonly v: number;
};

/** Signs a document as a compact JWS (RFC 7515, Ed25519 as RFC 9864 names it). */
export async function signText(
  document: unknown,
  header: Omit<SignedHeader, 'alg'>,
  keys: { readonly secret: string; readonly open: string },
): Promise<string> {
  const jwk = { kty: 'OKP', crv: 'Ed25519', d: keys.secret, x: keys.open };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(document)))
    .setProtectedHeader({ alg: 'Ed25519', ...header })
    .sign(await importJWK(jwk, 'Ed25519'));
}

/** Whether this key signed the text, and under this type. */
export async function isSignedBy(text: string, open: string, typ: string): Promise<boolean> {
  try {
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: open }, 'Ed25519');
    const { protectedHeader } = await compactVerify(text, key, { algorithms: ['Ed25519'] });
    return protectedHeader.typ === typ;
  } catch {
    return false; // whatever is wrong with it, it is not signed
  }
}

/** What a signed text says, before anybody has looked at who signed it; `null` where it is none. */
export function unverifiedText(
  text: string,
): { readonly header: Readonly<Record<string, unknown>>; readonly payload: unknown } | null {
  const parts = text.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) return null;
  try {
    const [header, payload] = parts
      .slice(0, 2)
      .map((part): unknown => JSON.parse(utf8.decode(Buffer.from(part, 'base64url'))));
    if (typeof header !== 'object' || header === null || Array.isArray(header)) return null;
    return { header: header as Record<string, unknown>, payload };
  } catch {
    return null;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
