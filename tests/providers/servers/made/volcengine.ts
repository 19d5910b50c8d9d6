import { createHash, createHmac } from 'node:crypto';
import type { MadeProvider } from '../made.ts';
import { type Asked, type Reply, testServer } from '../test-server.ts';

const ID = 'AKLT-made-up';
const SECRET = 'volc-SECRET-of-the-test';
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** The vendor's steps once more, written for what arrives. */
function isSigned({ method, query, headers, text }: Asked): boolean {
  const [, scope = '', names = '', given = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (!['host', 'x-content-sha256', 'x-date'].every((name) => names.split(';').includes(name)))
    return false;
  const lines = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const asked = [...query].map(([name, value]) => `${name}=${value}`).sort();
  const canonical = `${method}\n/\n${asked.join('&')}\n${lines.join('')}\n${names}\n${digest(text)}`;
  const toSign = `HMAC-SHA256\n${String(headers['x-date'])}\n${scope}\n${digest(canonical)}`;
  const [day = '', region = '', service = '', end = ''] = scope.split('/');
  if (region !== 'cn-beijing' || service !== 'billing' || end !== 'request') return false;
  const key = hmac(hmac(hmac(hmac(SECRET, day), region), service), end);
  return hmac(key, toSign).toString('hex') === given;
}

const item = (day: string, instance: string, more: Record<string, unknown>) => ({
  ExpenseDate: day,
  BillPeriod: '2026-11',
  Product: 'ark_bd',
  ProductZh: '火山方舟',
  InstanceNo: instance,
  ConfigName: 'doubao-seed-2.0',
  Element: '输出tokens',
  BillCategory: '消费-使用',
  OriginalBillAmount: '2.00',
  CouponAmount: '0',
  Currency: 'CNY',
  ...more,
});
const ITEMS = [
  item('2026-11-02', 'ep-li', { DiscountBillAmount: '1.44', PayableAmount: '1.44' }),
  // The voucher is off the payable amount already, and here it is not.
  item('2026-11-03', 'ep-li', {
    DiscountBillAmount: '2',
    CouponAmount: '0.5',
    PayableAmount: '1.5',
  }),
  item('2026-11-03', 'ep-bo', {
    DiscountBillAmount: '2',
    CouponAmount: '0.5',
    PayableAmount: '2.00',
  }),
  item('2026-11-04', 'ep-bo', { PayableAmount: '-0.25', BillCategory: '退款-退订' }),
  item('2026-11-04', 'i-1', { PayableAmount: '77', Product: 'ECS', ProductZh: '云服务器 (Spark)' }),
];

function bill({ body }: Asked): Reply {
  const day = String(body['ExpenseDate']);
  const isAllowed = Number(body['Limit']) <= 300 && day.startsWith(String(body['BillPeriod']));
  if (!isAllowed || body['GroupPeriod'] !== 1)
    return { json: { ResponseMetadata: { Error: { Code: 'InvalidParameter', Message: 'no' } } } };
  const told = ITEMS.filter(({ ExpenseDate }) => ExpenseDate === day);
  const from = Number(body['Offset']);
  const List = told.slice(from, from + 1);
  const Result = { List, Total: told.length, Limit: 1, Offset: from };
  return { json: { ResponseMetadata: { RequestId: 'V-1', Action: 'ListBillDetail' }, Result } };
}

const refused = (status: number, Code: string): Reply => ({
  status,
  json: { ResponseMetadata: { RequestId: 'V-2', Error: { Code, Message: 'refused' } } },
});

export const made: MadeProvider = {
  id: 'volcengine',
  key: `${ID}:${SECRET}`,
  serve: () =>
    testServer((asked) => {
      if (!asked.headers.authorization?.includes(`Credential=${ID}/`))
        return refused(401, 'InvalidAccessKey');
      if (!isSigned(asked)) return refused(401, 'SignatureDoesNotMatch');
      if (asked.query.get('Action') !== 'ListBillDetail')
        return refused(404, 'InvalidActionOrVersion');
      return bill(asked);
    }),
  found: ['bill'],
  charged: { CNY: 1_440_000n + 1_500_000n + 1_500_000n - 250_000n },
  credits: 0n,
  tokens: [0, 0, 0],
  identities: ['ep-bo', 'ep-bo', 'ep-li', 'ep-li'],
  seats: {},
  notes: ['products_left_out'],
  places: [
    {
      path: /^\/$/,
      list: 'Result.List',
      optional: ['Element', 'OriginalBillAmount', 'Currency'],
      required: ['ExpenseDate', 'PayableAmount'],
    },
  ],
};
