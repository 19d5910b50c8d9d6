import type { IsoMonth } from '../calendar.ts';
import type { LedgerPack } from './ledger-account.ts';

/** The languages that entries are written in. */
export type LedgerLanguage = 'en' | 'de' | 'zh-CN';

/** What entries say of themselves beside names and numbers. Not neutralised. */
export type LedgerWords = {
  readonly language: LedgerLanguage;
  /** What the file of a month is about. */
  readonly subject: string;
  /** A document that another month than its own books. */
  readonly forMonth: (document: string, month: IsoMonth) => string;
  readonly release: (document: string, month: IsoMonth) => string;
  readonly credits: string;
  readonly creditsUsed: (account: string, month: IsoMonth) => string;
  readonly notBilled: (account: string, month: IsoMonth) => string;
  readonly accrualTurned: (account: string, document: string) => string;
  readonly paid: (what: string) => string;
  readonly returned: (what: string) => string;
  readonly takenBack: (what: string) => string;
  readonly corrected: (document: string, number: string) => string;
  readonly exchangeDifference: string;
  readonly fee: string;
};

const EN: LedgerWords = {
  language: 'en',
  subject: 'AI tools',
  forMonth: (document, month) => `${document} for ${month}`,
  release: (document, month) => `${document} ${month}`,
  credits: 'Credits',
  creditsUsed: (account, month) => `${account} credits used ${month}`,
  notBilled: (account, month) => `${account} not billed yet ${month}`,
  accrualTurned: (account, document) => `${account}, accrual turned: ${document}`,
  paid: (what) => `${what} paid`,
  returned: (what) => `${what} returned`,
  takenBack: (what) => `${what} taken back`,
  corrected: (document, number) => `${document} corrected, ${number}`,
  exchangeDifference: 'Exchange difference',
  fee: 'Fee',
};

const germanMonth = (month: IsoMonth): string => `${month.slice(5)}/${month.slice(0, 4)}`;

const DE: LedgerWords = {
  language: 'de',
  subject: 'KI-Werkzeuge',
  forMonth: (document, month) => `${document} für ${germanMonth(month)}`,
  release: (document, month) => `${document} Auflösung ${germanMonth(month)}`,
  credits: 'Guthaben',
  creditsUsed: (account, month) => `${account} Guthaben verbraucht ${germanMonth(month)}`,
  notBilled: (account, month) => `${account} noch nicht berechnet ${germanMonth(month)}`,
  accrualTurned: (account, document) => `${account} Abgrenzung aufgelöst: ${document}`,
  paid: (what) => `${what} bezahlt`,
  returned: (what) => `${what} zurückgekommen`,
  takenBack: (what) => `${what} zurückgenommen`,
  corrected: (document, number) => `${document} berichtigt, ${number}`,
  exchangeDifference: 'Kursdifferenz',
  fee: 'Gebühr',
};

/** A month as Chinese vouchers write it: `2026年6月`. */
export const chineseMonth = (month: IsoMonth): string =>
  `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

const ZH: LedgerWords = {
  language: 'zh-CN',
  subject: 'AI 工具',
  forMonth: (document, month) => `${document} 属${chineseMonth(month)}`,
  release: (document, month) => `${document} 摊销 ${chineseMonth(month)}`,
  credits: '预付额度',
  creditsUsed: (account, month) => `${account} 预付额度使用 ${chineseMonth(month)}`,
  notBilled: (account, month) => `${account} 暂估 ${chineseMonth(month)}`,
  accrualTurned: (account, document) => `${account} 冲回暂估：${document}`,
  paid: (what) => `${what} 付款`,
  returned: (what) => `${what} 退回`,
  takenBack: (what) => `${what} 冲回`,
  corrected: (document, number) => `${document} 更正 ${number}`,
  exchangeDifference: '汇兑差额',
  fee: '手续费',
};

const WORDS: Readonly<Record<LedgerLanguage, LedgerWords>> = { en: EN, de: DE, 'zh-CN': ZH };

/** The words of a language; a month that was closed without one was written in English. */
export const ledgerWords = (language: LedgerLanguage = 'en'): LedgerWords => WORDS[language];

/** The language of a book's entries: the chart's, where it is of a country, else the company's. */
export function ledgerLanguage(pack: LedgerPack, locale: string): LedgerLanguage {
  if (pack.startsWith('DE-')) return 'de';
  if (pack === 'CN') return 'zh-CN';
  return pack === 'generic' && locale === 'zh-CN' ? 'zh-CN' : 'en';
}
