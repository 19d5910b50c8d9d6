/** Of which days an unreadable row of a sync may be, until a later sync reads those days again. */
export const sql = `
-- The row's own day, where it could be told.
ALTER TABLE sync_reject ADD COLUMN day TEXT;
-- The days among which it stands unread; NULL for lists as of now, and once all of them were read again.
ALTER TABLE sync_reject ADD COLUMN from_day TEXT;
ALTER TABLE sync_reject ADD COLUMN to_day TEXT;
CREATE INDEX sync_reject_unread ON sync_reject (from_day, to_day) WHERE from_day IS NOT NULL;
`;
