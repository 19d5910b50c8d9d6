import { createHash } from 'node:crypto';
import { type Micro, type MoneyText, moneyText } from '../../core/money.ts';

/** What an export was made of, so that it can be checked and repeated. It holds no time of its own. */
export type ExportManifest = {
  readonly file: string;
  readonly kind: string;
  readonly format: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly totals: readonly MoneyText[];
  readonly sha256: string;
  readonly bytes: number;
  readonly appVersion: string;
  /** The audit trail's head: of closed months at their close, else when it was written. */
  readonly audit?: { readonly entry: number; readonly digest: string };
  /** Of a journal: the total on screen, what it differs from the ledger by, and the expense there. */
  readonly reconciliation?: {
    readonly total: MoneyText;
    readonly parts: readonly { readonly code: string; readonly amount: MoneyText }[];
    readonly expense: MoneyText;
  };
};

/** Sums amounts per currency, currencies in alphabetical order. */
export function totalsOf(
  amounts: Iterable<{ readonly micro: Micro; readonly currency: string }>,
): MoneyText[] {
  const sums = new Map<string, Micro>();
  for (const { micro, currency } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0n) + micro);
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, micro]) => moneyText(micro, currency));
}

/** The manifest of an export's bytes. */
export function exportManifest(
  about: Omit<ExportManifest, 'sha256' | 'bytes'>,
  bytes: Uint8Array,
): ExportManifest {
  return {
    file: about.file,
    kind: about.kind,
    format: about.format,
    filters: Object.fromEntries(Object.entries(about.filters).sort(([a], [b]) => (a < b ? -1 : 1))),
    rows: about.rows,
    totals: about.totals,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    appVersion: about.appVersion,
    ...(about.audit ? { audit: about.audit } : {}),
    ...(about.reconciliation ? { reconciliation: about.reconciliation } : {}),
  };
}

/** The manifest as the file that stands beside its export. */
export function manifestText(manifest: ExportManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
