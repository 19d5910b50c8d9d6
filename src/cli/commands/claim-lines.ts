import type { Command } from 'commander';
import * as z from 'zod';
import * as claims from '../../contract/claims.ts';
import { Failure } from '../../core/failure.ts';
import { moneyText, parseMicro } from '../../core/money.ts';
import { smallText } from '../../main/ordinary-file.ts';
import type { Services } from '../../main/services/services.ts';
import { dayArgument } from '../value-forms.ts';

export type LineOptions = {
  readonly date?: string;
  readonly tool?: string;
  readonly vendor?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly share?: string;
  readonly from?: string;
  readonly to?: string;
  readonly number?: string;
  readonly purpose?: string;
  readonly tax?: string;
  readonly taxRate?: string;
  readonly inCompanyName?: boolean;
  readonly receipt?: string[];
  readonly lines?: string;
};

/** The options of one line; `--lines FILE` takes several as a JSON array. */
export function withLineOptions(command: Command): Command {
  return command
    .option('--date <day>', 'the day it was paid', dayArgument)
    .option('--tool <name>')
    .option('--vendor <name>')
    .option('--amount <amount>', 'the whole amount on the receipt')
    .option('--currency <code>')
    .option('--share <percent>', 'the share for work in percent')
    .option('--from <day>', 'first day of the billing period', dayArgument)
    .option('--to <day>', 'last day of the billing period', dayArgument)
    .option('--number <text>', "the invoice's number")
    .option('--purpose <text>')
    .option('--tax <amount>', 'the tax that the receipt prints')
    .option('--tax-rate <percent>')
    .option(
      '--in-company-name',
      'the receipt is made out to the company, so that its tax is recoverable',
    )
    .option('--receipt <file...>', 'what is left out is read from it, where it can be')
    .option('--lines <file>', 'several lines as a JSON array, each with day and amount');
}

/** A line that is being put together: nothing is needed yet. */
type Half = { -readonly [K in keyof claims.ClaimLineDraft]?: claims.ClaimLineDraft[K] };

/**
 * The lines that the options describe: of `--lines`, or one line of what was typed, what the claim
 * `id` held before, and what its receipt tells, in this order. `undefined` where nothing was said.
 */
export async function linesOf(
  services: Services,
  options: LineOptions,
  id: number | null,
): Promise<claims.ClaimLineDraft[] | undefined> {
  if (options.lines !== undefined) return linesFrom(options.lines);
  const typed = typedLine(options);
  const isSaid = Object.keys(typed).length > 0;
  if (!isSaid && id !== null) return undefined;
  const held = id === null ? {} : await heldLine(services, id, typed);
  const receipt = await ofReceipt(services, typed, held);
  const { day, amount, ...line } = { ...receipt, ...held, ...typed };
  if (!day || !amount) {
    const needed = 'A line needs --date, --amount and --currency';
    throw new Failure(
      'wrong_usage',
      typed.receipts ? `${needed}: the receipt does not tell them all.` : `${needed}.`,
      {},
    );
  }
  return [
    {
      tool: null,
      vendor: null,
      invoiceNumber: null,
      purpose: '',
      workPercent: '100',
      periodStart: null,
      periodEnd: null,
      ...line,
      day,
      amount,
      receipts: [...(held.receipts ?? []), ...(typed.receipts ?? [])],
    },
  ];
}

