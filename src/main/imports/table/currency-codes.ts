import type { CellFault } from './cell-fault.ts';

const KNOWN = new Set(Intl.supportedValuesOf('currency'));
/** Names for a currency that are in daily use and mean no other. */
const ALIASES: Readonly<Record<string, string>> = { RMB: 'CNY', CNH: 'CNY', 人民币: 'CNY' };

/** The ISO 4217 code that a cell names, in any case. */
export function parseCurrency(text: string): string | CellFault {
  const upper = text.toUpperCase();
  const code = ALIASES[upper] ?? upper;
  if (KNOWN.has(code) && code !== 'XXX' && code !== 'XTS') return code;
  return {
    code: 'currency_unknown',
    reason: 'This is no ISO 4217 currency code. Write one like USD or EUR.',
  };
}
