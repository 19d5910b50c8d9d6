import { addDays, type IsoDay } from '../../../../core/calendar.ts';
import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';

/**
 * A FOCUS 0.5–1.4 cost and usage file (focus.finops.org). `BilledCost` is the charge: it is what the
 * invoice shows, all categories of charges together. Money belongs to the billing period, whose sums are
 * on the provider's invoices: a late use, a correction or a credit of another month is dated into the
 * period that bills it, and keeps the days it is for. `ListCost` is the amount before discounts. The
 * identity is the e-mail of a tag, where one names it; else who asked, as the columns for AI use that the
 * specification's drafts after 1.4 have say it (`RequesterDetails`, `PrincipalId`, `CredentialId`), whose
 * `SkuPriceDetails` name the model too. Met in files: the word `NULL`, dates without zone, American dates
 * with two-digit years, and amounts such as `"$10,000.00 "`.
 */
export const focusCharges: TableFormat = {
  name: 'focus',
  kind: 'focus',
  tool: null,
  provider: null,
  blanks: ['NULL', 'null'],
  dayOrder: 'mdy',
  fits: (header) =>
    ['BilledCost', 'BillingCurrency', 'ChargePeriodStart', 'ChargeCategory'].every((name) =>
      header.has(name),
    ),
  bind(header) {
    const billed = header.column('BilledCost');
    const list = header.column('ListCost');
    const currency = header.column('BillingCurrency');
    const start = header.column('ChargePeriodStart');
    const end = header.column('ChargePeriodEnd');
    const billedFrom = header.column('BillingPeriodStart');
    const billedTo = header.column('BillingPeriodEnd');
    const category = header.column('ChargeCategory');
    const chargeClass = header.column('ChargeClass');
    const text = header.column('ChargeDescription');
    const service = header.column('ServiceName');
    const provider = header.anyOf(
      'ProviderName',
      'ServiceProviderName',
      'PublisherName',
      'Provider',
      'Publisher',
    );
    const sku = header.column('SkuId');
    const skuPrice = header.column('SkuPriceId');
    const resource = header.anyOf('ResourceId', 'ResourceName');
    const subAccount = header.anyOf('SubAccountName', 'SubAccountId');
    const invoice = header.column('InvoiceId');
    const tags = header.column('Tags');
    const requester = header.column('RequesterDetails');
    const principal = header.column('PrincipalId');
    const credential = header.column('CredentialId');
    const details = header.column('SkuPriceDetails');
    return {
      notes: [],
      read(cells) {
        const kind = cells.optionalText(category);
        const startDay = cells.day(start);
        const day = billedDay(startDay, cells.optionalDay(billedFrom), cells.optionalDay(billedTo));
        return {
          kind: 'charge',
          line: cells.line,
          source: 'cost-report',
          day,
          ...(day === startDay
            ? {}
            : { chargedFor: billingPeriod(startDay, cells.optionalDay(end)) }),
          amountMicro: cells.amount(billed),
          grossMicro: cells.optionalAmount(list),
          currency: cells.currency(currency),
          identity:
            emailIn(cells.cell(tags)) ??
            emailIn(cells.cell(requester)) ??
            cells.optionalText(principal)?.toLowerCase() ??
            cells.optionalText(credential),
          tool: cells.optionalText(service) ?? cells.optionalText(provider),
          model: MODEL_IN_DETAILS.exec(cells.cell(details))?.[1] ?? null,
          project: cells.optionalText(subAccount),
          description: joined(
            kind === 'Usage' ? null : kind,
            cells.optionalText(chargeClass),
            cells.optionalText(text),
            cells.optionalText(sku),
            cells.optionalText(skuPrice),
            cells.optionalText(resource),
            hourOf(cells.cell(start)),
          ),
          reference: cells.optionalText(invoice),
          nativeId: null,
        };
      },
    };
  },
};

/** The charge's own day where its billing period (the end excluded) holds it, else that period's nearest one. */
function billedDay(startDay: IsoDay, from: IsoDay | null, to: IsoDay | null): IsoDay {
  if (from === null || from === '') return startDay;
  if (startDay < from) return from;
  const last = to === null || to === '' || to <= from ? null : addDays(to, -1);
  return last !== null && startDay > last ? last : startDay;
}

function billingPeriod(from: IsoDay, end: IsoDay | null): { from: IsoDay; to: IsoDay } {
  return { from, to: end === null || end <= from ? from : addDays(end, -1) };
}

const EMAIL_IN_JSON = /"([^"\s@]+@[^"\s@]+\.[^"\s@]+)"/;

const MODEL_IN_DETAILS = /"(?:x_)?Model(?:Id|Name)"\s*:\s*"([^"]{1,200})"/;

/** The first e-mail address among the values of a cell with JSON. */
function emailIn(text: string): string | null {
  return EMAIL_IN_JSON.exec(text)?.[1]?.toLowerCase() ?? null;
}

function hourOf(time: string): string | null {
  const clock = /[T ](\d{2}:\d{2})/.exec(time)?.[1];
  return clock === undefined || clock === '00:00' ? null : clock;
}
