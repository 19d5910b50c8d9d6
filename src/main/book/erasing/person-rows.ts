import type { Book, SqlValue } from '../book.ts';
import { connectionOf } from '../connection.ts';

/** Identities that nobody else carries: what a shared key did is not one person's. */
const OWN_IDENTITIES = `SELECT identity_id FROM identity_assignment GROUP BY identity_id
  HAVING max(person_id) = :id AND min(person_id) = :id`;
const OWN_KEYS = `SELECT source.account_id, identity.key FROM identity
  JOIN source ON source.id = identity.source_id WHERE identity.id IN (${OWN_IDENTITIES})`;
const OWN_CLAIMS = 'SELECT id FROM claim WHERE person_id = :id';
const OWN_PAIRINGS = 'SELECT installation FROM pairing WHERE person_id = :id';
const OWN_DECISIONS = 'SELECT id FROM decision WHERE person_id = :id';
const OWN_LOGS = `SELECT id FROM source WHERE kind = 'agent-log' AND lower(name) LIKE lower(:email) || ' %'`;
const OWN_ITEMS = `SELECT id FROM tracker_item WHERE author_id IN (${OWN_IDENTITIES})`;
const mentions = (column: string): string => `instr(lower(${column}), lower(:email)) > 0`;

/**
 * Of every table that holds something about a person, which of its rows are theirs. What secrets are made
 * of, and what is sealed for their own computer, is left out of `columns`.
 */
export const PERSON_ROWS: Readonly<
  Record<string, { readonly where: string; readonly columns?: readonly string[] }>
> = {
  access: {
    where: 'email = :email',
    columns: [
      'email',
      'name',
      'level',
      'team',
      'os_user',
      'given_by',
      'from_at',
      'to_at',
      'misses',
    ],
  },
  account_key: { where: `owner = :email OR (account_id, key_id) IN (${OWN_KEYS})` },
  account_limit: { where: `target = :email OR (account_id, target) IN (${OWN_KEYS})` },
  account_member: { where: `email = :email OR (account_id, identity) IN (${OWN_KEYS})` },
  account_seat: { where: `identity = :email OR (account_id, identity) IN (${OWN_KEYS})` },
  account_write: { where: mentions("coalesce(target, '') || sent") },
  agent_log: { where: `source_id IN (${OWN_LOGS})`, columns: ['path', 'changed_ms'] },
  allowance_entry: { where: 'person_id = :id OR to_person_id = :id' },
  allowance_line: { where: 'person_id = :id' },
  allowance_slice: { where: 'person_id = :id' },
  asset: { where: 'maker = :email' },
  asset_use: { where: 'person = :email' },
  bank_details: { where: 'person_id = :id' },
  charge: { where: `person_id = :id OR identity_id IN (${OWN_IDENTITIES})` },
  claim: { where: 'person_id = :id' },
  claim_line: { where: `claim_id IN (${OWN_CLAIMS})` },
  claim_payment: { where: `claim_id IN (${OWN_CLAIMS})` },
  claim_receipt: { where: `claim_id IN (${OWN_CLAIMS})` },
  claim_step: { where: `claim_id IN (${OWN_CLAIMS})` },
  closed_month_person: { where: 'person_id = :id' },
  current_message: { where: 'person_id = :id' },
  // Its verdict is told as one, where verdicts are shared.
  decision: {
    where: 'person_id = :id',
    columns: [
      'id',
      'day',
      'from_day',
      'tool',
      'kind',
      'to_micro',
      'expected_micro',
      'is_handed_on',
      'why',
      'at',
      'by_name',
    ],
  },
  decision_pace: { where: `decision_id IN (${OWN_DECISIONS})` },
  decision_step: { where: `decision_id IN (${OWN_DECISIONS})` },
  device: {
    where: `EXISTS (SELECT 1 FROM source WHERE source.id IN (${OWN_LOGS}) AND source.name LIKE '% ' || device.id)`,
  },
  held_packet: { where: `pairing IN (${OWN_PAIRINGS})`, columns: ['file', 'code', 'at'] },
  identity: { where: `id IN (${OWN_IDENTITIES})` },
  identity_assignment: { where: 'person_id = :id' },
  import_reject: { where: mentions('raw') },
  invitation: {
    where: 'person_id = :id',
    columns: ['id', 'issued_at', 'expires_at', 'used_by', 'cancelled_at'],
  },
  kept_attachment: { where: `pairing IN (${OWN_PAIRINGS})`, columns: ['file', 'sha256', 'at'] },
  nothing_finished: { where: 'person_id = :id' },
  outgoing_packet: {
    where: `pairing IN (${OWN_PAIRINGS})`,
    columns: ['file', 'stream', 'seq', 'made_at', 'messages'],
  },
  output_item: { where: 'email = :email' },
  packet_stream: { where: `pairing IN (${OWN_PAIRINGS})` },
  pairing: { where: 'person_id = :id' },
  payout: { where: `claim_id IN (${OWN_CLAIMS})` },
  person: { where: 'id = :id' },
  receipt: {
    where: `sha256 IN (SELECT sha256 FROM claim_receipt WHERE claim_id IN (${OWN_CLAIMS}))`,
  },
  replaced_row: { where: mentions('held') },
  reported_seat: { where: `identity = :email OR (account_id, identity) IN (${OWN_KEYS})` },
  runaway_day: { where: `identity_id IN (${OWN_IDENTITIES})` },
  sent_attachment: { where: `pairing IN (${OWN_PAIRINGS})` },
  sent_message: { where: `pairing IN (${OWN_PAIRINGS})` },
  setting: { where: mentions('value') },
  signal_dismissal: { where: mentions('signal_key') },
  stated_baseline: { where: 'person_id = :id' },
  subscription: { where: 'email = :email' },
  sync_reject: { where: mentions("coalesce(value, '') || reason") },
  taken_message: { where: `pairing IN (${OWN_PAIRINGS})` },
  taken_packet: { where: `pairing IN (${OWN_PAIRINGS})` },
  top_up_request: { where: 'person_id = :id' },
  tracker_co_author: { where: `identity_id IN (${OWN_IDENTITIES})` },
  tracker_item: { where: `id IN (${OWN_ITEMS})` },
  tracker_ref: { where: `item_id IN (${OWN_ITEMS})` },
  tracker_reject: { where: mentions("coalesce(name, '') || coalesce(value, '') || reason") },
  trial_consent: { where: 'person_id = :id' },
  trial_task: { where: 'person = :email' },
  undone_assignment: { where: 'email = :email' },
  usage_month: { where: `identity_id IN (${OWN_IDENTITIES})` },
};

