import { z } from 'zod';
import type { RequestErrorCode } from '../../../core/accounts/retry-plan.ts';
import { addDays, monthOf } from '../../../core/calendar.ts';
import type { ChargeRow } from '../../../core/spend/rows.ts';
import { currency, dollars, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import { checkFeatures } from '../check-features.ts';
import type { JsonValue } from '../lossless-json.ts';
import type { Provider, ProviderContext, SyncNote } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { runStreams } from '../sync-run.ts';
import { wholeList } from '../whole-list.ts';
import { volcengineSignature } from './sign.ts';

/**
 * 方舟 (Ark) on the bill of a Volcengine account: `ListBillDetail` by day and billing item
 * (volcengine.com/docs/6269/1127842), in CNY unless a row says otherwise.
 */
const NAME = '火山方舟 (Volcengine)';
const TOOL = '火山方舟';
const KEY_HINT = 'key_volcengine_pair';
const FIRST_BILL = '2022-01-01';
const HISTORY_DAYS = 720;
const MOST = 300;

/** How the bill names Ark and what runs on it (unconfirmed): anything else stays out, and is named. */
const IS_ARK = /(^|[^a-z])ark([^a-z]|$)|方舟|豆包|doubao|大模型/i;

const page = z.object({
  Result: z.object({ List: anyList.nullish(), Total: optional(z.number().int()) }),
});

const item = z.object({
  ExpenseDate: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
  PayableAmount: dollars,
  OriginalBillAmount: optional(dollars),
  DiscountBillAmount: optional(dollars),
  CouponAmount: optional(dollars),
  Currency: optional(currency),
  Product: optionalText,
  ProductZh: optionalText,
  InstanceNo: optionalText,
  InstanceName: optionalText,
  ConfigName: optionalText,
  Element: optionalText,
  BillCategory: optionalText,
});
type Item = z.infer<typeof item>;

/** Vouchers are a gift. Whether `PayableAmount` is before or after them the row's own figures say. */
function owedOf(one: Item): bigint {
  const coupon = one.CouponAmount ?? 0n;
  const isBefore = one.DiscountBillAmount !== null && one.PayableAmount === one.DiscountBillAmount;
  return isBefore ? one.PayableAmount - coupon : one.PayableAmount;
}

function chargeOf(one: Item, index: number): ChargeRow {
  const told = [one.Element, one.BillCategory].filter((part) => part !== null);
  return {
    kind: 'charge',
    line: index + 1,
    source: 'cost-report',
    day: one.ExpenseDate.slice(0, 10),
    amountMicro: owedOf(one),
    grossMicro: one.OriginalBillAmount,
    currency: one.Currency ?? 'CNY',
    identity: one.InstanceNo ?? one.InstanceName,
    tool: TOOL,
    model: one.ConfigName,
    project: null,
    description: told.join(' · ') || null,
    reference: null,
    nativeId: null,
  };
}

function askBill({ client }: ProviderContext, day: string, offset: number, most = MOST) {
  return client.send({
    method: 'POST',
    path: '/',
    query: [
      ['Action', 'ListBillDetail'],
      ['Version', '2022-01-01'],
    ],
    body: JSON.stringify({
      BillPeriod: monthOf(day),
      ExpenseDate: day,
      GroupPeriod: 1,
      GroupTerm: 0,
      IgnoreZero: 1,
      NeedRecordNum: 1,
      Limit: most,
      Offset: offset,
    }),
  });
}

/** Which products of the last day that was read are not taken for Ark. */
function leftOut(items: readonly Item[]): SyncNote[] {
  const names = [...new Set(items.flatMap((one) => one.ProductZh ?? one.Product ?? []))];
  if (names.length === 0) return [];
  const products = names.slice(0, 10).join(', ');
  const text = `Not taken, as no part of Ark: ${products}.`;
  return [{ code: 'products_left_out', text, details: { products } }];
}

function billStream(context: ProviderContext): Stream {
  const bounds = [context.firstDay, FIRST_BILL, addDays(context.today, -HISTORY_DAYS)];
  return {
    name: 'bill',
    moneyFrom: 'cost-report',
    tellsMoney: true,
    days: {
      firstDay: bounds.reduce((last, day) => (day > last ? day : last)),
      lastDay: context.today,
      windowDays: 1,
      rereadDays: 35,
    },
    read: async ({ fromDay }) => {
      const { items, rejects } = await wholeList(NAME, async (told) => {
        const offset = Number(told ?? '0');
        const answer = await askBill(context, fromDay, offset);
        const { List, Total } = readAnswer(NAME, answer, page).Result;
        const end = offset + (List?.length ?? 0);
        const isMore = end > offset && end < (Total ?? 0);
        return { ...readList(NAME, answer, List ?? [], item), next: isMore ? String(end) : null };
      });
      const isArk = ({ Product, ProductZh }: Item): boolean =>
        IS_ARK.test(`${Product ?? ''} ${ProductZh ?? ''}`);
      return {
        rows: items.filter(isArk).map(chargeOf),
        notes: leftOut(items.filter((one) => !isArk(one))),
        rejects,
        next: null,
        entries: items.length + rejects.length,
      };
    },
  };
}

const refusal = z.object({ ResponseMetadata: z.object({ Error: z.object({ Code: z.string() }) }) });

/** Volcengine names what is wrong inside the answer, whatever the status. */
function errorOf(status: number, body: JsonValue | undefined): RequestErrorCode | null {
  const told = refusal.safeParse(body);
  if (!told.success) return null;
  const code = told.data.ResponseMetadata.Error.Code;
  if (/^(InvalidAccessKey|SignatureDoesNotMatch|InvalidCredential|InvalidAuthorization)/.test(code))
    return 'key_refused';
  if (/^(AccessDenied|Forbidden)/.test(code)) return 'not_permitted';
  if (/LimitExceeded|Throttl|TooManyRequests/.test(code)) return 'rate_limited';
  // The next try is signed by the provider's clock, which this answer has shown.
  if (/Timestamp|RequestExpired|SignatureExpired/i.test(code)) return 'line_cut';
  if (/^Internal|ServiceUnavailable/.test(code)) return 'provider_down';
  return status < 400 ? 'request_refused' : null;
}

export const volcengine: Provider = {
  id: 'volcengine',
  name: NAME,
  keyHint: KEY_HINT,
  baseUrl: 'https://open.volcengineapi.com',
  allowsCustomUrl: false,
  needsOrganization: false,
  capabilities: {
    usage: false,
    costs: 'billed',
    members: false,
    seats: false,
    keys: false,
    invoices: false,
    setLimit: [],
    pauseKey: 'none',
  },
  historyDays: HISTORY_DAYS,
  rereadDays: 35,
  rules: {
    pace: { other: { perMinute: 240, burst: 4 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key, sent) =>
      volcengineSignature(NAME, key, sent, { service: 'billing', region: 'cn-beijing' }),
    errorOf,
    downloadHosts: [],
  },
  check: (context) =>
    checkFeatures(NAME, KEY_HINT, [
      { feature: 'bill', ask: () => askBill(context, context.today, 0, 1) },
    ]),
  sync: (context, stored) => runStreams(NAME, [billStream(context)], context, stored),
};
