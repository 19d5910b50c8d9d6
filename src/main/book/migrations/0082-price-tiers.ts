/** How tokens were asked for, searches and credits of each row, and lengths that the owner states. */
export const sql = `
-- A label such as 'serviceTier=batch'; 0 is a plain row.
ALTER TABLE usage ADD COLUMN tier_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN searches INTEGER NOT NULL DEFAULT 0;
-- Of the provider's own unit, in millionths.
ALTER TABLE usage ADD COLUMN credits_micro INTEGER NOT NULL DEFAULT 0;
-- Priced as a short request although the row does not say how long its requests were.
ALTER TABLE usage ADD COLUMN length_unstated INTEGER NOT NULL DEFAULT 0;

ALTER TABLE usage_month ADD COLUMN length_unstated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_month ADD COLUMN searches INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_month ADD COLUMN credits_micro INTEGER NOT NULL DEFAULT 0;
-- Rows that charge nothing of their own and have no price by the list: their API value reads "at least".
ALTER TABLE usage_month ADD COLUMN unvalued INTEGER NOT NULL DEFAULT 0;
UPDATE usage_month SET unvalued = (
  SELECT count(*) FROM usage
  WHERE usage.identity_id = usage_month.identity_id
    AND usage.day BETWEEN usage_month.month || '-01' AND usage_month.month || '-31'
    AND usage.tool_id = usage_month.tool_id AND usage.model_id = usage_month.model_id
    AND usage.project_id = usage_month.project_id AND usage.state = usage_month.state
    AND usage.currency = usage_month.currency AND usage.list_micro IS NULL)
WHERE state IN ('plan', 'report');

-- The last import by a version that did not tell tiers apart: its rows are known by fewer words.
CREATE TABLE before_tiers (import_id INTEGER NOT NULL) STRICT;
INSERT INTO before_tiers SELECT coalesce(max(id), 0) FROM import;

-- Whether a model's requests of a source that does not say so are long, from a day on; 0: every source.
CREATE TABLE model_context (
  model TEXT NOT NULL,
  source_id INTEGER NOT NULL,
  from_day TEXT NOT NULL,
  context TEXT NOT NULL CHECK (context IN ('short', 'long')),
  PRIMARY KEY (model, source_id, from_day)
) STRICT, WITHOUT ROWID;

-- What a charge is for, where that lies outside the month that bills it.
ALTER TABLE charge ADD COLUMN for_from TEXT;
ALTER TABLE charge ADD COLUMN for_to TEXT;

CREATE TRIGGER usage_closed_update_tier BEFORE UPDATE OF tier_id, searches, credits_micro ON usage
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = substr(OLD.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
`;
