import type { IsoDay } from '../../../core/calendar.ts';
import type { InvoiceLine } from '../../../core/invoices/invoice.ts';
import { flag, micro, optional, type RowOf, real, text, whole, word } from '../columns.ts';
import type { Sql } from '../statement.ts';
import { change, row, rows, sole, sql, value, values } from '../statement.ts';

export type InvoiceStatus = 'read' | 'confirmed' | 'posted';
export type Spread = 'unassigned' | 'by-use';

const invoice = {
  id: whole,
  importId: whole,
  sha256: text,
  file: text,
  mediaType: text,
  status: word<InvoiceStatus>(),
  accountId: optional(whole),
  account: optional(text),
  duplicateOf: optional(whole),
  confirmedAt: optional(text),
  confirmedBy: optional(text),
  draftText: text,
  postingMonth: optional(text),
  takenAt: text,
};
const line = {
  description: text,
  quantity: optional(text),
  unitMicro: optional(micro),
  amountMicro: micro,
  periodStart: optional(text),
  periodEnd: optional(text),
  taxRate: optional(text),
  isPrepaid: flag,
  confidence: real,
  at: text,
};
const before = { id: whole, format: text, rows: whole, from: optional(text), to: optional(text) };
const vendorAccount = { id: whole, name: text, provider: optional(text) };

export type InvoiceRow = RowOf<typeof invoice>;
type NewInvoice = Pick<
  InvoiceRow,
  'importId' | 'sha256' | 'file' | 'mediaType' | 'accountId' | 'duplicateOf'
> & { readonly kind: string };
/** What of a draft is kept in columns of its own, to be looked for. */
export type InvoiceHead = {
  readonly vendor: string | null;
  readonly vendorKey: string | null;
  readonly knownBy: string | null;
  readonly number: string | null;
  readonly issueDay: IsoDay | null;
  readonly dueDay: IsoDay | null;
  readonly periodStart: IsoDay | null;
  readonly periodEnd: IsoDay | null;
  readonly currency: string | null;
  readonly netMicro: bigint | null;
  readonly taxMicro: bigint | null;
  readonly totalMicro: bigint | null;
  readonly payableMicro: bigint | null;
  readonly kind: string;
  readonly draftText: string;
};

/** Newest first by their date. */
const invoicesThat = (condition: Sql) => sql`
  SELECT invoice.id, import_id AS importId, sha256, file, media_type AS mediaType, status,
    account_id AS accountId, account.name AS account, duplicate_of AS duplicateOf,
    confirmed_at AS confirmedAt, confirmed_by AS confirmedBy, draft AS draftText,
    posting_month AS postingMonth, (SELECT at FROM import WHERE import.id = import_id) AS takenAt
  FROM invoice LEFT JOIN account ON account.id = account_id
  WHERE ${condition} ORDER BY coalesce(issue_day, '9999') DESC, invoice.id DESC`;

