import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bookVerify, exportRun } from '../../src/contract/book.ts';
import * as claims from '../../src/contract/claims.ts';
import { closeChecklist, closeMonth, closeReopen } from '../../src/contract/close.ts';
import { settingsSet } from '../../src/contract/company.ts';
import * as invoices from '../../src/contract/invoices.ts';
import * as ledger from '../../src/contract/ledger.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { billXml, type MadeBill } from '../fixtures/invoices/made-bill.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { decide, line, submit } from './made-claims.ts';

/** A posted invoice of a vendor that bills the account `account`; gives its id. */
async function bill(book: FreshBook, made: MadeBill, account = 'Muster Cloud'): Promise<number> {
  const file = await book.take(
    `${made.number}.xml`,
    billXml({ currency: 'EUR', vendor: account, ...made }),
    { account },
  );
  const { invoices: all } = await book.services.call(invoices.invoicesList, {});
  const id = all.find(({ importId }) => importId === file.id)?.id ?? 0;
  const { status } = await book.services.call(invoices.invoicesConfirm, { id, account });
  expect(status).toBe('posted');
  return id;
}

const june = { from: '2026-06-01', to: '2026-06-30' };
const german = () => freshBook({ currency: 'EUR', ledgerPack: 'DE-SKR04' });
const month = (book: FreshBook, of: string) =>
  book.services.call(ledger.ledgerMonth, { month: of });

const short = (doc: ledger.LedgerMonthDoc) =>
  doc.entries.map(({ kind, lines }) => [
    kind,
    ...lines.map(({ code, name, debit, credit }) =>
      debit.amount === '0.00'
        ? `Cr ${code ?? name} ${credit.amount}`
        : `Dr ${code ?? name} ${debit.amount}`,
    ),
  ]);

