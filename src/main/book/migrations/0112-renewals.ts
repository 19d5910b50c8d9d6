/**
 * When subscriptions renew: as a file says, and as a person set it beside the file, which goes before. The
 * last holds until it is set anew, whatever is imported later.
 */
export const sql = `
ALTER TABLE subscription ADD COLUMN renewal_day TEXT;
ALTER TABLE subscription ADD COLUMN notice_days INTEGER;
ALTER TABLE subscription ADD COLUMN downgrade_micro INTEGER;

CREATE TABLE renewal_setting (
  subscription_id INTEGER PRIMARY KEY REFERENCES subscription (id) ON DELETE CASCADE,
  renewal_day TEXT,
  notice_days INTEGER CHECK (notice_days BETWEEN 0 AND 366),
  downgrade_micro INTEGER
) STRICT;
`;
