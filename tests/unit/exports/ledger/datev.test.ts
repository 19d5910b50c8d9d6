import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../src/core/ledger/entry.ts';
import { writeDatevCreditors } from '../../../../src/main/exports/journal/datev-creditors.ts';
import type { DatevSettings } from '../../../../src/main/exports/journal/datev-file.ts';
import { writeDatevJournal } from '../../../../src/main/exports/journal/datev-journal.ts';
import { datevTax, grossSplit } from '../../../../src/main/exports/journal/datev-tax-split.ts';
import { microOf, readDatev, wrongIn } from './read-datev.ts';
import { billOf, cents, entryOf, lineOf, monthOf, randomBill, vendorOf } from './sample-entries.ts';

const settings: DatevSettings = {
  adviser: 29098,
  client: 55003,
  fiscalYearStart: '2026-01-01',
  codeLength: 4,
  serviceCase: null,
  withServiceDay: false,
  createdAt: '2026-07-03T08:30:00.123Z',
};
const write = (
  entries: readonly Entry[],
  change: Partial<DatevSettings> = {},
  pack = 'DE-SKR04',
) => {
  const month = monthOf(entries, { pack: pack as 'DE-SKR04' });
  const written = writeDatevJournal(month, { ...settings, ...change });
  return { ...written, ...readDatev(written.bytes) };
};
const creditor = (number: string) => vendorOf({ creditor: number });

