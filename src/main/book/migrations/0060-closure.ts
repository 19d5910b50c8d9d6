/** What a closed month was closed with: frozen documents, who closed and reopened it, and guards. */
export const sql = `
-- One closing of a month. Reopening marks it; what it had frozen stays, so that both can be compared.
CREATE TABLE closure (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  total_micro INTEGER NOT NULL,
  currency TEXT NOT NULL,
  digest TEXT NOT NULL,
  -- why it was closed although something stood in the way
  in_spite_of TEXT,
  reopened_at TEXT,
  reopened_by TEXT,
  reopen_reason TEXT,
  CHECK ((reopened_at IS NULL) = (reopen_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX closure_standing ON closure (month) WHERE reopened_at IS NULL;

CREATE TABLE closure_document (
  id INTEGER PRIMARY KEY,
  closure_id INTEGER NOT NULL REFERENCES closure (id),
  kind TEXT NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (closure_id, kind)
) STRICT;

-- Who carries something in a closed month: such a person gets an end date, but is not removed.
CREATE TABLE closed_month_person (
  month TEXT NOT NULL REFERENCES closed_month (month) ON DELETE CASCADE,
  person_id INTEGER NOT NULL,
  PRIMARY KEY (month, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX closed_month_person_by_person ON closed_month_person (person_id);

CREATE TRIGGER closure_only_reopens BEFORE UPDATE ON closure
  WHEN OLD.reopened_at IS NOT NULL OR NEW.reopened_at IS NULL OR NEW.id <> OLD.id
    OR NEW.month <> OLD.month OR NEW.closed_at <> OLD.closed_at OR NEW.closed_by <> OLD.closed_by
    OR NEW.total_micro <> OLD.total_micro OR NEW.currency <> OLD.currency
    OR NEW.digest <> OLD.digest OR NEW.in_spite_of IS NOT OLD.in_spite_of
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER closure_never_goes BEFORE DELETE ON closure
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER closure_document_insert BEFORE INSERT ON closure_document
  WHEN EXISTS (SELECT 1 FROM closure JOIN closed_month USING (month) WHERE closure.id = NEW.closure_id)
    OR EXISTS (SELECT 1 FROM closure WHERE id = NEW.closure_id AND reopened_at IS NOT NULL)
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER closure_document_update BEFORE UPDATE ON closure_document
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER closure_document_delete BEFORE DELETE ON closure_document
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER closed_month_update BEFORE UPDATE ON closed_month
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER closed_month_delete BEFORE DELETE ON closed_month
  WHEN EXISTS (SELECT 1 FROM closure WHERE month = OLD.month AND reopened_at IS NULL)
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER person_closed_delete BEFORE DELETE ON person
  WHEN EXISTS (SELECT 1 FROM closed_month_person WHERE person_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;

-- The columns that the first schema's guards left open.
CREATE TRIGGER usage_closed_update_rest BEFORE UPDATE OF tool_id, model_id, project_id, detail_id,
    cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, requests, gross_micro, cost_currency,
    list_micro ON usage
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = substr(OLD.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER charge_closed_update_rest BEFORE UPDATE OF source_id, kind, tool_id, model_id,
    project_id, detail_id, reference, gross_micro ON charge
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = substr(OLD.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
`;
