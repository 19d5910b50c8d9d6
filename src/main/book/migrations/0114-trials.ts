/**
 * Trials: two arms, tasks that were drawn into one of them before they began, and the secret that the
 * draw follows from, which is shown after the end alone. What was drawn or done is never changed.
 */
export const sql = `
CREATE TABLE trial (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('ai', 'model', 'tool')),
  arm_a TEXT NOT NULL,
  arm_b TEXT NOT NULL,
  planned INTEGER NOT NULL CHECK (planned > 0),
  consent_text TEXT NOT NULL,
  is_imported INTEGER NOT NULL,
  at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  seed_sha256 TEXT
) STRICT;

CREATE TABLE trial_seed (
  trial_id INTEGER PRIMARY KEY REFERENCES trial (id),
  seed TEXT NOT NULL
) STRICT;

CREATE TABLE trial_consent (
  id INTEGER PRIMARY KEY,
  trial_id INTEGER NOT NULL REFERENCES trial (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  text_sha256 TEXT NOT NULL,
  at TEXT NOT NULL,
  left_at TEXT
) STRICT;

-- Minutes as they were said or timed; an arm before a task began.
CREATE TABLE trial_task (
  id INTEGER PRIMARY KEY,
  trial_id INTEGER NOT NULL REFERENCES trial (id),
  person TEXT NOT NULL COLLATE NOCASE,
  seq INTEGER NOT NULL,
  arm TEXT NOT NULL CHECK (arm IN ('A', 'B')),
  title TEXT NOT NULL,
  estimate REAL NOT NULL CHECK (estimate > 0),
  forecast REAL CHECK (forecast > 0),
  project TEXT,
  day TEXT NOT NULL,
  timer_seconds REAL NOT NULL DEFAULT 0,
  timer_since TEXT,
  minutes REAL CHECK (minutes > 0),
  felt REAL,
  accepted INTEGER,
  cost_micro INTEGER,
  settled_day TEXT,
  dropped_why TEXT,
  UNIQUE (trial_id, person, seq)
) STRICT;

CREATE TRIGGER trial_never_goes BEFORE DELETE ON trial
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
CREATE TRIGGER trial_stays BEFORE UPDATE ON trial
  WHEN NEW.name <> OLD.name OR NEW.kind <> OLD.kind OR NEW.arm_a <> OLD.arm_a OR NEW.arm_b <> OLD.arm_b
    OR NEW.consent_text <> OLD.consent_text OR NEW.is_imported <> OLD.is_imported
    OR (OLD.started_at IS NOT NULL AND NEW.started_at IS NOT OLD.started_at)
    OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at)
    OR (OLD.seed_sha256 IS NOT NULL AND NEW.seed_sha256 IS NOT OLD.seed_sha256)
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
CREATE TRIGGER trial_seed_never_changes BEFORE UPDATE ON trial_seed
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
CREATE TRIGGER trial_seed_never_goes BEFORE DELETE ON trial_seed
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
CREATE TRIGGER trial_task_never_goes BEFORE DELETE ON trial_task
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
CREATE TRIGGER trial_task_stays_drawn BEFORE UPDATE OF id, trial_id, person, seq, arm, title, estimate,
    forecast, project, day ON trial_task
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
CREATE TRIGGER trial_task_settles_once BEFORE UPDATE ON trial_task
  WHEN OLD.minutes IS NOT NULL OR OLD.dropped_why IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
`;
