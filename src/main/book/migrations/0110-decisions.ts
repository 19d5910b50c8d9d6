/**
 * What was decided on a seat or one of its tools, with what it cost before, frozen; and what was said of it
 * later. Rows are never changed: a further one confirms or takes back.
 */
export const sql = `
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  from_day TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  tool TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('keep', 'raise', 'trim', 'end', 'switch-tool', 'switch-model', 'talk')),
  to_micro INTEGER,
  expected_micro INTEGER,
  is_handed_on INTEGER NOT NULL,
  why TEXT NOT NULL,
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  -- the seat's verdict when it was decided
  verdict TEXT,
  lean TEXT,
  p REAL,
  allowance_id INTEGER REFERENCES allowance_line (id)
) STRICT;
CREATE INDEX decision_by_person ON decision (person_id);

-- The mean monthly spend of the seat's tools in the months before, in base currency.
CREATE TABLE decision_pace (
  decision_id INTEGER NOT NULL REFERENCES decision (id),
  tool TEXT NOT NULL,
  micro INTEGER NOT NULL,
  PRIMARY KEY (decision_id, tool)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_step (
  decision_id INTEGER PRIMARY KEY REFERENCES decision (id),
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'take-back')),
  day TEXT NOT NULL,
  why TEXT NOT NULL,
  at TEXT NOT NULL,
  by_name TEXT NOT NULL
) STRICT;
${['decision', 'decision_pace', 'decision_step']
  .map(
    (table) => `
CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ON ${table}
  BEGIN SELECT RAISE(ABORT, 'decision_append_only'); END;
CREATE TRIGGER ${table}_never_goes BEFORE DELETE ON ${table}
  BEGIN SELECT RAISE(ABORT, 'decision_append_only'); END;`,
  )
  .join('')}
`;
