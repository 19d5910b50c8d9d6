import { randomUUID } from 'node:crypto';
import type { SentRequest } from '../provider-client.ts';
import { canonicalRequest, hmacSha256, keyPair, sha256 } from '../signed-request.ts';

const ALGORITHM = 'ACS3-HMAC-SHA256';

/**
 * The headers that show an AccessKey for one request (Alibaba Cloud, "V3 request structure and
 * signature", help.aliyun.com/document_detail/2593177). `nonce` is another one each time.
 */
export function alibabaSignature(
  provider: string,
  key: string,
  sent: SentRequest,
  nonce: string = randomUUID(),
): Record<string, string> {
  const { id, secret } = keyPair(provider, key);
  const own = Object.entries(sent.headers).filter(([name]) => name.startsWith('x-acs-'));
  const signed = {
    ...Object.fromEntries(own),
    'x-acs-content-sha256': sha256(sent.body),
    'x-acs-date': new Date(sent.nowMs).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': nonce,
  };
  const { text, names } = canonicalRequest(sent, { ...signed, host: sent.url.host });
  const signature = hmacSha256(secret, `${ALGORITHM}\n${sha256(text)}`).toString('hex');
  return {
    ...signed,
    authorization: `${ALGORITHM} Credential=${id},SignedHeaders=${names},Signature=${signature}`,
  };
}
