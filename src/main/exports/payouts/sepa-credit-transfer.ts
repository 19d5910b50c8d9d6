import type { IsoDay } from '../../../core/calendar.ts';
import type { PayeeAccount, PayoutBatch, Transfer } from '../../../core/claims/payout-batch.ts';
import { Failure } from '../../../core/failure.ts';
import { minorAmount } from '../minor-amount.ts';
import { isBic, isIban, isOutsideEea, isSepaIban, plainIban } from './iban.ts';
import { isSepaWritable, sepaReference, sepaText } from './sepa-text.ts';

/** Where the payer sits; the country as two capitals. */
export type PayerAddress = {
  readonly street: string | null;
  readonly postcode: string | null;
  readonly town: string | null;
  readonly country: string | null;
};

/** Who pays, from which account, and when the file was made (an instant in UTC). */
export type SepaOrder = {
  /** The payer's address, as far as it is known; a town and a country at the least make one. */
  readonly address: PayerAddress;
  readonly messageId: string;
  readonly createdAt: string;
  readonly executionDay: IsoDay;
  readonly company: string;
  readonly iban: string;
  readonly bic: string | null;
};

const MOST_PER_TRANSFER = 999_999_999_990_000n;

/**
 * A batch of EUR transfers as a SEPA credit transfer, pain.001.001.09 (ISO 20022; EPC 132-08, the
 * version banks take since November 2023). Throws a `Failure` naming the person whose account or
 * name cannot be used: `payout_currency`, `payout_account_missing`, `payout_iban_wrong`,
 * `payout_iban_outside_sepa`, `payout_bic_missing`, `payout_bic_wrong`, `payer_address_missing`,
 * `payout_name_unwritable`, `payout_amount_wrong`, `payout_empty`.
 */
export function writeSepaCreditTransfer(batch: PayoutBatch, order: SepaOrder): Uint8Array {
  if (batch.currency !== 'EUR') {
    throw new Failure(
      'payout_currency',
      'A SEPA transfer is in EUR. Choose another file for this batch.',
      {
        currency: batch.currency,
      },
    );
  }
  if (batch.transfers.length === 0) {
    throw new Failure('payout_empty', 'There is nothing to pay in this batch.');
  }
  const references = new Set(batch.transfers.map(({ reference }) => sepaReference(reference)));
  if (references.size < batch.transfers.length || references.has('')) {
    throw new Failure(
      'payout_reference_twice',
      'Two payouts of this batch have the same reference.',
    );
  }
  const id = sepaReference(order.messageId);
  const count = String(batch.transfers.length);
  const sum = minorAmount(
    batch.transfers.reduce((total, { amountMicro }) => total + amountMicro, 0n),
    'EUR',
  );
  const payer = { ...order, holder: order.company, accountNumber: null, bankName: null };
  const transfers = batch.transfers.map(transferXml);
  if (batch.transfers.some(({ account }) => isOutsideEea(plainIban(account?.iban ?? '')))) {
    needAddress(order.address);
  }
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">',
    '<CstmrCdtTrfInitn>',
    `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${order.createdAt}</CreDtTm><NbOfTxs>${count}</NbOfTxs>`,
    `<CtrlSum>${sum}</CtrlSum><InitgPty>${nameXml(order.company)}</InitgPty></GrpHdr>`,
    `<PmtInf><PmtInfId>${id}</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>${count}</NbOfTxs>`,
    `<CtrlSum>${sum}</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>`,
    `<ReqdExctnDt><Dt>${order.executionDay}</Dt></ReqdExctnDt>`,
    `<Dbtr>${nameXml(order.company)}${addressXml(order.address)}</Dbtr><DbtrAcct>${ibanXml(payer)}</DbtrAcct>`,
    `<DbtrAgt><FinInstnId>${bankXml(payer)}</FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>`,
    ...transfers,
    '</PmtInf>',
    '</CstmrCdtTrfInitn>',
    '</Document>',
    '',
  ];
  return new TextEncoder().encode(xml.join('\n'));
}

