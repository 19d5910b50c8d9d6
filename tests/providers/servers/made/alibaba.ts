import { createHash, createHmac } from 'node:crypto';
import type { MadeProvider } from '../made.ts';
import { type Asked, type Reply, testServer } from '../test-server.ts';

const ID = 'LTAI-made-up';
const SECRET = 'ali-SECRET-of-the-test';
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The vendor's steps once more, written for what arrives. */
function isSigned({ method, query, headers, text }: Asked): boolean {
  const [, names = '', given = ''] =
    /SignedHeaders=([^,]+),Signature=(\w+)$/.exec(headers.authorization ?? '') ?? [];
  const needed = ['host', 'x-acs-action', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'];
  if (!needed.every((name) => names.split(';').includes(name))) return false;
  const escaped = [...query].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).sort();
  const lines = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const canonical = `${method}\n/\n${escaped.join('&')}\n${lines.join('')}\n${names}\n${digest(text)}`;
  const signature = createHmac('sha256', SECRET).update(`ACS3-HMAC-SHA256\n${digest(canonical)}`);
  return signature.digest('hex') === given;
}

const item = (day: string, instance: string, more: Record<string, unknown>) => ({
  BillingDate: day,
  ProductCode: 'sfm',
  ProductDetail: '百炼大模型推理',
  BillingItem: 'text_output_token',
  Item: 'PayAsYouGoBill',
  InstanceID: instance,
  Currency: 'CNY',
  PretaxGrossAmount: 2,
  DeductedByCashCoupons: 0,
  ...more,
});
const ITEMS = [
  item('2026-11-02', 'key-li', { PretaxAmount: 1.44 }),
  item('2026-11-02', 'key-li', { PretaxAmount: 1.44 }),
  // Vouchers are a gift, stored-value cards are money.
  item('2026-11-03', 'key-bo', {
    PretaxAmount: 3.3,
    DeductedByCashCoupons: 0.3,
    DeductedByPrepaidCard: 3,
  }),
  item('2026-11-04', 'key-bo', { PretaxAmount: 0.5, Item: 'Refund' }),
  item('2026-11-04', 'i-ecs', { PretaxAmount: 99, ProductCode: 'ecs' }),
];

function bill({ query }: Asked): Reply {
  const day = query.get('BillingDate') ?? '';
  if (!day.startsWith(query.get('BillingCycle') ?? '-') || query.get('Granularity') !== 'DAILY')
    return { status: 400, json: { Code: 'InvalidParameter', Message: 'no' } };
  const told = ITEMS.filter(({ BillingDate }) => BillingDate === day);
  const from = Number(query.get('NextToken') ?? '0');
  const next = from + 1 < told.length ? { NextToken: String(from + 1) } : {};
  const Data = { BillingCycle: '2026-11', Items: told.slice(from, from + 1), ...next };
  return {
    json: { RequestId: 'A-1', Success: true, Code: 'Success', Message: 'Successful!', Data },
  };
}

export const made: MadeProvider = {
  id: 'alibaba',
  key: `${ID}:${SECRET}`,
  serve: () =>
    testServer((asked) => {
      const authorization = asked.headers.authorization ?? '';
      if (!authorization.includes(`Credential=${ID},`))
        return {
          status: 404,
          json: { Code: 'InvalidAccessKeyId.NotFound', Message: 'no such key' },
        };
      if (!isSigned(asked))
        return { status: 400, json: { Code: 'SignatureDoesNotMatch', Message: 'not signed' } };
      if (asked.headers['x-acs-action'] !== 'DescribeInstanceBill')
        return { status: 404, json: { Code: 'InvalidAction.NotFound', Message: 'no' } };
      return bill(asked);
    }),
  found: ['bill'],
  charged: { CNY: 1_440_000n + 1_440_000n + 3_000_000n - 500_000n },
  credits: 0n,
  tokens: [0, 0, 0],
  identities: ['key-bo', 'key-bo', 'key-li', 'key-li'],
  seats: {},
  notes: [],
  places: [
    {
      path: /^\/$/,
      list: 'Data.Items',
      optional: ['ProductDetail', 'NickName', 'PretaxGrossAmount'],
      required: ['PretaxAmount', 'Currency'],
    },
  ],
};