describe('writeDatevJournal', () => {
  it('books an invoice with 19 % by its gross and key', () => {
    const entry = billOf({
      costs: [{ code: '4964', base: cents('300.00') }],
      tax: cents('57.00'),
      document: { number: 'RE-1001' },
    });
    const { raw, rows, head, columns } = write([entry], {}, 'DE-SKR03');
    expect(raw[0]).toMatch(/^357,00;"H";;;;;70001;4964;"0009";3006;"RE-1001";/);
    expect(rows[0]?.[117]).toBe('14072026');
    expect(columns).toHaveLength(125);
    expect(head).toHaveLength(31);
    expect(head.slice(0, 5)).toEqual(['EXTF', '700', '21', 'Buchungsstapel', '13']);
    expect(head.slice(10, 16)).toEqual(['29098', '55003', '20260101', '4', '20260601', '20260630']);
    expect(head[26]).toBe('03');
  });

  it('books reverse charge in dollars by rate and key, and its payment against the bank', () => {
    const usd = {
      ...{ currency: 'USD', rate: '0.92165899', perBase: '1.085', number: 'INV-77' },
      vendor: creditor('70002'),
    };
    const entry = billOf({
      kind: 'reverse-charge',
      costs: [{ code: '6837', base: cents('460.83'), own: cents('500.00') }],
      ...{ tax: cents('87.56'), out: cents('87.56'), ownTax: 0n, document: usd },
    });
    const { rows, raw } = write([entry]);
    expect(raw[0]).toMatch(
      /^500,00;"H";"USD";1,085000;460,83;"EUR";70002;6837;"0094";3006;"INV-77"/,
    );
    expect(rows).toHaveLength(1);
    const line = (role: string, code: string, base: string) =>
      lineOf({ role: role as 'fee', account: { code, name: role }, baseMicro: cents(base) });
    const payment = entryOf({
      ...{
        kind: 'payment',
        document: entry.document,
        lines: [
          line('vendors', '3300', '460.83'),
          line('fx-loss', '6880', '2.27'),
          line('fee', '6855', '1.50'),
          line('clearing', '1460', '-464.60'),
        ],
      },
    });
    expect(write([payment]).rows.map((row) => [row[1], row[2], row[7], row[8], row[11]])).toEqual([
      ['460,83', 'S', '70002', '1460', 'INV-77'],
      ['2,27', 'S', '6880', '1460', 'INV-77'],
      ['1,50', 'S', '6855', '1460', 'INV-77'],
    ]);
  });

  it('splits the gross of a year so that the tax is the printed one', () => {
    const entry = billOf({
      costs: [
        { code: '4964', base: cents('78.90') },
        { code: '0980', base: cents('1841.10'), role: 'prepaid' },
      ],
      tax: cents('364.80'),
      document: { vendor: creditor('70003') },
    });
    expect(write([entry], {}, 'DE-SKR03').rows.map((row) => [row[1], row[8], row[9]])).toEqual([
      ['93,89', '4964', '0009'],
      ['2190,91', '0980', '0009'],
    ]);
    const release = entryOf({
      kind: 'release',
      due: null,
      lines: [
        lineOf({ account: { code: '4964', name: 'x' }, baseMicro: cents('163.07') }),
        lineOf({
          role: 'prepaid',
          account: { code: '0980', name: 'y' },
          baseMicro: cents('-163.07'),
        }),
      ],
    });
    expect(write([release]).raw[0]).toMatch(/^163,07;"S";;;;;4964;0980;;3006;/);
  });

  it('turns a credit note about, without a due day', () => {
    const note = billOf({
      costs: [{ code: '0980', base: -cents('1514.96'), role: 'prepaid' }],
      tax: -cents('287.84'),
      document: { vendor: creditor('70003'), kind: 'credit-note' },
      entry: { kind: 'credit-note' },
    });
    const [row] = write([note]).rows;
    expect([row?.[1], row?.[2], row?.[7], row?.[8], row?.[9], row?.[117]]).toEqual([
      '1802,80',
      'S',
      '70003',
      '0980',
      '0009',
      '',
    ]);
  });

  it('books reverse charge that does not come back without input tax', () => {
    const entry = billOf({
      kind: 'reverse-charge',
      recoverable: '0',
      costs: [{ code: '4964', base: cents('119.00') }],
      out: cents('19.00'),
      document: { vendor: vendorOf({ creditor: '70005', vatId: 'IE 1234567T', country: 'IE' }) },
    });
    const [row] = write([entry], { serviceCase: '7' }).rows;
    expect([row?.[1], row?.[2], row?.[7], row?.[8], row?.[9]]).toEqual([
      '100,00',
      'H',
      '70005',
      '4964',
      '0095',
    ]);
    expect([row?.[40], row?.[43]]).toEqual(['IE1234567T', '7']);
  });

  it('gives automatic accounts no key, and 0040 where a posting touches them without tax', () => {
    const entry = billOf({
      kind: 'reverse-charge',
      costs: [{ code: '3125', base: cents('100.00') }],
      ...{ tax: cents('19.00'), out: cents('19.00') },
    });
    const release = entryOf({
      kind: 'release',
      lines: [
        lineOf({ account: { code: '3125', name: 'x' }, baseMicro: cents('10.00') }),
        lineOf({
          role: 'prepaid',
          account: { code: '0980', name: 'y' },
          baseMicro: cents('-10.00'),
        }),
      ],
    });
    expect(write([entry, release]).rows.map((row) => row[9])).toEqual(['', '0040']);
  });

  it('keeps pounds in words, since their rate begins with 0', () => {
    const entry = billOf({
      kind: 'exempt',
      costs: [{ code: '6837', base: cents('117.00'), own: cents('100.00') }],
      document: { currency: 'GBP', rate: '1.17', perBase: '0.8547' },
    });
    const [row] = write([entry]).rows;
    expect([row?.[1], row?.[3], row?.[21], row?.[22]]).toEqual([
      '117,00',
      '',
      'Originalbetrag',
      '100,00 GBP, Kurs 0,8547',
    ]);
  });

  it('tells two numbers of one vendor apart that would read alike, and keeps one document together', () => {
    const bill = (id: string, number: string) =>
      billOf({
        costs: [{ code: '6837', base: cents('1.00') }],
        rate: '0',
        kind: 'exempt',
        document: { id, number },
        entry: { number: id },
      });
    const rows = write([bill('a', 'R.1'), bill('b', 'R-1'), bill('c', 'R#-1')]).rows;
    expect(rows.map((row) => row[11])).toEqual(['R-1', 'R-1-2', 'R-1-3']);
  });

  it('asks for adviser, client and creditor numbers, and takes no others', () => {
    const entry = billOf({ costs: [{ code: '6837', base: cents('1.00') }], kind: 'exempt' });
    const refused =
      (change: object, with_: Entry = entry) =>
      () =>
        write([with_], change);
    expect(refused({ adviser: null })).toThrow(
      expect.objectContaining({ code: 'datev_numbers_missing' }),
    );
    expect(refused({ client: null })).toThrow(
      expect.objectContaining({ code: 'datev_numbers_missing' }),
    );
    expect(refused({ adviser: 1000 })).toThrow(
      expect.objectContaining({ code: 'datev_numbers_wrong' }),
    );
    for (const number of [null, '10001', '7000', '700001']) {
      const other = billOf({
        ...{ costs: [{ code: '6837', base: cents('1.00') }], kind: 'exempt' as const },
        document: { vendor: vendorOf({ creditor: number }) },
      });
      expect(refused({}, other)).toThrow(
        expect.objectContaining({ code: 'datev_creditor_missing' }),
      );
    }
    const named = billOf({ costs: [{ code: 'Software', base: cents('1.00') }], kind: 'exempt' });
    expect(refused({}, named)).toThrow(expect.objectContaining({ code: 'datev_account_wrong' }));
  });

  it('writes the day of the service where the adviser wants it', () => {
    const entry = billOf({ costs: [{ code: '6837', base: cents('1.00') }], kind: 'exempt' });
    const [row] = write([entry], { withServiceDay: true }).rows;
    expect([row?.[115], row?.[116]]).toEqual(['30062026', '30062026']);
  });

  it('names the letters that Windows-1252 lacks, and keeps them in Unicode with a byte order mark', () => {
    const entry = billOf({
      ...{ costs: [{ code: '6837', base: cents('1.00') }], kind: 'exempt' as const },
      entry: { text: 'Łukasz 李娜 – Grüße €' },
    });
    const plain = write([entry]);
    expect(plain.rows[0]?.[14]).toBe('?ukasz ?? – Grüße €');
    expect(plain.lostLetters).toEqual(['Ł', '李', '娜']);
    const written = writeDatevJournal(monthOf([entry], { pack: 'DE-SKR04' }), {
      ...{ ...settings, isUnicode: true },
    });
    expect([...written.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(written.bytes)).toContain('"Łukasz 李娜 – Grüße €"');
    expect(written.lostLetters).toEqual([]);
  });

  it('is right for any invoice: what DATEV books adds up to the entry, account by account', () => {
    fc.assert(
      fc.property(fc.array(randomBill, { minLength: 1, maxLength: 4 }), (bills) => {
        const entries = bills.map((bill, index) => ({
          ...bill,
          number: `202606-${String(index + 1).padStart(4, '0')}`,
          document: bill.document && { ...bill.document, id: `invoice-${index}` },
        }));
        const { rows, leftOver } = write(entries);
        for (const row of rows) expect(wrongIn(row, 4)).toEqual([]);
        const booked = new Map<string, bigint>();
        const post = (account: string, micro: bigint) =>
          booked.set(account, (booked.get(account) ?? 0n) + micro);
        for (const row of rows) {
          const gross = microOf(row[1] ?? '') * (row[2] === 'H' ? 1n : -1n);
          const rate = { '0009': '19', '0008': '7' }[row[9] ?? ''];
          const tax = rate ? datevTax(gross / 10_000n, rate) * 10_000n : 0n;
          post(row[7] ?? '', -gross);
          post(row[8] ?? '', gross - tax);
          post('tax', tax);
        }
        const wanted = (role: string) =>
          entries
            .flatMap(({ lines }) => lines)
            .reduce((sum, line) => (line.role === role ? sum + line.baseMicro : sum), 0n);
        expect(booked.get('70001') ?? 0n).toBe(wanted('vendors'));
        const inputTax = (booked.get('tax') ?? 0n) + (booked.get('1406') ?? 0n);
        const left = leftOver.reduce((sum, { micro }) => sum + micro, 0n);
        const printed = wanted('input-tax');
        const ownTax = entries.some(({ lines }) =>
          lines.some(({ role }) => role === 'reverse-charge-in'),
        );
        if (!ownTax) expect(inputTax + left).toBe(printed);
      }),
      { numRuns: 300 },
    );
  });
});

describe('grossSplit', () => {
  it('takes the printed tax out of any split that rounding allows', () => {
    const part = fc.bigInt({ min: 0n, max: 500_000n });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 6 }),
        fc.constantFrom('19', '7'),
        (nets, rate) => {
          const whole = nets.reduce((a, b) => a + b, 0n);
          const tax = (whole * BigInt(rate) * 2n + 100n) / 200n;
          const parts = nets.map((net, index) => ({ net, tax: index === 0 ? tax : 0n }));
          const { gross, offBy } = grossSplit(parts, rate);
          expect(gross.reduce((a, b) => a + b, 0n)).toBe(whole + tax);
          const taken = gross.reduce((sum, one) => sum + datevTax(one, rate), 0n);
          expect(taken + offBy).toBe(tax);
        },
      ),
    );
  });

  it('names the cents of a tax that no rounding gives', () => {
    expect(grossSplit([{ net: 10_000n, tax: 1905n }], '19')).toEqual({
      gross: [11_905n],
      offBy: 4n,
    });
  });
});

describe('writeDatevCreditors', () => {
  it('is a file of category 16, version 5, with 254 columns and one row per numbered vendor', () => {
    const vendors = [
      vendorOf({ vatId: 'IE1234567T', country: 'IE', legalName: '=Anthropic; "Ireland"' }),
      vendorOf({ name: 'OpenAI', creditor: null }),
    ];
    const { bytes, rows } = writeDatevCreditors(vendors, 'DE-SKR03', settings);
    const file = readDatev(bytes);
    expect(rows).toBe(1);
    expect(file.head.slice(0, 5)).toEqual(['EXTF', '700', '16', 'Debitoren/Kreditoren', '5']);
    expect(file.columns).toHaveLength(254);
    expect(new Set(file.columns).size).toBe(254);
    const [row] = file.rows;
    expect([row?.[1], row?.[2], row?.[7], row?.[9], row?.[10]]).toEqual([
      '70001',
      `'=Anthropic; "Ireland"`,
      '2',
      'IE',
      '1234567T',
    ]);
  });
});
