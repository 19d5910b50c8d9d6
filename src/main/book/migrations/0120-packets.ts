/** Several people without a server: this installation, whom it is paired with, what is sent, taken and held. */
export const sql = `
-- This book on this computer, from its first invitation or joining on. Private keys are never here.
CREATE TABLE installation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  device TEXT,
  sign_key TEXT NOT NULL,
  age_key TEXT NOT NULL,
  key_place TEXT NOT NULL CHECK (key_place IN ('keychain', 'file')),
  -- the last revision given to a message, and the last stream's place
  rev INTEGER NOT NULL,
  epoch INTEGER NOT NULL
) STRICT;

CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  secret_sha256 TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_by TEXT,
  cancelled_at TEXT
) STRICT;

-- An installation that this one exchanges packets with.
CREATE TABLE pairing (
  installation TEXT PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  invitation TEXT NOT NULL,
  device TEXT,
  sign_key TEXT NOT NULL,
  age_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('joined', 'confirmed', 'revoked')),
  joined_at TEXT NOT NULL,
  confirmed_at TEXT,
  revoked_at TEXT,
  revoke_reason TEXT,
  last_heard TEXT
) STRICT;
CREATE INDEX pairing_by_person ON pairing (person_id);

-- Numbered packets in one direction; of each pairing and direction the last one is in use.
CREATE TABLE packet_stream (
  id INTEGER PRIMARY KEY,
  pairing TEXT NOT NULL REFERENCES pairing (installation) ON DELETE CASCADE,
  direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
  stream TEXT NOT NULL,
  begin TEXT NOT NULL,
  epoch INTEGER,
  seq INTEGER NOT NULL,
  -- out: up to where the other side has them; in: up to where we have said so
  acked INTEGER NOT NULL,
  UNIQUE (pairing, direction, stream)
) STRICT;

-- Packets as they left, until the other side has them.
CREATE TABLE outgoing_packet (
  pairing TEXT NOT NULL REFERENCES pairing (installation) ON DELETE CASCADE,
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  messages TEXT NOT NULL,
  made_at TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (pairing, stream, seq)
) STRICT;

-- What stands to be told of a person, in its newest form, and up to which revision whom it was told.
CREATE TABLE current_message (
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  about TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  rev INTEGER NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (person_id, type, about)
) STRICT;
CREATE TABLE sent_message (
  pairing TEXT NOT NULL REFERENCES pairing (installation) ON DELETE CASCADE,
  type TEXT NOT NULL,
  about TEXT NOT NULL,
  id TEXT NOT NULL,
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (pairing, type, about)
) STRICT, WITHOUT ROWID;
-- Attachments that went ahead in a packet of their own.
CREATE TABLE sent_attachment (
  pairing TEXT NOT NULL REFERENCES pairing (installation) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (pairing, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE taken_message (
  id TEXT PRIMARY KEY,
  pairing TEXT NOT NULL,
  type TEXT NOT NULL,
  about TEXT NOT NULL,
  rev INTEGER NOT NULL,
  at TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('taken', 'known', 'refused', 'superseded')),
  code TEXT,
  message TEXT,
  -- of a book that its sender put back: its revisions count from anew
  is_before_restore INTEGER NOT NULL DEFAULT 0,
  -- as it was told; of a person's book alone
  body TEXT
) STRICT;
CREATE INDEX taken_message_by_about ON taken_message (pairing, type, about);

-- Every packet that was looked at, refusals too.
CREATE TABLE taken_packet (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL,
  packet TEXT,
  pairing TEXT,
  stream TEXT,
  seq INTEGER,
  status TEXT NOT NULL CHECK (status IN ('taken', 'known', 'held', 'refused')),
  code TEXT,
  message TEXT,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX taken_packet_by_number ON taken_packet (pairing, stream, seq);

CREATE TABLE held_packet (
  sha256 TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  pairing TEXT NOT NULL,
  stream TEXT,
  seq INTEGER,
  code TEXT NOT NULL,
  at TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;

-- Files of the shared folder that were looked at, so that each is read once per size and time.
CREATE TABLE folder_file (
  name TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Attachments that came before the message that needs them.
CREATE TABLE kept_attachment (
  pairing TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  file TEXT NOT NULL,
  at TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (pairing, sha256)
) STRICT;

-- What both sides call by one name: claims, output and requests for more.
CREATE TABLE shared_item (
  uuid TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('claim', 'output', 'top-up')),
  item_id INTEGER NOT NULL,
  -- a person's book: the office's revision that is known, and the one that was answered last
  known_rev INTEGER,
  based_on INTEGER,
  UNIQUE (kind, item_id)
) STRICT;

-- In a person's book everything that is written gets its name at once, whichever way it came.
CREATE TRIGGER shared_claim AFTER INSERT ON claim
  WHEN EXISTS (SELECT 1 FROM setting WHERE key = 'book.mode' AND value = 'person')
  BEGIN
    INSERT OR IGNORE INTO shared_item (uuid, kind, item_id) VALUES (
      lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
      'claim', NEW.id);
  END;
CREATE TRIGGER shared_output AFTER INSERT ON output_item
  WHEN EXISTS (SELECT 1 FROM setting WHERE key = 'book.mode' AND value = 'person')
  BEGIN
    INSERT OR IGNORE INTO shared_item (uuid, kind, item_id) VALUES (
      lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
      'output', NEW.id);
  END;
CREATE TRIGGER shared_top_up AFTER INSERT ON top_up_request
  WHEN EXISTS (SELECT 1 FROM setting WHERE key = 'book.mode' AND value = 'person')
  BEGIN
    INSERT OR IGNORE INTO shared_item (uuid, kind, item_id) VALUES (
      lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
      'top-up', NEW.id);
  END;
-- What a claim's answer was based on is fixed when it is given, not when it is sent.
CREATE TRIGGER shared_claim_based AFTER INSERT ON claim_step
  WHEN NEW.kind IN ('submit', 'withdraw')
  BEGIN
    UPDATE shared_item SET based_on = known_rev WHERE kind = 'claim' AND item_id = NEW.claim_id;
  END;
`;
