import { optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, row, rows, sql, value } from '../statement.ts';

const own = {
  uuid: text,
  device: optional(text),
  sign: text,
  age: text,
  keyPlace: word<'keychain' | 'file'>(),
  rev: whole,
  epoch: whole,
};
const invitation = {
  id: text,
  personId: whole,
  secretSha256: text,
  issuedAt: text,
  expiresAt: text,
  usedBy: optional(text),
  cancelledAt: optional(text),
};
const pairing = {
  installation: text,
  personId: whole,
  invitation: text,
  device: optional(text),
  sign: text,
  age: text,
  state: word<'joined' | 'confirmed' | 'revoked'>(),
  joinedAt: text,
  confirmedAt: optional(text),
  revokedAt: optional(text),
  revokeReason: optional(text),
  lastHeard: optional(text),
};

/** What both sides call by one name. */
export type SharedKind = 'claim' | 'output' | 'top-up' | 'asset' | 'reuse';

export type OwnInstallation = RowOf<typeof own>;
export type HeldInvitation = RowOf<typeof invitation>;
export type HeldPairing = RowOf<typeof pairing>;

const PAIRINGS = sql`
  SELECT installation, person_id AS personId, invitation, device, sign_key AS sign, age_key AS age, state,
    joined_at AS joinedAt, confirmed_at AS confirmedAt, revoked_at AS revokedAt,
    revoke_reason AS revokeReason, last_heard AS lastHeard FROM pairing`;

/** This book on this computer, who was invited, and the installations it is paired with. */
export const pairings = {
  own: row(
    own,
    () => sql`
      SELECT uuid, device, sign_key AS sign, age_key AS age, key_place AS keyPlace, rev, epoch
      FROM installation`,
  ),
  setOwn: change(
    (to: RowOf<typeof own>) => sql`
      INSERT INTO installation (id, uuid, device, sign_key, age_key, key_place, rev, epoch)
      VALUES (1, ${to.uuid}, ${to.device}, ${to.sign}, ${to.age}, ${to.keyPlace}, ${to.rev}, ${to.epoch})`,
  ),
  setCounts: change(
    (rev: number, epoch: number) => sql`UPDATE installation SET rev = ${rev}, epoch = ${epoch}`,
  ),
  invitations: rows(
    invitation,
    () => sql`
      SELECT id, person_id AS personId, secret_sha256 AS secretSha256, issued_at AS issuedAt,
        expires_at AS expiresAt, used_by AS usedBy, cancelled_at AS cancelledAt
      FROM invitation ORDER BY issued_at, id`,
  ),
  invite: change(
    (one: Omit<HeldInvitation, 'usedBy' | 'cancelledAt'>) => sql`
      INSERT INTO invitation (id, person_id, secret_sha256, issued_at, expires_at)
      VALUES (${one.id}, ${one.personId}, ${one.secretSha256}, ${one.issuedAt}, ${one.expiresAt})`,
  ),
  useInvitation: change(
    (id: string, installation: string) =>
      sql`UPDATE invitation SET used_by = ${installation} WHERE id = ${id}`,
  ),
  cancelInvitation: change(
    (id: string, at: string) => sql`UPDATE invitation SET cancelled_at = ${at} WHERE id = ${id}`,
  ),
  all: rows(pairing, () => sql`${PAIRINGS} ORDER BY joined_at, installation`),
  one: row(
    pairing,
    (installation: string) => sql`${PAIRINGS} WHERE installation = ${installation}`,
  ),
  add: change(
    (
      one: Pick<
        HeldPairing,
        'installation' | 'personId' | 'invitation' | 'device' | 'sign' | 'age' | 'joinedAt'
      >,
    ) => sql`
      INSERT INTO pairing (installation, person_id, invitation, device, sign_key, age_key, state, joined_at)
      VALUES (${one.installation}, ${one.personId}, ${one.invitation}, ${one.device}, ${one.sign},
        ${one.age}, 'joined', ${one.joinedAt})`,
  ),
  confirm: change(
    (installation: string, at: string) => sql`
      UPDATE pairing SET state = 'confirmed', confirmed_at = ${at} WHERE installation = ${installation}`,
  ),
  revoke: change(
    (installation: string, at: string, reason: string) => sql`
      UPDATE pairing SET state = 'revoked', revoked_at = ${at}, revoke_reason = ${reason}
      WHERE installation = ${installation}`,
  ),
  heard: change(
    (installation: string, at: string) =>
      sql`UPDATE pairing SET last_heard = ${at} WHERE installation = ${installation}`,
  ),
  /** The name by which both sides know an item of this book. */
  uuidOf: value(
    text,
    (kind: SharedKind, id: number) =>
      sql`SELECT uuid FROM shared_item WHERE kind = ${kind} AND item_id = ${id}`,
  ),
  itemsOf: rows(
    { uuid: text, id: whole, knownRev: optional(whole), basedOn: optional(whole) },
    (kind: SharedKind) => sql`
      SELECT uuid, item_id AS id, known_rev AS knownRev, based_on AS basedOn
      FROM shared_item WHERE kind = ${kind} ORDER BY item_id`,
  ),
  itemOf: row(
    { id: whole, knownRev: optional(whole), basedOn: optional(whole) },
    (kind: SharedKind, uuid: string) => sql`
      SELECT item_id AS id, known_rev AS knownRev, based_on AS basedOn FROM shared_item
      WHERE kind = ${kind} AND uuid = ${uuid}`,
  ),
  share: change(
    (kind: SharedKind, uuid: string, id: number) =>
      sql`INSERT INTO shared_item (uuid, kind, item_id) VALUES (${uuid}, ${kind}, ${id})`,
  ),
  moveItem: change(
    (kind: SharedKind, uuid: string, id: number) =>
      sql`UPDATE shared_item SET item_id = ${id} WHERE kind = ${kind} AND uuid = ${uuid}`,
  ),
  knowRev: change(
    (uuid: string, rev: number) =>
      sql`UPDATE shared_item SET known_rev = ${rev} WHERE uuid = ${uuid}`,
  ),
  /** What was removed is back under the name that both sides know, and not under another. */
  forgetItem: change(
    (kind: SharedKind, id: number) =>
      sql`DELETE FROM shared_item WHERE kind = ${kind} AND item_id = ${id}`,
  ),
  /** An item that this book made up for itself is the one of this name. */
  renameItem: change(
    (kind: SharedKind, id: number, uuid: string) =>
      sql`UPDATE shared_item SET uuid = ${uuid} WHERE kind = ${kind} AND item_id = ${id}`,
  ),
};
