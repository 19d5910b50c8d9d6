/**
 * Which import brought a task of a trial that was held elsewhere, so that an import can be undone as any
 * other. What was drawn here is still never deleted, and what was done is still never changed.
 */
export const sql = `
ALTER TABLE trial_task ADD COLUMN import_id INTEGER REFERENCES import (id);
ALTER TABLE trial_task ADD COLUMN seen_import_id INTEGER;
CREATE INDEX trial_task_by_import ON trial_task (import_id);

DROP TRIGGER trial_never_goes;
CREATE TRIGGER trial_never_goes BEFORE DELETE ON trial WHEN OLD.is_imported = 0
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
DROP TRIGGER trial_task_never_goes;
CREATE TRIGGER trial_task_never_goes BEFORE DELETE ON trial_task
  WHEN NOT EXISTS (SELECT 1 FROM trial WHERE trial.id = OLD.trial_id AND is_imported = 1)
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
DROP TRIGGER trial_task_settles_once;
CREATE TRIGGER trial_task_settles_once BEFORE UPDATE OF timer_seconds, timer_since, minutes, felt, accepted,
    cost_micro, settled_day, dropped_why ON trial_task
  WHEN OLD.minutes IS NOT NULL OR OLD.dropped_why IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'trial_append_only'); END;
`;
