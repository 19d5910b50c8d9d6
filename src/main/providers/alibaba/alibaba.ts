import { z } from 'zod';
import type { RequestErrorCode } from '../../../core/accounts/retry-plan.ts';
import { addDays, monthOf } from '../../../core/calendar.ts';
import type { ChargeRow } from '../../../core/spend/rows.ts';
import { currency, dollars, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import { checkFeatures } from '../check-features.ts';
import type { JsonValue } from '../lossless-json.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { runStreams } from '../sync-run.ts';
import { wholeList } from '../whole-list.ts';
import { alibabaSignature } from './sign.ts';

/**
 * 百炼 (Model Studio) on the bill of an Alibaba Cloud account: `DescribeInstanceBill` by day and
 * instance (help.aliyun.com, BssOpenApi 2017-12-14). Money comes in the account's currency. The bill
 * of a month is final on the 3rd of the next one, 12:00, and the API reaches back 18 months.
 */
const NAME = '阿里云百炼 (Alibaba Cloud)';
const TOOL = '阿里云百炼';
const KEY_HINT = 'key_alibaba_pair';
/** Model Studio as the bill codes it (unconfirmed by a page of the vendor's, used so by others). */
const PRODUCT = 'sfm';
const HISTORY_DAYS = 540;

const page = z.object({
  Data: z.object({
    Items: z.union([anyList, z.object({ Item: anyList }).transform(({ Item }) => Item)]).nullish(),
    NextToken: optionalText,
  }),
});

const item = z.object({
  PretaxAmount: dollars,
  PretaxGrossAmount: optional(dollars),
  // Vouchers are a gift; what is paid from a stored-value card is money and stays in.
  DeductedByCashCoupons: optional(dollars),
  Currency: currency,
  ProductCode: optionalText,
  ProductDetail: optionalText,
  BillingItem: optionalText,
  Item: optionalText,
  InstanceID: optionalText,
  NickName: optionalText,
});

const IS_BACK = /refund|adjust/i;

function chargeOf(one: z.infer<typeof item>, day: string, index: number): ChargeRow {
  const owed = one.PretaxAmount - (one.DeductedByCashCoupons ?? 0n);
  const isBack = IS_BACK.test(one.Item ?? '');
  const told = [one.ProductDetail, one.BillingItem, one.Item].filter((part) => part !== null);
  return {
    kind: 'charge',
    line: index + 1,
    source: 'cost-report',
    day,
    amountMicro: isBack && owed > 0n ? -owed : owed,
    grossMicro: one.PretaxGrossAmount,
    currency: one.Currency,
    identity: one.InstanceID ?? one.NickName,
    tool: TOOL,
    model: null,
    project: null,
    description: told.join(' · ') || null,
    reference: null,
    nativeId: null,
  };
}

function askBill({ client }: ProviderContext, day: string, token: string | null, most = 300) {
  return client.send({
    method: 'POST',
    path: '/',
    headers: { 'x-acs-action': 'DescribeInstanceBill', 'x-acs-version': '2017-12-14' },
    query: [
      ['BillingCycle', monthOf(day)],
      ['BillingDate', day],
      ['Granularity', 'DAILY'],
      ['IsBillingItem', 'true'],
      ['ProductCode', PRODUCT],
      ['MaxResults', String(most)],
      ...(token === null ? [] : [['NextToken', token] as const]),
    ],
  });
}

function billStream(context: ProviderContext): Stream {
  const oldest = addDays(context.today, -HISTORY_DAYS);
  return {
    name: 'bill',
    moneyFrom: 'cost-report',
    tellsMoney: true,
    days: {
      firstDay: context.firstDay > oldest ? context.firstDay : oldest,
      lastDay: context.today,
      windowDays: 1,
      // Until the 3rd of the next month the whole month may still change.
      rereadDays: 35,
    },
    read: async ({ fromDay }) => {
      const { items, rejects } = await wholeList(NAME, async (token) => {
        const answer = await askBill(context, fromDay, token);
        const { Data } = readAnswer(NAME, answer, page);
        return { ...readList(NAME, answer, Data.Items ?? [], item), next: Data.NextToken };
      });
      const rows = items
        .filter(({ ProductCode }) => ProductCode === null || ProductCode.toLowerCase() === PRODUCT)
        .map((one, index) => chargeOf(one, fromDay, index));
      return { rows, rejects, next: null, entries: items.length + rejects.length };
    },
  };
}

function codeIn(body: JsonValue | undefined): { code: string; refused: boolean } {
  const told = z.object({ Code: z.string(), Success: z.boolean().optional() }).safeParse(body);
  if (!told.success) return { code: '', refused: false };
  return { code: told.data.Code, refused: told.data.Success === false };
}

/** Alibaba says what is wrong by a code of its own: an unknown AccessKey comes as 404, a bad signature as 400. */
function errorOf(status: number, body: JsonValue | undefined): RequestErrorCode | null {
  const { code, refused } = codeIn(body);
  if (status < 400 && !refused) return null;
  if (/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurity)/.test(code))
    return 'key_refused';
  if (/^(NoPermission|Forbidden|NotAuthorized|User\.NoPermission)/i.test(code))
    return 'not_permitted';
  if (/^Throttling/.test(code)) return 'rate_limited';
  // The next try is signed by the provider's clock, which this answer has shown.
  if (/^InvalidTimeStamp|^SignatureNonceUsed/.test(code)) return 'line_cut';
  if (/^(ServiceUnavailable|InternalError)/.test(code)) return 'provider_down';
  return refused ? 'request_refused' : null;
}

export const alibaba: Provider = {
  id: 'alibaba',
  name: NAME,
  keyHint: KEY_HINT,
  baseUrl: 'https://business.aliyuncs.com',
  // The international site has its bills elsewhere: business.ap-southeast-1.aliyuncs.com.
  allowsCustomUrl: true,
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
    pace: { other: { perMinute: 480, burst: 8 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key, sent) => alibabaSignature(NAME, key, sent),
    errorOf,
    downloadHosts: [],
  },
  check: (context) =>
    checkFeatures(NAME, KEY_HINT, [
      { feature: 'bill', ask: () => askBill(context, context.today, null, 1) },
    ]),
  sync: (context, stored) => runStreams(NAME, [billStream(context)], context, stored),
};