function transferXml(transfer: Transfer): string {
  const { account, amountMicro, person } = transfer;
  if (account === null) {
    throw new Failure('payout_account_missing', `Enter the bank account of ${person}.`, {
      person,
    });
  }
  if (amountMicro <= 0n || amountMicro > MOST_PER_TRANSFER) {
    throw new Failure('payout_amount_wrong', `The amount for ${person} cannot be transferred.`, {
      person,
    });
  }
  const bank =
    account.bic === null ? '' : `<CdtrAgt><FinInstnId>${bankXml(account)}</FinInstnId></CdtrAgt>`;
  const purpose = sepaText(transfer.purpose, 140);
  return [
    `<CdtTrfTxInf><PmtId><EndToEndId>${sepaReference(transfer.reference)}</EndToEndId></PmtId>`,
    `<Amt><InstdAmt Ccy="EUR">${minorAmount(amountMicro, 'EUR')}</InstdAmt></Amt>${bank}`,
    `<Cdtr>${nameXml(account.holder)}</Cdtr><CdtrAcct>${ibanXml(account)}</CdtrAcct>`,
    purpose === '' ? '' : `<RmtInf><Ustrd>${escaped(purpose)}</Ustrd></RmtInf>`,
    '</CdtTrfTxInf>',
  ].join('');
}

function needAddress({ town, country }: PayerAddress): void {
  if (town !== null && country !== null) return;
  throw new Failure(
    'payer_address_missing',
    "Banks outside the European Economic Area ask for the payer's address. Enter the company's town and country in the settings.",
  );
}

/** Structured, in the order of the schema; town and country have to be there, or it is left out. */
function addressXml({ street, postcode, town, country }: PayerAddress): string {
  if (town === null || country === null) return '';
  const part = (name: string, text: string | null, length: number): string => {
    const written = sepaText(text ?? '', length);
    return written === '' ? '' : `<${name}>${escaped(written)}</${name}>`;
  };
  return [
    '<PstlAdr>',
    part('StrtNm', street, 70),
    part('PstCd', postcode, 16),
    part('TwnNm', town, 35),
    `<Ctry>${country}</Ctry></PstlAdr>`,
  ].join('');
}

function nameXml(name: string): string {
  if (!isSepaWritable(name)) {
    throw new Failure(
      'payout_name_unwritable',
      `Enter "${name}" in Latin letters, as the bank knows the account holder.`,
      { name },
    );
  }
  return `<Nm>${escaped(sepaText(name, 70))}</Nm>`;
}

function ibanXml(account: PayeeAccount): string {
  const iban = plainIban(account.iban ?? '');
  if (!isIban(iban)) {
    throw new Failure(
      'payout_iban_wrong',
      `The IBAN of ${account.holder} is missing or mistyped. Check it against the bank card.`,
      { holder: account.holder },
    );
  }
  if (!isSepaIban(iban)) {
    throw new Failure(
      'payout_iban_outside_sepa',
      `The account of ${account.holder} is not in the SEPA area. Pay it in another way.`,
      { holder: account.holder },
    );
  }
  if (account.bic === null && isOutsideEea(iban)) {
    throw new Failure(
      'payout_bic_missing',
      `The account of ${account.holder} is outside the European Economic Area, where banks ask for the BIC. Enter it.`,
      { holder: account.holder },
    );
  }
  return `<Id><IBAN>${iban}</IBAN></Id>`;
}

function bankXml(account: PayeeAccount): string {
  if (account.bic === null) return '<Othr><Id>NOTPROVIDED</Id></Othr>';
  const bic = plainIban(account.bic);
  if (!isBic(bic)) {
    throw new Failure('payout_bic_wrong', `The BIC of ${account.holder} is mistyped.`, {
      holder: account.holder,
    });
  }
  return `<BICFI>${bic}</BICFI>`;
}

/** Of the characters SEPA takes, XML reserves the apostrophe alone; the rest is here for safety. */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/'/g, '&apos;');
}