describe('the ledger of a month', () => {
  test('is refused until a chart of accounts is chosen', async () => {
    const book = freshBook({ currency: 'EUR' });
    await expect(month(book, '2026-06')).rejects.toMatchObject({ code: 'ledger_not_set' });
    await book.services.call(settingsSet, { key: 'ledger.pack', value: 'DE-SKR03' });
    expect(await month(book, '2026-06')).toMatchObject({ pack: 'DE-SKR03', accounts: [] });
  });

  test('books an invoice with its tax, and its payment; what is open is shown', async () => {
    const book = german();
    const id = await bill(book, {
      number: 'RE-1',
      issued: '2026-06-30',
      net: '300.00',
      tax: '57.00',
      ...june,
    });
    const before = await month(book, '2026-06');
    expect(short(before)).toEqual([
      ['invoice', 'Dr 6837 300.00', 'Dr 1406 57.00', 'Cr 3300 357.00'],
    ]);
    expect(before).toMatchObject({
      total: { amount: '300.00' },
      expense: { amount: '300.00' },
      parts: [],
      payables: { amount: '357.00' },
      openPayables: [{ number: 'RE-1', open: { amount: '357.00', currency: 'EUR' } }],
    });
    await book.services.call(invoices.invoicesPaid, {
      id,
      date: '2026-06-30',
      amount: '357.00',
      fee: '0.50',
    });
    const after = await month(book, '2026-06');
    expect(short(after)[1]).toEqual([
      'payment',
      'Dr 3300 357.00',
      'Dr 6855 0.50',
      'Cr 1460 357.50',
    ]);
    expect(after).toMatchObject({ payables: { amount: '0.00' }, openPayables: [] });
  });

  test('makes tax that is not recoverable spend on screen, printed or worked out', async () => {
    const book = german();
    const printed = await bill(book, {
      number: 'A',
      issued: '2026-06-30',
      net: '300.00',
      tax: '57.00',
      ...june,
    });
    const own = await bill(
      book,
      { number: 'B', issued: '2026-06-30', net: '100.00', tax: '0.00', ...june },
      'Other',
    );
    const line = { rate: '19', recoverable: '0' };
    await book.services.call(invoices.invoicesTax, {
      id: printed,
      lines: [{ ...line, kind: 'domestic', net: '300.00', tax: '57.00' }],
    });
    await book.services.call(invoices.invoicesTax, {
      id: own,
      lines: [{ ...line, kind: 'reverse-charge', net: '100.00', tax: '0' }],
    });
    const shown = await book.services.call(overviewMonth, { month: '2026-06' });
    expect(shown.total.amount).toBe('476.00');
    expect(await month(book, '2026-06')).toMatchObject({
      expense: { amount: '476.00' },
      parts: [],
    });
  });

  test('refuses tax lines that are not what the invoice prints, and payments without what the bank says', async () => {
    const book = german();
    const id = await bill(book, {
      number: 'C',
      issued: '2026-06-30',
      net: '300.00',
      tax: '57.00',
      ...june,
    });
    const line = { kind: 'domestic' as const, rate: '19', net: '300.00', tax: '56.99' };
    await expect(
      book.services.call(invoices.invoicesTax, { id, lines: [line] }),
    ).rejects.toMatchObject({ code: 'tax_lines_off' });
    await expect(
      book.services.call(invoices.invoicesTax, { id, lines: [{ ...line, kind: 'exempt' }] }),
    ).rejects.toMatchObject({ code: 'tax_line_refused' });
    await book.take('rates.csv', 'date,from,to,rate\n2026-06-01,EUR,USD,1.085\n');
    const foreign = await bill(
      book,
      { number: 'D', issued: '2026-06-10', currency: 'USD', net: '500.00', tax: '0.00', ...june },
      'Other',
    );
    await expect(
      book.services.call(invoices.invoicesPaid, { id: foreign, date: '2026-06-20', amount: '500' }),
    ).rejects.toMatchObject({ code: 'payment_base_missing' });
    const back = { id: foreign, date: '2026-06-20', amount: '-500', base: '463.10' };
    await expect(book.services.call(invoices.invoicesPaid, back)).rejects.toMatchObject({
      code: 'payment_signs_differ',
    });
  });

  test('keeps its entries once it is closed, and corrects them in the next open month', async () => {
    const book = german();
    const id = await bill(book, {
      number: 'RE-1',
      issued: '2026-06-30',
      net: '300.00',
      tax: '57.00',
      ...june,
    });
    await book.services.call(closeMonth, { month: '2026-06' });
    const closed = await month(book, '2026-06');
    await book.services.call(invoices.invoicesTax, {
      id,
      lines: [{ kind: 'not-recoverable', rate: '19', net: '300.00', tax: '57.00' }],
    });
    expect(await month(book, '2026-06')).toEqual(closed);
    const july = await month(book, '2026-07');
    expect(short(july)).toEqual([
      ['correction', 'Cr 6837 300.00', 'Cr 1406 57.00', 'Dr 3300 357.00'],
      ['invoice', 'Dr 6837 357.00', 'Cr 3300 357.00'],
    ]);
    expect(july).toMatchObject({
      total: { amount: '57.00' },
      expense: { amount: '57.00' },
      parts: [],
    });
    expect(july.entries[0]?.text).toContain('202606-0001');
    expect((await book.services.call(bookVerify, {})).ok).toBe(true);
  });

  test('accrues what is used and not billed, and turns it when the bill comes', async () => {
    const book = german();
    await book.take('charges.csv', 'date,amount,currency,tool\n2026-06-10,412.37,EUR,Muster\n', {
      account: 'Muster Cloud',
    });
    expect(short(await month(book, '2026-06'))).toEqual([
      ['accrual', 'Dr 6837 412.37', 'Cr 3070 412.37'],
    ]);
    await book.services.call(closeMonth, { month: '2026-06' });
    await bill(book, {
      number: 'RE-2',
      issued: '2026-07-03',
      net: '420.00',
      tax: '79.80',
      ...june,
    });
    const july = await month(book, '2026-07');
    expect(short(july)).toEqual([
      ['invoice', 'Dr 6837 420.00', 'Dr 1406 79.80', 'Cr 3300 499.80'],
      ['accrual-reversal', 'Dr 3070 412.37', 'Cr 6837 412.37'],
    ]);
    expect(july).toMatchObject({
      total: { amount: '7.63' },
      expense: { amount: '7.63' },
      parts: [],
    });
  });

  test('leaves out an invoice whose tax has no ledger account, and no other, until the account is named', async () => {
    const book = german();
    const id = await bill(book, {
      ...{ number: 'AT-1', issued: '2026-06-20', net: '100.00', tax: '16.00', ...june },
    });
    await bill(book, {
      ...{
        number: 'RE-1',
        vendor: 'Andere GmbH',
        issued: '2026-06-30',
        net: '300.00',
        tax: '57.00',
      },
      ...june,
    });
    await book.services.call(invoices.invoicesTax, {
      id,
      lines: [{ kind: 'domestic', rate: '16', net: '100.00', tax: '16.00' }],
    });
    await book.services.call(invoices.invoicesPaid, { id, date: '2026-06-25', amount: '116.00' });
    const before = await month(book, '2026-06');
    expect(short(before)).toEqual([
      ['invoice', 'Dr 6837 300.00', 'Dr 1406 57.00', 'Cr 3300 357.00'],
      ['accrual', 'Dr 6837 100.00', 'Cr 3070 100.00'],
    ]);
    const missing = { role: 'input-tax', setting: 'ledger.input-tax', rate: '16' };
    expect(before).toMatchObject({
      notBooked: [{ code: 'tax-account-missing', count: 1 }],
      openPayables: [{ number: 'RE-1' }],
      taxAccountsMissing: [{ ...missing, documents: ['Muster Cloud AT-1'] }],
      parts: [],
    });
    const { items } = await book.services.call(closeChecklist, { month: '2026-06' });
    expect(items.map(({ code }) => code)).toContain('tax-account-missing');
    const out = join(book.folder, 'j.csv');
    const { warnings } = await book.services.call(exportRun, {
      ...{ kind: 'journal', month: '2026-06', out },
    });
    expect(warnings[0]).toMatchObject({ code: 'tax_account_missing' });
    const shown = await book.services.call(invoices.invoicesShow, { id });
    expect(shown.books.taxAccountsMissing).toMatchObject([missing]);
    const name = { role: 'input-tax' as const, rate: '16 %', account: '1405 Vorsteuer 16 %' };
    const { settings } = await book.services.call(ledger.ledgerTaxAccount, name);
    expect(settings.find(({ key }) => key === 'ledger.input-tax')?.value).toBe(
      '19 = 1406 Abziehbare Vorsteuer 19 %; 7 = 1401 Abziehbare Vorsteuer 7 %; 16 = 1405 Vorsteuer 16 %',
    );
    const after = await month(book, '2026-06');
    expect(after.taxAccountsMissing).toEqual([]);
    expect(short(after).map(([kind]) => kind)).toEqual(['invoice', 'payment', 'invoice']);
    await expect(
      book.services.call(ledger.ledgerTaxAccount, { ...name, account: '1405' }),
    ).rejects.toMatchObject({ code: 'setting_refused' });
  });

  test('draws use from credits that were left as a month began, until that month is closed', async () => {
    const book = freshBook({ currency: 'USD', ledgerPack: 'US' });
    const { services } = book;
    await book.take(
      'usage.csv',
      'date,identity,tool,cost,currency\n2026-06-10,a@example.com,Claude,31.20,USD\n',
    );
    const given = { account: 'claude', month: '2026-06' };
    const keep = (amount: string) => services.call(ledger.openingCreditsSet, { ...given, amount });
    for (const amount of ['0', '-5.00', '1.005', 'x']) {
      await expect(keep(amount)).rejects.toMatchObject({ code: 'opening_credit_refused' });
    }
    await keep('90.00');
    expect(await keep('100.00')).toMatchObject({
      credits: [{ ...given, amount: { amount: '100.00', currency: 'USD' } }],
    });
    const accounts = async () =>
      (await services.call(ledger.ledgerMonth, { month: '2026-06' })).accounts.map(
        ({ name, debit, credit }) => `${name} ${debit.amount} ${credit.amount}`,
      );
    expect(await accounts()).toEqual(['Prepaid Expenses 0.00 31.20', 'Software 31.20 0.00']);
    await services.call(closeMonth, { month: '2026-06', anyway: 'test' });
    await expect(keep('50.00')).rejects.toMatchObject({ code: 'opening_credit_closed' });
    const forget = () => services.call(ledger.openingCreditsRemove, { account: 'Claude' });
    await expect(forget()).rejects.toMatchObject({ code: 'opening_credit_closed' });
    await services.call(closeReopen, { month: '2026-06', reason: 'test' });
    expect(await forget()).toMatchObject({ credits: [] });
    await expect(forget()).rejects.toMatchObject({ code: 'opening_credit_missing' });
    expect(await accounts()).toEqual(['Accrued Expenses 0.00 31.20', 'Software 31.20 0.00']);
  });

  test('is exported as it was closed, to the byte', async () => {
    const book = german();
    await bill(book, {
      number: 'RE-1',
      issued: '2026-06-30',
      net: '300.00',
      tax: '57.00',
      ...june,
    });
    await book.services.call(closeMonth, { month: '2026-06' });
    const write = async (name: string) => {
      const out = join(book.folder, name);
      await book.services.call(exportRun, { kind: 'journal', month: '2026-06', out });
      return readFileSync(out, 'utf8');
    };
    const first = await write('a.csv');
    await book.services.call(settingsSet, { key: 'ledger.pack', value: 'CN' });
    expect(await write('b.csv')).toBe(first);
    expect(first).toContain('202606-0001');
  });
});