/** Why the other tables hold nothing of a person that is not told elsewhere. */
export const NO_PERSON_ROWS: Readonly<Record<string, string>> = {
  ...because('summed by month in usage_month', 'usage'),
  ...because(
    'the trail, told as its entries',
    'audit',
    'audit_head',
    'audit_redaction',
    'erased_key',
  ),
  ...because(
    'closed months, told as the months in which they stand',
    'closure',
    'closure_document',
  ),
  ...because('transfers are told from payout; a file holds everybody', 'payout_file'),
  ...because(
    'the company: what it has, decides and sets; who did it is told from the trail',
    'account',
    'allowance_pool',
    'before_tiers',
    'calendar_day',
    'opening_credit',
    'claim_policy',
    'closed_month',
    'credit_price',
    'credit_source',
    'exported_entry',
    'import',
    'import_period',
    'invoice',
    'invoice_line',
    'invoice_payment',
    'invoice_tax_line',
    'kind_weight',
    'ledger_agreement',
    'mapping',
    'model_context',
    'model_lower',
    'model_price',
    'output_kind',
    'payout_batch',
    'price_list',
    'rate',
    'renewal_setting',
    'row_digest',
    'source',
    'spread_rule',
    'sync_run',
    'sync_stream',
    'tool_billing',
    'tracker',
    'tracker_run',
    'trial',
    'trial_seed',
    'variance_charge',
    'vendor',
    'vendor_template',
    'yearly_budget',
  ),
  ...because(
    'how things are read and known again, no name in it',
    'agent_log_file',
    'agent_log_reading',
    'folder_file',
    'installation',
    'label',
    'shared_item',
  ),
};

function because(reason: string, ...tables: readonly string[]): Record<string, string> {
  return Object.fromEntries(tables.map((table) => [table, reason]));
}

export type PlainRow = Readonly<Record<string, string | number | null>>;

/** Every row of the book that is about a person, table by table as it stands; amounts are micro-units. */
export function personRows(
  book: Book,
  { id, email }: { readonly id: number; readonly email: string },
): Record<string, PlainRow[]> {
  const { db } = connectionOf(book);
  const found: Record<string, PlainRow[]> = {};
  for (const [table, { where, columns }] of Object.entries(PERSON_ROWS)) {
    const shown = columns?.map((one) => `"${one}"`).join(', ') ?? '*';
    const rows = db
      .prepare(`SELECT ${shown} FROM "${table}" WHERE ${where}`)
      .all({ id, email }) as Record<string, SqlValue>[];
    if (rows.length > 0) found[table] = rows.map(plain);
  }
  return found;
}

const plain = (row: Record<string, SqlValue>): PlainRow =>
  Object.fromEntries(
    Object.entries(row)
      .filter((pair): pair is [string, Exclude<SqlValue, Buffer>] => !Buffer.isBuffer(pair[1]))
      .map(([column, value]) => [
        column,
        typeof value !== 'bigint' ? value : /micro$/.test(column) ? String(value) : Number(value),
      ]),
  );
