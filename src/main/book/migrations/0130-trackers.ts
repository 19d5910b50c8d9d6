/**
 * Trackers: where accepted output comes from by itself. Each item is kept as its source tells it; what
 * of it counts, and for whom, stands in `output_item`, so that rules and people can change afterwards.
 */
export const sql = `
CREATE TABLE tracker (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  kind TEXT NOT NULL,
  -- Folders, repositories or projects, as a JSON list.
  places TEXT NOT NULL,
  base_url TEXT,
  extra_ca TEXT,
  rules TEXT NOT NULL DEFAULT '',
  accepted TEXT NOT NULL DEFAULT 'closed' CHECK (accepted IN ('closed', 'others')),
  titles INTEGER NOT NULL DEFAULT 0,
  side TEXT NOT NULL DEFAULT 'pull-request' CHECK (side IN ('pull-request', 'ticket')),
  co_authors TEXT NOT NULL DEFAULT 'first' CHECK (co_authors IN ('first', 'split')),
  bots TEXT NOT NULL DEFAULT '[]',
  added_at TEXT NOT NULL,
  -- The name of the key's entry in the keychain; NULL where none is needed.
  key_entry TEXT,
  key_state TEXT NOT NULL DEFAULT 'missing' CHECK (key_state IN ('set', 'missing', 'locked')),
  -- A reading that is not finished: where it is, its number, and from which day on it reads.
  cursor TEXT,
  series INTEGER,
  since_day TEXT,
  -- The day on which the last reading that came to its end had begun.
  whole_day TEXT
) STRICT;

ALTER TABLE source ADD COLUMN tracker_id INTEGER REFERENCES tracker (id);
CREATE UNIQUE INDEX source_by_tracker ON source (tracker_id) WHERE tracker_id IS NOT NULL;

CREATE TABLE tracker_item (
  id INTEGER PRIMARY KEY,
  tracker_id INTEGER NOT NULL REFERENCES tracker (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  place TEXT NOT NULL,
  what TEXT NOT NULL,
  facts TEXT NOT NULL,
  author_id INTEGER REFERENCES identity (id),
  bot TEXT,
  accepter TEXT NOT NULL CHECK (accepter IN ('identity', 'customer', 'unknown')),
  accepter_id INTEGER REFERENCES identity (id),
  state TEXT NOT NULL CHECK (state IN ('accepted', 'open', 'gone', 'left-out')),
  accepted_day TEXT,
  state_day TEXT,
  opened_day TEXT,
  updated_day TEXT,
  link TEXT NOT NULL,
  title TEXT NOT NULL,
  rounds INTEGER,
  size INTEGER,
  digest TEXT NOT NULL,
  seen INTEGER NOT NULL,
  -- What a person did here: it stands beside what the source tells.
  here_accepted_by TEXT,
  here_reopened_day TEXT,
  here_removed INTEGER NOT NULL DEFAULT 0,
  -- What became of it, and with which item it counts where it is the same piece of work.
  standing TEXT NOT NULL DEFAULT 'new',
  with_item INTEGER,
  UNIQUE (tracker_id, key)
) STRICT;
CREATE INDEX tracker_item_by_author ON tracker_item (author_id);
CREATE INDEX tracker_item_by_accepter ON tracker_item (accepter_id) WHERE accepter_id IS NOT NULL;
CREATE INDEX tracker_item_by_link ON tracker_item (rtrim(lower(link), '/')) WHERE link <> '';

CREATE TABLE tracker_co_author (
  item_id INTEGER NOT NULL REFERENCES tracker_item (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  PRIMARY KEY (item_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX tracker_co_author_by_identity ON tracker_co_author (identity_id);

-- What an item is known as, what it names, and what it takes back.
CREATE TABLE tracker_ref (
  ref TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('is', 'names', 'reverts')),
  item_id INTEGER NOT NULL REFERENCES tracker_item (id) ON DELETE CASCADE,
  PRIMARY KEY (ref, role, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tracker_ref_by_item ON tracker_ref (item_id);

CREATE TABLE tracker_run (
  id INTEGER PRIMARY KEY,
  tracker_id INTEGER NOT NULL REFERENCES tracker (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  ended_at TEXT,
  who TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'partial', 'failed')),
  from_day TEXT,
  to_day TEXT,
  requests INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  replaced INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  next_try TEXT,
  places TEXT NOT NULL DEFAULT '[]',
  notes TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX tracker_run_by_tracker ON tracker_run (tracker_id, id);

ALTER TABLE output_item ADD COLUMN tracker_item_id INTEGER REFERENCES tracker_item (id) ON DELETE SET NULL;
-- It counts in no month: it was reopened, reverted or went away while its own month was open.
ALTER TABLE output_item ADD COLUMN never_counts INTEGER NOT NULL DEFAULT 0;
-- Taken into a closed month, because it lies before the person's seat: what is frozen knows nothing of it.
ALTER TABLE output_item ADD COLUMN before_seat INTEGER NOT NULL DEFAULT 0;
CREATE INDEX output_item_by_tracker ON output_item (tracker_item_id) WHERE tracker_item_id IS NOT NULL;
CREATE INDEX output_item_by_link ON output_item (rtrim(lower(link), '/')) WHERE link <> '';

DROP TRIGGER output_item_closed_insert;
CREATE TRIGGER output_item_closed_insert BEFORE INSERT ON output_item
  WHEN NEW.before_seat = 0 AND EXISTS (SELECT 1 FROM closed_month WHERE month = substr(NEW.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
DROP TRIGGER output_item_closed_delete;
CREATE TRIGGER output_item_closed_delete BEFORE DELETE ON output_item
  WHEN OLD.before_seat = 0 AND EXISTS (SELECT 1 FROM closed_month WHERE month = substr(OLD.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
DROP TRIGGER output_item_closed_update;
CREATE TRIGGER output_item_closed_update BEFORE UPDATE OF day, email, kind, quantity_milli, accepted, before_seat ON output_item
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month IN (substr(OLD.day, 1, 7), substr(NEW.day, 1, 7)))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
`;
