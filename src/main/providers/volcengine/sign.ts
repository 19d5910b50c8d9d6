import type { SentRequest } from '../provider-client.ts';
import { canonicalRequest, hmacSha256, keyPair, sha256 } from '../signed-request.ts';

/**
 * The headers that show an access key for one request to a service in a region (Volcengine, "签名方法",
 * volcengine.com/docs/6369/67269).
 */
export function volcengineSignature(
  provider: string,
  key: string,
  sent: SentRequest,
  { service, region }: { readonly service: string; readonly region: string },
): Record<string, string> {
  const { id, secret } = keyPair(provider, key);
  const instant = new Date(sent.nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = instant.slice(0, 8);
  // A request without a body is signed without its digest, as the vendor's example has it.
  const signed: Record<string, string> =
    sent.body === ''
      ? { 'x-date': instant }
      : { 'x-date': instant, 'x-content-sha256': sha256(sent.body) };
  const { text, names } = canonicalRequest(sent, { ...signed, host: sent.url.host });
  const scope = `${day}/${region}/${service}/request`;
  const signingKey = [day, region, service, 'request'].reduce<string | Buffer>(
    (made, part) => hmacSha256(made, part),
    secret,
  );
  const toSign = `HMAC-SHA256\n${instant}\n${scope}\n${sha256(text)}`;
  const signature = hmacSha256(signingKey, toSign).toString('hex');
  return {
    ...signed,
    authorization: `HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
