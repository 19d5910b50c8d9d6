import { dayIn, WEEKDAYS } from './calendar.ts';
import { isAccountsByTool, isCostCentresByTeam } from './close/ledger-settings.ts';
import { LEDGER_PACKS } from './ledger/ledger-account.ts';
import { parseLedgerAccount, parseTaxAccounts } from './ledger/ledger-text.ts';
import { parseNamedTaxes } from './ledger/named-taxes.ts';
import { parseDecimal, parseMicro } from './money.ts';
import { NAME_LOCALES } from './name-order.ts';

/** One thing an owner can set: its default and which texts it takes. `none` stands for "not set". */
export type SettingRule = {
  readonly default: string;
  readonly accepts: (value: string) => boolean;
  /** What it takes, in words, for the sentence that refuses a value. */
  readonly expects: string;
};

const number = (from: number, to: number, whole = false): Omit<SettingRule, 'default'> => ({
  accepts: (value) =>
    parseDecimal(value) !== null &&
    Number(value) >= from &&
    Number(value) <= to &&
    (!whole || Number.isInteger(Number(value))),
  expects: `a ${whole ? 'whole ' : ''}number from ${from} to ${to}`,
});

const oneOf = (...values: readonly string[]): Omit<SettingRule, 'default'> => ({
  accepts: (value) => values.includes(value),
  expects: `one of ${values.join(', ')}`,
});

/** `none` stands for what the chart of accounts proposes. */
const ledgerAccount: SettingRule = {
  default: 'none',
  accepts: (value) => value === 'none' || parseLedgerAccount(value) !== null,
  expects: "an account's code and name, such as 6837 AI tools, or none",
};

const taxAccounts: SettingRule = {
  default: 'none',
  accepts: (value) => parseTaxAccounts(value) !== null,
  expects: 'accounts by rate such as "19 = 1406 Vorsteuer; 7 = 1401 Vorsteuer", or none',
};

const isAmount = (text: string): boolean => text === '0' || isAmountAboveZero(text);
const amountFrom: SettingRule = {
  default: '0',
  accepts: isAmount,
  expects: 'an amount in base currency, 0 or more',
};

const orNone = (rule: Omit<SettingRule, 'default'>): Omit<SettingRule, 'default'> => ({
  accepts: (value) => value === 'none' || rule.accepts(value),
  expects: `${rule.expects}, or none`,
});

function isAmountAboveZero(text: string): boolean {
  const micro = parseMicro(text);
  return micro !== null && micro > 0n && micro <= 1_000_000_000_000_000n;
}

const isLine = (value: string): boolean => /^[^\p{C}]{1,70}$/u.test(value.trim());

const isTimeZone = (value: string): boolean => dayIn(value, '2026-01-01T00:00:00Z') !== null;

