import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import {
  type PayeeAccount,
  payoutBatches,
  type Transfer,
} from '../../../src/core/claims/payout-batch.ts';
import { writeCnyBankTable } from '../../../src/main/exports/payouts/cny-bank-table.ts';
import { isBic, isIban } from '../../../src/main/exports/payouts/iban.ts';
import { writePayoutCsv } from '../../../src/main/exports/payouts/payout-table.ts';
import { writeSepaCreditTransfer } from '../../../src/main/exports/payouts/sepa-credit-transfer.ts';
import { sepaReference, sepaText } from '../../../src/main/exports/payouts/sepa-text.ts';

// Example IBANs of the SWIFT registry: accounts of nobody.
const account: PayeeAccount = {
  holder: 'Jürgen Groß-Łukasz',
  iban: 'DE89 3704 0044 0532 0130 00',
  bic: 'COBADEFFXXX',
  accountNumber: null,
  bankName: null,
};
const transfer = (change: Partial<Transfer> = {}): Transfer => ({
  reference: 'C-1',
  claimIds: ['c1'],
  payouts: [],
  person: 'jg@example.com',
  amountMicro: 12_340_000n,
  currency: 'EUR',
  account,
  purpose: 'Claim C-1 <June> & more',
  ...change,
});
const order = {
  messageId: 'SEATWORTH/2026-07/1',
  createdAt: '2026-07-02T09:00:00Z',
  executionDay: '2026-07-03',
  company: 'Müller & Söhne GmbH',
  iban: 'NL91ABNA0417164300',
  bic: null,
  address: { street: null, postcode: null, town: null, country: null },
};
const batchOf = (...transfers: Transfer[]) => {
  const [batch] = payoutBatches(transfers);
  if (!batch) throw new Error('no batch');
  return batch;
};
const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

describe('payoutBatches', () => {
  it('groups by currency, and their totals add up', () => {
    const batches = payoutBatches([
      transfer({ currency: 'USD' }),
      transfer({ reference: 'C-2' }),
      transfer({ reference: 'C-3', amountMicro: 10_000n }),
    ]);
    expect(batches).toMatchObject([
      { currency: 'EUR', totalMicro: 12_350_000n, transfers: [{}, {}] },
      { currency: 'USD', totalMicro: 12_340_000n, transfers: [{}] },
    ]);
  });
});