describe('claims', () => {
  test('are booked without the tax of a receipt in the company’s name, and paid as they are owed', async () => {
    const book = freshBook({
      currency: 'EUR',
      ledgerPack: 'DE-SKR04',
      now: () => '2026-06-30T09:00:00.000Z',
      who: 'eva@example.com',
    });
    await book.take('people.csv', 'name,email\nLi Na,li@example.com\nEva Boss,eva@example.com\n');
    const receipt = { amount: { amount: '23.80', currency: 'EUR' }, workPercent: '50' };
    const tax = { tax: '3.80', taxRate: '19' };
    const own = await submit(book, [line({ ...receipt, ...tax, inCompanyName: true })]);
    const personal = await submit(book, [line({ ...receipt, ...tax, day: '2026-06-12' })]);
    for (const { id } of [own, personal]) await decide(book, id, 'approve', { reason: 'seen' });
    const before = await month(book, '2026-06');
    expect(short(before)).toEqual([
      ['claim', 'Dr 6837 10.00', 'Dr 1406 1.90', 'Cr 3720 11.90'],
      ['claim', 'Dr 6837 11.90', 'Cr 3720 11.90'],
    ]);
    expect(before).toMatchObject({
      total: { amount: '21.90' },
      expense: { amount: '21.90' },
      parts: [],
      claims: { amount: '23.80' },
      openClaims: ['C1', 'C2'].map((claim) => ({
        ...{ claim, person: { name: 'Li Na' }, base: { amount: '11.90' } },
      })),
    });
    const out = join(book.folder, 'bank.csv');
    await book.services.call(claims.claimsBatch, { format: 'csv', out, date: '2026-06-30' });
    const after = await month(book, '2026-06');
    expect(short(after)[2]).toEqual(['claim-payment', 'Dr 3720 23.80', 'Cr 1460 23.80']);
    expect(after.claims.amount).toBe('0.00');
    expect(after.openClaims).toEqual([]);
    await book.services.call(closeMonth, { month: '2026-06' });
    const verified = await book.services.call(bookVerify, {});
    expect(verified.checks.find(({ name }) => name === 'ledger-entries')).toMatchObject({
      ok: true,
    });
  });

  test('whose tax has lost its ledger account are booked with it as an expense, and that is told', async () => {
    const book = freshBook({
      ...{ currency: 'EUR', ledgerPack: 'DE-SKR04', now: () => '2026-06-30T09:00:00.000Z' },
    });
    await book.take('people.csv', 'name,email\nLi Na,li@example.com\nEva Boss,eva@example.com\n');
    const receipt = { amount: { amount: '23.80', currency: 'EUR' }, tax: '3.80', taxRate: '19' };
    const { id } = await submit(book, [line({ ...receipt, inCompanyName: true })]);
    await decide(book, id, 'approve', { reason: 'seen' });
    await book.services.call(settingsSet, { key: 'ledger.input-tax', value: '7 = 1401 Vorsteuer' });
    const june = await month(book, '2026-06');
    expect(short(june)).toEqual([['claim', 'Dr 6837 23.80', 'Cr 3720 23.80']]);
    expect(june).toMatchObject({
      total: { amount: '20.00' },
      expense: { amount: '23.80' },
      parts: [{ code: 'tax-without-account', amount: { amount: '3.80' } }],
      taxAccountsMissing: [{ rate: '19', documents: ['Li Na C1/1'] }],
    });
    await book.services.call(closeMonth, { month: '2026-06' });
    expect((await book.services.call(bookVerify, {})).ok).toBe(true);
  });

  test('have their tax corrected by whoever decides, never by the claimant, and not once it is decided', async () => {
    const book = freshBook({
      ...{ currency: 'EUR', ledgerPack: 'DE-SKR04', now: () => '2026-06-30T09:00:00.000Z' },
    });
    await book.take('people.csv', 'name,email\nLi Na,li@example.com\nEva Boss,eva@example.com\n');
    const { id } = await submit(book, [line({ amount: { amount: '23.80', currency: 'EUR' } })]);
    const tax = (by: string, more: object = {}) =>
      book.services.call(claims.claimsTax, {
        ...{ id, line: 1, tax: '3.80', taxRate: '19 %', inCompanyName: true, by, ...more },
      });
    await expect(tax('li@example.com')).rejects.toMatchObject({ code: 'claim_own_decision' });
    await expect(tax('eva@example.com', { tax: '30.00' })).rejects.toMatchObject({
      code: 'claim_tax_invalid',
    });
    await expect(tax('eva@example.com', { line: 2 })).rejects.toMatchObject({
      code: 'claim_line_unknown',
    });
    const [read] = (await tax('eva@example.com')).claims;
    expect(read?.lines[0]).toMatchObject({
      ...{ tax: { amount: '3.80' }, taxRate: '19', inCompanyName: true },
    });
    await decide(book, id, 'approve', { reason: 'seen' });
    expect(short(await month(book, '2026-06'))).toEqual([
      ['claim', 'Dr 6837 20.00', 'Dr 1406 3.80', 'Cr 3720 23.80'],
    ]);
    await expect(tax('eva@example.com')).rejects.toMatchObject({ code: 'claim_step_not_possible' });
  });

  test('refuse a tax above the amount, or one without its rate', async () => {
    const book = german();
    await book.take('people.csv', 'name,email\nLi Na,li@example.com\n');
    for (const tax of [{ tax: '999.00', taxRate: '19' }, { tax: '1.00' }, { taxRate: '19' }]) {
      await expect(submit(book, [line(tax)])).rejects.toMatchObject({ code: 'claim_tax_invalid' });
    }
  });
});