const RULES: Readonly<Record<string, SettingRule>> = {
  'company.name': { default: '', accepts: (v) => v.trim() !== '', expects: 'a name' },
  'company.week-start': { default: 'monday', ...oneOf(...WEEKDAYS) },
  'company.time-zone': {
    default: 'UTC',
    accepts: isTimeZone,
    expects: 'a time zone such as Europe/Berlin',
  },
  // In whose order people are listed.
  'company.locale': { default: 'en', ...oneOf(...NAME_LOCALES) },
  'company.workdays': {
    default: 'monday tuesday wednesday thursday friday',
    accepts: (v) =>
      v.split(' ').every((one) => WEEKDAYS.some((day) => day === one)) &&
      new Set(v.split(' ')).size === v.split(' ').length,
    expects: 'weekdays such as "monday tuesday wednesday thursday friday"',
  },
  'company.owners': {
    default: 'none',
    accepts: (v) => v.trim() !== '',
    expects: 'the names of those who decide as the owner, with commas between, or none',
  },
  // The company's address, as bank files ask for it: its parts by themselves.
  'company.street': { default: 'none', accepts: isLine, expects: 'a street and number, or none' },
  'company.postcode': { default: 'none', accepts: isLine, expects: 'a postcode, or none' },
  'company.town': { default: 'none', accepts: isLine, expects: 'a town, or none' },
  'company.country': {
    default: 'none',
    accepts: (v) => v === 'none' || /^[A-Za-z]{2}$/.test(v),
    expects: 'a country in two letters such as DE, or none',
  },
  'verdict.window': { default: '6', ...number(1, 24, true) },
  'verdict.required-return': { default: '1', ...number(0, 100) },
  'verdict.required-uplift': { default: 'none', ...orNone(number(0, 10)) },
  'verdict.unit-value': { default: 'none', ...orNone(number(0, 1e9)) },
  'verdict.shared-shock': { default: 'on', ...oneOf('on', 'off') },
  'signals.noteworthy': { default: '10', ...number(0, 1e6) },
  'signals.runaway': {
    default: 'auto',
    accepts: (v) => v === 'auto' || v === 'none' || isAmountAboveZero(v),
    expects:
      'an amount a day in base currency, none, or auto (a month of the allowance, the pool or the usual total)',
  },
  'signals.jobs': {
    default: 'none',
    accepts: (v) =>
      v === 'none' || v.split(';').every((one) => /^[^=]*[^=\s][^=]*=[^=]*[^=\s][^=]*$/.test(one)),
    expects: 'none, or tools with their jobs such as "Cursor = coding; Claude = chat, coding"',
  },
  'ledger.pack': { default: 'none', ...orNone(oneOf(...LEDGER_PACKS)) },
  'ledger.expense': ledgerAccount,
  'ledger.prepaid-account': ledgerAccount,
  'ledger.credits-account': ledgerAccount,
  'ledger.accrued-account': ledgerAccount,
  'ledger.clearing-account': ledgerAccount,
  'ledger.fee-account': ledgerAccount,
  'ledger.fx-loss-account': ledgerAccount,
  'ledger.fx-gain-account': ledgerAccount,
  'ledger.input-tax': taxAccounts,
  'ledger.reverse-charge-in': taxAccounts,
  'ledger.reverse-charge-out': taxAccounts,
  'ledger.accruals': { default: 'on', ...oneOf('on', 'off') },
  'ledger.accruals-from': amountFrom,
  'ledger.prepaid': { default: 'on', ...oneOf('on', 'off') },
  'ledger.prepaid-from': amountFrom,
  'ledger.by-tool': {
    default: 'none',
    accepts: isAccountsByTool,
    expects: 'none, or accounts by tool such as "Cursor = 6838 Editors; Claude = 6839 Chat"',
  },
  'ledger.cost-centres': {
    default: 'none',
    accepts: isCostCentresByTeam,
    expects: 'none, or cost centres by team such as "Sales = 4100; Support = 4200"',
  },
  'ledger.vendors': ledgerAccount,
  'ledger.claims': ledgerAccount,
  'ledger.xero-tax-rate': {
    default: 'none',
    accepts: (v) => v.trim() !== '',
    expects: "the name of a tax rate as it stands in Xero, or none for the country's own",
  },
  'ledger.quickbooks-taxes': {
    default: 'none',
    accepts: (v) => parseNamedTaxes(v) !== null,
    expects: 'tax codes by tax such as "domestic 13 = HST ON; exempt 0 = Exempt", or none',
  },
  'ledger.xero-taxes': {
    default: 'none',
    accepts: (v) => parseNamedTaxes(v) !== null,
    expects:
      'names by tax such as "domestic 19 = Vorsteuer 19%; reverse-charge 19 = Reverse Charge 19%", or none',
  },
  'ledger.xero-tracking': {
    default: 'none',
    accepts: (v) => v.trim() !== '',
    expects: 'the name of the tracking category that holds teams, or none',
  },
  'ledger.datev-adviser': { default: 'none', ...orNone(number(1001, 9_999_999, true)) },
  'ledger.datev-client': { default: 'none', ...orNone(number(1, 99_999, true)) },
  'ledger.datev-service-case': { default: 'none', ...orNone(number(1, 999, true)) },
  'ledger.datev-service-day': { default: 'off', ...oneOf('on', 'off') },
  'ledger.datev-code-length': { default: '4', ...number(4, 8, true) },
  'ledger.fiscal-year-month': { default: '1', ...number(1, 12, true) },
  'claims.pay-in': { default: 'base', ...oneOf('base', 'claimed') },
  'tax.recoverable': { default: 'on', ...oneOf('on', 'off') },
  'invoices.spread': { default: 'unassigned', ...oneOf('unassigned', 'by-use') },
  'rates.fetch': { default: 'off', ...oneOf('on', 'off') },
  'access.manager-verdicts': { default: 'off', ...oneOf('on', 'off') },
  'assets.hours-per-month': { default: '160', ...number(1, 744) },
  'retention.receipts-years': { default: '10', ...number(0, 30, true) },
  'share.usage': { default: 'ask', ...oneOf('ask', 'always', 'never') },
  'share.projects': { default: 'hidden', ...oneOf('hidden', 'hashed', 'named') },
  'share.verdicts': { default: 'off', ...oneOf('on', 'off') },
  'usage.agent-logs': { default: 'auto', ...oneOf('auto', 'plan', 'use') },
};

/** Every setting of a book (RULES.md, Settings), by key; no key is inherited, whatever is asked for. */
export const settingRules: Readonly<Record<string, SettingRule>> = Object.assign(
  Object.create(null),
  RULES,
);