describe('writeSepaCreditTransfer', () => {
  const schema = readFileSync(join(import.meta.dirname, 'pain.001.001.09-subset.xsd'), 'utf8');

  it('is valid against the schema', async () => {
    const batch = batchOf(
      transfer(),
      transfer({ reference: '//odd//ref/', account: { ...account, bic: null }, purpose: '' }),
      transfer({
        reference: "C-3'",
        account: { ...account, holder: "Seán O'Brien" },
        purpose: '报销',
      }),
      transfer({
        reference: 'R'.repeat(60),
        amountMicro: 999_999_999_990_000n,
        account: { ...account, iban: 'MT84MALT011000012345MTLCAST001S', holder: 'Ǆ'.repeat(80) },
        purpose: 'ß'.repeat(140),
      }),
    );
    const xml = writeSepaCreditTransfer(batch, order);
    const { errors } = await validateXML({ xml: Buffer.from(xml).toString('utf8'), schema });
    expect(errors).toEqual([]);
    const bent = Buffer.from(xml).toString('utf8').replace('<CtrlSum>', '<CtrlSum>-');
    expect((await validateXML({ xml: bent, schema })).valid).toBe(false);
  });

  it('carries its count and a control sum that is the sum of its transfers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 99_999_999_999n }), { minLength: 1, maxLength: 20 }),
        (cents) => {
          const transfers = cents.map((cent, index) =>
            transfer({ reference: `C-${index}`, amountMicro: cent * 10_000n }),
          );
          const xml = textOf(writeSepaCreditTransfer(batchOf(...transfers), order));
          const { Document } = new XMLParser({
            parseTagValue: false,
            isArray: (name) => name === 'CdtTrfTxInf',
          }).parse(xml);
          const { GrpHdr, PmtInf } = Document.CstmrCdtTrfInitn;
          const written = PmtInf.CdtTrfTxInf.map((one: { Amt: { InstdAmt: string } }) =>
            BigInt(one.Amt.InstdAmt.replace('.', '')),
          );
          expect(written).toEqual(cents);
          const sum = cents.reduce((a, b) => a + b, 0n);
          for (const head of [GrpHdr, PmtInf]) {
            expect(head.NbOfTxs).toBe(String(cents.length));
            expect(BigInt(head.CtrlSum.replace('.', ''))).toBe(sum);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('writes names in the characters that banks take', () => {
    const xml = textOf(writeSepaCreditTransfer(batchOf(transfer()), order));
    expect(xml).toContain('<Cdtr><Nm>Juergen Gross-Lukasz</Nm></Cdtr>');
    expect(xml).toContain('<Dbtr><Nm>Mueller + Soehne GmbH</Nm></Dbtr>');
  });

  it('takes accounts outside the European Economic Area with BIC and payer address alone', async () => {
    const british = { ...account, iban: 'GB29NWBK60161331926819', bic: null };
    const swiss = { ...account, iban: 'CH9300762011623852957', bic: 'POFICHBEXXX' };
    const address = { street: 'Öl-Weg 1 & 2', postcode: '10115', town: 'Köln', country: 'DE' };
    const write = (account: PayeeAccount, change: object) =>
      writeSepaCreditTransfer(batchOf(transfer({ account })), { ...order, ...change });
    expect(() => write(british, { address })).toThrow(
      expect.objectContaining({ code: 'payout_bic_missing' }),
    );
    // What is wrong with the person's account is told before what is missing of the company.
    expect(() => write(british, {})).toThrow(
      expect.objectContaining({ code: 'payout_bic_missing' }),
    );
    expect(() => write(swiss, {})).toThrow(
      expect.objectContaining({ code: 'payer_address_missing' }),
    );
    expect(() => write(swiss, { address: { ...address, town: null } })).toThrow(
      expect.objectContaining({ code: 'payer_address_missing' }),
    );
    const xml = textOf(write(swiss, { address }));
    expect(xml).toContain(
      '<PstlAdr><StrtNm>Oel-Weg 1 + 2</StrtNm><PstCd>10115</PstCd><TwnNm>Koeln</TwnNm><Ctry>DE</Ctry></PstlAdr>',
    );
    expect((await validateXML({ xml, schema })).errors).toEqual([]);
  });

  it.each([
    ['payout_currency', { currency: 'USD' }],
    ['payout_account_missing', { account: null }],
    ['payout_iban_wrong', { account: { ...account, iban: 'DE89370400440532013001' } }],
    ['payout_iban_outside_sepa', { account: { ...account, iban: 'TR330006100519786457841326' } }],
    ['payout_bic_wrong', { account: { ...account, bic: 'COBADEF' } }],
    ['payout_name_unwritable', { account: { ...account, holder: '李伟' } }],
    ['payout_amount_wrong', { amountMicro: 0n }],
    ['payout_amount_wrong', { amountMicro: 1_000_000_000_000_000n }],
    ['amount_not_in_minor_units', { amountMicro: 12_345_000n }],
  ])('refuses with %s', (code, change) => {
    expect(() => writeSepaCreditTransfer(batchOf(transfer(change)), order)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('refuses two payouts under one reference', () => {
    expect(() => writeSepaCreditTransfer(batchOf(transfer(), transfer()), order)).toThrow(
      expect.objectContaining({ code: 'payout_reference_twice' }),
    );
  });
});

describe('isIban and isBic', () => {
  // SWIFT, "IBAN Registry": one example each.
  it.each([
    'DE89370400440532013000',
    'GB29NWBK60161331926819',
    'FR1420041010050500013M02606',
    'MT84MALT011000012345MTLCAST001S',
  ])('take %s, and refuse it with any digit changed', (iban) => {
    expect(isIban(iban)).toBe(true);
    for (let at = 2; at < iban.length; at += 1) {
      const digit = iban[at] ?? '';
      if (!/\d/.test(digit)) continue;
      const changed = `${iban.slice(0, at)}${(Number(digit) + 1) % 10}${iban.slice(at + 1)}`;
      expect(isIban(changed)).toBe(false);
    }
  });

  it('refuse a wrong length and a wrong shape', () => {
    expect(isIban('DE8937040044053201300')).toBe(false);
    expect(isIban('')).toBe(false);
    expect(isBic('COBADEFF')).toBe(true);
    expect(isBic('COBADEFFXX')).toBe(false);
    expect(isBic('COBA1EFF')).toBe(false);
  });
});

describe('sepaText', () => {
  it('writes any text in allowed characters within its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sepaText(text, 70)).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]{0,70}$/);
        expect(sepaReference(text)).not.toMatch(/^\/|\/$|\/\//);
      }),
    );
  });
});

describe('the other bank files', () => {
  it('give CNY payouts in the columns of Chinese banks, card numbers whole', () => {
    const cny = transfer({
      currency: 'CNY',
      account: {
        holder: '李伟',
        iban: null,
        bic: null,
        accountNumber: '6222 0200 0000 0000 123',
        bankName: '中国工商银行北京分行',
      },
      purpose: '=报销',
    });
    expect(textOf(writeCnyBankTable(batchOf(cny)))).toBe(
      "\u{feff}收款人姓名,收款账号,开户行,金额,用途\r\n李伟,6222020000000000123,中国工商银行北京分行,12.34,'=报销\r\n",
    );
    expect(() => writeCnyBankTable(batchOf({ ...cny, account }))).toThrow(
      expect.objectContaining({ code: 'payout_account_missing' }),
    );
  });

  it('give any batch as a plain table', () => {
    const text = textOf(
      writePayoutCsv(batchOf(transfer({ currency: 'JPY', amountMicro: 300_000_000n })), {
        bom: false,
        decimalComma: false,
      }),
    );
    expect(text.split('\r\n')[1]).toBe(
      'C-1,c1,jg@example.com,300,JPY,Jürgen Groß-Łukasz,DE89370400440532013000,COBADEFFXXX,,,Claim C-1 <June> & more',
    );
  });
});
