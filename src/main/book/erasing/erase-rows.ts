import type { Book } from '../book.ts';
import { connectionOf } from '../connection.ts';
import { erasedKey } from '../sources.ts';

/** The keys of accounts and computers that only this person carries, keys of an API left out: they name nobody. */
export function ownIdentities(
  book: Book,
  personId: number,
): { id: number; sourceId: number; accountId: number | null; key: string }[] {
  return connectionOf(book).all(
    `SELECT identity.id, identity.source_id AS sourceId, source.account_id AS accountId, identity.key
     FROM identity JOIN source ON source.id = identity.source_id
     WHERE identity.key <> ''
       AND EXISTS (SELECT 1 FROM identity_assignment WHERE identity_id = identity.id AND person_id = ?)
       AND NOT EXISTS (SELECT 1 FROM identity_assignment WHERE identity_id = identity.id AND person_id <> ?)
       AND NOT EXISTS (SELECT 1 FROM account_key WHERE account_id = source.account_id AND key_id = identity.key)`,
    personId,
    personId,
  );
}

/** Lists of an account that name actors by the key that the account knows them by. */
const LISTS = [
  ['account_member', 'identity'],
  ['account_seat', 'identity'],
  ['account_key', 'owner'],
  ['account_limit', 'target'],
  ['reported_seat', 'identity'],
] as const;

/** Takes the keys of a person's own identities, and the names beside them, out of every list; their use stays. */
export function eraseIdentities(book: Book, personId: number, pseudonym: string): void {
  const connection = connectionOf(book);
  for (const { id, sourceId, accountId, key } of ownIdentities(book, personId)) {
    let name = pseudonym;
    for (let number = 2; book.identities.idOf(sourceId, name) !== undefined; number += 1) {
      name = `${pseudonym} (${number})`;
    }
    connection.run('UPDATE identity SET key = ?, name = NULL WHERE id = ?', name, id);
    connection.run(
      `INSERT INTO erased_key (digest, identity_id) VALUES (?, ?)
       ON CONFLICT (digest) DO UPDATE SET identity_id = excluded.identity_id`,
      erasedKey(sourceId, key),
      id,
    );
    if (accountId === null) continue;
    connection.run(
      'UPDATE account_member SET email = NULL, name = NULL WHERE account_id = ? AND identity = ?',
      accountId,
      key,
    );
    connection.run(
      'UPDATE reported_seat SET name = NULL WHERE account_id = ? AND identity = ?',
      accountId,
      key,
    );
    for (const [table, column] of LISTS) {
      connection.run(
        `UPDATE ${table} SET ${column} = ? WHERE account_id = ? AND ${column} = ?`,
        name,
        accountId,
        key,
      );
    }
  }
}

/**
 * What stands under a person and is not needed for any figure: profile, bank details, titles and links,
 * access, packets and pairings, what was said of their seat. Team, role and days stay: figures are by them.
 */
export function eraseRows(
  book: Book,
  person: { readonly id: number; readonly email: string },
  pseudonym: string,
  at: string,
): void {
  const connection = connectionOf(book);
  const { id, email } = person;
  const own = `(SELECT installation FROM pairing WHERE person_id = ${id})`;
  const items = `(SELECT id FROM output_item WHERE email = ?)`;
  const statements: readonly (readonly [string, ...(string | number)[]])[] = [
    ['DELETE FROM bank_details WHERE person_id = ?', id],
    ['DELETE FROM access WHERE email = ?', email],
    ['DELETE FROM undone_assignment WHERE email = ?', email],
    [
      `DELETE FROM replaced_row WHERE kind = 'person' AND row_id = ? OR kind = 'output_item' AND row_id IN ${items}`,
      id,
      email,
    ],
    // Work that comes from a tracker: what it is called there goes too.
    [
      `UPDATE tracker_item SET title = '', link = '' WHERE id IN
         (SELECT tracker_item_id FROM output_item WHERE email = ? AND tracker_item_id IS NOT NULL)
         OR author_id IN (SELECT identity_id FROM identity_assignment WHERE person_id = ?)`,
      email,
      id,
    ],
    [
      `DELETE FROM tracker_ref WHERE role <> 'is' AND item_id IN
         (SELECT tracker_item_id FROM output_item WHERE email = ? AND tracker_item_id IS NOT NULL)`,
      email,
    ],
    [`UPDATE output_item SET title = '', link = '', ordinal = -id WHERE email = ?`, email],
    [
      `UPDATE trial_task SET title = '', project = NULL, dropped_why = CASE WHEN dropped_why IS NULL THEN NULL ELSE '' END WHERE person = ?`,
      email,
    ],
    [`UPDATE decision SET verdict = NULL, lean = NULL, p = NULL, why = '' WHERE person_id = ?`, id],
    [
      `UPDATE decision_step SET why = '' WHERE decision_id IN (SELECT id FROM decision WHERE person_id = ?)`,
      id,
    ],
    [
      `UPDATE claim_receipt SET file_name = 'receipt-' || claim_id || '-' || line_no WHERE claim_id IN
         (SELECT id FROM claim WHERE person_id = ?)`,
      id,
    ],
    // Computers that only their logs come from.
    [
      `UPDATE device SET name = ? || ' ' || substr(id, 1, 8) WHERE
         EXISTS (SELECT 1 FROM source WHERE kind = 'agent-log' AND name = ? || ' ' || device.id)`,
      pseudonym,
      email,
    ],
    [
      `UPDATE agent_log SET path = 'erased/' || id, is_open = 0 WHERE source_id IN
         (SELECT id FROM source WHERE kind = 'agent-log' AND name LIKE ? || ' %')`,
      email,
    ],
    ['DELETE FROM invitation WHERE person_id = ?', id],
    ['DELETE FROM current_message WHERE person_id = ?', id],
    [`DELETE FROM outgoing_packet WHERE pairing IN ${own}`],
    [`DELETE FROM sent_message WHERE pairing IN ${own}`],
    [`DELETE FROM sent_attachment WHERE pairing IN ${own}`],
    [`DELETE FROM held_packet WHERE pairing IN ${own}`],
    [`DELETE FROM kept_attachment WHERE pairing IN ${own}`],
    [`UPDATE taken_message SET message = NULL, body = NULL WHERE pairing IN ${own}`],
    [
      `UPDATE pairing SET device = NULL, state = 'revoked', revoke_reason = 'erased',
         revoked_at = coalesce(revoked_at, ?) WHERE person_id = ?`,
      at,
      id,
    ],
    [
      `UPDATE person SET name = ?, email = ?, monthly_cost_micro = NULL, cost_currency = NULL,
         locale = NULL, erased_at = ? WHERE id = ?`,
      pseudonym,
      pseudonym,
      at,
      id,
    ],
  ];
  for (const [sql, ...values] of statements) connection.run(sql, ...values);
  // What is joined by the e-mail goes on being joined.
  for (const [table, column] of [
    ['output_item', 'email'],
    ['subscription', 'email'],
    ['trial_task', 'person'],
    ['asset', 'maker'],
    ['asset_use', 'person'],
  ] as const) {
    connection.run(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`, pseudonym, email);
  }
}