/** Invoices with their lines, the vendors that were taught, and what is posted for them. */
export const invoices = {
  all: rows(invoice, () => invoicesThat(sql`1`)),
  one: row(invoice, (id: number) => invoicesThat(sql`invoice.id = ${id}`)),
  posted: rows(invoice, () => invoicesThat(sql`status = 'posted'`)),
  /** PDFs that wait for a person, but for this one. */
  waitingPdfs: rows(invoice, (butId: number) =>
    invoicesThat(
      sql`status = 'read' AND confirmed_at IS NULL AND media_type = 'application/pdf' AND invoice.id <> ${butId}`,
    ),
  ),
  /** Those of a vendor that bill no account yet, but for this one. */
  withoutAccount: rows(invoice, (vendorKey: string, butId: number) =>
    invoicesThat(
      sql`status = 'read' AND account_id IS NULL AND vendor_key = ${vendorKey} AND invoice.id <> ${butId}`,
    ),
  ),
  /** Those that are known by the same vendor and number, or end with the same. */
  knownBy: rows(invoice, (knownBy: string, ending: string) =>
    invoicesThat(sql`invoice.id IN (SELECT id FROM invoice WHERE known_by = ${knownBy}
       UNION SELECT id FROM invoice WHERE known_by LIKE '%#' || ${ending})`),
  ),
  lines: rows(
    line,
    (invoiceId: number) => sql`
      SELECT description, quantity, unit_micro AS unitMicro, amount_micro AS amountMicro,
         period_start AS periodStart, period_end AS periodEnd, tax_rate AS taxRate,
         is_prepaid AS isPrepaid, confidence, at
       FROM invoice_line WHERE invoice_id = ${invoiceId} ORDER BY ordinal`,
  ),
  idOf: value(
    whole,
    (sha256: string) => sql`
      SELECT id FROM invoice WHERE sha256 = ${sha256}`,
  ),
  /** The import that brought this very file. */
  importBefore: row(
    before,
    (sha256: string) => sql`
      SELECT id, format, rows, from_day AS "from", to_day AS "to" FROM import
     WHERE sha256 = ${sha256} AND kind = 'invoice' AND undone_at IS NULL
     UNION ALL
     SELECT import.id, format, max(1, (SELECT count(*) FROM invoice_line WHERE invoice_id = invoice.id)),
       from_day, to_day
     FROM invoice JOIN import ON import.id = import_id WHERE invoice.sha256 = ${sha256}
     LIMIT 1`,
  ),
  waiting: sole(
    whole,
    () => sql`
      SELECT count(*) AS count FROM invoice WHERE status <> 'posted'`,
  ),
  isAnyPosted: sole(flag, () => sql`SELECT EXISTS (SELECT 1 FROM invoice WHERE status = 'posted')`),
  /** Whether an invoice or a variance has to be held against charges. */
  isAnyToReconcile: sole(
    flag,
    () => sql`
      SELECT EXISTS (SELECT 1 FROM invoice WHERE status = 'posted') OR EXISTS (SELECT 1 FROM variance_charge)`,
  ),
  /** Those of these days that wait for a person; those without a date always. */
  waitingBetween: sole(
    whole,
    (from: IsoDay, to: IsoDay) => sql`
      SELECT count(*) AS count FROM invoice WHERE status <> 'posted'
         AND (period_start IS NULL OR (period_start <= ${to} AND period_end >= ${from}))`,
  ),
  /** The accounts that posted invoices of this vendor bill. */
  accountsOfVendor: rows(
    vendorAccount,
    (vendorKey: string | null, vendor: string | null) => sql`
      SELECT DISTINCT account.id, account.name, account.provider FROM invoice
     JOIN account ON account.id = account_id
     WHERE status = 'posted' AND (vendor_key = ${vendorKey} OR (${vendorKey} IS NULL AND vendor = ${vendor}))`,
  ),
  /** A closed month into which an invoice of this import was posted. */
  closedBy: sole(
    optional(text),
    (importId: number) => sql`
      SELECT min(substr(charge.day, 1, 7)) AS month
       FROM invoice
       JOIN variance_charge ON variance_charge.account_id = invoice.account_id
         AND variance_charge.month BETWEEN substr(period_start, 1, 7) AND substr(period_end, 1, 7)
       JOIN charge ON charge.id = charge_id
       WHERE invoice.import_id = ${importId} AND invoice.status = 'posted'
         AND substr(charge.day, 1, 7) IN (SELECT month FROM closed_month)`,
  ),
  add: change(
    (made: NewInvoice) => sql`
      INSERT INTO invoice (import_id, sha256, file, media_type, kind, draft, account_id, duplicate_of, status)
     VALUES (${made.importId}, ${made.sha256}, ${made.file}, ${made.mediaType}, ${made.kind}, '', ${made.accountId}, ${made.duplicateOf}, 'read')`,
  ),
  setHead: change(
    (id: number, head: InvoiceHead) => sql`
      UPDATE invoice SET vendor = ${head.vendor}, vendor_key = ${head.vendorKey}, known_by = ${head.knownBy},
        number = ${head.number}, issue_day = ${head.issueDay}, due_day = ${head.dueDay},
        period_start = ${head.periodStart}, period_end = ${head.periodEnd}, currency = ${head.currency},
        net_micro = ${head.netMicro}, tax_micro = ${head.taxMicro}, total_micro = ${head.totalMicro},
        payable_micro = ${head.payableMicro}, kind = ${head.kind}, draft = ${head.draftText} WHERE id = ${id}`,
  ),
  removeLines: change(
    (id: number) => sql`
      DELETE FROM invoice_line WHERE invoice_id = ${id}`,
  ),
  addLine: change(
    (id: number, ordinal: number, one: Omit<InvoiceLine, 'at'>, at: string) => sql`
      INSERT INTO invoice_line (invoice_id, ordinal, description, quantity, unit_micro, amount_micro,
         period_start, period_end, tax_rate, is_prepaid, confidence, at)
       VALUES (${id}, ${ordinal}, ${one.description}, ${one.quantity}, ${one.unitMicro}, ${one.amountMicro}, ${one.periodStart}, ${one.periodEnd}, ${one.taxRate}, ${one.isPrepaid ? 1 : 0}, ${one.confidence}, ${at})`,
  ),
  setStanding: change(
    (id: number, accountId: number | null, status: InvoiceStatus) => sql`
      UPDATE invoice SET account_id = ${accountId}, status = ${status} WHERE id = ${id}`,
  ),
  confirm: change(
    (id: number, at: string, by: string) => sql`
      UPDATE invoice SET confirmed_at = ${at}, confirmed_by = ${by} WHERE id = ${id}`,
  ),
  setAccount: change(
    (id: number, accountId: number | null) => sql`
      UPDATE invoice SET account_id = ${accountId} WHERE id = ${id}`,
  ),
  setPostingMonth: change(
    (id: number, month: string | null) => sql`
      UPDATE invoice SET posting_month = ${month} WHERE id = ${id}`,
  ),
  setDuplicate: change(
    (id: number, of: number) => sql`
      UPDATE invoice SET duplicate_of = ${of} WHERE id = ${id}`,
  ),
  removeOf: change(
    (importId: number) => sql`
      DELETE FROM invoice WHERE import_id = ${importId}`,
  ),
  forgetLostDuplicates: change(
    () => sql`
      UPDATE invoice SET duplicate_of = NULL WHERE duplicate_of NOT IN (SELECT id FROM invoice)`,
  ),
  vendorTemplates: values(
    text,
    () => sql`
      SELECT template FROM vendor_template ORDER BY id`,
  ),
  teachVendor: change(
    (id: string, template: string, at: string, who: string) => sql`
      INSERT INTO vendor_template (id, template, at, who) VALUES (${id}, ${template}, ${at}, ${who})
       ON CONFLICT DO UPDATE SET template = excluded.template, at = excluded.at, who = excluded.who`,
  ),
  /** How the variance of an account is carried, where it has a rule of its own. */
  spread: value(
    word<Spread>(),
    (accountId: number) => sql`
      SELECT spread FROM spread_rule WHERE account_id = ${accountId}`,
  ),
  removeSpread: change(
    (accountId: number) => sql`
      DELETE FROM spread_rule WHERE account_id = ${accountId}`,
  ),
  setSpread: change(
    (accountId: number, spread: Spread) => sql`
      INSERT INTO spread_rule (account_id, spread) VALUES (${accountId}, ${spread})
         ON CONFLICT DO UPDATE SET spread = excluded.spread`,
  ),
};
