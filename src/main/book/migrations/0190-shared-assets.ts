/**
 * Reusable work and its uses have a name on both sides too. What is removed gives up its number: SQLite gives
 * the highest one again, and what is written next is another thing.
 */
const NEW_UUID = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

const named = (table: string, kind: string): string => `
CREATE TRIGGER shared_${table} AFTER INSERT ON ${table}
  WHEN EXISTS (SELECT 1 FROM setting WHERE key = 'book.mode' AND value = 'person')
  BEGIN
    INSERT OR IGNORE INTO shared_item (uuid, kind, item_id) VALUES (
      ${NEW_UUID}, '${kind}', NEW.id);
  END;`;

const parted = (table: string, kind: string): string => `
CREATE TRIGGER unshared_${table} AFTER DELETE ON ${table}
  BEGIN
    UPDATE shared_item SET item_id = -rowid WHERE kind = '${kind}' AND item_id = OLD.id;
  END;`;

export const sql = `
DROP TRIGGER shared_claim;
DROP TRIGGER shared_output;
DROP TRIGGER shared_top_up;
DROP TRIGGER shared_claim_based;

CREATE TABLE shared_item_wider (
  uuid TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('claim', 'output', 'top-up', 'asset', 'reuse')),
  -- below 0: it was removed
  item_id INTEGER NOT NULL,
  -- a person's book: the office's revision that is known, and the one that was answered last
  known_rev INTEGER,
  based_on INTEGER,
  UNIQUE (kind, item_id)
) STRICT;
INSERT INTO shared_item_wider (rowid, uuid, kind, item_id, known_rev, based_on)
  SELECT rowid, uuid, kind,
    CASE WHEN kind = 'output' AND NOT EXISTS (SELECT 1 FROM output_item WHERE id = item_id)
      THEN -rowid ELSE item_id END,
    known_rev, based_on
  FROM shared_item;
DROP TABLE shared_item;
ALTER TABLE shared_item_wider RENAME TO shared_item;
${named('claim', 'claim')}
${named('output_item', 'output')}
${named('top_up_request', 'top-up')}
${named('asset', 'asset')}
${named('asset_use', 'reuse')}
${parted('output_item', 'output')}
${parted('asset', 'asset')}
${parted('asset_use', 'reuse')}

-- What a claim's answer was based on is fixed when it is given, not when it is sent.
CREATE TRIGGER shared_claim_based AFTER INSERT ON claim_step
  WHEN NEW.kind IN ('submit', 'withdraw')
  BEGIN
    UPDATE shared_item SET based_on = known_rev WHERE kind = 'claim' AND item_id = NEW.claim_id;
  END;

-- What stands in a person's book already is named as what comes.
INSERT OR IGNORE INTO shared_item (uuid, kind, item_id)
  SELECT ${NEW_UUID}, 'asset', id FROM asset
  WHERE EXISTS (SELECT 1 FROM setting WHERE key = 'book.mode' AND value = 'person');
INSERT OR IGNORE INTO shared_item (uuid, kind, item_id)
  SELECT ${NEW_UUID}, 'reuse', id FROM asset_use
  WHERE EXISTS (SELECT 1 FROM setting WHERE key = 'book.mode' AND value = 'person');
`;
