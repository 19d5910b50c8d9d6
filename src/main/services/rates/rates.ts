import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ratesFetch, ratesList, ratesSet } from '../../../contract/rates.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { type IsoMonth, monthRange } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText } from '../../../core/money.ts';
import { lastDayInForce, parseRate } from '../../../core/rates.ts';
import { audit } from '../../book/audit.ts';
import { requestFailure } from '../../providers/request-failure.ts';
import { errorCodeOf, readBounded } from '../../providers/response-body.ts';
import { makeTemporaryFolder } from '../../working-files.ts';
import { bookMonths } from '../company/company.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { importFiles } from '../imports/import-files.ts';
import { repostVariances } from '../invoices/repost-variances.ts';
import { namedCurrency } from '../named-currency.ts';
import { alphabetical } from '../spend/cell-sums.ts';
import { rechargeAfterRates } from '../spend/recharge.ts';
import { SpendReader } from '../spend/spend-reader.ts';

/** The ECB's reference rates of the last 90 days. https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates */
const ECB_FILE = 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml';
const ECB = 'European Central Bank';
const FETCH_MS = 30_000;
const LARGEST_FILE = 5_000_000;
const HISTORY_SHOWN = 500;

/** What rates are known, and what waits for one. */
export function listRates(
  context: Context,
  { from, to }: InputOf<typeof ratesList>,
): OutputOf<typeof ratesList> {
  const rates =
    from === undefined && to === undefined
      ? context.book.rates.newest()
      : context.book.rates.history(from ?? null, to ?? null, HISTORY_SHOWN);
  return {
    base: baseCurrency(context),
    rates: rates.map((one) => ({ ...one, until: lastDayInForce(one.day, one.source) })),
    waiting: waitingCharges(context),
    isFetchOn: settingOf(context, 'rates.fetch') === 'on',
  };
}

function waitingCharges(context: Context): OutputOf<typeof ratesList>['waiting'] {
  const reader = new SpendReader(context);
  type Group = OutputOf<typeof ratesList>['waiting'][number] & { micro: bigint };
  const groups = new Map<string, Group>();
  for (const month of monthsWaiting(context)) {
    for (const cell of reader.month(month)) {
      if (cell.waiting === 0 && cell.waitingMicro === 0n) continue;
      const key = `${cell.month} ${cell.currency}`;
      const known = groups.get(key);
      const micro = (known?.micro ?? 0n) + cell.waitingMicro;
      const group = {
        currency: cell.currency,
        month,
        count: (known?.count ?? 0) + cell.waiting,
        amount: moneyText(micro, cell.currency),
        micro,
        charges: known?.charges ?? [],
      };
      group.charges.push({
        day: cell.day,
        month,
        source: cell.source,
        account: cell.account,
        tool: cell.tool,
        amount: moneyText(cell.waitingMicro, cell.currency),
        count: cell.waiting,
      });
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .sort((a, b) => alphabetical(b.month, a.month) || alphabetical(a.currency, b.currency))
    .map(({ micro: _, ...group }) => group);
}

/** Months with something in another currency than the base: others wait for nothing. */
function monthsWaiting(context: Context): IsoMonth[] {
  const base = baseCurrency(context);
  const { book } = context;
  const found = new Set(book.charges.waitingMonths());
  const plans = book.subscriptions.isAnyConverted(base);
  const span = plans ? bookMonths(book) : null;
  for (const month of span ? monthRange(span.from, span.to) : []) found.add(month);
  return [...found].sort();
}

/** Types a rate in: units of `to` for one unit of `from`, in force from its day on. */
export function setRate(
  context: Context,
  input: InputOf<typeof ratesSet>,
): OutputOf<typeof ratesList> {
  const { book } = context;
  const from = namedCurrency(input.from);
  const to = namedCurrency(input.to);
  if (parseRate(input.rate) === null) {
    throw new Failure('rate_refused', `A rate is a number above 0, not "${input.rate}".`, {
      value: input.rate,
    });
  }
  if (from === to) {
    throw new Failure('rate_same_currency', `A rate needs two different currencies.`, {
      currency: from,
    });
  }
  book.transaction(() => {
    const before = book.rates.ofDay(from, to, input.day);
    book.rates.setTyped(input.day, from, to, input.rate.trim());
    rechargeAfterRates(context);
    repostVariances(context, { from: null, to: null });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set rate',
      subject: `${from} ${to} ${input.day}`,
      detail: { before: before ?? null, after: input.rate },
    });
  });
  return listRates(context, {});
}

/** Fetches the ECB's file and takes it like one that was dropped; refused unless the owner switched it on. */
export async function fetchRates(context: Context): Promise<OutputOf<typeof ratesFetch>> {
  if (settingOf(context, 'rates.fetch') !== 'on') {
    throw new Failure(
      'rates_fetch_off',
      'Rates are not fetched: the setting rates.fetch is off. Switch it on, or import the ECB’s file.',
      {},
    );
  }
  const bytes = await ecbFile(context);
  const folder = makeTemporaryFolder('rates');
  try {
    const file = join(folder, 'eurofxref-hist-90d.xml');
    writeFileSync(file, bytes);
    const { imports } = await importFiles(context, { files: [file], kind: 'rates' });
    const [done] = imports;
    if (!done || done.error) {
      const { code = 'ecb_unreadable', message = '' } = done?.error ?? {};
      throw new Failure(code, message || 'The ECB’s file could not be read.', {});
    }
    const { added, replaced, unchanged, from, to } = done;
    return { added, replaced, unchanged, from, to };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ecbFile(context: Context): Promise<Uint8Array> {
  const signal = AbortSignal.any([
    AbortSignal.timeout(FETCH_MS),
    ...(context.signal ? [context.signal] : []),
  ]);
  try {
    const response = await context.network(null).fetch(ECB_FILE, { method: 'GET', signal });
    if (response.status === 407) throw requestFailure('proxy_refused', ECB);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const text = await readBounded(response, LARGEST_FILE);
    if (text === null) throw new Error('the answer is too large');
    return Buffer.from(text, 'utf8');
  } catch (error) {
    context.signal?.throwIfAborted();
    if (error instanceof Failure) throw error;
    const code = errorCodeOf(error, signal.aborted);
    if (code === 'proxy_refused' || code === 'proxy_unknown') throw requestFailure(code, ECB);
    if (code === 'certificate_refused') throw certificateRefused();
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new Failure(
      'ecb_unreachable',
      `The ECB’s rates could not be fetched (${reason}). Without a network everything else works; try again, or import its file.`,
      { reason },
    );
  }
}

function certificateRefused(): Failure {
  return new Failure(
    'ecb_certificate_refused',
    'Whoever answered in the European Central Bank’s place has a certificate that cannot be verified. Nothing was taken. If your company looks into connections, this computer has to know its certificate authority.',
    {},
  );
}