describe('vendors', () => {
  test('are learned from invoices, kept as they are set, and have one creditor number each', async () => {
    const book = german();
    await bill(book, {
      number: 'RE-1',
      issued: '2026-06-30',
      net: '300.00',
      tax: '57.00',
      ...june,
    });
    const [learned] = (await book.services.call(ledger.vendorsList, {})).vendors;
    const name = learned?.name ?? '';
    const set = (more: object) => book.services.call(ledger.vendorsSet, { name, ...more });
    const { vendors } = await set({ creditor: '70001', country: 'de', terms: '14' });
    expect(vendors).toMatchObject([{ name, creditor: '70001', country: 'DE', terms: 14 }]);
    await set({ terms: '' });
    expect((await set({ expenseAccount: '6838 Cloud' })).vendors).toMatchObject([
      { creditor: '70001', terms: null, expenseAccount: '6838 Cloud' },
    ]);
    await expect(
      book.services.call(ledger.vendorsSet, { name: 'Another', creditor: '70001' }),
    ).rejects.toMatchObject({ code: 'creditor_taken' });
    await expect(set({ country: 'Germany' })).rejects.toMatchObject({ code: 'vendor_refused' });
    expect(short(await month(book, '2026-06'))[0]).toContain('Dr 6838 300.00');
    await book.services.call(ledger.vendorsSet, { name: 'Typo', creditor: '70009' });
    const remove = (one: string) => book.services.call(ledger.vendorsRemove, { name: one });
    expect((await remove('typo')).vendors.map((one) => one.name)).toEqual([name]);
    expect((await remove(name)).vendors).toMatchObject([{ name, creditor: null }]);
    await expect(remove(name)).rejects.toMatchObject({ code: 'vendor_missing' });
  });
});