function typedLine(options: LineOptions): Half {
  const { date, tool, vendor, amount, currency, share, from, to, number, purpose, receipt } =
    options;
  if ((amount === undefined) !== (currency === undefined)) {
    throw new Failure('wrong_usage', 'Give --amount and --currency together.', {});
  }
  const said: { [K in keyof Half]: Half[K] | undefined } = {
    day: date,
    tool,
    vendor,
    invoiceNumber: number,
    purpose,
    amount: amount === undefined ? undefined : amountOf(amount, currency ?? ''),
    workPercent: share?.replace(/\s*%$/, ''),
    periodStart: from,
    periodEnd: to,
    tax: options.tax,
    taxRate: options.taxRate,
    inCompanyName: options.inCompanyName,
    receipts: receipt?.map((file) => ({ file })),
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as Half;
}

function amountOf(amount: string, currency: string): claims.ClaimLineDraft['amount'] {
  const micro = parseMicro(amount);
  if (micro === null) {
    throw new Failure('amount_refused', `"${amount}" is not an amount.`, { value: amount });
  }
  if (!/^[A-Za-z]{3}$/.test(currency)) {
    throw new Failure('claim_currency_invalid', 'Enter a currency such as USD.', {
      value: currency,
    });
  }
  return moneyText(micro, currency.toUpperCase());
}

/** The one line of a claim that is changed, unless the new line is whole without it. */
async function heldLine(services: Services, id: number, typed: Half): Promise<Half> {
  if (typed.day && typed.amount) return {};
  const { claims: found } = await services.call(claims.claimsShow, { id });
  const [line, second] = found[0]?.lines ?? [];
  if (second) {
    throw new Failure('wrong_usage', 'The claim has several lines. Give all with --lines FILE.', {
      id,
    });
  }
  if (!line) return {};
  const { day, tool, vendor, invoiceNumber, purpose, amount, workPercent } = line;
  return {
    ...{ day, tool, vendor, invoiceNumber, purpose, amount, workPercent },
    periodStart: line.periodStart,
    periodEnd: line.periodEnd,
    tax: line.tax?.amount ?? null,
    taxRate: line.taxRate,
    inCompanyName: line.inCompanyName,
    receipts: line.receipts.map(({ sha256 }) => ({ sha256 })),
  };
}

/** What the first receipt says, where something is left to be told. */
async function ofReceipt(services: Services, typed: Half, held: Half): Promise<Half> {
  const source = typed.receipts?.[0];
  if (!source || (held.day && held.amount)) return {};
  const { fields } = await services.call(claims.claimsReadReceipt, { source });
  const { day, amount, ...rest } = fields;
  return { ...rest, ...(day ? { day } : {}), ...(amount ? { amount } : {}) };
}

const money = z.union([
  z.object({ amount: z.string(), currency: z.string() }),
  z.string().transform((text) => {
    const [amount = '', currency = ''] = text.trim().split(/\s+/);
    return { amount, currency };
  }),
]);

/** A line as a person writes it in JSON: what does not apply is left out. */
const writtenLine = claims.claimLineDraft
  .extend({
    tool: claims.claimLineDraft.shape.tool.default(null),
    vendor: claims.claimLineDraft.shape.vendor.default(null),
    invoiceNumber: claims.claimLineDraft.shape.invoiceNumber.default(null),
    purpose: claims.claimLineDraft.shape.purpose.default(''),
    amount: money,
    workPercent: claims.claimLineDraft.shape.workPercent.default('100'),
    periodStart: claims.claimLineDraft.shape.periodStart.default(null),
    periodEnd: claims.claimLineDraft.shape.periodEnd.default(null),
    receipts: claims.claimLineDraft.shape.receipts.default([]),
  })
  .array();

function linesFrom(file: string): claims.ClaimLineDraft[] {
  const unreadable = (why: string): Failure =>
    new Failure('lines_unreadable', `${file} is no JSON array of claim lines: ${why}.`, { file });
  const text = smallText(file);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw unreadable('it cannot be read as JSON');
  }
  const read = writtenLine.safeParse(content);
  if (!read.success) {
    const [issue] = read.error.issues;
    const [line, ...field] = issue?.path ?? [];
    throw unreadable(
      typeof line === 'number'
        ? `line ${line + 1} has no usable ${field.join('.') || 'fields'}`
        : 'it holds something else',
    );
  }
  return read.data.map((line) => ({
    ...line,
    amount: amountOf(line.amount.amount, line.amount.currency),
  }));
}
