import type { LedgerPack } from './ledger-account.ts';

/** The settings that a chart of accounts fills. */
export const PACK_KEYS = [
  'ledger.expense',
  'ledger.prepaid-account',
  'ledger.credits-account',
  'ledger.accrued-account',
  'ledger.input-tax',
  'ledger.reverse-charge-in',
  'ledger.reverse-charge-out',
  'ledger.vendors',
  'ledger.claims',
  'ledger.clearing-account',
  'ledger.fee-account',
  'ledger.fx-loss-account',
  'ledger.fx-gain-account',
] as const;
export type PackKey = (typeof PACK_KEYS)[number];

type Pack = Readonly<Record<PackKey, string>>;

const SKR03: Pack = {
  'ledger.expense': '4964 Zeitlich befristete Überlassung von Rechten (Lizenzen)',
  'ledger.prepaid-account': '0980 Aktive Rechnungsabgrenzung',
  'ledger.credits-account': '1500 Sonstige Vermögensgegenstände',
  'ledger.accrued-account': '0970 Sonstige Rückstellungen',
  'ledger.input-tax': '19 = 1576 Abziehbare Vorsteuer 19 %; 7 = 1571 Abziehbare Vorsteuer 7 %',
  'ledger.reverse-charge-in': '19 = 1577 Abziehbare Vorsteuer nach § 13b UStG 19 %',
  'ledger.reverse-charge-out': '19 = 1787 Umsatzsteuer nach § 13b UStG 19 %',
  'ledger.vendors': '1600 Verbindlichkeiten aus Lieferungen und Leistungen',
  'ledger.claims': '1740 Verbindlichkeiten gegenüber Beschäftigten',
  'ledger.clearing-account': '1360 Geldtransit',
  'ledger.fee-account': '4970 Nebenkosten des Geldverkehrs',
  'ledger.fx-loss-account': '2150 Aufwendungen aus der Währungsumrechnung',
  'ledger.fx-gain-account': '2660 Erträge aus der Währungsumrechnung',
};

const SKR04: Pack = {
  'ledger.expense': '6837 Zeitlich befristete Überlassung von Rechten (Lizenzen)',
  'ledger.prepaid-account': '1900 Aktive Rechnungsabgrenzung',
  'ledger.credits-account': '1300 Sonstige Vermögensgegenstände',
  'ledger.accrued-account': '3070 Sonstige Rückstellungen',
  'ledger.input-tax': '19 = 1406 Abziehbare Vorsteuer 19 %; 7 = 1401 Abziehbare Vorsteuer 7 %',
  'ledger.reverse-charge-in': '19 = 1407 Abziehbare Vorsteuer nach § 13b UStG 19 %',
  'ledger.reverse-charge-out': '19 = 3837 Umsatzsteuer nach § 13b UStG 19 %',
  'ledger.vendors': '3300 Verbindlichkeiten aus Lieferungen und Leistungen',
  'ledger.claims': '3720 Verbindlichkeiten gegenüber Beschäftigten',
  'ledger.clearing-account': '1460 Geldtransit',
  'ledger.fee-account': '6855 Nebenkosten des Geldverkehrs',
  'ledger.fx-loss-account': '6880 Aufwendungen aus der Währungsumrechnung',
  'ledger.fx-gain-account': '4840 Erträge aus der Währungsumrechnung',
};

const ofRates = (rates: readonly string[], account: string): string =>
  rates.map((rate) => `${rate} = ${account}`).join('; ');

const CN: Pack = {
  'ledger.expense': '5602 管理费用',
  'ledger.prepaid-account': '1123 预付账款',
  'ledger.credits-account': '1123 预付账款',
  'ledger.accrued-account': '2202 应付账款（暂估）',
  'ledger.input-tax': ofRates(['13', '9', '6', '3', '1'], '222101 应交增值税（进项税额）'),
  'ledger.reverse-charge-in': 'none',
  'ledger.reverse-charge-out': 'none',
  'ledger.vendors': '2202 应付账款',
  'ledger.claims': '2241 其他应付款',
  'ledger.clearing-account': '1002 银行存款',
  'ledger.fee-account': '5603 财务费用',
  'ledger.fx-loss-account': '5603 财务费用',
  'ledger.fx-gain-account': '5301 营业外收入',
};

/** Charts that go by names. */
const NAMES: Pack = {
  'ledger.expense': 'Software',
  'ledger.prepaid-account': 'Prepaid Expenses',
  'ledger.credits-account': 'Prepaid Expenses',
  'ledger.accrued-account': 'Accrued Expenses',
  'ledger.input-tax': ofRates(['20', '5'], 'VAT'),
  'ledger.reverse-charge-in': ofRates(['20', '5'], 'VAT'),
  'ledger.reverse-charge-out': ofRates(['20', '5'], 'VAT'),
  'ledger.vendors': 'Accounts Payable',
  'ledger.claims': 'Employee Reimbursements',
  'ledger.clearing-account': 'Bank Clearing',
  'ledger.fee-account': 'Bank Charges',
  'ledger.fx-loss-account': 'Exchange Gain or Loss',
  'ledger.fx-gain-account': 'Exchange Gain or Loss',
};

const US: Pack = {
  ...NAMES,
  'ledger.input-tax': 'none',
  'ledger.reverse-charge-in': 'none',
  'ledger.reverse-charge-out': 'none',
};

/** What each chart proposes; all of it can be set otherwise. */
export const PACKS: Readonly<Record<LedgerPack, Pack>> = {
  'DE-SKR03': SKR03,
  'DE-SKR04': SKR04,
  CN,
  US,
  UK: NAMES,
  generic: NAMES,
};

/** What a chart proposes for a setting; `undefined` for one that it does not fill. */
export function packDefault(pack: LedgerPack, key: string): string | undefined {
  return PACK_KEYS.some((one) => one === key) ? PACKS[pack][key as PackKey] : undefined;
}

/** The country that a chart is used in, by its ISO code; `null`: any. */
export const PACK_COUNTRY: Readonly<Record<LedgerPack, string | null>> = {
  'DE-SKR03': 'DE',
  'DE-SKR04': 'DE',
  CN: 'CN',
  US: 'US',
  UK: 'GB',
  generic: null,
};