describe('settings of the ledger', () => {
  test('are listed as the chosen chart fills them, until a value of one’s own is set or taken back', async () => {
    const book = german();
    const key = 'ledger.accrued-account';
    const set = async (name: string, value: string) => {
      const { settings } = await book.services.call(settingsSet, { key: name, value });
      return settings.find((one) => one.key === key);
    };
    const proposed = { value: '3070 Sonstige Rückstellungen', from: null };
    expect(await set('ledger.pack', 'DE-SKR04')).toMatchObject(proposed);
    expect(await set(key, '3079 Andere')).toMatchObject({
      ...{ value: '3079 Andere', default: proposed.value, from: '2026-07-01' },
    });
    expect(await set(key, 'none')).toMatchObject(proposed);
    expect(await set('ledger.pack', 'none')).toMatchObject({ value: 'none', default: 'none' });
  });

  test('stand as proposed until they are agreed, and again when their value changes', async () => {
    const book = german();
    const key = 'ledger.expense';
    const open = async () => (await month(book, '2026-06')).proposed;
    expect(await open()).toContain(key);
    await book.services.call(ledger.ledgerAgree, { keys: [key], with: 'Frau Meier' });
    expect(await open()).not.toContain(key);
    await book.services.call(settingsSet, { key, value: '6838 Cloud' });
    expect(await open()).toContain(key);
  });
});
