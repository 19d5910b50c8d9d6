/** When each identity was first charged is asked for every seat: the index alone answers it. */
export const sql = `
DROP INDEX usage_month_by_identity;
CREATE INDEX usage_month_by_identity ON usage_month (identity_id, month, first_charged_day);
`;
